// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/view/view.hpp"

#include <array>

namespace anker::view {

struct ThemeCount {
    contribution::Theme theme{};
    std::uint32_t needs = 0;
    std::uint32_t resources = 0;
};

/// Visible marks of the whole Quartier. They need no disclosure gate: every single one is on the map for all
/// to see. Counts of smaller areas beside their figures do, and come from figures::make_figures.
struct MarkCounts {
    std::array<ThemeCount, contribution::theme_count> themes;
    std::uint32_t needs = 0;
    std::uint32_t resources = 0;
};

[[nodiscard]] MarkCounts count_marks(const Marks& marks);

} // namespace anker::view
