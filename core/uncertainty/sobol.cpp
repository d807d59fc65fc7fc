// SPDX-License-Identifier: Apache-2.0
#include "core/uncertainty/sobol.hpp"

namespace anker::uncertainty {

std::vector<SobolIndex> sobol_indices(std::span<const double> a, std::span<const double> b,
                                      std::span<const std::vector<double>> mixed) {
    const double n = static_cast<double>(a.size());
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] + b[i];
    const double mean = sum / (2 * n);
    double squares = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        squares += (a[i] - mean) * (a[i] - mean) + (b[i] - mean) * (b[i] - mean);
    const double variance = squares / (2 * n);
    std::vector<SobolIndex> indices(mixed.size());
    if (!(variance > 0)) return indices;
    for (std::size_t k = 0; k < mixed.size(); ++k) {
        double first = 0;
        double total = 0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            const double change = mixed[k][i] - a[i];
            // Around the mean: the same expectation, less noise where the mean is far from 0.
            first += (b[i] - mean) * change;
            total += change * change;
        }
        indices[k] = {first / n / variance, total / n / (2 * variance)};
    }
    return indices;
}

} // namespace anker::uncertainty
