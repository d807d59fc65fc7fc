// SPDX-License-Identifier: Apache-2.0
#include "core/spatial/getis_ord.hpp"

#include "core/math/statistics.hpp"

#include <cmath>
#include <limits>

namespace anker::spatial {

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// z of a weighted sum of values that are centred on their mean, `n` of them with variance `variance`.
double z_of(const std::vector<Link>& links, std::span<const double> centred, double n, double variance) {
    double sum = 0;
    double weights = 0;
    double squared = 0;
    for (const Link& link : links) {
        sum += link.weight * centred[link.area];
        weights += link.weight;
        squared += link.weight * link.weight;
    }
    const double spread = n * squared - weights * weights;
    // Rounding must not make a z out of a neighbourhood that is everything.
    if (links.empty() || spread <= 1e-12 * n * squared || variance <= 0) return not_a_number;
    return sum / std::sqrt(variance * spread / (n - 1));
}

} // namespace

std::vector<double> getis_ord(std::span<const double> values, const Neighbours& neighbours, Self self) {
    const auto n = static_cast<double>(values.size());
    std::vector<double> result;
    if (self == Self::Included) {
        const math::Moments all = math::moments_of(values, math::Deviation::Population);
        std::vector<double> centred;
        for (const double value : values) centred.push_back(value - all.mean);
        for (const std::vector<Link>& links : neighbours.of)
            result.push_back(z_of(links, centred, n, all.deviation * all.deviation));
        return result;
    }
    std::vector<double> others;
    std::vector<double> centred(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        others.assign(values.begin(), values.end());
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
        const math::Moments moments = math::moments_of(others, math::Deviation::Population);
        for (const Link& link : neighbours.of[i]) centred[link.area] = values[link.area] - moments.mean;
        const double variance = moments.is_constant() ? 0 : moments.deviation * moments.deviation;
        result.push_back(z_of(neighbours.of[i], centred, n - 1, variance));
    }
    return result;
}

} // namespace anker::spatial
