// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/figures/shown_figures.hpp"
#include "core/index/composite.hpp"

#include <cstddef>
#include <string>
#include <vector>

/// Which indicators of the Quartier's index have small-number noise that job `uncertainty` can draw: shares
/// whose number of cases is known for every area with an index. Nothing is estimated in its place.
namespace anker::studio {

struct NoisyShare {
    std::size_t place = 0; ///< among index::indicator_columns_of
    std::string column;
    index::Unit unit = index::Unit::Any; ///< as the recipe for the job is to have it
};

struct SmallNumberNoise {
    std::vector<NoisyShare> shares;
    std::size_t indicators = 0; ///< columns in all
};

/// `recipe` is what the shown level is computed from.
[[nodiscard]] SmallNumberNoise small_number_noise(const figures::ShownFigures& figures,
                                                  const index::CompositeRecipe& recipe);

/// Value of an indicator column of the shown index in an area; NaN where it is not told.
[[nodiscard]] double indicator_value(const figures::ShownIndexInfo& info, const figures::ShownIndex& index,
                                     const std::string& column, std::size_t place);

/// Column of the values with the cases behind a share: "children_poor_cases@2024".
[[nodiscard]] std::string cases_column(const NoisyShare& share);

/// Option `denominators` of job `uncertainty`; empty where there is no noise to draw.
[[nodiscard]] std::string denominators_option(const SmallNumberNoise& noise);

} // namespace anker::studio
