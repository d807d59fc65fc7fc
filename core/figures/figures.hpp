// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/area_set.hpp"
#include "core/catalogue/catalogue.hpp"
#include "core/figures/voice_figures.hpp"
#include "core/index/published.hpp"
#include "core/index/status_dynamics.hpp"
#include "core/indicator/indicator.hpp"

#include <optional>
#include <string>
#include <vector>

/// Voices and index side by side, per area, ready to be shown: every count has passed the gate. Neither
/// changes the other: the index is computed without contributions, and counts never enter it.
namespace anker::figures {

struct IndexFigure {
    index::Exclusion exclusion = index::Exclusion::None;
    int status_class = 0; ///< 1 = least burdened; 0 = none
    double status = indicator::missing;
    int dynamics_class = 0;
    double dynamics = indicator::missing;
    std::vector<index::Part> status_parts; ///< one per component of the recipe; empty for a published index
    /// Cases behind the value of each part (children under 15 behind a share of them), NaN = not known. Only
    /// where the value is told, so the catalogue's minimum of cases holds for them too.
    std::vector<double> denominators;
};

struct AreaFigures {
    std::string key;
    std::string name;
    double population = indicator::missing;
    KindFigures needs;
    KindFigures resources;
    disclosure::GatedRate voices_per_1000; ///< of residents, see make_voice_figures
    std::optional<IndexFigure> index;
};

/// What the index is and where it comes from, in the words of its recipe or publisher.
struct IndexInfo {
    bool is_published_elsewhere = false;
    std::string name;
    std::string date;
    std::string earlier_date;
    std::string decided_by; ///< or the publisher
    int status_classes = 0;
    int dynamics_classes = 0;
    std::vector<std::string> component_names;
    std::vector<std::string> component_units;
    std::vector<std::string> component_sources;
    std::vector<indicator::Direction> component_directions;
    std::string recipe; ///< as it was adopted (JSON); empty for a published index
    std::string fault;  ///< why there is no index although a recipe was adopted; empty = fine
};

struct Figures {
    std::uint64_t sequence = 0; ///< of the log they were made at
    disclosure::Rules rules;
    std::string areas_version;
    std::vector<AreaFigures> areas;
    disclosure::GatedCount needs_outside; ///< of residents, in no area
    disclosure::GatedCount resources_outside;
    disclosure::GatedRate voices_per_1000; ///< of residents in all areas together
    std::optional<IndexInfo> index;
};

/// What `make_figures` is made from; pointers are null where nothing was imported. Without a catalogue no
/// indicator and no index is shown: nobody has agreed on any.
struct Inputs {
    const aggregate::AreaSet* areas = nullptr;
    const aggregate::VoiceCounter* voices = nullptr;
    const catalogue::Catalogue* catalogue = nullptr;
    const indicator::IndicatorTable* indicators = nullptr;
    const index::Recipe* recipe = nullptr;
    const index::PublishedIndex* published = nullptr;
    std::uint64_t sequence = 0;
};

/// `language` chooses names of indicators and index.
[[nodiscard]] Figures make_figures(const Inputs& inputs, const disclosure::Gate& gate,
                                   std::string_view language);

/// For the studio. Suppressed counts carry their reason, never a value.
[[nodiscard]] std::string encode_json(const Figures& figures);

} // namespace anker::figures
