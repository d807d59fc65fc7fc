// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/figures/shown_figures.hpp"
#include "core/synthesis/cases.hpp"

#include <array>
#include <vector>

namespace anker::figures {

/// The four cases for the studio, per area and per theme, made from what a client was shown and nothing else.
struct ShownCases {
    synthesis::Range threshold; ///< voices of residents per 1,000; fewer are "few"
    std::vector<synthesis::Verdict> areas;
    std::array<synthesis::Range, 12> theme_thresholds;
    std::vector<std::array<synthesis::Verdict, 12>> themes; ///< [area][theme]
    std::vector<std::size_t> order; ///< areas by their case, "silent and burdened" first
};

/// `burdened_from` is the lowest status class that counts as burdened (in Berlin 3 = low status). Voices are
/// those of residents. `few_below` as a share of the rate of all areas together, as in the job `synthesis`.
/// Per theme, withheld counts enter as what they can be, so that fewer cases can be told than from the store.
[[nodiscard]] ShownCases shown_cases(const ShownFigures& figures, int burdened_from, double few_below);

} // namespace anker::figures
