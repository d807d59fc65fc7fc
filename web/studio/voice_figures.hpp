// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contribution/kinds.hpp"
#include "core/figures/shown_figures.hpp"
#include "web/ui/geometry.hpp"

#include <string>

/// Voices as the gate let them through, in words and as a table.
namespace anker::studio {

/// A shown number, or its reason in words: never a hint of the true value.
[[nodiscard]] std::string words_of(const figures::ShownCount& count, std::uint32_t minimum);
[[nodiscard]] std::string words_of(const figures::ShownRate& rate);

/// Needs or resources by theme and perspective as a real table. Returns the height taken.
float theme_table_ui(const figures::ShownKind& kind, contribution::Kind which, std::uint32_t minimum,
                     ui::Rect at);

} // namespace anker::studio
