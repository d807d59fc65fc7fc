// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/map/base_map.hpp"
#include "web/screens/screens.hpp"
#include "web/studio/state.hpp"
#include "web/ui/geometry.hpp"

namespace anker::studio {

// ---- one file each; each paints into its part of the window ----

void header_ui(const Context& context, ui::Rect bar);
[[nodiscard]] float header_height();
/// Legend and areas beside the map, one area explained. Returns where the map is free.
ui::Rect map_view_ui(const Context& context, const map::BaseMap& base_map, ui::Rect room);
void area_list_ui(const Context& context, ui::Rect column, bool has_panel_beside);
void area_panel_ui(const Context& context, ui::Rect column);
void no_areas_ui(const Context& context, ui::Rect column);
/// Who published what is seen here, with licence and date: statistics without them are hearsay.
void sources_ui(const app::Model& model, ui::Cut& cut);
void ranking_view_ui(const Context& context, ui::Rect room);
void voices_view_ui(const Context& context, ui::Rect room);
void allocation_view_ui(const Context& context, ui::Rect room);
void own_view_ui(const Context& context, ui::Rect room);

/// Fetches a shipped recipe; the answer fills `state.files.recipe`.
void choose_shipped_recipe(State& state, int chosen);

} // namespace anker::studio
