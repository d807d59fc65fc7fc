// SPDX-License-Identifier: Apache-2.0
#include "core/factor/diagnostics.hpp"

#include <cmath>
#include <limits>

namespace anker::factor {

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

Reliability reliability_of(const math::Matrix& covariance, const math::Matrix& correlation) {
    Reliability result;
    const std::size_t p = correlation.rows();
    result.raw = cronbach_alpha(covariance);
    result.standardised = cronbach_alpha(correlation);
    double total = 0;
    std::vector<double> with_all(p, 0.0); // covariance of z_v with the sum of all z
    for (std::size_t v = 0; v < p; ++v) {
        for (std::size_t w = 0; w < p; ++w) with_all[v] += correlation(v, w);
        total += with_all[v];
    }
    for (std::size_t v = 0; v < p; ++v) {
        if (p > 2) {
            result.raw_if_deleted.push_back(cronbach_alpha(covariance, v));
            result.standardised_if_deleted.push_back(cronbach_alpha(correlation, v));
        }
        const double rest = total - 2 * with_all[v] + 1;
        result.correlation_with_rest.push_back(rest > 1e-12 ? (with_all[v] - 1) / std::sqrt(rest) : 0);
        result.correlation_with_total.push_back(total > 1e-12 ? with_all[v] / std::sqrt(total) : 0);
    }
    return result;
}

/// Correlations beside partial correlations (taken from the inverse).
void add_adequacy(Diagnostics& result) {
    const math::Matrix& r = result.correlation;
    const std::size_t p = r.rows();
    const auto inverse = math::inverse_of_positive_definite(r);
    double all_correlations = 0;
    double all_partial = 0;
    for (std::size_t v = 0; v < p; ++v) {
        double correlations = 0;
        double partial = 0;
        for (std::size_t w = 0; inverse && w < p; ++w) {
            if (w == v) continue;
            correlations += r(v, w) * r(v, w);
            partial += (*inverse)(v, w) * (*inverse)(v, w) / ((*inverse)(v, v) * (*inverse)(w, w));
        }
        all_correlations += correlations;
        all_partial += partial;
        result.adequacies.push_back(
            inverse && correlations + partial > 0 ? correlations / (correlations + partial) : not_a_number);
        result.explained_by_others.push_back(inverse ? 1 - 1 / (*inverse)(v, v) : not_a_number);
    }
    result.adequacy = inverse && all_correlations + all_partial > 0
                          ? all_correlations / (all_correlations + all_partial)
                          : not_a_number;
}

} // namespace

double cronbach_alpha(const math::Matrix& covariance, std::size_t without) {
    double variances = 0;
    double of_sum = 0;
    double k = 0;
    for (std::size_t v = 0; v < covariance.rows(); ++v) {
        if (v == without) continue;
        k += 1;
        variances += covariance(v, v);
        for (std::size_t w = 0; w < covariance.rows(); ++w) {
            if (w != without) of_sum += covariance(v, w);
        }
    }
    return k > 1 && of_sum > 0 ? k / (k - 1) * (1 - variances / of_sum) : not_a_number;
}

Expected<Diagnostics, std::string> diagnose(std::span<const std::vector<double>> values,
                                            std::span<const std::string> names) {
    ANKER_DO(check_variables(values, names));
    Diagnostics result;
    const math::Matrix covariance = math::covariance_matrix(values, math::Deviation::Sample);
    result.correlation = math::correlation_from_covariance(covariance);
    result.eigenvalues = math::symmetric_eigen(result.correlation).values;
    result.reliability = reliability_of(covariance, result.correlation);
    add_adequacy(result);
    return result;
}

} // namespace anker::factor
