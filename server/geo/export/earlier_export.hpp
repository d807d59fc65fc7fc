// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/area_set.hpp"
#include "core/disclosure/gate.hpp"
#include "core/figures/earlier_voices.hpp"
#include "server/geo/common/done.hpp"
#include "server/geo/common/report.hpp"

#include <string>

namespace anker::exchange {

/// What the areas of an earlier export (`…-areas.csv`) tell. Areas are found by key; one that the file lacks
/// was told nothing of. `rules` are taken to have been the same then. The error names file, line and column.
[[nodiscard]] Expected<figures::EarlierVoices, std::string>
read_earlier_export(const std::string& path, const aggregate::AreaSet& areas, const disclosure::Rules& rules,
                    Report& report);

} // namespace anker::exchange
