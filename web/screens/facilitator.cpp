// SPDX-License-Identifier: Apache-2.0
#include "core/view/mark_counts.hpp"
#include "web/screens/screens.hpp"
#include "web/ui/controls.hpp"
#include "web/ui/sheet.hpp"

#include <algorithm>

namespace anker::screens {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

namespace {

constexpr std::uint32_t bar_colour = 0xFF2F2810;

/// The row of buttons; on a phone the bar is a line taller.
float session_bar_h() {
    return em(5);
}

/// Where the session stands, and the two or three things that can be done about it.
void session_bar_ui(const Model& model, Rect bar, Actions& actions) {
    ui::Container banner(ui::sem::Role::Banner, "top");
    fill(bar, bar_colour);
    ui::block_map("bar", bar);
    // On a phone the name has a line of its own below the buttons.
    const Rect buttons = Rect{bar.x, bar.y, bar.w, session_bar_h()}.inset(em(1.2f), em(0.9f));
    const bool is_narrow = bar.h > session_bar_h();
    ui::Cut row(buttons);
    if (!is_narrow) {
        brand_ui(row.start(row.rest().h));
        row.start(em(1));
    }
    const session::Session* session = model.current_session();
    const session::Stage stage = session != nullptr ? session->stage : session::Stage::Closed;
    std::string storage;
    const std::string state(session_words(model, storage));

    const float button_h = row.rest().h;
    const auto action = [&](std::string_view key, Text text, ui::Icon which, session::Stage to,
                            ui::Button kind, std::string_view hint) {
        const std::string words = ui::words(text);
        const Rect box = row.end(text_width(words, style::label) + em(4.2f));
        row.end(em(0.7f));
        if (kind == ui::Button::Primary) {
            fill(box, colours().sun, em(1.1f));
            const float size = em(1.3f);
            const float w = text_width(words, style::label);
            const float x = box.x + (box.w - w - size - em(0.5f)) / 2;
            icon({x, box.y + (button_h - size) / 2, size, size}, which, 0xFF3A3216);
            ui::paint::text({x + size + em(0.5f), box.y, w + 1, button_h}, words, style::label, 0xFF3A3216);
            if (ui::press(key, box, words, em(1.1f), 0, hint)) actions.push_back(app::MoveSession{to});
        } else {
            fill(box, 0x33FFFFFF, em(1.1f));
            const float size = em(1.2f);
            const float w = text_width(words, style::label);
            const float x = box.x + (box.w - w - size - em(0.5f)) / 2;
            icon({x, box.y + (button_h - size) / 2, size, size}, which, 0xFFFFFFFF);
            ui::paint::text({x + size + em(0.5f), box.y, w + 1, button_h}, words, style::label, 0xFFFFFFFF);
            if (ui::press(key, box, words, em(1.1f), 0, hint)) actions.push_back(app::MoveSession{to});
        }
    };
    const std::string open_hint = ui::words(Text::FacilitatorOpenHint);
    const std::string close_hint = ui::words(Text::FacilitatorCloseHint);
    switch (stage) {
    case session::Stage::Planned:
        action("open", Text::FacilitatorOpen, ui::Icon::Play, session::Stage::Open, ui::Button::Primary,
               open_hint);
        break;
    case session::Stage::Open:
        action("close", Text::FacilitatorClose, ui::Icon::Stop, session::Stage::Closed, ui::Button::Quiet,
               close_hint);
        action("pause", Text::FacilitatorPause, ui::Icon::Pause, session::Stage::Paused, ui::Button::Quiet,
               {});
        break;
    case session::Stage::Paused:
        action("close", Text::FacilitatorClose, ui::Icon::Stop, session::Stage::Closed, ui::Button::Quiet,
               close_hint);
        action("resume", Text::FacilitatorResume, ui::Icon::Play, session::Stage::Open, ui::Button::Primary,
               open_hint);
        break;
    case session::Stage::Closed:
        action("reopen", Text::FacilitatorReopen, ui::Icon::Play, session::Stage::Open, ui::Button::Primary,
               open_hint);
        break;
    }
    const Rect view_box = row.end(button_h);
    if (ui::icon_button("view", view_box, ui::Icon::Menu, ui::words(Text::HomeView), ui::Button::Surface))
        actions.push_back(app::Go{app::Screen::Settings});
    row.end(em(0.7f));
    const Rect words = is_narrow
                           ? Rect{buttons.x, buttons.bottom(), buttons.w, bar.bottom() - buttons.bottom()}
                           : row.rest();
    const float title_h = line_height_of(style::h2);
    ui::sem::Node& title = ui::sem::add(ui::sem::Role::Heading, ui::node_id("title"));
    title.level = 1;
    title.name = model.access.quartier_name;
    text_line({words.x, words.y + (words.h - title_h - line_height_of(style::note)) / 2, words.w, title_h},
              model.access.quartier_name, style::h2, 0xFFFFFFFF);
    const Rect state_box{words.x, words.y + (words.h - title_h - line_height_of(style::note)) / 2 + title_h,
                         words.w, line_height_of(style::note)};
    text_line(state_box, state, style::note, 0xFF8AD5F9);
    ui::spoken("state", state_box, state);
}

/// Who speaks and about what: the head of a card in the queue.
float queue_head_ui(const Model& model, const view::WordsWaiting& waiting, Rect box) {
    const view::Row row = model.view.marks.find(waiting.on);
    const float size = em(2.7f);
    if (row != view::no_row) {
        const view::Marks& marks = model.view.marks;
        const bool is_professional = marks.perspective[row] == contribution::Perspective::Professional;
        mark({box.x, box.y, size, size}, marks.kind[row], marks.theme[row],
             {.is_professional = is_professional});
        std::string who = ui::words(is_professional ? Text::MarkProfessional : Text::MarkResident);
        if (waiting.subject != waiting.on) who = ui::words(Text::FacilitatorComment) + " · " + who;
        const std::string theme = ui::words(text_of(marks.theme[row]));
        text_line({box.x + size + em(0.8f), box.y, box.w - size - em(0.8f), line_height_of(style::strong)},
                  theme, style::strong, colour_of(marks.kind[row]));
        text_line({box.x + size + em(0.8f), box.y + line_height_of(style::strong), box.w - size - em(0.8f),
                   line_height_of(style::small_text)},
                  who, style::small_text, colours().ink2);
        ui::spoken("head", {box.x, box.y, box.w, size}, sentence_of(marks, row) + ". " + who);
    }
    return std::max(size, line_height_of(style::strong) + line_height_of(style::small_text));
}

void queue_ui(const Model& model, Rect column, Actions& actions) {
    ui::Container region(ui::sem::Role::Region, "queue", ui::words(Text::FacilitatorCheck));
    fill(column, colours().paper);
    ui::block_map("queue-panel", column);
    std::vector<const view::WordsWaiting*> queue;
    for (const auto& [subject, waiting] : model.view.waiting) queue.push_back(&waiting);
    std::sort(queue.begin(), queue.end(), [](const auto* a, const auto* b) {
        return std::pair(a->since_ms, a->subject) < std::pair(b->since_ms, b->subject);
    });

    const Rect inner = column.inset(em(1.2f), 0);
    const float card_w = inner.w;
    const float words_w = card_w - em(2.2f);
    const std::size_t shown = std::min<std::size_t>(queue.size(), 30);
    std::vector<float> heights;
    for (std::size_t i = 0; i < shown; ++i) {
        const float words_h = text_height(queue[i]->words.text, style::body, words_w);
        heights.push_back(
            em(1) + std::max(em(2.7f), line_height_of(style::strong) + line_height_of(style::small_text)) +
            em(0.6f) + words_h + em(0.9f) + em(3.1f) + em(1));
    }

    ui::Scroll scroll("scroll", column);
    ui::Cut cut(scroll.content().inset(em(1.2f), 0));
    cut.top(em(1.1f));
    const Rect head = cut.top(em(2.2f));
    const std::string waiting_words =
        ui::counted(Text::FacilitatorWaiting, static_cast<std::int64_t>(queue.size()));
    ui::heading("title", {head.x, head.y, head.w * 0.5f, head.h}, 2, ui::words(Text::FacilitatorCheck),
                style::h1, colours().ink);
    const float note_h = text_height(waiting_words, style::note, head.w * 0.5f);
    ui::paragraph("count", {head.x + head.w * 0.5f, head.y + (head.h - note_h) / 2, head.w * 0.5f, note_h},
                  waiting_words, style::note, colours().ink2, Align::End);
    cut.top(em(0.5f));
    if (queue.empty()) {
        const std::string all_read = ui::words(Text::FacilitatorAllRead);
        ui::paragraph("all-read", cut.top(em(2)), all_read, style::body, colours().ink2);
    }
    {
        ui::Container list(ui::sem::Role::List, "cards", ui::words(Text::FacilitatorCheck));
        for (std::size_t i = 0; i < shown; ++i) {
            const view::WordsWaiting& waiting = *queue[i];
            ui::Scope scope("card", waiting.subject.low ^ waiting.subject.high);
            ui::Container item(ui::sem::Role::ListItem, "item");
            const Rect card = cut.top(heights[i]);
            cut.top(em(0.9f));
            surface(card, colours().surface, em(1.2f), Elevation::Raised);
            if (i == 0) outline(card, colours().ink, em(1.2f), 3);
            ui::Cut inside(card.inset(em(1.1f), em(1)));
            inside.top(queue_head_ui(model, waiting, inside.rest()));
            inside.top(em(0.6f));
            inside.top(ui::quotation("words", inside.rest(), waiting.words.text, waiting.words.language,
                                     style::body, colours().ink));
            inside.top(em(0.9f));
            ui::Cut buttons(inside.top(em(3.1f)));
            const float half = (inside.rest().w - em(0.7f)) / 2;
            if (ui::button("approve", buttons.start(half), ui::Button::Primary,
                           ui::words(Text::FacilitatorApprove), {.icon = ui::Icon::Check})) {
                actions.push_back(app::Moderate{waiting.subject, waiting.on, waiting.words.text, true});
            }
            buttons.start(em(0.7f));
            if (ui::button("reject", buttons.start(half), ui::Button::Quiet,
                           ui::words(Text::FacilitatorReject), {.icon = ui::Icon::Hide})) {
                actions.push_back(app::Moderate{waiting.subject, waiting.on, waiting.words.text, false});
            }
        }
    }
    if (model.decided.empty()) {
        scroll.ends_at(cut.rest().y + em(1));
        return;
    }
    cut.top(em(0.8f));
    const std::string decided = ui::words(Text::FacilitatorDecided);
    cut.top(ui::heading("decided", cut.rest(), 3, decided, style::strong, colours().ink) + em(0.5f));
    ui::Container list(ui::sem::Role::List, "decided-list", decided);
    for (std::size_t i = 0; i < model.decided.size(); ++i) {
        const app::Decided& d = model.decided[i];
        ui::Scope scope("decided", d.subject.low ^ d.subject.high);
        ui::Container item(ui::sem::Role::ListItem, "item");
        const Rect row = cut.top(em(3.6f));
        cut.top(em(0.6f));
        const std::string take_back = ui::words(Text::FacilitatorTakeBack);
        const float button_w = text_width(take_back, style::label) + em(1.6f);
        const Rect words{row.x, row.y, row.w - button_w - em(0.6f), row.h};
        text_line({words.x, words.y + em(0.2f), words.w, line_height_of(style::note)}, d.text, style::note,
                  colours().ink);
        text_line({words.x, words.y + em(0.2f) + line_height_of(style::note), words.w,
                   line_height_of(style::small_text)},
                  ui::words(d.approved ? Text::FacilitatorWasApproved : Text::FacilitatorWasRejected),
                  style::small_text, colours().ink2);
        ui::spoken("words", words, d.text);
        if (ui::button("take-back", {row.right() - button_w, row.y + em(0.3f), button_w, em(3)},
                       ui::Button::Quiet, take_back)) {
            actions.push_back(app::Moderate{d.subject, d.on, d.text, !d.approved});
        }
    }
    scroll.ends_at(cut.rest().y + em(1));
}

void room_ui(const Model& model, Rect column, Actions& actions) {
    ui::Container region(ui::sem::Role::Region, "room", ui::words(Text::FacilitatorWho));
    fill(column, colours().paper);
    line({column.x, column.y}, {column.x, column.bottom()}, colours().line, 1);
    ui::block_map("room-panel", column);
    ui::Scroll scroll("scroll", column);
    ui::Cut cut(scroll.content().inset(em(1.2f), 0));
    cut.top(em(1.2f));
    const auto heading = [&](std::string_view key, Text text) {
        const std::string words = ui::words(text);
        cut.top(ui::heading(key, cut.rest(), 2, words, style::h2, colours().ink) + em(0.5f));
    };
    heading("who", Text::FacilitatorWho);
    const auto& r = model.room;
    std::string who = ui::counted(Text::FacilitatorPhones, r.residents) + ", " +
                      ui::counted(Text::FacilitatorKiosks, r.kiosks) + ", " +
                      ui::counted(Text::FacilitatorPros, r.professionals) + ", " +
                      ui::counted(Text::FacilitatorBeamers, r.projectors);
    cut.top(ui::paragraph("who-words", cut.rest(), who, style::body, colours().ink2) + em(1.4f));

    heading("projector", Text::FacilitatorProjector);
    const view::MarkCounts marks = view::count_marks(model.view.marks);
    const Rect counts = cut.top(em(4.6f));
    const float half = (counts.w - em(0.7f)) / 2;
    const auto count = [&](std::string_view key, Rect box, contribution::Kind kind, std::uint32_t n,
                           Text word) {
        surface(box, colours().surface, em(1), Elevation::Raised);
        text_line({box.x + em(1), box.y + em(0.5f), box.w - em(2), em(2.2f)}, ui::number(n), style::display,
                  colour_of(kind));
        const std::string words = ui::words(word);
        text_line({box.x + em(1), box.y + em(2.6f), box.w - em(2), em(1.4f)}, words, style::label,
                  colour_of(kind));
        ui::spoken(key, box, ui::number(n) + " " + words);
    };
    count("needs", {counts.x, counts.y, half, counts.h}, contribution::Kind::Need, marks.needs,
          Text::ProjectorMissing);
    count("resources", {counts.x + half + em(0.7f), counts.y, half, counts.h}, contribution::Kind::Resource,
          marks.resources, Text::ProjectorGood);
    cut.top(em(1.4f));

    heading("invite", Text::FacilitatorInvite);
    const auto& qr = model.access.join_qr;
    if (!qr.empty()) {
        const float size = std::min(cut.rest().w, em(13));
        const Rect square = cut.top(size);
        const Rect box{square.x + (square.w - size) / 2, square.y, size, size};
        fill(box, 0xFFFFFFFF, em(0.8f));
        const float unit = size / (static_cast<float>(qr.size()) + 8);
        const Rect on_screen = placed(box);
        for (std::size_t y = 0; y < qr.size(); ++y) {
            for (std::size_t x = 0; x < qr[y].size(); ++x) {
                if (qr[y][x] != '1') continue;
                const Rect cell = placed(Rect{on_screen.x + (static_cast<float>(x) + 4) * unit,
                                              on_screen.y + (static_cast<float>(y) + 4) * unit, unit, unit});
                fill({cell.x, cell.y, cell.w + 0.4f, cell.h + 0.4f}, 0xFF1E1410);
            }
        }
        ui::image("qr", box, ui::words(Text::ProjectorQr));
        cut.top(em(0.8f));
    }
    if (ui::button("copy", cut.top(em(3)), ui::Button::Quiet, ui::words(Text::FacilitatorCopy)))
        actions.push_back(app::CopyLink{});
    scroll.ends_at(cut.rest().y + em(1.5f));
}

} // namespace

Rect facilitator_ui(const Model& model, const map::BaseMap& base_map, Actions& actions) {
    const ui::Look& l = ui::look();
    const float bar_h = session_bar_h() + (l.width < em(34) ? em(3.1f) : 0);
    const bool is_wide = l.width / l.em > 60;
    session_bar_ui(model, {0, 0, l.width, bar_h}, actions);
    const float queue_w = is_wide ? std::min(em(27), l.width * 0.36f) : l.width;
    const float room_w = is_wide ? std::min(em(19), l.width * 0.25f) : 0;
    const float queue_h = is_wide ? l.height - bar_h : (l.height - bar_h) * 0.62f;
    const Rect queue{0, is_wide ? bar_h : l.height - queue_h, queue_w, queue_h};
    const Rect free{is_wide ? queue_w : 0, bar_h, l.width - room_w - (is_wide ? queue_w : 0),
                    is_wide ? l.height - bar_h : l.height - bar_h - queue_h};
    queue_ui(model, queue, actions);
    map_node_ui(model, free, actions);
    attribution_ui(model, base_map, free);
    map_buttons_ui(free, actions, false);
    if (is_wide) room_ui(model, {l.width - room_w, bar_h, room_w, l.height - bar_h}, actions);

    // The opened mark as a card over the lower edge of the map.
    const view::Row row =
        model.here.selected.is_none() ? view::no_row : model.view.marks.find(model.here.selected);
    if (row != view::no_row) {
        const float w = std::min(free.w - em(1.6f), em(24));
        const float h = em(4.6f);
        const Rect card{free.x + em(0.8f), free.bottom() - h - em(2.2f), w, h};
        surface(card, colours().surface, em(1.1f), Elevation::Floating);
        ui::block_map("card", card);
        const view::Marks& marks = model.view.marks;
        mark({card.x + em(0.9f), card.y + (h - em(2.6f)) / 2, em(2.6f), em(2.6f)}, marks.kind[row],
             marks.theme[row]);
        const bool is_hidden = marks.is_hidden[row] != 0;
        const std::string hide = ui::words(is_hidden ? Text::MarkShow : Text::MarkHide);
        const float button_w = text_width(hide, style::label) + em(3.6f);
        text_line({card.x + em(4.2f), card.y, w - button_w - em(5.4f), h},
                  ui::words(text_of(marks.theme[row])), style::label, colours().ink);
        ui::spoken("selected", card, sentence_of(marks, row));
        if (ui::button("hide", {card.right() - button_w - em(0.8f), card.y + em(0.8f), button_w, em(3)},
                       ui::Button::Quiet, hide, {.icon = is_hidden ? ui::Icon::Eye : ui::Icon::Hide})) {
            actions.push_back(app::HideMark{marks.id[row], !is_hidden});
        }
    }
    offline_ui(model, bar_h + em(0.6f));
    toast_ui(model, l.height - em(0.6f));
    return free;
}

} // namespace anker::screens
