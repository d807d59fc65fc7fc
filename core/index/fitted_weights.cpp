// SPDX-License-Identifier: Apache-2.0
#include "core/index/fitted_weights.hpp"

#include "core/factor/one_factor.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

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
    result.fit.explained = eigen.values[0] / static_cast<double>(p);
    return result;
}

Expected<FittedWeights, std::string> one_factor_weights(std::span<const std::vector<double>> standardised,
                                                        std::span<const std::string> names,
                                                        std::size_t anchor) {
    factor::OneFactorOptions options;
    options.anchor = anchor;
    ANKER_TRY(const factor::OneFactorModel model, factor::one_factor(standardised, names, options));
    FittedWeights result;
    result.weights = model.coefficients;
    result.fit.explained = model.share;
    return result;
}

Expected<FittedWeights, std::string>
first_component_weights_without_low(const math::Matrix& correlations, std::span<const std::string> names,
                                    std::size_t anchor, ScoreVariance variance, double limit) {
    std::vector<std::size_t> kept(correlations.rows());
    std::iota(kept.begin(), kept.end(), std::size_t{0});
    std::vector<DroppedInput> dropped;
    for (;;) {
        math::Matrix among(kept.size(), kept.size());
        for (std::size_t a = 0; a < kept.size(); ++a) {
            for (std::size_t b = 0; b < kept.size(); ++b) among(a, b) = correlations(kept[a], kept[b]);
        }
        const auto at = static_cast<std::size_t>(std::find(kept.begin(), kept.end(), anchor) - kept.begin());
        ANKER_TRY(FittedWeights fitted, first_component_weights(among, at, variance));
        // weight times eigenvalue is the loading where scores have variance 1; times its root otherwise
        const double eigenvalue = *fitted.fit.explained * static_cast<double>(kept.size());
        const double factor = variance == ScoreVariance::One ? eigenvalue : std::sqrt(eigenvalue);
        std::size_t smallest = 0;
        for (std::size_t j = 1; j < kept.size(); ++j) {
            if (std::abs(fitted.weights[j]) < std::abs(fitted.weights[smallest])) smallest = j;
        }
        const double loading = fitted.weights[smallest] * factor;
        if (std::abs(loading) >= limit) {
            FittedWeights result;
            result.weights.assign(correlations.rows(), 0);
            for (std::size_t j = 0; j < kept.size(); ++j) result.weights[kept[j]] = fitted.weights[j];
            result.fit = std::move(fitted.fit);
            result.fit.dropped = std::move(dropped);
            return result;
        }
        const std::string sentence = tabular::in_quotes(names[kept[smallest]]) + " has the loading " +
                                     tabular::decimals(loading, 4) + ", below " + tabular::decimals(limit, 4);
        if (kept[smallest] == anchor)
            return failure(sentence +
                           ", and is the anchor; choose another anchor or a lower \"drop_below\".");
        if (kept.size() <= 2)
            return failure(sentence + ", and one input alone has no component; lower \"drop_below\".");
        dropped.push_back({names[kept[smallest]], loading});
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(smallest));
    }
}

Expected<FittedWeights, std::string> rotated_factor_weights(std::span<const std::vector<double>> columns,
                                                            std::span<const std::string> names,
                                                            std::size_t factors) {
    ANKER_TRY(
        const factor::PrincipalComponents components,
        factor::principal_components(columns, names, factor::Basis::Correlation, math::Deviation::Sample));
    const std::size_t count = factors > 0 ? factors : std::max<std::size_t>(1, components.above_one());
    const factor::RotatedComponents rotated =
        count > 1 ? factor::varimax(components, count, true) : factor::unrotated(components, count);
    FittedWeights result;
    result.fit.factors = factor::factor_weights(rotated);
    result.fit.loadings = rotated.loadings;
    result.weights = result.fit.factors->variables;
    double explained = 0;
    for (const double variance : rotated.variances) explained += variance;
    result.fit.explained = explained / static_cast<double>(columns.size());
    return result;
}

Expected<FittedWeights, std::string> fitted_weights(const Level& level, const math::Matrix& correlations,
                                                    std::span<const std::vector<double>> columns,
                                                    std::span<const std::string> names, std::size_t anchor) {
    switch (level.weighting) {
    case Weighting::OneFactor:
        return one_factor_weights(columns, names, anchor);
    case Weighting::RotatedFactors:
        return rotated_factor_weights(columns, names, level.factors);
    case Weighting::Given:
    case Weighting::FirstComponent:
        break;
    }
    if (level.drop_below > 0)
        return first_component_weights_without_low(correlations, names, anchor, level.score_variance,
                                                   level.drop_below);
    return first_component_weights(correlations, anchor, level.score_variance);
}

} // namespace anker::index
