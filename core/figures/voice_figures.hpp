// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/people.hpp"
#include "core/disclosure/gate.hpp"
#include "core/figures/earlier_voices.hpp"

#include <span>
#include <vector>

/// Counts of voices per area as linked tables, protected together. The tables share numbers: the themes of an
/// area add up to its total, the totals of the areas to the Quartier's, and the rate per 1,000 residents
/// times the population is needs plus resources. What one table withholds, no other one gives away.
namespace anker::figures {

/// [theme][perspective]
using GatedThemes = std::vector<std::vector<disclosure::GatedCount>>;

/// One kind of contribution in one area.
struct KindFigures {
    disclosure::GatedCount residents;
    disclosure::GatedCount professionals; ///< with the places that were imported
    GatedThemes themes;
};

struct AreaVoiceFigures {
    KindFigures needs;
    KindFigures resources;
    disclosure::GatedRate per_1000;
};

struct VoiceFigures {
    std::vector<AreaVoiceFigures> areas;
    disclosure::GatedCount needs_outside; ///< of residents, in no area
    disclosure::GatedCount resources_outside;
    disclosure::GatedRate per_1000; ///< in all areas together
};

/// `population` has one entry per area, NaN where unknown. `people` are those behind the voices: where fewer
/// than the minimum made a count, it is withheld (dominance). Null: every voice is another person's.
/// `earlier` is an output that is out already; null: there is none. Rates count residents' contributions
/// only: professionals and imported places are not voices of the people who live there.
[[nodiscard]] VoiceFigures
make_voice_figures(std::span<const aggregate::AreaVoices> areas, const aggregate::AreaVoices& outside,
                   std::span<const double> population, const aggregate::VoicePeople* people,
                   const disclosure::Gate& gate, const EarlierVoices* earlier = nullptr);

} // namespace anker::figures
