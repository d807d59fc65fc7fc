// SPDX-License-Identifier: Apache-2.0
#include "core/index/fitted_weights.hpp"

#include "core/factor/one_factor.hpp"

#include <cmath>

namespace anker::index {

Expected<FittedWeights, std::string> first_component_weights(const math::Matrix& correlations,
                                                             std::size_t anchor, ScoreVariance variance) {
    const math::Eigen eigen = math::symmetric_eigen(correlations);
    const std::size_t p = correlations.rows();
    FittedWeights result;
    if (p > 1 && eigen.values[0] - eigen.values[1] <= 1e-9) {
        return failure(
            std::string("the first two principal components explain the same share, so the first one "
                        "is arbitrary; use given weights."));
    }
    const double sign = anchor < p && eigen.vectors(anchor, 0) < 0 ? -1 : 1;
    const double scale = variance == ScoreVariance::One ? std::sqrt(eigen.values[0]) : 1;
    for (std::size_t j = 0; j < p; ++j) result.weights.push_back(sign * eigen.vectors(j, 0) / scale);
    result.explained = eigen.values[0] / static_cast<double>(p);
    return result;
}

Expected<FittedWeights, std::string> one_factor_weights(std::span<const std::vector<double>> standardised,
                                                        std::span<const std::string> names,
                                                        std::size_t anchor) {
    factor::OneFactorOptions options;
    options.anchor = anchor;
    ANKER_TRY(const factor::OneFactorModel model, factor::one_factor(standardised, names, options));
    return FittedWeights{model.coefficients, model.share};
}

} // namespace anker::index
