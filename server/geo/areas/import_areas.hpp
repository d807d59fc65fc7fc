// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/common/intake.hpp"
#include "server/geo/common/watch.hpp"
#include "server/geo/vector/ogr.hpp"

#include <string>

namespace anker::exchange {

struct AreaOptions {
    std::string file;
    VectorOptions vector;
    std::string key_column;
    std::string name_column; ///< empty = the key is the name
    std::string version_date;
    std::string source; ///< empty = the file's name
    std::string licence;
};

/// `ankerpunkt import areas`: statistical areas with their keys; the Quartier ends where their union ends.
[[nodiscard]] Done import_areas(const AreaOptions& options, Intake& intake, Report& report, Watch& watch);

} // namespace anker::exchange
