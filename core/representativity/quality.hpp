// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/representativity/strata.hpp"

#include <span>

namespace anker::representativity {

/// What unequal weights cost (Kish 1965): n_eff = (sum w)^2 / sum w^2 respondents of equal weight would tell
/// as much, design effect = n / n_eff. Rows stand for `counts` respondents with one weight each.
struct WeightQuality {
    double n = 0;
    double n_effective = 0;
    double design_effect = 0; ///< 1 = equal weights; 0 without respondents
    double smallest = 0;
    double largest = 0;
    double sum = 0;
};
[[nodiscard]] WeightQuality quality_of_weights(std::span<const double> weights,
                                               std::span<const double> counts);

/// R-indicator (Schouten, Cobben and Bethlehem 2009): 1 - 2 SD(rho), rho = respondents / population of each
/// stratum, over the population (divisor N). 1 = all took part alike. Strata with nobody count with 0.
[[nodiscard]] double r_indicator(std::span<const Stratum> strata);

/// The same without joint figures: rho = 1 / weight, over the respondents with their weights. Sees only
/// differences that the weights see. Rows of weight 0 are left out.
[[nodiscard]] double r_indicator_of_weights(std::span<const double> weights, std::span<const double> counts);

} // namespace anker::representativity
