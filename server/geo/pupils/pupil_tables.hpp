// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/area_set.hpp"
#include "server/geo/pupils/protected_pupils.hpp"

#include <string>
#include <vector>

namespace anker::exchange {

struct NamedTable {
    std::string name; ///< of the file
    std::string text; ///< CSV
};

/// residence.csv, schools.csv, flows.csv and school_indicators.csv. A withheld count is empty, and the column
/// beside it says why.
[[nodiscard]] std::vector<NamedTable> pupil_tables(const ProtectedPupils& pupils, const PupilMap& map,
                                                   const aggregate::AreaSet& areas);

} // namespace anker::exchange
