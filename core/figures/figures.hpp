// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/area_set.hpp"
#include "core/catalogue/catalogue.hpp"
#include "core/figures/part.hpp"
#include "core/figures/voice_figures.hpp"
#include "core/index/adopted_recipe.hpp"
#include "core/index/exclusion.hpp"
#include "core/index/published.hpp"
#include "core/indicator/indicator.hpp"

#include <optional>
#include <string>
#include <vector>

/// Voices and index side by side, per area, ready to be shown: every count has passed the gate. Neither
/// changes the other: the index is computed without contributions, and counts never enter it.
namespace anker::figures {

struct IndexFigure {
    index::Exclusion exclusion = index::Exclusion::None;
    /// 1 = least burdened, whatever the recipe counts from; 0 = none.
    int status_class = 0;
    double status = indicator::missing; ///< as the recipe has it: IndexInfo::high_means
    int dynamics_class = 0;             ///< 1 = most improving
    double dynamics = indicator::missing;
    std::vector<Part> status_parts; ///< one per component of the index; empty for a published one
    std::vector<double> values;     ///< one per column of the index; empty for an area without
    /// Where a value is missing (Exclusion::MissingValue): why, one per component; empty = it is there,
    /// "unknown" = it was not delivered, else the reason it was withheld at import.
    std::vector<std::string> missing_reasons;
    /// Cases behind the value of each indicator column of the index (children under 15 behind a share of
    /// them), in the order of index::indicator_columns_of, NaN = not known. Only where the value is told, so
    /// the catalogue's minimum of cases holds for them too; empty where none is known.
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

/// What a recipe calls its classes, least burdened first; empty where it only counts them from 1.
struct ClassWords {
    std::vector<std::string> names;
    std::vector<std::string> codes;
};

/// What the index is and where it comes from, in the words of its recipe or publisher.
struct IndexInfo {
    bool is_published_elsewhere = false;
    std::string name;
    std::string date;
    std::string earlier_date;
    std::string decided_by;    ///< or the publisher
    std::string method_source; ///< where the method is published; empty where the recipe does not say it
    indicator::Direction high_means = indicator::Direction::Burden; ///< of the status
    int status_classes = 0;
    int dynamics_classes = 0;
    ClassWords status_words;
    ClassWords dynamics_words;
    /// What the shown level is made of: indicators, or earlier levels by their names.
    std::vector<std::string> component_names;
    std::vector<std::string> component_units;   ///< empty for a level
    std::vector<std::string> component_sources; ///< of a level: the indicators it is made of, with theirs
    std::vector<indicator::Direction> component_directions;
    std::string recipe; ///< as it was adopted (JSON); empty for a published index
    /// Everything the shown level is computed from, for computing it again; empty where its parts say it all
    /// (status_and_dynamics).
    std::vector<std::string> columns;
    std::vector<std::string> column_units; ///< of the indicators among them
    std::string fault; ///< why there is no index although a recipe was adopted; empty = fine
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
    const aggregate::VoicePeople* people = nullptr; ///< null: every voice is another person's
    const EarlierVoices* earlier = nullptr;         ///< an output that is out already; null = none
    const catalogue::Catalogue* catalogue = nullptr;
    const indicator::IndicatorTable* indicators = nullptr;
    const index::AdoptedRecipe* recipe = nullptr;
    const index::PublishedIndex* published = nullptr;
    std::uint64_t sequence = 0;
};

/// `language` chooses names of indicators and index.
[[nodiscard]] Figures make_figures(const Inputs& inputs, const disclosure::Gate& gate,
                                   std::string_view language);

/// For the studio. Suppressed counts carry their reason, never a value.
[[nodiscard]] std::string encode_json(const Figures& figures);

} // namespace anker::figures
