// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/base_map/map_source.hpp"
#include "server/geo/common/watch.hpp"

#include <array>
#include <map>

namespace anker::exchange {

struct TiledMap {
    std::map<basemap::TileKey, basemap::Tile> tiles;
    std::array<std::size_t, basemap::fill_class_count> fills{}; ///< surfaces and buildings drawn, by class
    std::array<std::size_t, basemap::stroke_class_count> strokes{}; ///< lines drawn, by class
    std::size_t triangles = 0;
    std::size_t labels = 0; ///< in detail tiles
    std::size_t street_names = 0;
    std::size_t repaired = 0;  ///< surfaces that crossed themselves
    std::size_t not_drawn = 0; ///< surfaces that GEOS could not triangulate
    std::size_t outside = 0;   ///< objects wholly outside the window
};

/// Cuts the map into tiles of both levels. Only tiles that touch `window` are made.
[[nodiscard]] Expected<TiledMap, std::string> cut_into_tiles(const MapSource& source, const geo::Box& window,
                                                             Watch& watch);

/// More tiles than a map of this kind should have: about the size of a German state.
constexpr std::size_t max_tiles = 200'000;

} // namespace anker::exchange
