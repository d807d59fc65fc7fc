// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/variables.hpp"
#include "core/math/statistics.hpp"

namespace anker::factor {

struct OneFactorOptions {
    /// Smallest share of a variable's variance that stays unique (R's factanal: 0.005). A variable that ends
    /// here is a Heywood case: the model would want a negative variance.
    double lowest_uniqueness = 0.005;
    std::size_t anchor = no_anchor; ///< variable that loads positively
    int most_steps = 500;
};

/// One common factor by maximum likelihood: the same as a one-factor confirmatory model with uncorrelated
/// errors. In standardised units, as the estimate does not depend on units.
struct OneFactorModel {
    std::vector<double> loadings;     ///< correlations of the variables with the factor
    std::vector<double> uniquenesses; ///< share of the variance that the factor does not hold
    std::vector<bool> heywood;        ///< whether the uniqueness is at its lowest allowed value
    /// Regression scores (Thomson): weights of the z-values, l' S^-1 with S the implied correlations.
    std::vector<double> coefficients;
    double share = 0;    ///< of the total variance
    double minimum = 0;  ///< F = ln|S(t)| - ln|S| + tr(S S(t)^-1) - p at its minimum
    double residual = 0; ///< SRMR: root mean square of the correlations that the model leaves over
    double loss_of_independence = 0; ///< F of the model without any factor, for the CFI
    int degrees = 0;                 ///< of freedom, p (p - 3) / 2
    int steps = 0;

    [[nodiscard]] bool has_heywood_case() const;
};

/// From a covariance or correlation matrix. At least three variables. The error names the variables:
/// constant, one that follows from the others, or not converged.
[[nodiscard]] Expected<OneFactorModel, std::string> one_factor(const math::Matrix& covariance,
                                                               std::span<const std::string> names,
                                                               const OneFactorOptions& options = {});

/// The same from values; more areas than variables are needed.
[[nodiscard]] Expected<OneFactorModel, std::string> one_factor(std::span<const std::vector<double>> values,
                                                               std::span<const std::string> names,
                                                               const OneFactorOptions& options = {});

/// Scores of the areas, from z-values by this deviation; they are not scaled to variance 1.
[[nodiscard]] std::vector<double> regression_scores(const OneFactorModel& model,
                                                    std::span<const std::vector<double>> values,
                                                    math::Deviation deviation);

/// Fit of the model for `observations` areas.
struct OneFactorFit {
    double chi_square = 0;          ///< n F (lavaan)
    double probability = 0;         ///< of a larger one if the model holds; 1 without degrees of freedom
    double bartlett_chi_square = 0; ///< (n - 1 - (2 p + 5) / 6 - 2 / 3) F (factanal)
    double bartlett_probability = 0;
    double cfi = 0;   ///< 1 - max(chi2 - df, 0) / max(chi2_0 - df_0, chi2 - df, 0)
    double rmsea = 0; ///< root of max(chi2 - df, 0) / (df n)
};
[[nodiscard]] OneFactorFit fit_of(const OneFactorModel& model, double observations);

} // namespace anker::factor
