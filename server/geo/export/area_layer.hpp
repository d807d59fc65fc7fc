// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/figures/figures.hpp"
#include "server/geo/export/export_data.hpp"

namespace anker::exchange {

/// One row per area. Takes gated figures only: a suppressed number is empty, and a field beside it says why.
/// `source` names who published the areas.
[[nodiscard]] ExportLayer area_layer(const aggregate::AreaSet& areas, const figures::Figures& figures,
                                     const std::string& source);

/// Name of the field for one of the 48 cells: `need_green_resident`.
[[nodiscard]] std::string cell_name(contribution::Kind kind, std::size_t theme, std::size_t perspective);

/// What the figures mean, where they come from, and why some are empty.
[[nodiscard]] std::vector<std::string> figure_methods(const figures::Figures& figures);

} // namespace anker::exchange
