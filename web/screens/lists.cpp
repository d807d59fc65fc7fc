// SPDX-License-Identifier: Apache-2.0
#include "web/screens/screens.hpp"
#include "web/ui/controls.hpp"
#include "web/ui/sheet.hpp"

#include <algorithm>
#include <cmath>

namespace anker::screens {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

namespace {

constexpr int rows_per_page = 40;

/// A page of its own with a title and a way back. Returns the part below the head.
Rect page_ui(std::string_view title, Actions& actions) {
    const ui::Look& l = ui::look();
    fill({0, 0, l.width, l.height}, colours().paper);
    ui::block_map("page", {0, 0, l.width, l.height});
    const float width = std::min(l.width, em(44));
    const float x = (l.width - width) / 2;
    ui::Container banner(ui::sem::Role::Banner, "top");
    if (ui::icon_button("back", {x + em(0.6f), em(0.8f), em(3), em(3)}, ui::Icon::Back,
                        ui::words(Text::PlaceBack), ui::Button::Plain)) {
        actions.push_back(app::Go{app::Screen::Map});
    }
    ui::heading("title",
                {x + em(4.2f), em(0.8f) + (em(3) - text_height(title, style::h1, width - em(5))) / 2,
                 width - em(5), em(3)},
                1, title, style::h1, colours().ink);
    return {x, em(4.4f), width, l.height - em(4.4f)};
}

struct RowText {
    std::string words;
    std::string language;
};

RowText words_of(const Model& model, base::ContributionId id) {
    if (const auto mine = model.view.mine.find(id);
        mine != model.view.mine.end() && !mine->second.words.text.empty()) {
        return {mine->second.words.text, mine->second.words.language};
    }
    if (const auto known = model.view.words.find(id); known != model.view.words.end())
        return {known->second.text, known->second.language};
    if (const auto talk = model.talks.find(id); talk != model.talks.end() && talk->second.words)
        return {talk->second.words->text, talk->second.words->language};
    return {};
}

/// With very large text a theme's name takes several lines instead of being cut.
int title_lines() {
    return ui::is_narrow() ? 6 : 2;
}

/// One contribution as a card. Returns true when it was opened.
bool row_ui(const Model& model, view::Row row, Rect box, std::string_view note) {
    const view::Marks& marks = model.view.marks;
    surface(box, colours().surface, em(1), Elevation::Raised);
    mark({box.x + em(0.9f), box.y + (box.h - em(2.6f)) / 2, em(2.6f), em(2.6f)}, marks.kind[row],
         marks.theme[row],
         {.is_professional = marks.perspective[row] == contribution::Perspective::Professional});
    Rect words{box.x + em(4.3f), box.y + em(0.6f), box.w - em(5), box.h - em(1.2f)};
    const std::string title = sentence_of(marks, row);
    const float title_h = std::min(text_height(title, style::label, words.w),
                                   static_cast<float>(title_lines()) * line_height_of(style::label));
    // A short title stands in the middle of the card.
    words.y += std::max(0.0f, (words.h - title_h - em(0.1f) - line_height_of(style::note)) / 2);
    ui::paint::text({words.x, words.y, words.w, title_h}, title, style::label, colours().ink);
    const RowText said = words_of(model, marks.id[row]);
    const std::string second = !said.words.empty() ? said.words : std::string(note);
    text_line({words.x, words.y + title_h + em(0.1f), words.w - em(2.4f), line_height_of(style::note)},
              second.empty() ? ui::words(Text::ListNoWords) : second, style::note, colours().ink2);
    if (marks.support[row] > 0) {
        text_line({words.x, words.y + title_h + em(0.1f), words.w, line_height_of(style::note)},
                  ui::number(marks.support[row]), style::label, colours().ink, Align::End);
    }
    std::string spoken = title;
    if (!second.empty()) spoken += ". " + second;
    if (marks.support[row] > 0) spoken += ". " + ui::counted(Text::MarkShared, marks.support[row]);
    return ui::press("open", box, spoken, em(1));
}

float row_height() {
    return std::max(em(4.1f), static_cast<float>(title_lines()) * line_height_of(style::label) +
                                  line_height_of(style::note) + em(1.4f));
}

} // namespace

void list_ui(const Model& model, Actions& actions) {
    const view::Marks& marks = model.view.marks;
    const Rect body = page_ui(ui::words(Text::ListTitle), actions);
    std::vector<std::pair<double, view::Row>> rows;
    const geo::Position here{static_cast<std::int32_t>(model.here.camera.lon_e7),
                             static_cast<std::int32_t>(model.here.camera.lat_e7)};
    for (view::Row row = 0; row < marks.row_count(); ++row) {
        if (!marks.is_live(row) || marks.is_hidden[row] != 0) continue;
        if (model.here.list_kind == 1 && marks.kind[row] != contribution::Kind::Need) continue;
        if (model.here.list_kind == 2 && marks.kind[row] != contribution::Kind::Resource) continue;
        rows.emplace_back(model.view.quartier.scale.distance_m(here, marks.at[row]), row);
    }
    std::sort(rows.begin(), rows.end());
    const int pages = std::max(1, (static_cast<int>(rows.size()) + rows_per_page - 1) / rows_per_page);
    const int page = std::min(model.here.list_page, pages - 1);
    const std::size_t first = static_cast<std::size_t>(page) * rows_per_page;
    const std::size_t last = std::min(rows.size(), first + rows_per_page);

    const float edge = em(1);
    const float h = row_height();
    const float gap = em(0.55f);
    const float chips_h = em(2.75f);
    ui::Scroll scroll("list", body);
    ui::Cut cut(scroll.content().inset(edge, 0));
    cut.top(em(0.4f));
    {
        ui::Container group(ui::sem::Role::RadioGroup, "kinds", ui::words(Text::ListTitle));
        ui::Cut chips(cut.top(chips_h));
        const Text texts[] = {Text::ListBoth, Text::ListNeeds, Text::ListResources};
        for (int k = 0; k < 3; ++k) {
            const std::string text = ui::words(texts[k]);
            const float w = text_width(text, style::label) + em(2.2f);
            const Rect chip = chips.start(w);
            chips.start(em(0.5f));
            const bool on = model.here.list_kind == k;
            fill(chip, on ? colours().prim : colours().sunk, chips_h / 2);
            ui::paint::text(chip, text, style::label, on ? colours().on_prim : colours().ink, Align::Centre);
            ui::Scope scope("chip", static_cast<std::uint64_t>(k + 1));
            if (ui::press("press", chip, text, chips_h / 2,
                          ui::sem::flag::Pressable | (on ? ui::sem::flag::Pressed : 0U)))
                actions.push_back(app::ShowKind{k});
        }
    }
    const std::string order = rows.empty() ? ui::words(Text::ListNone) : ui::words(Text::ListNearest);
    ui::paragraph("order", cut.top(em(1.6f)).inset(0, em(0.3f)), order, style::small_text, colours().ink2);
    cut.top(em(0.5f));
    std::vector<base::ContributionId> unknown;
    {
        ui::Container list(ui::sem::Role::List, "rows", ui::words(Text::ListTitle));
        for (std::size_t i = first; i < last; ++i) {
            const view::Row row = rows[i].second;
            const Rect box = cut.top(h);
            cut.top(gap);
            ui::Scope scope("row", marks.number[row] + 1);
            ui::Container item(ui::sem::Role::ListItem, "item");
            if (row_ui(model, row, box, {})) actions.push_back(app::Select{marks.id[row], true});
        }
    }
    if (pages > 1) {
        // Where one is stands between the buttons, or above them where that is too narrow.
        const bool is_narrow = ui::is_narrow();
        const Rect above = is_narrow ? cut.top(em(2.4f)) : Rect{};
        const Rect foot = cut.top(em(3.2f));
        const float third = foot.w / 3;
        const float button_w = is_narrow ? foot.w / 2 - em(0.2f) : third - em(0.4f);
        const Rect middle = is_narrow ? above : Rect{foot.x + third, foot.y, third, foot.h};
        const std::string where =
            ui::words(Text::ListPage, {{"from", ui::number(static_cast<double>(first + 1))},
                                       {"to", ui::number(static_cast<double>(last))},
                                       {"n", ui::number(static_cast<double>(rows.size()))}});
        if (page > 0 && ui::button("previous", {foot.x, foot.y, button_w, foot.h}, ui::Button::Quiet,
                                   ui::words(Text::ListPrevious)))
            actions.push_back(app::ShowPage{page - 1});
        ui::paragraph("where",
                      {middle.x, middle.y + (middle.h - text_height(where, style::small_text, middle.w)) / 2,
                       middle.w, middle.h},
                      where, style::small_text, colours().ink2, Align::Centre);
        if (page + 1 < pages && ui::button("next", {foot.right() - button_w, foot.y, button_w, foot.h},
                                           ui::Button::Quiet, ui::words(Text::ListNext)))
            actions.push_back(app::ShowPage{page + 1});
    }
    scroll.ends_at(cut.rest().y + em(1.5f));
}

void mine_ui(const Model& model, Actions& actions) {
    const Rect body = page_ui(ui::words(Text::ListMine), actions);
    const float h = row_height();
    const float gap = em(0.55f);
    ui::Scroll scroll("mine", body);
    ui::Cut cut(scroll.content().inset(em(1), 0));
    cut.top(em(0.4f));
    if (model.view.mine.empty() && model.pending.empty()) {
        const std::string none = ui::words(Text::ListNoneMine);
        ui::paragraph("none", cut.rest(), none, style::body, colours().ink2);
        return;
    }
    ui::Container list(ui::sem::Role::List, "rows", ui::words(Text::ListMine));
    for (const auto& [id, mine] : model.view.mine) {
        const view::Row row = model.view.marks.find(id);
        const Text state = mine.is_hidden                                           ? Text::WordsHidden
                           : mine.words_state == contribution::WordsState::Waiting  ? Text::WordsBeingRead
                           : mine.words_state == contribution::WordsState::Approved ? Text::WordsShown
                           : mine.words_state == contribution::WordsState::Rejected ? Text::WordsNotShown
                                                                                    : Text::WordsOnMap;
        if (row == view::no_row) continue; // hidden by a facilitator: there is nothing on the map to open
        const Rect box = cut.top(h);
        cut.top(gap);
        ui::Scope scope("row", model.view.marks.number[row] + 1);
        ui::Container item(ui::sem::Role::ListItem, "item");
        if (row_ui(model, row, box, ui::words(state))) actions.push_back(app::Select{id, true});
    }
    scroll.ends_at(cut.rest().y + em(1.5f));
}

} // namespace anker::screens
