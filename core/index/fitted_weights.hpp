// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/index/composite.hpp"

#include <span>
#include <string>
#include <vector>

namespace anker::index {

/// Weights that the data decide, for standardised inputs.
struct FittedWeights {
    std::vector<double> weights;
    double explained = 0; ///< share of the variance of all inputs
};

/// First principal component of a correlation matrix; the weight of input `anchor` is positive (the sum of
/// weights where `anchor` is none of them). The error names what cannot be fitted.
[[nodiscard]] Expected<FittedWeights, std::string>
first_component_weights(const math::Matrix& correlations, std::size_t anchor, ScoreVariance variance);

/// Regression score coefficients of a one-factor maximum likelihood model (see core/factor/one_factor.hpp).
[[nodiscard]] Expected<FittedWeights, std::string>
one_factor_weights(std::span<const std::vector<double>> standardised, std::span<const std::string> names,
                   std::size_t anchor);

} // namespace anker::index
