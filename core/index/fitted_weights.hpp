// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/index/composite.hpp"

#include <span>
#include <string>
#include <vector>

namespace anker::index {

/// Weights that the data decide.
struct FittedWeights {
    std::vector<double> weights;
    WeightFit fit;
};

/// First principal component of a correlation matrix; the weight of input `anchor` is positive (the sum of
/// weights where `anchor` is none of them). The error names what cannot be fitted.
[[nodiscard]] Expected<FittedWeights, std::string>
first_component_weights(const math::Matrix& correlations, std::size_t anchor, ScoreVariance variance);

/// Regression score coefficients of a one-factor maximum likelihood model (see core/factor/one_factor.hpp).
[[nodiscard]] Expected<FittedWeights, std::string>
one_factor_weights(std::span<const std::vector<double>> standardised, std::span<const std::string> names,
                   std::size_t anchor);

/// The same without inputs whose loading is nearer to 0 than `limit`: the one with the smallest is dropped
/// and the component fitted again, until none is left below the limit (as SEIFA does). Dropped inputs have
/// weight 0. The error also says that the anchor or all but one would be dropped.
[[nodiscard]] Expected<FittedWeights, std::string>
first_component_weights_without_low(const math::Matrix& correlations, std::span<const std::string> names,
                                    std::size_t anchor, ScoreVariance variance, double limit);

/// Nicoletti, Scarpetta and Boylaud (2000), see factor::factor_weights: `factors` principal components, or as
/// many as have an eigenvalue above 1 where it is 0, turned by varimax. Weights are positive and sum to 1.
[[nodiscard]] Expected<FittedWeights, std::string>
rotated_factor_weights(std::span<const std::vector<double>> columns, std::span<const std::string> names,
                       std::size_t factors);

/// The weights of a level whose weighting is not `given`, from the correlations or the values of its inputs.
[[nodiscard]] Expected<FittedWeights, std::string>
fitted_weights(const Level& level, const math::Matrix& correlations,
               std::span<const std::vector<double>> columns, std::span<const std::string> names,
               std::size_t anchor);

} // namespace anker::index
