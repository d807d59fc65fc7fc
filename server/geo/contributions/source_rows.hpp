// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/contributions/contribution_map.hpp"
#include "server/geo/vector/ogr.hpp"

namespace anker::exchange {

/// Rows of a file with their geometry, whether it is a text table with coordinates or a vector file.
[[nodiscard]] Expected<VectorTable, std::string> read_source_rows(const std::string& file,
                                                                  const VectorOptions& options,
                                                                  const ContributionMap& map, Report& report,
                                                                  Watch& watch);

/// Index of a column by name or number; `columns.size()` where the reference is not given. The error lists
/// the columns.
[[nodiscard]] Expected<std::size_t, std::string>
source_column(const VectorTable& table, const ColumnRef& column, const std::string& file);

} // namespace anker::exchange
