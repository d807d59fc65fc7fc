// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/base_map/map_source.hpp"
#include "server/geo/common/watch.hpp"

namespace anker::exchange {

/// Reads a base map from any vector file whose attributes are OpenStreetMap tags (columns `building`,
/// `highway`, `landuse`, `name`, ...), as extracts in GeoJSON or GeoPackage have them.
[[nodiscard]] Expected<MapSource, std::string> read_vector_map(const std::string& path, Watch& watch);

} // namespace anker::exchange
