// SPDX-License-Identifier: Apache-2.0
#include "web/map/marks.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

namespace anker::map {

float mark_radius(std::uint32_t support) {
    return 14.5f + std::min(7.0f, 1.5f * std::sqrt(static_cast<float>(support)));
}

std::vector<gl::MarkVertex> mark_vertices(const view::Marks& marks, geo::Position origin, bool is_plain,
                                          bool with_hidden) {
    std::vector<gl::MarkVertex> vertices;
    vertices.reserve(marks.row_count());
    for (view::Row row = 0; row < marks.row_count(); ++row) {
        if (!marks.is_live(row) || (marks.is_hidden[row] != 0 && !with_hidden)) continue;
        const unsigned flags = (marks.kind[row] == contribution::Kind::Resource ? 1U : 0U) |
                               (marks.perspective[row] == contribution::Perspective::Professional ? 2U : 0U) |
                               (is_plain ? 4U : 0U);
        vertices.push_back(
            {static_cast<float>(marks.at[row].lon_e7 - origin.lon_e7),
             static_cast<float>(marks.at[row].lat_e7 - origin.lat_e7), static_cast<std::uint8_t>(flags),
             static_cast<std::uint8_t>(marks.theme[row]),
             static_cast<std::uint8_t>(4 * (is_plain ? 14.5f : mark_radius(marks.support[row]))), 0});
    }
    return vertices;
}

std::vector<Cluster> clusters_of(const view::Marks& marks, const View& view, float cell_px,
                                 bool with_hidden) {
    // Cells are powers of two of 1e-7 degrees: zooming by less than two keeps the groups.
    const auto shift = [&](double px_per_unit) {
        return std::clamp(static_cast<int>(std::lround(std::log2(cell_px / px_per_unit))), 0, 30);
    };
    const int lon_shift = shift(view.px_per_lon_e7());
    const int lat_shift = shift(view.px_per_lat_e7());
    struct Sum {
        std::int64_t lon = 0, lat = 0;
        Cluster cluster;
    };
    std::map<std::pair<std::int32_t, std::int32_t>, Sum> cells;
    for (view::Row row = 0; row < marks.row_count(); ++row) {
        if (!marks.is_live(row) || (marks.is_hidden[row] != 0 && !with_hidden)) continue;
        const geo::Position p = marks.at[row];
        Sum& sum = cells[{p.lon_e7 >> lon_shift, p.lat_e7 >> lat_shift}];
        sum.lon += p.lon_e7;
        sum.lat += p.lat_e7;
        sum.cluster.only = sum.cluster.needs + sum.cluster.resources == 0 ? row : view::no_row;
        ++(marks.kind[row] == contribution::Kind::Need ? sum.cluster.needs : sum.cluster.resources);
    }
    std::vector<Cluster> clusters;
    for (auto& [key, sum] : cells) {
        const auto n = static_cast<std::int64_t>(sum.cluster.needs + sum.cluster.resources);
        sum.cluster.at = {static_cast<std::int32_t>(sum.lon / n), static_cast<std::int32_t>(sum.lat / n)};
        clusters.push_back(sum.cluster);
    }
    return clusters;
}

std::optional<view::Row> mark_at(const view::Marks& marks, const View& view, ui::Point finger,
                                 bool with_hidden) {
    std::optional<view::Row> nearest;
    float nearest_px = 22;
    const geo::Box near = view.ground({finger.x - 22, finger.y - 22, 44, 44});
    for (view::Row row = 0; row < marks.row_count(); ++row) {
        if (!marks.is_live(row) || !near.contains(marks.at[row]) ||
            (marks.is_hidden[row] != 0 && !with_hidden))
            continue;
        const ui::Point p = view.screen_from(marks.at[row]);
        const float distance = std::hypot(p.x - finger.x, p.y - finger.y);
        if (distance <= nearest_px) {
            nearest = row;
            nearest_px = distance;
        }
    }
    return nearest;
}

} // namespace anker::map
