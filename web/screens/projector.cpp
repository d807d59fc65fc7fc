// SPDX-License-Identifier: Apache-2.0
#include "core/view/mark_counts.hpp"
#include "web/platform/browser.hpp"
#include "web/screens/screens.hpp"
#include "web/ui/controls.hpp"

#include <algorithm>
#include <array>

namespace anker::screens {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

namespace {

constexpr std::uint32_t bar_colour = 0xFF2F2810;   // #10282F
constexpr std::uint32_t panel_colour = 0xFFF3FBFF; // #FFFBF3
constexpr std::uint32_t step_colour = 0xFF8AD5F9;  // #F9D58A

// Sizes of the projector: 1 em is 44 px at 1080 lines; labels never below 27 px.
constexpr Style title_style{0.98f, 1.2f, 700};
constexpr Style label_style{0.62f, 1.2f, 600};
constexpr Style count_style{0.95f, 1.1f, 700};
constexpr Style big_count_style{1.5f, 1.0f, 700};
constexpr Style phase_style{1.2f, 1.1f, 700};

/// The code as rectangles merged per row: always dark on white, four modules of quiet zone.
void qr_ui(const std::vector<std::string>& rows, Rect box) {
    if (rows.empty()) return;
    const float modules = static_cast<float>(rows.size()) + 8;
    const float unit = std::floor(std::min(box.w, box.h) / modules * ui::look().em) / ui::look().em;
    const float size = unit * modules;
    const Rect square{box.x + (box.w - size) / 2, box.y + (box.h - size) / 2, size, size};
    fill(square, 0xFFFFFFFF, em(0.25f));
    for (std::size_t y = 0; y < rows.size(); ++y) {
        for (std::size_t x = 0; x < rows[y].size();) {
            if (rows[y][x] != '1') {
                ++x;
                continue;
            }
            std::size_t end = x;
            while (end < rows[y].size() && rows[y][end] == '1') ++end;
            // Not mirrored: a code read from the back is none.
            const Rect on_screen = placed(square);
            const Rect cell{on_screen.x + (static_cast<float>(x) + 4) * unit,
                            on_screen.y + (static_cast<float>(y) + 4) * unit,
                            static_cast<float>(end - x) * unit, unit};
            const Rect logical = placed(cell);
            fill({logical.x, logical.y, logical.w + 0.3f, logical.h + 0.3f}, 0xFF1E1410);
            x = end;
        }
    }
    ui::image("qr", square, ui::words(Text::ProjectorQr));
}

/// Countable dots in up to three rows; where even those would not hold the largest count, bars of true
/// length.
void dots_ui(Rect box, contribution::Kind kind, std::uint32_t count, std::uint32_t largest) {
    float r = em(0.24f);
    int rows = 1;
    int per_row = 1;
    for (; rows <= 3; ++rows) {
        static constexpr float radius_em[] = {0.24f, 0.19f, 0.13f};
        r = em(radius_em[rows - 1]);
        per_row = std::max(1, static_cast<int>(box.w / (2.6f * r)));
        if (static_cast<int>(largest) <= rows * per_row) break;
    }
    if (rows > 3) {
        const Rect bar{box.x, box.y + box.h * 0.28f,
                       box.w * static_cast<float>(count) / static_cast<float>(largest), box.h * 0.44f};
        if (kind == contribution::Kind::Need) {
            outline(bar, colours().need, em(0.12f), 4);
        } else {
            fill(bar, colours().res, em(0.12f));
        }
        return;
    }
    const float step = 2.6f * r;
    const int used_rows = std::max(1, (static_cast<int>(count) + per_row - 1) / per_row);
    for (int i = 0; i < static_cast<int>(count); ++i) {
        const float x = box.x + r + static_cast<float>(i % per_row) * step;
        const float y = box.y + box.h / 2 +
                        (static_cast<float>(i / per_row) - static_cast<float>(used_rows - 1) / 2) * step;
        const Rect p = placed(Rect{x - r, y - r, 2 * r, 2 * r});
        if (kind == contribution::Kind::Need) {
            diamond_at(p.centre(), 1.2f * r, 0.2f * r, colours().need);
            diamond_at(p.centre(), 1.2f * r - 0.55f * r, 0, panel_colour);
        } else {
            disc({x, y}, r, colours().res);
        }
    }
}

void theme_strip_ui(const Model& model, Rect box) {
    fill(box, panel_colour);
    auto counts = view::count_marks(model.view.marks).themes;
    std::stable_sort(counts.begin(), counts.end(), [](const view::ThemeCount& a, const view::ThemeCount& b) {
        return a.needs + a.resources > b.needs + b.resources;
    });
    ui::Container list(ui::sem::Role::List, "themes", ui::words(Text::ProjectorThemes));
    const int shown = ui::look().width > ui::look().height ? 5 : 3;
    // Five at a time; the rest follow every ten seconds.
    int used = 0;
    for (const view::ThemeCount& c : counts) used += c.needs + c.resources > 0 ? 1 : 0;
    const int pages = std::max(1, (used + shown - 1) / shown);
    const int page = ui::look().less_motion ? 0 : static_cast<int>(ui::look().now_ms / 10'000) % pages;
    const float w = box.w / static_cast<float>(shown);
    std::uint32_t largest = 1;
    for (const view::ThemeCount& c : counts) largest = std::max({largest, c.needs, c.resources});
    for (int i = 0; i < shown; ++i) {
        const std::size_t at = static_cast<std::size_t>(page * shown + i);
        if (at >= counts.size()) break;
        const view::ThemeCount& c = counts[at];
        const Rect cell =
            Rect{box.x + static_cast<float>(i) * w, box.y, w, box.h}.inset(em(0.45f), em(0.35f));
        if (i > 0)
            line({cell.x - em(0.45f), cell.y + em(0.2f)}, {cell.x - em(0.45f), cell.bottom() - em(0.2f)},
                 colours().line, 2);
        ui::Scope scope("theme", static_cast<std::uint64_t>(c.theme) + 1);
        ui::Container item(ui::sem::Role::ListItem, "item");
        const float head = std::min(cell.h * 0.38f, 2 * line_height_of(label_style));
        const float icon_size = em(0.95f);
        icon({cell.x, cell.y + (head - icon_size) / 2, icon_size, icon_size}, icon_of(c.theme),
             colours().ink);
        const std::string name = ui::words(text_of(c.theme));
        const float name_w = cell.w - icon_size - em(0.25f);
        // A long name gets smaller before it needs a third line.
        Style name_style = label_style;
        while (text_height(name, name_style, name_w) > head + 1 && name_style.em > 0.4f)
            name_style.em *= 0.92f;
        ui::paint::text({cell.x + icon_size + em(0.25f), cell.y, name_w, head}, name, name_style,
                        colours().ink);
        const float row_h = (cell.h - head) / 2;
        const float number_w = em(1.15f);
        const auto row = [&](float y, contribution::Kind kind, std::uint32_t n) {
            text_line({cell.x, y, number_w, row_h}, ui::number(n), count_style, colour_of(kind), Align::End);
            dots_ui({cell.x + number_w + em(0.3f), y, cell.w - number_w - em(0.3f), row_h}, kind, n, largest);
        };
        row(cell.y + head, contribution::Kind::Need, c.needs);
        row(cell.y + head + row_h, contribution::Kind::Resource, c.resources);
        ui::spoken("counts", cell,
                   name + ": " + ui::number(c.needs) + " " + ui::words(Text::ProjectorMissing) + ", " +
                       ui::number(c.resources) + " " + ui::words(Text::ProjectorGood));
    }
}

/// The newest approved words, one after the other, so that voices are read, not only counted.
void voice_ui(const Model& model, Rect free) {
    if (model.voices.empty()) return;
    const std::size_t shown = ui::look().less_motion ? 0
                                                     : static_cast<std::size_t>(ui::look().now_ms / 12'000) %
                                                           std::min<std::size_t>(model.voices.size(), 6);
    const base::ContributionId id = model.voices[shown];
    const auto words = model.view.words.find(id);
    const view::Row row = model.view.marks.find(id);
    if (words == model.view.words.end() || row == view::no_row) return;
    constexpr Style quote{0.78f, 1.3f, 500};
    const float w = std::min(free.w - em(1.4f), em(17));
    const float mark_size = em(1.5f);
    const float words_w = w - mark_size - em(1.5f);
    std::string said = words->second.text;
    if (text_height(said, quote, words_w) > 4 * line_height_of(quote)) {
        // Cut after whole characters: four lines can be read from the back of a hall.
        while (said.size() > 60 && text_height(said + "…", quote, words_w) > 4 * line_height_of(quote)) {
            said.resize(said.size() * 9 / 10);
            while (!said.empty() && (static_cast<unsigned char>(said.back()) & 0xC0) == 0x80) said.pop_back();
            if (!said.empty() && static_cast<unsigned char>(said.back()) >= 0xC0) said.pop_back();
        }
        said += "…";
    }
    const float h = std::max(text_height(said, quote, words_w), mark_size) + em(0.9f);
    const Rect card{free.x + em(0.7f), free.bottom() - h - em(1.35f), w, h};
    surface(card, panel_colour, em(0.5f), Elevation::Floating);
    mark({card.x + em(0.5f), card.y + (h - mark_size) / 2, mark_size, mark_size}, model.view.marks.kind[row],
         model.view.marks.theme[row]);
    ui::quotation("voice", {card.x + mark_size + em(0.95f), card.y + em(0.45f), words_w, h}, said,
                  words->second.language, quote, colours().ink);
}

} // namespace

Rect projector_ui(const Model& model, const map::BaseMap& base_map) {
    const ui::Look& l = ui::look();
    const float side_w = l.width > l.height ? std::round(l.width * 0.322f) : l.width;
    const bool is_tall = side_w == l.width; // a portrait screen: the panel goes below
    const float bar_h = em(2.5f);
    const float strip_h = em(6.2f);
    const float panel_h = is_tall ? l.height * 0.42f : l.height;
    const Rect left{0, 0, is_tall ? l.width : l.width - side_w, is_tall ? l.height - panel_h : l.height};
    const Rect side{is_tall ? 0 : l.width - side_w, is_tall ? left.h : 0, side_w, panel_h};

    // Question
    const Rect bar{0, 0, left.w, bar_h};
    fill(bar, bar_colour);
    brand_ui({em(0.75f), (bar_h - em(1.55f)) / 2, em(1.55f), em(1.55f)});
    const std::string question = ui::words(Text::ProjectorQuestion, {{"name", model.access.quartier_name}});
    const float question_w = left.w - em(3.2f);
    ui::heading("question",
                {em(2.7f), (bar_h - text_height(question, title_style, question_w)) / 2, question_w, bar_h},
                1, question, title_style, 0xFFFFFFFF);

    const Rect strip{0, left.h - strip_h, left.w, strip_h};
    const Rect free{0, bar_h, left.w, strip.y - bar_h};
    voice_ui(model, free);
    attribution_ui(model, base_map, free);
    theme_strip_ui(model, strip);
    line({0, strip.y}, {left.w, strip.y}, bar_colour, 4);

    // Session and clock
    fill(side, panel_colour);
    const float head_h = em(4.3f);
    const Rect head{side.x, side.y, side.w, head_h};
    fill(head, bar_colour);
    std::string storage;
    const bool is_lost = model.link != sync::Link::Live;
    const std::string state =
        is_lost ? ui::words(Text::LinkLostAt) : std::string(session_words(model, storage));
    const Rect head_words = head.inset(em(0.8f), em(0.6f));
    const std::string clock = platform::format_clock(l.language);
    const float clock_w = text_width(clock, phase_style) + em(0.3f);
    const float state_w = head_words.w - clock_w - em(0.4f);
    ui::status("state", {head_words.x, head_words.y, state_w, head_words.h * 0.42f}, state, label_style,
               is_lost ? colours().sun : step_colour);
    const bool is_open = model.is_session_open();
    const session::Session* session = model.current_session();
    const Text phase = is_open ? Text::ProjectorCollect
                       : session != nullptr && session->stage == session::Stage::Paused ? Text::SessionPaused
                                                                                        : Text::ProjectorStep;
    ui::heading("phase", {head_words.x, head_words.y + head_words.h * 0.42f, state_w, head_words.h * 0.58f},
                2, ui::words(phase), phase_style, 0xFFFFFFFF);
    ui::paint::text({head_words.right() - clock_w, head_words.y, clock_w, head_words.h}, clock, phase_style,
                    0xFFFFFFFF, Align::End);

    // How to join
    // Lines are taller in some scripts.
    const float digits_h = line_height_of(big_count_style);
    const float label_h = line_height_of(label_style);
    const float counts_h = std::max(em(3.5f), digits_h + label_h + em(0.5f));
    const Rect join{side.x, head.bottom(), side.w, side.h - head_h - counts_h};
    const std::string call = ui::words(Text::ProjectorJoin);
    const float call_h = text_height(call, label_style, join.w - em(1.6f));
    ui::paragraph("call", {join.x + em(0.8f), join.y + em(0.55f), join.w - em(1.6f), call_h}, call,
                  label_style, colours().ink, Align::Centre);
    std::string address = model.access.join_url.substr(0, model.access.join_url.find('#'));
    if (const std::size_t scheme = address.find("://"); scheme != std::string::npos)
        address = address.substr(scheme + 3);
    while (!address.empty() && address.back() == '/') address.pop_back();
    constexpr Style address_style{0.8f, 1.2f, 700};
    const float address_h = line_height_of(address_style);
    const Rect code{join.x + em(0.6f), join.y + em(0.7f) + call_h, join.w - em(1.2f),
                    join.h - call_h - address_h - em(1.6f)};
    qr_ui(model.access.join_qr, code);
    text_line({join.x + em(0.5f), join.bottom() - address_h - em(0.4f), join.w - em(1), address_h}, address,
              address_style, colours().ink, Align::Centre);
    ui::spoken("address", {join.x, join.bottom() - address_h, join.w, address_h}, address);

    // Totals: needs and resources always together, same size.
    const Rect totals{side.x, side.bottom() - counts_h, side.w, counts_h};
    line({totals.x, totals.y}, {totals.right(), totals.y}, colours().line, 3);
    const view::MarkCounts marks = view::count_marks(model.view.marks);
    const auto total = [&](Rect box, contribution::Kind kind, std::uint32_t n, Text word) {
        const std::string digits = ui::number(n);
        const float icon_size = em(1.5f);
        const float w =
            icon_size + em(0.45f) +
            std::max(text_width(digits, big_count_style), text_width(ui::words(word), label_style));
        const float x = box.x + (box.w - w) / 2;
        const Rect badge{x, box.y + (box.h - icon_size) / 2, icon_size, icon_size};
        if (kind == contribution::Kind::Need) {
            icon(badge, ui::Icon::Need, colours().need);
        } else {
            disc(badge.centre(), icon_size / 2, colours().res);
            icon(badge.inset(icon_size * 0.14f), ui::Icon::Heart, 0xFFFFFFFF);
        }
        const Rect words{x + icon_size + em(0.45f), box.y + (box.h - digits_h - label_h) / 2, w, 0};
        text_line({words.x, words.y, words.w, digits_h}, digits, big_count_style, colour_of(kind));
        text_line({words.x, words.y + digits_h, words.w, label_h}, ui::words(word), label_style,
                  colour_of(kind));
    };
    total({totals.x, totals.y, totals.w / 2, totals.h}, contribution::Kind::Need, marks.needs,
          Text::ProjectorMissing);
    line({totals.x + totals.w / 2, totals.y + em(0.6f)},
         {totals.x + totals.w / 2, totals.bottom() - em(0.6f)}, colours().line, 3);
    total({totals.x + totals.w / 2, totals.y, totals.w / 2, totals.h}, contribution::Kind::Resource,
          marks.resources, Text::ProjectorGood);
    const std::string both = ui::number(marks.needs) + " " + ui::words(Text::ProjectorMissing) + ", " +
                             ui::number(marks.resources) + " " + ui::words(Text::ProjectorGood);
    ui::spoken("totals", totals,
               marks.needs + marks.resources == 0 ? both + ". " + ui::words(Text::ProjectorNobody) : both);
    if (!is_tall) line({side.x, 0}, {side.x, l.height}, bar_colour, 4);
    return free;
}

} // namespace anker::screens
