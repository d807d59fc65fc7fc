// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contribution/kinds.hpp"
#include "core/figures/shown_figures.hpp"
#include "core/synthesis/cases.hpp"

#include <array>
#include <string>
#include <vector>

namespace anker::studio {

struct VoiceRow {
    std::size_t area = 0; ///< of the figures
    int class_number = 0;
    synthesis::Verdict verdict;
    std::array<synthesis::Verdict, contribution::theme_count> themes; ///< the case on each theme
};

/// The four cases of voices beside the index, from what is shown alone. In the order in which they are
/// listed: silent and burdened first, within a case the most burdened first.
struct VoiceCases {
    std::vector<VoiceRow> rows;
    synthesis::Range threshold; ///< voices per 1,000 below which an area is silent
    int burdened_from = 0;      ///< class; the upper half of the classes
};
[[nodiscard]] VoiceCases voice_cases(const figures::ShownFigures& figures);

/// The table as it is shown: a withheld number is written as its reason.
[[nodiscard]] std::string voices_csv(const figures::ShownFigures& figures, const VoiceCases& cases);

} // namespace anker::studio
