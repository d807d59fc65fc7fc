// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disclosure/gate.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Counts of voices per area and theme as linked tables, protected together, for any list of themes.
/// (core/figures/voice_figures does the same for the store's twelve, without rates per theme.)
namespace anker::synthesis {

constexpr std::array<std::string_view, 2> kind_names{"need", "resource"};
constexpr std::array<std::string_view, 2> perspective_names{"resident", "professional"};
constexpr std::size_t resident = 0;

/// [kind][perspective]
using KindCounts = std::array<std::array<std::uint32_t, 2>, 2>;

struct VoiceTable {
    std::size_t themes = 0;
    std::vector<std::vector<KindCounts>> areas; ///< [area][theme]
    KindCounts outside{};                       ///< of all themes, in no area
};

/// One theme of one area, or all its themes together.
struct VoiceCell {
    /// [kind * 2 + perspective]
    std::vector<disclosure::GatedCount> counts;
    /// Residents' needs and resources together: what the rate is made from. Withheld as the rate.
    disclosure::GatedCount voices;
    disclosure::GatedRate per_1000; ///< of residents
};

struct ShownVoices {
    double people = 0;                          ///< in areas of known population; NaN where there is none
    std::vector<VoiceCell> areas;               ///< all themes together
    std::vector<std::vector<VoiceCell>> themes; ///< [area][theme]
    disclosure::GatedRate per_1000; ///< all areas of known population together: what "few" is measured by
    std::vector<disclosure::GatedRate> per_1000_of_theme;
};

/// Needs and resources, themes and totals, areas and all areas, and the rates add up to each other: what one
/// withholds, no other one gives away. That all voices of one kind and perspective are known to everybody is
/// taken for granted (marks are public). `population` NaN = unknown.
[[nodiscard]] ShownVoices protect(const VoiceTable& voices, std::span<const double> population,
                                  const disclosure::Gate& gate);

} // namespace anker::synthesis
