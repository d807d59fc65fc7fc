// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/catalogue/catalogue.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

/// What a person should look at before numbers are taken over.
namespace anker::catalogue {

/// Why a value cannot be, as half a sentence: outside the unit's range, or more cases than there are people.
/// `numerator` and `denominator` are NaN where only the value was delivered. Missing values are fine.
[[nodiscard]] std::optional<std::string> impossibility(const Agreement& agreement, double value,
                                                       double numerator, double denominator);

/// Whether ready-made per cents look like shares from 0 to 1: at least three are known, none is above 1 and
/// one is not nought.
[[nodiscard]] bool look_like_shares(std::span<const double> percents);

/// A value far from the others.
struct Outlier {
    std::size_t area = 0;
    double value = 0;
    std::string why; ///< half a sentence with the rule and its number
};
/// |0.6745 (x - median) / MAD| > 3.5 (Iglewicz and Hoaglin 1993, "How to detect and handle outliers"). Where
/// more than half of the values are equal and the MAD is 0: outside of Tukey's fences, 1.5 interquartile
/// ranges from the quartiles (type 7). Fewer than five values are not judged.
[[nodiscard]] std::vector<Outlier> outliers(std::span<const double> values);

} // namespace anker::catalogue
