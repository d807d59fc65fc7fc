// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/index/normalise.hpp"

#include <span>
#include <string>
#include <vector>

namespace anker::index {

/// Every area by the weights that are best for it (Melyn and Moesen 1991; OECD handbook, 6.3): the largest
/// weighted sum an area can have with weights by which no area has more than 1. `shares`: the lowest and the
/// highest share of each weight in the sum of an area's weights; without such limits an area that is best in
/// anything gets 1.
struct BenefitOfDoubt {
    std::vector<double> values;               ///< per area, at most 1
    std::vector<std::vector<double>> weights; ///< [input][area]; there can be other weights of the same value
};

/// `values` is [input][area], not negative. The error is one sentence: an area with a value below 0, an input
/// that is 0 everywhere, shares that cannot sum to 1.
[[nodiscard]] Expected<BenefitOfDoubt, std::string>
benefit_of_doubt(std::span<const std::vector<double>> values, std::span<const std::string> names,
                 const Bounds& shares);

/// Beyond it the linear programs no longer fit a browser.
constexpr std::size_t most_doubted = 1500;

} // namespace anker::index
