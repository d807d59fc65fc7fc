// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/basemap/tile.hpp"
#include "core/geo/polygon.hpp"

#include <string>
#include <vector>

namespace anker::exchange {

/// A surface or building of the base map, before it is cut into tiles.
struct MapSurface {
    basemap::FillClass fill = basemap::FillClass::Residential;
    geo::MultiPolygon shape;
};

/// A street, path, railway or stream.
struct MapLine {
    basemap::StrokeClass stroke = basemap::StrokeClass::Footway;
    bool in_overview = false; ///< main roads, railways, rivers
    std::vector<geo::Position> positions;
    std::string name;           ///< streets only
    bool can_be_walked = false; ///< a street or path that is open to people on foot
};

/// What a base map is made of, whatever format it came in.
struct MapSource {
    std::vector<MapSurface> surfaces;
    std::vector<MapSurface> buildings;
    std::vector<MapLine> lines;
    std::string version_date;                 ///< ISO 8601; empty = the file does not say
    std::size_t objects = 0;                  ///< read in all
    std::size_t lines_with_gaps = 0;          ///< ways of which some nodes are not in the file
    std::size_t incomplete_multipolygons = 0; ///< relations of which some ways are not in the file
    std::size_t repeated_objects = 0;         ///< left out because a newer or equal version came as well
    std::size_t broken_areas = 0;             ///< closed ways and relations that make no polygon
};

} // namespace anker::exchange
