// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/jobs/value_table.hpp"

#include <string>
#include <vector>

namespace anker::jobs {

/// One column of a table with several rows per key as numbers; NaN = missing. The decimal sign is found out
/// from the column. The error names file, line and column.
[[nodiscard]] Expected<std::vector<double>, std::string>
numbers_from(const TextColumns& rows, std::size_t column, const std::string& column_name);

} // namespace anker::jobs
