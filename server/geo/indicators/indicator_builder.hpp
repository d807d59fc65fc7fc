// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/indicators/feature_cube.hpp"

namespace anker::exchange {

/// Makes indicators from features: sums, shares and rates. Impossible values (negative counts, shares above
/// 100 %) are refused in the report with row and column, and are missing in the result.
[[nodiscard]] indicator::IndicatorTable build_indicators(const FeatureCube& cube, const IndicatorMap& map,
                                                         const aggregate::AreaSet& areas, Report& report);

/// Both tables in one, for the areas of `fresh`: its indicators win over earlier ones of the same id, its
/// population over an earlier one of the same date.
[[nodiscard]] indicator::IndicatorTable merged(const indicator::IndicatorTable& earlier,
                                               indicator::IndicatorTable fresh);

} // namespace anker::exchange
