// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disclosure/gate.hpp"
#include "server/geo/export/export_data.hpp"

#include <string>
#include <vector>

/// Counts of voices in an export: a number or nothing, and the reason beside it. Layers of areas and of drawn
/// shapes say them alike.
namespace anker::exchange {

/// `residents_needs` and its reason, and so on for professionals and resources.
void add_count_fields(std::vector<ExportField>& fields);

[[nodiscard]] ExportValue value_of(const disclosure::GatedCount& count);
[[nodiscard]] std::string reason_text(disclosure::Reason reason);
/// Value and reason.
void add_count(const disclosure::GatedCount& count, std::vector<ExportValue>& values);

} // namespace anker::exchange
