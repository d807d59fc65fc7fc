// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/figures/shape_figures.hpp"
#include "server/geo/export/export_data.hpp"

namespace anker::exchange {

/// Drawn shapes from a vector file; `name_column` empty = numbered from 1. Refused: shapes without an area,
/// outlines that cross themselves, more than 200 shapes.
[[nodiscard]] Expected<std::vector<figures::DrawnShape>, std::string>
read_shapes(const std::string& path, const std::string& name_column, Report& report, Watch& watch);

/// One feature per shape, with its counts or the reasons.
[[nodiscard]] ExportLayer shape_layer(const std::vector<figures::DrawnShape>& shapes,
                                      const std::vector<figures::ShapeFigures>& figures,
                                      const std::string& source);

} // namespace anker::exchange
