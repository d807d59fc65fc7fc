// SPDX-License-Identifier: Apache-2.0
#include "web/studio/pieces.hpp"
#include "web/studio/views.hpp"
#include "web/ui/sheet.hpp"

#include <algorithm>
#include <cmath>

namespace anker::studio {

using namespace ui::paint;
using app::Actions;
using app::Model;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

Rect map_view_ui(const Context& context, const map::BaseMap& base_map, Rect room) {
    const Model& model = context.model;
    Actions& actions = context.actions;
    const ui::Look& l = ui::look();
    const float bar_h = room.y;
    const bool is_desk = l.width / l.em > 74;
    const bool is_phone = !ui::is_wide();
    const bool has_panel_instead =
        !is_desk && model.figures && model.here.selected_area < model.figures->areas.size();
    // As wide as the explanation of an area needs, also while the list is there: the map stays where it is.
    const float upright_w = std::min(em(27), std::round(l.width * 0.45f));
    const float left_w = l.width / l.em > 100 ? em(24) : is_desk ? em(21) : is_phone ? l.width : upright_w;
    const float lower_h = is_phone ? (l.height - bar_h) * 0.55f : l.height - bar_h;
    const Rect left{0, is_phone ? l.height - lower_h : bar_h, left_w, lower_h};
    const float right_w = is_desk && !model.has_no_areas ? em(27) : 0;
    Rect free{is_phone ? 0 : left_w, bar_h, l.width - right_w - (is_phone ? 0 : left_w),
              is_phone ? l.height - bar_h - lower_h : l.height - bar_h};

    fill(left, colours().paper);
    ui::block_map("left", left);
    if (!model.figures) {
        if (model.has_no_areas)
            no_areas_ui(context, left);
        else
            ui::paragraph("loading", left.inset(em(1.4f), em(1.4f)), ui::words(Text::AppLoading), style::body,
                          colours().ink2);
    } else if (has_panel_instead) {
        area_panel_ui(context, left);
        if (ui::icon_button("close-area", {left.right() - em(3.8f), left.y + em(0.8f), em(3), em(3)},
                            ui::Icon::Close, ui::words(Text::ListClose), ui::Button::Quiet)) {
            actions.push_back(app::SelectArea{SIZE_MAX});
        }
    } else {
        area_list_ui(context, left, is_desk);
    }
    line({left.right(), left.y}, {left.right(), left.bottom()}, colours().line, 1);
    screens::map_node_ui(model, free, actions);
    screens::attribution_ui(model, base_map, free);
    screens::map_buttons_ui(free, actions, false);
    if (is_desk && model.figures)
        area_panel_ui(context, {l.width - right_w, bar_h, right_w, l.height - bar_h});
    const view::Row row =
        model.here.selected.is_none() ? view::no_row : model.view.marks.find(model.here.selected);
    if (row != view::no_row && !model.figures) screens::mark_card_ui(model, row, actions);
    return free;
}

} // namespace anker::studio
