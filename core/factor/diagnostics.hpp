// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/variables.hpp"

namespace anker::factor {

/// Cronbach's alpha, k / (k - 1) (1 - sum of variances / variance of the sum).
struct Reliability {
    double raw = 0;          ///< from covariances: variables as they are
    double standardised = 0; ///< from correlations: as in an index of z-values
    /// Per variable: alpha of the others. Empty with two variables.
    std::vector<double> raw_if_deleted;
    std::vector<double> standardised_if_deleted;
    /// Per variable: correlation of its z-values with the sum of the others' z-values.
    std::vector<double> correlation_with_rest;
    /// Per variable: correlation of its z-values with the sum of all z-values.
    std::vector<double> correlation_with_total;
};

struct Diagnostics {
    math::Matrix correlation;
    std::vector<double> eigenvalues; ///< of the correlation matrix, in descending order
    Reliability reliability;
    /// Kaiser-Meyer-Olkin measure of sampling adequacy, 0 to 1 (Kaiser and Rice 1974); NaN where the
    /// correlation matrix is singular.
    double adequacy = 0;
    std::vector<double> adequacies; ///< per variable
    /// Per variable: share of its variance that the others explain (squared multiple correlation); NaN
    /// where the correlation matrix is singular.
    std::vector<double> explained_by_others;
};

/// What can be said about variables before they are combined. All must point the same way: alpha of a
/// variable and its opposite is negative. The error is that of check_variables.
[[nodiscard]] Expected<Diagnostics, std::string> diagnose(std::span<const std::vector<double>> values,
                                                          std::span<const std::string> names);

/// Cronbach's alpha of the variables of a covariance or correlation matrix, without the one at `without`.
[[nodiscard]] double cronbach_alpha(const math::Matrix& covariance, std::size_t without = no_anchor);

} // namespace anker::factor
