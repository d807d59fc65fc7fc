// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/common/intake.hpp"
#include "server/geo/common/watch.hpp"
#include "server/geo/vector/ogr.hpp"

#include <string>

namespace anker::exchange {

struct ContributionOptions {
    std::string file;
    std::string map_file;
    VectorOptions vector;
    bool is_places = false;
    bool allow_outside = false; ///< take what lies outside the Quartier, up to 1 km beyond its extent
    bool skip_bad = false;      ///< store the rest where rows are refused
};

/// `ankerpunkt import contributions` and `ankerpunkt import places`: takes over marks made elsewhere, or
/// facilities as resources.
[[nodiscard]] Done import_contributions(const ContributionOptions& options, Intake& intake, Report& report,
                                        Watch& watch);

} // namespace anker::exchange
