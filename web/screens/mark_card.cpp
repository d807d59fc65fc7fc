// SPDX-License-Identifier: Apache-2.0
#include "web/platform/browser.hpp"
#include "web/screens/screens.hpp"
#include "web/ui/controls.hpp"
#include "web/ui/sheet.hpp"

namespace anker::screens {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

void mark_card_ui(const Model& model, view::Row row, Actions& actions) {
    const view::Marks& marks = model.view.marks;
    const base::ContributionId id = marks.id[row];
    const bool is_need = marks.kind[row] == contribution::Kind::Need;
    const bool is_mine = model.view.mine.contains(id);
    ui::Sheet sheet("mark");

    // Head: the mark, what it is, since when, and a way out.
    const std::string theme = ui::words(text_of(marks.theme[row]));
    const std::string kind = ui::words(is_need ? Text::MarkNeed : Text::MarkResource);
    const float words_w = sheet.room().w - em(4.4f) - em(3.2f);
    const float head_h =
        std::max(em(3.4f), text_height(kind, style::label, words_w) + text_height(theme, style::h1, words_w));
    const Rect head = sheet.take(head_h);
    mark({head.x, head.y, em(3.4f), em(3.4f)}, marks.kind[row], marks.theme[row],
         {.is_professional = marks.perspective[row] == contribution::Perspective::Professional});
    Rect words{head.x + em(4.2f), head.y, words_w, head.h};
    const float kind_h = text_height(kind, style::label, words_w);
    ui::paint::text({words.x, words.y, words.w, kind_h}, kind, style::label, colour_of(marks.kind[row]));
    ui::sem::Node& title = ui::sem::add(ui::sem::Role::Heading, ui::node_id("title"));
    title.level = 2;
    title.name = sentence_of(marks, row);
    ui::paint::text({words.x, words.y + kind_h, words.w, text_height(theme, style::h1, words_w)}, theme,
                    style::h1, colours().ink);
    if (ui::icon_button("close", {head.right() - em(3), head.y, em(3), em(3)}, ui::Icon::Close,
                        ui::words(Text::MarkClose), ui::Button::Quiet)) {
        actions.push_back(app::Select{});
    }

    // Words, if they were approved; the maker sees their own in any case.
    const auto talk = model.talks.find(id);
    const contribution::Words* said = nullptr;
    if (const auto known = model.view.words.find(id); known != model.view.words.end()) said = &known->second;
    if (said == nullptr && talk != model.talks.end() && talk->second.words) said = &*talk->second.words;
    if (const auto mine = model.view.mine.find(id);
        said == nullptr && mine != model.view.mine.end() && !mine->second.words.text.empty()) {
        said = &mine->second.words;
    }
    if (said != nullptr) {
        sheet.skip(em(0.9f));
        const float h = ui::quotation("words", sheet.room(), said->text, said->language,
                                      Style{1.125f, 1.45f, 500}, colours().ink);
        sheet.skip(h);
    }

    // Who speaks, since when, how many comments.
    const bool is_professional = marks.perspective[row] == contribution::Perspective::Professional;
    const std::string who = ui::words(is_mine           ? Text::MarkOwn
                                      : is_professional ? Text::MarkProfessional
                                                        : Text::MarkResident);
    const std::int64_t days =
        std::max<std::int64_t>(0, model.unix_ms / 86'400'000 - marks.made_at_hour[row] / 24);
    std::string facts = who + " · " + platform::format_days_ago(ui::look().language, days);
    if (talk != model.talks.end() && !talk->second.source.empty())
        facts += " · " + ui::words(Text::MarkSource, {{"name", talk->second.source}});
    const float facts_w = sheet.room().w - em(2);
    const Rect facts_row = sheet.take(std::max(em(1.5f), text_height(facts, style::note, facts_w)), em(0.7f));
    icon({facts_row.x, facts_row.y + em(0.1f), em(1.2f), em(1.2f)}, ui::Icon::Person, colours().ink2);
    ui::paragraph("facts", {facts_row.x + em(1.8f), facts_row.y, facts_w, facts_row.h}, facts, style::note,
                  colours().ink2);

    if (talk != model.talks.end() && !talk->second.comments.empty()) {
        const std::string count =
            ui::counted(Text::MarkComments, static_cast<std::int64_t>(talk->second.comments.size()));
        ui::heading("comments", sheet.take(text_height(count, style::label, sheet.room().w), em(0.9f)), 3,
                    count, style::label, colours().ink);
        ui::Container list(ui::sem::Role::List, "comment-list", count);
        for (std::size_t i = 0; i < std::min<std::size_t>(talk->second.comments.size(), 20); ++i) {
            const contribution::Words& comment = talk->second.comments[i];
            ui::Scope scope("comment", i + 1);
            ui::Container item(ui::sem::Role::ListItem, "item");
            const float w = sheet.room().w - em(1.6f);
            const float h = text_height(comment.text, style::note, w) + em(1.1f);
            const Rect box = sheet.take(h, em(0.4f));
            fill(box, colours().sunk, em(0.8f));
            ui::quotation("text", {box.x + em(0.8f), box.y + em(0.55f), w, h}, comment.text, comment.language,
                          style::note, colours().ink);
        }
    }

    const Rect buttons = sheet.take(em(3.4f), em(1.1f));
    if (model.access.role == workspace::Role::Facilitator) {
        const bool is_hidden = marks.is_hidden[row] != 0;
        if (ui::button("hide", buttons, ui::Button::Quiet,
                       ui::words(is_hidden ? Text::MarkShow : Text::MarkHide),
                       {.icon = is_hidden ? ui::Icon::Eye : ui::Icon::Hide})) {
            actions.push_back(app::HideMark{id, !is_hidden});
        }
    } else if (is_mine) {
        if (ui::button("withdraw", buttons, ui::Button::Quiet, ui::words(Text::WordsWithdraw),
                       {.icon = ui::Icon::Undo}))
            actions.push_back(app::Withdraw{id});
    } else if (model.access.role != workspace::Role::Kiosk) {
        const bool on = model.view.my_supports.contains(id);
        const std::string label = ui::words(on ? Text::MarkSupported : Text::MarkSupport);
        const std::string shared = ui::counted(Text::MarkShared, marks.support[row]);
        const float wanted = std::max(buttons.w * 0.5f, text_width(label, style::button) + em(4.6f));
        const Rect left{buttons.x, buttons.y, std::min(wanted, buttons.w * 0.62f), buttons.h};
        const std::uint32_t hue = colour_of(marks.kind[row]);
        const std::uint32_t ink = is_need ? colours().on_need : colours().on_res;
        const float radius = em(ui::radius::button / 16);
        fill(left, on ? colours().surface : hue, radius);
        if (on) outline(left, hue, radius, 3);
        const float icon_size = em(1.5f);
        const float label_w = std::min(text_width(label, style::button), left.w - icon_size - em(1.9f));
        const float x = left.x + (left.w - icon_size - em(0.6f) - label_w) / 2;
        icon({x, left.y + (left.h - icon_size) / 2, icon_size, icon_size},
             on ? ui::Icon::Check : ui::Icon::Support, on ? hue : ink);
        ui::paint::text({x + icon_size + em(0.6f), left.y, label_w + 1, left.h}, label, style::button,
                        on ? hue : ink);
        if (ui::press("support", left, label, radius,
                      ui::sem::flag::Pressable | (on ? ui::sem::flag::Pressed : 0U))) {
            actions.push_back(app::SetSupport{id, !on});
        }
        ui::paragraph(
            "shared",
            {left.right() + em(0.9f),
             buttons.y + (buttons.h - text_height(shared, style::note, buttons.w - left.w - em(1))) / 2,
             buttons.w - left.w - em(1), buttons.h},
            shared, style::note, colours().ink2);
    }
}

} // namespace anker::screens
