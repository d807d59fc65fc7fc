// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/indicators/feature_cube.hpp"

namespace anker::exchange {

/// What all indicators of one table share.
struct BuildFrame {
    std::vector<std::string> area_keys; ///< of the adopted areas; rows of the cube
    std::vector<std::string> dates;
    std::string areas_version;       ///< of the adopted areas
    std::string table_areas_version; ///< of the table as it was delivered
    std::string crosswalk;           ///< how the one became the other, in words; empty = they are the same
};

/// Makes indicators from features, as the catalogue says: sums, shares and rates. Impossible values (negative
/// counts, shares above 100 %, more cases than people) are refused in the report with row and column, and are
/// missing in the result. What the minimum-case rule of the agreement withholds is missing too, with its
/// reason. Values far from the others are noted.
[[nodiscard]] indicator::IndicatorTable build_indicators(const FeatureCube& cube, const IndicatorMap& map,
                                                         const BuildFrame& frame, Report& report);

/// Both tables in one, for the areas of `fresh`: where both have an indicator at a date, the fresh one
/// counts; so does its population. Breaks in a series are noted. The error: they belong to different versions
/// of the areas.
[[nodiscard]] Expected<indicator::IndicatorTable, std::string>
merged(const indicator::IndicatorTable& earlier, indicator::IndicatorTable fresh, Report& report);

} // namespace anker::exchange
