// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/principal_components.hpp"

namespace anker::factor {

/// The first components turned so that each variable loads on few of them.
struct RotatedComponents {
    math::Matrix loadings;             ///< [variable][factor]
    math::Matrix coefficients;         ///< [variable][factor]: weights of the z-values, scores of variance 1
    std::vector<double> variances;     ///< per factor: sum of its squared loadings
    std::vector<double> communalities; ///< per variable: share of its variance that the factors hold
};

/// Varimax (Kaiser 1958) of the first `count` components by planar rotations until none turns any more.
/// `normalise`: each variable counts alike whatever its communality (Kaiser's normalisation, as R and SPSS
/// do). Factors in descending order of variance; signs by `anchor`. 1 <= count <= number of components.
[[nodiscard]] RotatedComponents varimax(const PrincipalComponents& components, std::size_t count,
                                        bool normalise, std::size_t anchor = no_anchor);

/// Unrotated, in the same form.
[[nodiscard]] RotatedComponents unrotated(const PrincipalComponents& components, std::size_t count);

/// Weights from a factor analysis (Nicoletti, Scarpetta and Boylaud 2000; OECD handbook, table 17).
struct FactorWeights {
    math::Matrix within;             ///< [variable][factor]: squared loadings, each factor sums to 1
    std::vector<double> factors;     ///< share of each factor in their common variance; sum 1
    std::vector<std::size_t> factor; ///< per variable: the factor it weighs most in
    std::vector<double> variables;   ///< weight in that factor times the factor's share, scaled to sum 1
};
[[nodiscard]] FactorWeights factor_weights(const RotatedComponents& rotated);

} // namespace anker::factor
