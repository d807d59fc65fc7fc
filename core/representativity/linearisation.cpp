// SPDX-License-Identifier: Apache-2.0
#include "core/representativity/linearisation.hpp"

#include <algorithm>
#include <cmath>

namespace anker::representativity {

namespace {

constexpr int most_rounds = 1000;

/// Takes the mean of each category away; returns the largest one.
double take_means_away(std::vector<double>& values, std::span<const double> weights,
                       const std::vector<std::size_t>& category) {
    const std::size_t count = category.empty() ? 0 : *std::max_element(category.begin(), category.end()) + 1;
    std::vector<double> sums(count, 0);
    std::vector<double> mass(count, 0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        sums[category[i]] += weights[i] * values[i];
        mass[category[i]] += weights[i];
    }
    double largest = 0;
    for (std::size_t k = 0; k < count; ++k) {
        sums[k] = mass[k] > 0 ? sums[k] / mass[k] : 0;
        largest = std::max(largest, std::abs(sums[k]));
    }
    for (std::size_t i = 0; i < values.size(); ++i) values[i] -= sums[category[i]];
    return largest;
}

} // namespace

Expected<double, std::size_t> variance_of_sum(std::span<const double> influences,
                                              const SampleDesign& design) {
    const std::size_t strata = design.population.size();
    std::vector<double> sums(design.stratum.size(), 0);
    for (std::size_t i = 0; i < influences.size(); ++i) sums[design.cluster[i]] += influences[i];
    std::vector<double> means(strata, 0);
    std::vector<double> clusters(strata, 0);
    for (std::size_t c = 0; c < sums.size(); ++c) {
        means[design.stratum[c]] += sums[c];
        clusters[design.stratum[c]] += 1;
    }
    for (std::size_t h = 0; h < strata; ++h) {
        if (clusters[h] < 2) return failure(std::size_t{h});
        means[h] /= clusters[h];
    }
    double variance = 0;
    for (std::size_t c = 0; c < sums.size(); ++c) {
        const std::size_t h = design.stratum[c];
        const double left = design.population[h] > 0 ? 1 - clusters[h] / design.population[h] : 1;
        const double distance = sums[c] - means[h];
        variance += left * clusters[h] / (clusters[h] - 1) * distance * distance;
    }
    return variance;
}

std::vector<double> calibration_residuals(std::span<const double> values, std::span<const double> weights,
                                          std::span<const std::vector<std::size_t>> categories) {
    std::vector<double> rest(values.begin(), values.end());
    double size = 0;
    for (const double value : values) size = std::max(size, std::abs(value));
    for (int round = 0; round < most_rounds; ++round) {
        double largest = 0;
        for (const std::vector<std::size_t>& variable : categories)
            largest = std::max(largest, take_means_away(rest, weights, variable));
        if (largest <= 1e-12 * size || categories.size() < 2) break;
    }
    return rest;
}

} // namespace anker::representativity
