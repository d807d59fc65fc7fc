// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disclosure/attack.hpp"

#include <span>
#include <vector>

namespace anker::disclosure {

/// To the nearest multiple of `base`; halfway goes up: with 5, 2 becomes 0 and 3 becomes 5; with 10, 5
/// becomes
/// 10. The same number is always rounded the same way, so repeating an output tells nothing new.
[[nodiscard]] double rounded(double value, double base);

/// Whether rounded numbers add up.
enum class RoundedTotals {
    Independent, ///< every number by itself: each is nearest to the truth, and totals need not add up
    Additive     ///< totals are sums of rounded parts: they add up, and may be far from the truth
};

/// `sums` in any order. Additive: a cell that is the total of a sum becomes the sum of its rounded parts; of
/// several such sums the first one decides, so that with two or more dimensions it has to be one that leads
/// to cells that are rounded themselves.
[[nodiscard]] std::vector<double> rounded_table(std::span<const double> values, std::span<const Sum> sums,
                                                double base, RoundedTotals totals);

/// What a number rounded independently says of a whole, non-negative one.
[[nodiscard]] Interval known_from_rounded(double published, double base);

} // namespace anker::disclosure
