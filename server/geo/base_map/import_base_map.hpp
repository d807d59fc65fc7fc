// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/common/intake.hpp"
#include "server/geo/common/watch.hpp"

#include <string>

namespace anker::exchange {

struct BaseMapOptions {
    std::string file;
    std::string attribution = "© OpenStreetMap-Mitwirkende"; ///< shown on every map
    std::string licence = "ODbL 1.0";
};

/// `ankerpunkt import base-map`: reads the file, cuts it into triangulated tiles and adopts them.
[[nodiscard]] Done import_base_map(const BaseMapOptions& options, Intake& intake, Report& report,
                                   Watch& watch);

} // namespace anker::exchange
