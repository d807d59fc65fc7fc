// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/variables.hpp"
#include "core/math/statistics.hpp"

namespace anker::factor {

/// What is decomposed. Correlations treat every variable alike, covariances keep its units.
enum class Basis { Correlation, Covariance };
constexpr std::array<std::string_view, 2> basis_names{"correlation", "covariance"};

/// Principal components of some variables (Jolliffe, Principal Component Analysis, 2002, chapters 2 and 3).
struct PrincipalComponents {
    std::vector<double> means;       ///< per variable
    std::vector<double> scales;      ///< what its distance to the mean is divided by: deviation, or 1
    std::vector<double> eigenvalues; ///< in descending order, none negative
    std::vector<double> shares;      ///< of the total variance, 0 to 1
    math::Matrix vectors;            ///< [variable][component], each of length 1: weights of the z-values
    math::Matrix loadings;           ///< [variable][component], vector times the root of the eigenvalue

    /// How many eigenvalues exceed 1 (Kaiser's rule, for correlations).
    [[nodiscard]] std::size_t above_one() const;
};

/// `deviation` is the divisor of the variances: it scales the scores, and with covariances the eigenvalues;
/// R's prcomp takes `Sample`. Signs by `anchor` (index of a variable), see sign_by_anchor. The error is that
/// of check_variables.
[[nodiscard]] Expected<PrincipalComponents, std::string>
principal_components(std::span<const std::vector<double>> values, std::span<const std::string> names,
                     Basis basis, math::Deviation deviation, std::size_t anchor = no_anchor);

/// How a score is scaled.
enum class ScoreScale {
    Eigenvalue, ///< variance = eigenvalue, as prcomp's x (weights = vector)
    Unit        ///< variance 1 (weights = vector / root of the eigenvalue)
};

/// Weights of the standardised values in the score of a component, 0-based. A component without variance has
/// none at unit scale: all 0.
[[nodiscard]] std::vector<double> score_coefficients(const PrincipalComponents& components,
                                                     std::size_t component, ScoreScale scale);

/// One score per area for any weights of the standardised values; also for areas that were not part of the
/// analysis.
[[nodiscard]] std::vector<double> scores_of(const PrincipalComponents& components,
                                            std::span<const std::vector<double>> values,
                                            std::span<const double> coefficients);

} // namespace anker::factor
