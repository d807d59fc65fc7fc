// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/status_dynamics.hpp"

#include <string>
#include <vector>

namespace anker::index {

/// Name of the column that holds an indicator at a date in values written for a recipe: `unemployed@2020`.
[[nodiscard]] std::string column_name(std::string_view indicator, std::string_view date);

/// A stored recipe in the general form, for values written with `column_name`, and the population as
/// `population@DATE`. Directions come from the table. The error names an indicator that it does not have.
[[nodiscard]] Expected<std::string, std::string> composite_text(const Recipe& recipe,
                                                                const indicator::IndicatorTable& table);

} // namespace anker::index
