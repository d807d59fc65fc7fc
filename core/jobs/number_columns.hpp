// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/tabular/text_table.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace anker::jobs {

/// Columns of a table as numbers, [column][row]; NaN = missing. All of them together decide which sign
/// separates decimals. The error names file, line and column.
[[nodiscard]] Expected<std::vector<std::vector<double>>, std::string>
numbers_in(const tabular::TextTable& table, std::span<const std::size_t> columns);

} // namespace anker::jobs
