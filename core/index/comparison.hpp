// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/composite.hpp"

#include <string>
#include <vector>

namespace anker::index {

/// Aggregations in which the value of an area depends on all others: outranking, the benefit of the doubt.
[[nodiscard]] constexpr bool is_compared(Aggregation aggregation) {
    return aggregation == Aggregation::Outranking || aggregation == Aggregation::BenefitOfDoubt;
}

/// From normalised inputs with their weights to the aggregate and each input's part in it. Outranking: places
/// from below; the part of an input is its weight times the share of areas that it puts behind. The error
/// says why it cannot be: too many areas, values below 0.
[[nodiscard]] Expected<void, std::string> aggregate_by_comparison(const Level& level, LevelResult& result,
                                                                  std::vector<std::string>& notes);

} // namespace anker::index
