// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "server/geo/common/watch.hpp"
#include "server/store/store_access.hpp"

#include <cstddef>
#include <string>

namespace anker::exchange {

struct StreetsText {
    std::string geojson;
    std::size_t lines = 0;
    std::string attribution; ///< of the map they come from
};

/// The streets to walk on that were imported with the Quartier's base map, whole and with their crossings, as
/// `ankerpunkt access --streets` reads them: GeoJSON lines (RFC 7946, WGS 84), one line of text per street.
/// The error says what to import.
[[nodiscard]] Expected<StreetsText, std::string> streets_geojson(server::StoreAccess& store,
                                                                 const std::string& quartier, Watch& watch);

} // namespace anker::exchange
