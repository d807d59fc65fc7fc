// SPDX-License-Identifier: Apache-2.0
#include "core/spatial/many_tests.hpp"

#include <algorithm>
#include <cmath>

namespace anker::spatial {

std::vector<double> benjamini_hochberg(std::span<const double> p) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p.size(); ++i) {
        if (!std::isnan(p[i])) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
    std::vector<double> adjusted(p.begin(), p.end());
    const auto tests = static_cast<double>(order.size());
    double least = 1;
    for (std::size_t rank = order.size(); rank-- > 0;) {
        least = std::min(least, tests / static_cast<double>(rank + 1) * p[order[rank]]);
        adjusted[order[rank]] = least;
    }
    return adjusted;
}

std::vector<double> bonferroni(std::span<const double> p) {
    const auto tests = static_cast<double>(
        std::count_if(p.begin(), p.end(), [](double value) { return !std::isnan(value); }));
    std::vector<double> adjusted(p.begin(), p.end());
    for (double& value : adjusted) {
        if (!std::isnan(value)) value = std::min(1.0, value * tests);
    }
    return adjusted;
}

} // namespace anker::spatial
