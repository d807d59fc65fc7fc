// SPDX-License-Identifier: Apache-2.0
#include "core/representativity/quality.hpp"

#include <algorithm>
#include <cmath>

namespace anker::representativity {

WeightQuality quality_of_weights(std::span<const double> weights, std::span<const double> counts) {
    WeightQuality quality;
    double squares = 0;
    bool is_first = true;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (!(counts[i] > 0)) continue;
        quality.n += counts[i];
        quality.sum += counts[i] * weights[i];
        squares += counts[i] * weights[i] * weights[i];
        quality.smallest = is_first ? weights[i] : std::min(quality.smallest, weights[i]);
        quality.largest = is_first ? weights[i] : std::max(quality.largest, weights[i]);
        is_first = false;
    }
    if (squares > 0) {
        quality.n_effective = quality.sum * quality.sum / squares;
        quality.design_effect = quality.n / quality.n_effective;
    }
    return quality;
}

double r_indicator(std::span<const Stratum> strata) {
    double population = 0;
    double respondents = 0;
    for (const Stratum& stratum : strata) {
        if (!(stratum.population > 0)) continue;
        population += stratum.population;
        respondents += stratum.respondents;
    }
    if (!(population > 0)) return 0;
    const double mean = respondents / population;
    double squares = 0;
    for (const Stratum& stratum : strata) {
        if (!(stratum.population > 0)) continue;
        const double distance = stratum.respondents / stratum.population - mean;
        squares += stratum.population * distance * distance;
    }
    return 1 - 2 * std::sqrt(squares / population);
}

double r_indicator_of_weights(std::span<const double> weights, std::span<const double> counts) {
    std::vector<Stratum> strata;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] > 0 && counts[i] > 0) strata.push_back({{}, counts[i] * weights[i], counts[i]});
    }
    return r_indicator(strata);
}

} // namespace anker::representativity
