// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/common/intake.hpp"
#include "server/geo/common/watch.hpp"

#include <string>

namespace anker::exchange {

struct PupilOptions {
    std::string file;
    std::string map_file;
    std::string tables_folder; ///< empty = adopt the map's indicators
    bool skip_bad = false;
    bool is_dry_run = false;
};

/// `ankerpunkt import pupils`: single records are counted at the door. Records are never stored, and no text
/// of them gets into the report, an error or a log; what leaves has passed disclosure control. Adopts the
/// indicators of the map, which have to be agreed.
[[nodiscard]] Done import_pupils(const PupilOptions& options, Intake& intake, Report& report, Watch& watch);

/// The same records as CSV tables in a folder: residence, schools, flows, and residence-weighted indicators
/// of schools. Changes nothing in the store.
[[nodiscard]] Done write_pupil_tables(const PupilOptions& options, const Intake& intake, Report& report,
                                      Watch& watch);

} // namespace anker::exchange
