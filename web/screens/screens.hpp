// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/app/model.hpp"
#include "web/ui/geometry.hpp"

namespace anker::app {
class ProfessionalSurface;
}

/// Everything people see beside the map. Each function reads the model, paints and speaks through ui::, and
/// asks for changes by pushing actions; nothing else is written but the screen's own half-typed text.
namespace anker::screens {

using app::Action;
using app::Actions;
using app::Model;

/// Half-typed text, lost on reload without harm.
struct WordsLocal {
    base::ContributionId about;
    std::string text;
    bool was_sent = false;
};

struct Local {
    WordsLocal words;
    ui::Rect free_map{0, 0, 390, 500}; ///< of the last frame
};

/// Draws the screen that fits the role and returns the part of the window where the map is free to see and
/// touch.
ui::Rect draw(const Model& model, const map::BaseMap& base_map, Local& local, Actions& actions,
              app::ProfessionalSurface* professionals);

// ---- one file each ----

ui::Rect start_ui(const Model& model, Actions& actions);
ui::Rect resident_ui(const Model& model, const map::BaseMap& base_map, Local& local, Actions& actions);
ui::Rect projector_ui(const Model& model, const map::BaseMap& base_map);
ui::Rect facilitator_ui(const Model& model, const map::BaseMap& base_map, Actions& actions);

/// Contributions as a list: the same objects as the map, for those who cannot use it.
void list_ui(const Model& model, Actions& actions);
void mine_ui(const Model& model, Actions& actions);
void settings_ui(const Model& model, Actions& actions);
/// One opened mark.
void mark_card_ui(const Model& model, view::Row row, Actions& actions);
void words_ui(const Model& model, Local& local, Actions& actions);

// ---- shared pieces ----

[[nodiscard]] ui::Text text_of(contribution::Theme theme);
[[nodiscard]] std::string sentence_of(const view::Marks& marks, view::Row row);
/// Whose data the map is, always visible.
void attribution_ui(const Model& model, const map::BaseMap& base_map, ui::Rect free);
void map_buttons_ui(ui::Rect free, Actions& actions, bool with_locate);
void toast_ui(const Model& model, float bottom);
void offline_ui(const Model& model, float top);
[[nodiscard]] std::string_view session_words(const Model& model, std::string& storage);
/// The map's node for keyboard and screen reader.
void map_node_ui(const Model& model, ui::Rect free, Actions& actions);
/// Yellow tile with the anchor.
void brand_ui(ui::Rect tile);

} // namespace anker::screens
