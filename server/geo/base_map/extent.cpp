// SPDX-License-Identifier: Apache-2.0
#include "server/geo/base_map/extent.hpp"

#include <algorithm>
#include <cmath>

namespace anker::exchange {

namespace {

/// Smallest and largest value after the outermost half per cent on each side is left out.
std::pair<std::int32_t, std::int32_t> middle_99_percent(std::vector<std::int32_t>& values) {
    const auto cut = static_cast<std::ptrdiff_t>((values.size() - 1) / 200);
    const auto low = values.begin() + cut;
    std::nth_element(values.begin(), low, values.end());
    const std::int32_t first = *low;
    const auto high = values.end() - 1 - cut;
    std::nth_element(values.begin(), high, values.end());
    return {first, *high};
}

} // namespace

geo::Box box_of_most(std::vector<geo::Position> positions) {
    geo::Box box;
    if (positions.empty()) return box;
    std::vector<std::int32_t> values(positions.size());
    std::transform(positions.begin(), positions.end(), values.begin(),
                   [](geo::Position p) { return p.lon_e7; });
    const auto [west, east] = middle_99_percent(values);
    std::transform(positions.begin(), positions.end(), values.begin(),
                   [](geo::Position p) { return p.lat_e7; });
    const auto [south, north] = middle_99_percent(values);
    box.add(geo::Position{west, south});
    box.add(geo::Position{east, north});
    return box;
}

geo::Box extent_of(const MapSource& source) {
    std::vector<geo::Position> positions;
    const auto add_outlines = [&positions](const std::vector<MapSurface>& surfaces) {
        for (const MapSurface& surface : surfaces) {
            for (const geo::Polygon& polygon : surface.shape) {
                positions.insert(positions.end(), polygon.outer.begin(), polygon.outer.end());
            }
        }
    };
    add_outlines(source.buildings);
    for (const MapLine& line : source.lines) {
        positions.insert(positions.end(), line.positions.begin(), line.positions.end());
    }
    if (positions.empty()) add_outlines(source.surfaces);
    return box_of_most(std::move(positions));
}

geo::Box grown(const geo::Box& box, double metres) {
    const geo::LocalScale scale = geo::local_scale_at(box.centre().lat_e7);
    const auto lon = static_cast<std::int64_t>(std::ceil(metres / std::max(scale.east_m(1), 1e-9)));
    const auto lat = static_cast<std::int64_t>(std::ceil(metres / scale.north_m(1)));
    const auto clamped = [](std::int64_t value, std::int64_t limit) {
        return static_cast<std::int32_t>(std::clamp(value, -limit, limit));
    };
    return {{clamped(box.min.lon_e7 - lon, geo::max_lon_e7), clamped(box.min.lat_e7 - lat, geo::max_lat_e7)},
            {clamped(box.max.lon_e7 + lon, geo::max_lon_e7), clamped(box.max.lat_e7 + lat, geo::max_lat_e7)}};
}

} // namespace anker::exchange
