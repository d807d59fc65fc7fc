// SPDX-License-Identifier: Apache-2.0
#include "web/map/marks.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace anker::map {

float mark_radius(std::uint32_t support) {
    return 14.5f + std::min(7.0f, 1.5f * std::sqrt(static_cast<float>(support)));
}

namespace {

/// Cells are powers of two of 1e-7 degrees, at least as wide as asked: zooming by less than two keeps the
/// groups.
int shift_for(float cell_px, double px_per_unit) {
    return std::clamp(static_cast<int>(std::ceil(std::log2(cell_px / px_per_unit))), 0, 30);
}

bool is_drawn(const view::Marks& marks, view::Row row, bool with_hidden) {
    return marks.is_live(row) && (marks.is_hidden[row] == 0 || with_hidden);
}

} // namespace

std::uint32_t crowd_grid_key(const View& view, ui::Point cell_px) {
    return static_cast<std::uint32_t>(shift_for(cell_px.x, view.px_per_lon_e7()) << 8 |
                                      shift_for(cell_px.y, view.px_per_lat_e7()));
}

Crowds crowds_of(const view::Marks& marks, const View& view, ui::Point cell_px, std::uint32_t crowd,
                 bool with_hidden) {
    const int lon_shift = shift_for(cell_px.x, view.px_per_lon_e7());
    const int lat_shift = shift_for(cell_px.y, view.px_per_lat_e7());
    struct Cell {
        std::int64_t lon = 0, lat = 0;
        Capsule capsule;
    };
    std::map<std::pair<std::int32_t, std::int32_t>, Cell> cells;
    const auto cell_of = [&](view::Row row) -> Cell& {
        return cells[{marks.at[row].lon_e7 >> lon_shift, marks.at[row].lat_e7 >> lat_shift}];
    };
    for (view::Row row = 0; row < marks.row_count(); ++row) {
        if (!is_drawn(marks, row, with_hidden)) continue;
        Cell& cell = cell_of(row);
        cell.lon += marks.at[row].lon_e7;
        cell.lat += marks.at[row].lat_e7;
        ++(marks.kind[row] == contribution::Kind::Need ? cell.capsule.needs : cell.capsule.resources);
    }
    Crowds crowds;
    crowds.is_crowded.resize(marks.row_count());
    const auto is_crowd = [crowd](const Capsule& c) { return c.needs + c.resources >= crowd; };
    for (view::Row row = 0; row < marks.row_count(); ++row) {
        if (is_drawn(marks, row, with_hidden))
            crowds.is_crowded[row] = is_crowd(cell_of(row).capsule) ? 1 : 0;
    }
    // The mean, but so far from the cell's edge that the capsules of two cells never cover each other.
    const auto inside = [](std::int64_t mean, std::int32_t index, int shift, double half) {
        const std::int64_t low = static_cast<std::int64_t>(index) << shift;
        const std::int64_t size = std::int64_t{1} << shift;
        const auto margin = std::min(static_cast<std::int64_t>(half), size / 2);
        return static_cast<std::int32_t>(std::clamp(mean, low + margin, low + size - margin));
    };
    for (auto& [key, cell] : cells) {
        if (!is_crowd(cell.capsule)) continue;
        const auto n = static_cast<std::int64_t>(cell.capsule.needs + cell.capsule.resources);
        cell.capsule.at = {inside(cell.lon / n, key.first, lon_shift, cell_px.x / 2 / view.px_per_lon_e7()),
                           inside(cell.lat / n, key.second, lat_shift, cell_px.y / 2 / view.px_per_lat_e7())};
        crowds.capsules.push_back(cell.capsule);
    }
    return crowds;
}

std::vector<gl::MarkVertex> mark_vertices(const view::Marks& marks, const Crowds& crowds,
                                          geo::Position origin, bool is_plain, bool with_hidden) {
    std::vector<gl::MarkVertex> vertices;
    vertices.reserve(marks.row_count());
    for (view::Row row = 0; row < marks.row_count(); ++row) {
        if (!is_drawn(marks, row, with_hidden) || crowds.is_crowded[row] != 0) continue;
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

std::optional<view::Row> mark_at(const view::Marks& marks, const Crowds& crowds, const View& view,
                                 ui::Point finger, bool with_hidden) {
    std::optional<view::Row> nearest;
    float nearest_px = 22;
    const geo::Box near = view.ground({finger.x - 22, finger.y - 22, 44, 44});
    for (view::Row row = 0; row < marks.row_count() && row < crowds.is_crowded.size(); ++row) {
        if (!is_drawn(marks, row, with_hidden) || crowds.is_crowded[row] != 0 ||
            !near.contains(marks.at[row]))
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
