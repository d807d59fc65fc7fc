// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace anker::index {

/// Why an area has no index. In every recipe and on every screen the same.
enum class Exclusion : std::uint8_t { None, SmallPopulation, MissingValue, ByDecision };
constexpr std::array<std::string_view, 4> exclusion_names{"", "small_population", "missing_value",
                                                          "by_decision"};

} // namespace anker::index
