// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/access/street_graph.hpp"
#include "core/base/expected.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace anker::access {

/// Streets of a file, and what was left out of it.
struct Streets {
    std::vector<StreetLine> lines;
    std::size_t not_for_walking = 0; ///< motorways and the like, planned ones, and `foot=no`
    std::size_t not_lines = 0;       ///< points and surfaces
};

/// Whether people may walk there, by OpenStreetMap's tags `highway` and `foot`. Not on motorway,
/// motorway_link, trunk, trunk_link, raceway, construction, proposed; nor where foot = no.
[[nodiscard]] bool can_be_walked(std::string_view highway, std::string_view foot);

/// Reads lines in longitude and latitude (WGS 84): GeoJSON (RFC 7946), or a text table with a column `WKT`
/// (`LINESTRING (7.21 51.48, ...)`), as `ogr2ogr` writes both. Where features say `highway` and `foot`, those
/// that cannot be walked are left out. `name` is only named in sentences.
[[nodiscard]] Expected<Streets, std::string> read_streets(const std::string& name, std::string_view bytes);

} // namespace anker::access
