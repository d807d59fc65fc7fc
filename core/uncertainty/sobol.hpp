// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace anker::uncertainty {

/// How much of the variance of a result comes from a factor.
struct SobolIndex {
    double first = 0; ///< from it alone
    double total = 0; ///< with everything it takes part in
};

/// From results of a model at points A, at other points B, and at the points of A with factor i taken from B,
/// `mixed[i]`; all of equal length. S = mean(f_B (f_ABi - f_A)) / V, ST = mean((f_A - f_ABi)^2) / (2 V)
/// (Saltelli et al. 2010; Jansen 1999), V over A and B together. All 0 where the result does not vary.
[[nodiscard]] std::vector<SobolIndex> sobol_indices(std::span<const double> a, std::span<const double> b,
                                                    std::span<const std::vector<double>> mixed);

} // namespace anker::uncertainty
