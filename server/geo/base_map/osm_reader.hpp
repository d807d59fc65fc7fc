// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/base_map/map_source.hpp"
#include "server/geo/common/watch.hpp"

namespace anker::exchange {

/// Whether the file's name says that it is OpenStreetMap data.
[[nodiscard]] bool is_osm_name(std::string_view path);

/// Reads .osm.pbf, .osm, .osm.gz and .osm.bz2: streets, and surfaces from closed ways and multipolygon
/// relations.
[[nodiscard]] Expected<MapSource, std::string> read_osm(const std::string& path, Watch& watch);

} // namespace anker::exchange
