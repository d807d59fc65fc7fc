// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/composite.hpp"
#include "core/indicator/indicator.hpp"

#include <string>
#include <vector>

namespace anker::figures {

/// Why an area without a value has no index: one entry per input of `level`, empty where all of its values
/// are there. Looked at is every column of the recipe that is of an indicator below that input, at all dates.
/// `agreed` has all of them; `row` is the area's.
[[nodiscard]] std::vector<std::string> missing_reasons(const index::CompositeRecipe& recipe,
                                                       const index::Level& level,
                                                       const indicator::IndicatorTable& agreed,
                                                       std::size_t row);

} // namespace anker::figures
