// SPDX-License-Identifier: Apache-2.0
#include "web/studio/pieces.hpp"
#include "web/studio/views.hpp"
#include "web/ui/sheet.hpp"

#include <algorithm>

namespace anker::studio {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

namespace {

constexpr Text tab_words[view_count] = {Text::LabTabMap, Text::LabTabRanking, Text::LabTabVoices,
                                        Text::LabTabAllocation, Text::LabTabOwn};

float tab_width(std::size_t tab) {
    return text_width(ui::words(tab_words[tab]), style::label) + em(2);
}

float tabs_width() {
    float w = 0;
    for (std::size_t i = 0; i < view_count; ++i) w += tab_width(i) + em(0.3f);
    return w;
}

/// Beside the name, below it, or as a list to choose from.
enum class Tabs { Beside, Below, Choice };
Tabs tabs_kind() {
    const float w = ui::look().width;
    if (w > tabs_width() + em(48)) return Tabs::Beside;
    return w > tabs_width() + em(2.8f) ? Tabs::Below : Tabs::Choice;
}

void go(const Context& context, View view) {
    if (context.state.view == view) return;
    context.state.view = view;
    ui::note_layout_changed();
}

void tabs_ui(const Context& context, ui::Cut row) {
    ui::Container nav(ui::sem::Role::Nav, "views", ui::words(Text::LabTabs));
    if (tabs_kind() == Tabs::Choice) {
        std::vector<std::string> names;
        for (const Text words : tab_words) names.push_back(ui::words(words));
        const int chosen = ui::choice("view-choice", row.rest(), ui::words(Text::LabTabs), names,
                                      static_cast<int>(context.state.view));
        go(context, static_cast<View>(chosen));
        return;
    }
    for (std::size_t i = 0; i < view_count; ++i) {
        ui::Scope scope("tab", i + 1);
        const bool is_current = context.state.view == static_cast<View>(i);
        const std::string words = ui::words(tab_words[i]);
        const Rect box = row.start(tab_width(i));
        row.start(em(0.3f));
        if (is_current) fill(box, colours().prim, em(0.8f));
        ui::paint::text(box, words, style::label, is_current ? colours().on_prim : colours().ink2,
                        Align::Centre);
        if (ui::press("tab", box, words, em(0.8f), is_current ? ui::sem::flag::Current : 0U))
            go(context, static_cast<View>(i));
    }
}

} // namespace

float header_height() {
    return tabs_kind() == Tabs::Beside ? em(4.1f) : em(7.4f);
}

void header_ui(const Context& context, Rect bar) {
    const app::Model& model = context.model;
    ui::Container banner(ui::sem::Role::Banner, "top");
    fill(bar, colours().paper);
    line({bar.x, bar.bottom()}, {bar.right(), bar.bottom()}, colours().line, 1);
    ui::block_map("bar", bar);
    const bool is_phone = !ui::is_wide();
    ui::Cut row(Rect{bar.x, bar.y, bar.w, em(4.1f)}.inset(is_phone ? em(1) : em(1.4f), em(0.65f)));
    screens::brand_ui(row.start(row.rest().h));
    row.start(em(0.9f));
    const Rect view_box = row.end(row.rest().h);
    if (ui::icon_button("view", view_box, ui::Icon::Menu, ui::words(Text::HomeView), ui::Button::Quiet))
        context.actions.push_back(app::Go{app::Screen::Settings});
    row.end(em(0.8f));
    const Tabs kind = tabs_kind();
    if (model.is_session_open() && ui::is_wide()) {
        const std::string add = ui::words(Text::StudioAdd);
        const float w = text_width(add, style::label) + em(4);
        const float tabs_w = kind == Tabs::Beside ? tabs_width() : 0;
        if (row.rest().w - w > tabs_w + em(14)) {
            if (ui::button("add", row.end(w), ui::Button::Quiet, add, {.icon = ui::Icon::Plus}))
                context.actions.push_back(app::StartMark{contribution::Kind::Need});
            row.end(em(0.8f));
        }
    }
    if (model.access.is_example) {
        const std::string example = ui::words(Text::AppExample);
        const float w = text_width(example, style::label) + em(1.6f);
        const float tabs_w = kind == Tabs::Beside ? tabs_width() : 0;
        if (row.rest().w > w + em(14) + tabs_w) {
            const Rect chip = row.end(w).inset(0, em(0.35f));
            fill(chip, colours().sun_tint, em(0.6f));
            ui::paint::text(chip, example, style::label, colours().ink, Align::Centre);
            ui::spoken("example", chip, example);
            row.end(em(0.8f));
        }
    }
    const std::string title = model.access.quartier_name;
    ui::sem::Node& heading = ui::sem::add(ui::sem::Role::Heading, ui::node_id("title"));
    heading.level = 1;
    heading.name = title + ", " + ui::words(Text::StudioTitle);
    const float most = kind == Tabs::Beside ? row.rest().w - tabs_width() - em(1) : row.rest().w;
    const float title_w = std::min(text_width(title, style::h2) + 1, most);
    text_line(row.start(title_w), title, style::h2, colours().ink);
    row.start(em(1.2f));
    if (kind == Tabs::Beside) {
        ui::Cut beside(Rect{row.rest().x, bar.y + em(0.65f), row.rest().w, em(2.8f)});
        tabs_ui(context, beside);
        return;
    }
    const float margin = is_phone ? em(1) : em(1.4f);
    tabs_ui(context, ui::Cut(Rect{bar.x + margin, bar.y + em(3.95f), bar.w - 2 * margin, em(2.9f)}));
}

} // namespace anker::studio
