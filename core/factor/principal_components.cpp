// SPDX-License-Identifier: Apache-2.0
#include "core/factor/principal_components.hpp"

#include <algorithm>
#include <cmath>

namespace anker::factor {

std::size_t PrincipalComponents::above_one() const {
    return static_cast<std::size_t>(
        std::count_if(eigenvalues.begin(), eigenvalues.end(), [](double value) { return value > 1; }));
}

Expected<PrincipalComponents, std::string> principal_components(std::span<const std::vector<double>> values,
                                                                std::span<const std::string> names,
                                                                Basis basis, math::Deviation deviation,
                                                                std::size_t anchor) {
    ANKER_DO(check_variables(values, names));
    const std::size_t p = values.size();
    PrincipalComponents result;
    for (const std::vector<double>& column : values) {
        const math::Moments moments = math::moments_of(column, deviation);
        result.means.push_back(moments.mean);
        result.scales.push_back(basis == Basis::Correlation ? moments.deviation : 1);
    }
    const math::Eigen eigen =
        math::symmetric_eigen(basis == Basis::Correlation ? math::correlation_matrix(values)
                                                          : math::covariance_matrix(values, deviation));
    double total = 0;
    for (const double value : eigen.values) {
        result.eigenvalues.push_back(std::max(0.0, value)); // rounding can leave -1e-17
        total += result.eigenvalues.back();
    }
    for (const double value : result.eigenvalues) result.shares.push_back(value / total);
    result.vectors = math::Matrix(p, p);
    result.loadings = math::Matrix(p, p);
    std::vector<double> vector(p);
    for (std::size_t k = 0; k < p; ++k) {
        for (std::size_t v = 0; v < p; ++v) vector[v] = eigen.vectors(v, k);
        const double sign = sign_by_anchor(vector, anchor);
        for (std::size_t v = 0; v < p; ++v) {
            result.vectors(v, k) = sign * vector[v];
            result.loadings(v, k) = result.vectors(v, k) * std::sqrt(result.eigenvalues[k]);
        }
    }
    return result;
}

std::vector<double> score_coefficients(const PrincipalComponents& components, std::size_t component,
                                       ScoreScale scale) {
    const double eigenvalue = components.eigenvalues[component];
    double factor = 1;
    // What rounding leaves of a component without variance must not be blown up.
    if (scale == ScoreScale::Unit)
        factor = eigenvalue > 1e-12 * components.eigenvalues.front() ? 1 / std::sqrt(eigenvalue) : 0;
    std::vector<double> coefficients;
    for (std::size_t v = 0; v < components.means.size(); ++v)
        coefficients.push_back(components.vectors(v, component) * factor);
    return coefficients;
}

std::vector<double> scores_of(const PrincipalComponents& components,
                              std::span<const std::vector<double>> values,
                              std::span<const double> coefficients) {
    std::vector<double> scores(values.empty() ? 0 : values.front().size(), 0.0);
    for (std::size_t v = 0; v < values.size(); ++v) {
        for (std::size_t area = 0; area < scores.size(); ++area)
            scores[area] +=
                coefficients[v] * ((values[v][area] - components.means[v]) / components.scales[v]);
    }
    return scores;
}

} // namespace anker::factor
