// SPDX-License-Identifier: Apache-2.0
#include "server/geo/base_map/vector_map_reader.hpp"

#include "server/geo/base_map/classify.hpp"
#include "server/geo/vector/ogr.hpp"

namespace anker::exchange {

namespace {

/// A closed line is a surface only where its tags say so: a street round a square stays a street.
bool is_closed(const std::vector<geo::Position>& line) {
    return line.size() > 3 && line.front() == line.back();
}

void add_surface(const TagLookup& tag, geo::MultiPolygon shape, MapSource& source) {
    const auto fill = fill_class_of(tag);
    if (!fill) return;
    std::erase_if(shape, [](const geo::Polygon& polygon) { return polygon.outer.size() < 3; });
    if (shape.empty()) {
        ++source.broken_areas;
        return;
    }
    (is_building(*fill) ? source.buildings : source.surfaces).push_back({*fill, std::move(shape)});
}

} // namespace

Expected<MapSource, std::string> read_vector_map(const std::string& path, Watch& watch) {
    Report unused("");
    ANKER_TRY(VectorTable table, read_vector(path, {}, unused, watch));
    MapSource source;
    source.objects = table.features.size();
    for (Feature& feature : table.features) {
        if (feature.is_off_earth) continue;
        const TagLookup tag = [&](std::string_view key) -> std::string_view {
            const std::size_t column = column_index(table.columns, key);
            if (column == table.columns.size() || !feature.cells[column]) return {};
            return *feature.cells[column];
        };
        if (!feature.polygons.empty()) {
            add_surface(tag, std::move(feature.polygons), source);
            continue;
        }
        const auto line_class = line_class_of(tag);
        for (std::vector<geo::Position>& line : feature.lines) {
            if (line_class && line.size() >= 2) {
                const std::string name(tag("highway").empty() ? std::string_view() : tag("name"));
                source.lines.push_back({line_class->stroke, line_class->in_overview, std::move(line), name,
                                        is_for_walking(tag)});
            } else if (is_closed(line)) {
                line.pop_back();
                add_surface(tag, {geo::Polygon{std::move(line), {}}}, source);
            }
        }
    }
    return source;
}

} // namespace anker::exchange
