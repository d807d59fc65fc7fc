// SPDX-License-Identifier: Apache-2.0
#include "core/spatial/permutation.hpp"

#include "core/math/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace anker::spatial {

namespace {

std::vector<double> centred(std::span<const double> values) {
    const double mean = math::moments_of(values, math::Deviation::Population).mean;
    std::vector<double> z;
    for (const double value : values) z.push_back(value - mean);
    return z;
}

/// `slack`: the same values added in another order differ by rounding and are equal all the same.
void count(Shuffled& shuffled, double drawn, double observed, double slack) {
    shuffled.at_least += drawn >= observed - slack ? 1U : 0U;
    shuffled.at_most += drawn <= observed + slack ? 1U : 0U;
    ++shuffled.draws;
}

} // namespace

double Shuffled::folded_p() const {
    if (draws == 0) return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(std::min(at_least, at_most) + 1) / static_cast<double>(draws + 1);
}

double Shuffled::two_sided_p() const {
    return draws == 0 ? folded_p() : std::min(1.0, 2 * folded_p());
}

std::optional<std::vector<Shuffled>> shuffle_neighbours(std::span<const double> values,
                                                        const Neighbours& neighbours, std::size_t draws,
                                                        math::Random& random, const Continue& go_on) {
    const std::vector<double> z = centred(values);
    double largest = 0;
    for (const double value : z) largest = std::max(largest, std::fabs(value));
    std::vector<Shuffled> result(values.size());
    std::vector<double> others;
    std::vector<double> weights;
    for (std::size_t i = 0; i < values.size(); ++i) {
        weights.clear();
        double own = 0;
        double observed = 0;
        double weight_sum = 0;
        for (const Link& link : neighbours.of[i]) {
            observed += link.weight * z[link.area];
            weight_sum += link.weight;
            if (link.area == i) {
                own = link.weight * z[i];
            } else {
                weights.push_back(link.weight);
            }
        }
        if (!weights.empty()) {
            const double slack = 1e-12 * weight_sum * largest;
            others.assign(z.begin(), z.end());
            others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
            for (std::size_t draw = 0; draw < draws; ++draw) {
                // The first places of a Fisher-Yates shuffle, from whatever order the last draw left.
                double sum = own;
                for (std::size_t k = 0; k < weights.size(); ++k) {
                    const std::size_t from =
                        k +
                        static_cast<std::size_t>(random.below(static_cast<std::uint64_t>(others.size() - k)));
                    std::swap(others[k], others[from]);
                    sum += weights[k] * others[k];
                }
                count(result[i], sum, observed, slack);
            }
        }
        if (go_on && !go_on(i + 1, values.size())) return std::nullopt;
    }
    return result;
}

std::optional<Shuffled> shuffle_all(std::span<const double> values, const Neighbours& neighbours,
                                    std::size_t draws, math::Random& random, const Continue& go_on) {
    std::vector<double> z = centred(values);
    const auto cross = [&] {
        const std::vector<double> lags = spatial_lag(neighbours, z);
        return std::inner_product(z.begin(), z.end(), lags.begin(), 0.0);
    };
    double largest = 0;
    for (const double value : z) largest = std::max(largest, std::fabs(value));
    double weight_sum = 0;
    for (const std::vector<Link>& links : neighbours.of) {
        for (const Link& link : links) weight_sum += link.weight;
    }
    const double observed = cross();
    const double slack = 1e-12 * weight_sum * largest * largest;
    Shuffled result;
    for (std::size_t draw = 0; draw < draws; ++draw) {
        random.shuffle(std::span<double>(z));
        count(result, cross(), observed, slack);
        if (go_on && !go_on(draw + 1, draws)) return std::nullopt;
    }
    return result;
}

} // namespace anker::spatial
