// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace anker::spatial {

/// One p per area means many tests: among 500 areas without any pattern, 25 stay below 0.05 by chance.
/// Adjusted p values that may be compared with the threshold itself; NaN stays NaN and counts for nothing.

/// False discovery rate (Benjamini and Hochberg 1995): of the areas at or below a threshold of 0.05, at most
/// 5 % on average are there by chance. As R's p.adjust(method = "BH"). Never below p, and in the order of p.
[[nodiscard]] std::vector<double> benjamini_hochberg(std::span<const double> p);

/// p times the number of tests, at most 1: below 0.05, the chance that even one is wrong is at most 5 %.
[[nodiscard]] std::vector<double> bonferroni(std::span<const double> p);

} // namespace anker::spatial
