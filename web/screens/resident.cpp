// SPDX-License-Identifier: Apache-2.0
#include "web/screens/screens.hpp"
#include "web/ui/controls.hpp"
#include "web/ui/sheet.hpp"

#include <imgui.h>

namespace anker::screens {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

namespace {

/// Quartier, session, read aloud, language: the top of every resident screen. Returns its lower edge.
float top_bar_ui(const Model& model, Actions& actions) {
    ui::Container banner(ui::sem::Role::Banner, "top");
    const ui::Look& l = ui::look();
    const bool is_narrow = ui::is_narrow();
    const float edge = em(is_narrow ? 0.5f : 1.0f);
    const float h =
        is_narrow
            ? std::max(em(2.75f), 1.05f * (line_height_of(style::strong) + line_height_of(style::small_text)))
            : em(3.25f);
    ui::Cut row(Rect{edge, edge + (is_narrow ? h + em(0.3f) : 0), l.width - 2 * edge, h});
    const std::string language(ui::own_name(model.settings.language));
    const float language_w =
        std::min(text_width(language, style::label) + em(3.5f), l.width * (is_narrow ? 0.6f : 0.36f));
    const Rect language_box = row.end(language_w);
    row.end(em(0.5f));
    const Rect speak_box = row.end(h);
    row.end(em(0.5f));
    const float brand_most = ui::is_wide() ? em(20) : row.rest().w;
    const Rect brand = is_narrow ? Rect{edge, edge, l.width - 2 * edge, h}
                                 : Rect{row.rest().x, row.rest().y, std::min(row.rest().w, brand_most), h};
    surface(brand, colours().surface, h / 2, Elevation::Floating);
    brand_ui({brand.x + em(0.55f), brand.y + (h - em(2.15f)) / 2, em(2.15f), em(2.15f)});
    const Rect words{brand.x + em(3.1f), brand.y, brand.w - em(3.7f), h};
    std::string storage;
    const std::string_view session = session_words(model, storage);
    // A long name gets smaller before it is cut.
    Style name_style = style::strong;
    for (const float smaller : {0.9375f, 0.84375f, 0.78f}) {
        if (text_width(model.access.quartier_name, name_style) <= words.w) break;
        name_style.em = smaller;
    }
    const float name_h = line_height_of(name_style);
    const float session_h = line_height_of(style::small_text);
    const float name_y = words.y + (h - name_h - session_h) / 2;
    text_line({words.x, name_y, words.w, name_h}, model.access.quartier_name, name_style, colours().ink);
    text_line({words.x, name_y + name_h, words.w, session_h}, session, style::small_text, colours().ink2);
    ui::sem::Node& title = ui::sem::add(ui::sem::Role::Heading, ui::node_id("quartier"));
    title.level = 1;
    title.name = model.access.quartier_name;
    ui::spoken("session", {words.x, words.y + h / 2, words.w, h / 2}, session);
    if (ui::icon_button("speak", speak_box, ui::Icon::Speak, ui::words(Text::HomeReadAloud)))
        actions.push_back(app::ReadAloud{});
    surface(language_box, colours().surface, h / 2, Elevation::Floating);
    text_line({language_box.x + em(1.0f), language_box.y, language_box.w - em(2.8f), h}, language,
              style::label, colours().ink);
    const Rect tip = placed({language_box.right() - em(1.85f), language_box.y, em(1), h});
    const ui::Point m = tip.centre();
    const ImVec2 chevron[3] = {
        {m.x - em(0.3f), m.y - em(0.14f)}, {m.x, m.y + em(0.17f)}, {m.x + em(0.3f), m.y - em(0.14f)}};
    l.list->AddPolyline(chevron, 3, colours().ink, 0, 2);
    if (ui::press("view", language_box, language + ", " + ui::words(Text::HomeView), h / 2))
        actions.push_back(app::Go{app::Screen::Settings});
    return language_box.bottom();
}

/// How much of a verb's width its words have.
float verb_words_w(float width) {
    return width - (ui::is_narrow() ? em(4.5f) : em(1.6f));
}

/// One of the two big verbs. A hollow card is a need, a full one a resource: the buttons already teach the
/// marks.
bool verb_ui(std::string_view key, Rect rect, contribution::Kind kind, std::string_view text,
             std::uint32_t flags) {
    const bool is_need = kind == contribution::Kind::Need;
    const float radius = em(ui::radius::verb / 16);
    if (is_need) {
        fill(rect, colours().surface, radius);
        outline(rect, colours().need, radius, 3);
    } else {
        fill(rect, colours().res, radius);
    }
    const float size = em(2.6f);
    const std::uint32_t ink = is_need ? colours().need : colours().on_res;
    // Stacked on a narrow page, the words stand beside the badge.
    const bool is_row = ui::is_narrow();
    const Rect badge{rect.x + em(is_row ? 0.7f : 1.1f),
                     is_row ? rect.y + (rect.h - size) / 2 : rect.y + em(1.0f), size, size};
    if (is_need) {
        icon(badge, ui::Icon::Need, ink);
    } else {
        disc(badge.centre(), size / 2, ink);
        const float heart = size * 0.72f;
        icon({badge.x + (size - heart) / 2, badge.y + (size - heart) / 2 + size * 0.02f, heart, heart},
             ui::Icon::Heart, colours().res);
    }
    const Rect words =
        is_row ? Rect{badge.right() + em(0.6f), rect.y + em(0.6f), verb_words_w(rect.w), rect.h - em(1.2f)}
               : Rect{rect.x + em(1.0f), badge.bottom() + em(0.4f), verb_words_w(rect.w),
                      rect.bottom() - badge.bottom() - em(1.0f)};
    const float height = text_height(text, style::button, words.w);
    // No taller than its room, so that the layout audit sees words that would run into the badge.
    const float shown = std::min(height, words.h);
    const float y = is_row ? words.y + (words.h - shown) / 2 : words.bottom() - shown;
    ui::paint::text({words.x, y, words.w, shown}, text, style::button, ink);
    return ui::press(key, rect, text, radius, flags);
}

float verb_height(float width) {
    const float words =
        std::max(text_height(ui::words(Text::HomeNeed), style::button, verb_words_w(width)),
                 text_height(ui::words(Text::HomeResource), style::button, verb_words_w(width)));
    if (ui::is_narrow()) return std::max(em(3.8f), words + em(1.2f));
    return em(5.0f) + std::max(words, 2 * line_height_of(style::button));
}

void home_sheet_ui(const Model& model, Actions& actions) {
    ui::Sheet sheet("home");
    ui::heading("question", sheet.take(text_height(ui::words(Text::HomeQuestion), style::h1, sheet.room().w)),
                2, ui::words(Text::HomeQuestion), style::h1, colours().ink);
    if (model.is_session_open()) {
        if (model.view.marks.live_count() == 0) {
            const std::string empty = ui::words(Text::MapEmpty);
            ui::paragraph("empty", sheet.take(text_height(empty, style::note, sheet.room().w), em(0.3f)),
                          empty, style::note, colours().ink2);
        }
        const float gap = em(0.75f);
        const float width = ui::is_narrow() ? sheet.room().w : (sheet.room().w - gap) / 2;
        const Rect row = sheet.take(verb_height(width), em(1));
        const Rect need{row.x, row.y, width, row.h};
        const Rect resource =
            ui::is_narrow() ? sheet.take(row.h, gap) : Rect{row.x + width + gap, row.y, width, row.h};
        if (verb_ui("need", need, contribution::Kind::Need, ui::words(Text::HomeNeed), 0)) {
            actions.push_back(app::StartMark{contribution::Kind::Need});
        }
        if (verb_ui("resource", resource, contribution::Kind::Resource, ui::words(Text::HomeResource), 0)) {
            actions.push_back(app::StartMark{contribution::Kind::Resource});
        }
    } else {
        // Never greyed out without a reason.
        const session::Session* session = model.current_session();
        const session::Stage stage = session != nullptr ? session->stage : session::Stage::Closed;
        const std::string why = ui::words(stage == session::Stage::Planned  ? Text::SessionPlannedLong
                                          : stage == session::Stage::Paused ? Text::SessionPausedLong
                                                                            : Text::SessionClosedLong);
        const float h = text_height(why, style::body, sheet.room().w - em(4)) + em(1.6f);
        const Rect box = sheet.take(h, em(0.9f));
        fill(box, colours().sun_tint, em(1));
        icon({box.x + em(1), box.y + (h - em(1.6f)) / 2, em(1.6f), em(1.6f)},
             stage == session::Stage::Paused ? ui::Icon::Pause : ui::Icon::Clock, colours().ink);
        ui::paragraph("closed", {box.x + em(3.2f), box.y + em(0.8f), box.w - em(4), h}, why, style::body,
                      colours().ink);
    }
    const Rect links = sheet.take(em(3), em(0.75f));
    const bool is_narrow = ui::is_narrow();
    const float half = is_narrow ? links.w : links.w / 2;
    const Rect mine_box = is_narrow ? sheet.take(em(3), 0) : Rect{links.x + half, links.y, half, links.h};
    const std::string all = ui::counted(Text::HomeAll, model.view.marks.live_count());
    if (ui::button("all", {links.x, links.y, half, links.h}, ui::Button::Plain, all,
                   {.icon = ui::Icon::List}))
        actions.push_back(app::Go{app::Screen::List});
    if (!is_narrow)
        line({mine_box.x, links.y + em(0.6f)}, {mine_box.x, links.bottom() - em(0.6f)}, colours().line, 1);
    const std::string mine =
        ui::words(Text::HomeMine, {{"n", ui::number(static_cast<double>(model.view.mine.size()))}});
    if (ui::button("mine", mine_box, ui::Button::Plain, mine, {.icon = ui::Icon::Person}))
        actions.push_back(app::Go{app::Screen::Mine});
}

/// The pin in the middle of the free map: the map moves, the tip stays.
void pin_ui(const Model& model, Rect free) {
    const ui::Point tip = placed(free).centre();
    const float r = em(1.75f);
    const contribution::Kind kind = model.here.placing;
    const std::uint32_t hue = colour_of(kind);
    ImDrawList& list = *ui::look().list;
    list.AddCircleFilled({tip.x, tip.y}, em(4.6f), with_alpha(hue, 0.10f), 64);
    list.AddCircle({tip.x, tip.y}, em(4.6f), with_alpha(hue, 0.5f), 64, 2);
    // The exact place: a cross that leaves its middle free.
    const std::uint32_t ink = colours().ink;
    for (const ui::Point d : {ui::Point{1, 0}, ui::Point{-1, 0}, ui::Point{0, 1}, ui::Point{0, -1}}) {
        list.AddLine({tip.x + d.x * em(0.5f), tip.y + d.y * em(0.5f)},
                     {tip.x + d.x * em(1.45f), tip.y + d.y * em(1.45f)}, ink, 2.5f);
    }
    const ui::Point head{tip.x, tip.y - r * 1.85f};
    const float base = r * 0.62f;
    const float from = kind == contribution::Kind::Need ? r * 0.75f : r * 0.78f;
    list.AddTriangleFilled({head.x - base - 2, head.y + from - 2}, {head.x + base + 2, head.y + from - 2},
                           {tip.x, tip.y + 2}, 0xFFFFFFFF);
    list.AddTriangleFilled({head.x - base, head.y + from}, {head.x + base, head.y + from}, {tip.x, tip.y},
                           hue);
    mark_at(head, r, kind, contribution::Theme::Learning, {.is_plain = true});
    if (kind == contribution::Kind::Need) {
        icon_at(head, r * 1.05f, ui::Icon::Plus, hue);
    } else {
        icon_at(head, r * 1.15f, ui::Icon::Heart, colours().on_res);
    }
}

void street_choice_ui(const map::BaseMap& base_map, Rect rect, Actions& actions) {
    std::vector<std::string> options{ui::words(Text::PlaceStreetFirst)};
    std::vector<geo::Position> places{geo::Position{}};
    for (const map::StreetName& name : base_map.names()) {
        if (std::find(options.begin(), options.end(), name.text) != options.end()) continue;
        options.push_back(name.text);
        places.push_back(name.centre);
    }
    if (options.size() < 2) return;
    std::vector<std::size_t> order(options.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin() + 1, order.end(),
              [&](std::size_t a, std::size_t b) { return options[a] < options[b]; });
    std::vector<std::string> sorted;
    for (const std::size_t i : order) sorted.push_back(options[i]);
    const int chosen = ui::choice("street", rect, ui::words(Text::PlaceStreet), sorted, 0);
    if (chosen > 0 && static_cast<std::size_t>(chosen) < order.size())
        actions.push_back(app::MoveTo{places[order[static_cast<std::size_t>(chosen)]]});
}

/// Twelve pictograms with words; one tap places the mark.
void theme_tiles_ui(ui::Sheet& sheet, contribution::Kind kind, Actions& actions) {
    constexpr Style tile_style{0.775f, 1.22f, 600};
    const float gap = em(0.5f);
    const Rect room = sheet.room();
    // Four columns, fewer where the words would not fit.
    int columns = 4;
    float height = 0;
    for (; columns > 1; --columns) {
        const float w = (room.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
        float tallest = 0;
        bool fits = true;
        for (std::size_t t = 0; t < contribution::theme_count; ++t) {
            const std::string word = ui::words(text_of(static_cast<contribution::Theme>(t)));
            const float h = text_height(word, tile_style, w - em(0.4f));
            tallest = std::max(tallest, h);
            fits = fits && h <= 2.1f * line_height_of(tile_style);
        }
        height = em(3.6f) + tallest + em(0.5f);
        if (fits) break;
    }
    ui::Container list(
        ui::sem::Role::List, "themes",
        ui::words(kind == contribution::Kind::Need ? Text::PlaceNeedQuestion : Text::PlaceResourceQuestion));
    const float w = (room.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    for (int t = 0; t < static_cast<int>(contribution::theme_count); t += columns) {
        const Rect row = sheet.take(std::max(height, em(5.6f)), t == 0 ? em(0.9f) : gap);
        for (int k = 0; k < columns && t + k < static_cast<int>(contribution::theme_count); ++k) {
            const auto theme = static_cast<contribution::Theme>(t + k);
            const Rect tile{row.x + static_cast<float>(k) * (w + gap), row.y, w, row.h};
            const float radius = em(ui::radius::tile / 16);
            surface(tile, colours().surface, radius, Elevation::Raised);
            const float size = em(2.2f);
            icon({tile.x + (w - size) / 2, tile.y + em(0.75f), size, size}, icon_of(theme),
                 colours().themes[t + k]);
            const std::string word = ui::words(text_of(theme));
            ui::paint::text({tile.x + em(0.2f), tile.y + em(3.1f), w - em(0.4f), tile.h - em(3.4f)}, word,
                            tile_style, colours().ink, Align::Centre);
            ui::Scope scope("theme", static_cast<std::uint64_t>(t + k + 1));
            ui::Container item(ui::sem::Role::ListItem, "item");
            if (ui::press("tile", tile, word, radius)) actions.push_back(app::PlaceMark{theme});
        }
    }
}

Rect place_screen_ui(const Model& model, const map::BaseMap& base_map, Actions& actions) {
    const ui::Look& l = ui::look();
    const bool is_need = model.here.placing == contribution::Kind::Need;
    const std::string title = ui::words(is_need ? Text::PlaceNeed : Text::PlaceResource);
    const std::string hint = ui::words(Text::PlaceHint);
    // With very large text the map needs the room of the badge and the hint; the pin itself shows both.
    const bool is_narrow = ui::is_narrow();
    const float edge = em(is_narrow ? 0.5f : 1.0f);
    const float card_w = ui::is_wide() ? em(26) : l.width - 2 * edge;
    const float words_x = em(is_narrow ? 3.7f : 7.3f);
    const float words_w = card_w - words_x - em(0.9f);
    const float hint_h = is_narrow ? 0 : text_height(hint, style::note, words_w);
    const float h = std::max(em(4.1f), text_height(title, style::h2, words_w) + hint_h + em(1.1f));
    const Rect card{edge, edge, card_w, h};
    float sheet_top = l.height;
    float sheet_right = 0;
    {
        ui::Container banner(ui::sem::Role::Banner, "top");
        surface(card, colours().surface, em(1.3f), Elevation::Floating);
        ui::block_map("card", card);
        if (ui::icon_button("back", {card.x + em(0.5f), card.y + (h - em(3)) / 2, em(3), em(3)},
                            ui::Icon::Back, ui::words(Text::PlaceBack), ui::Button::Plain)) {
            actions.push_back(app::CancelMark{});
        }
        const Rect badge{card.x + em(3.8f), card.y + (h - em(2.6f)) / 2, em(2.6f), em(2.6f)};
        if (!is_narrow && is_need) icon(badge, ui::Icon::Need, colours().need);
        if (!is_narrow && !is_need) {
            disc(badge.centre(), badge.w / 2, colours().res);
            icon(badge.inset(badge.w * 0.14f), ui::Icon::Heart, colours().on_res);
        }
        Rect words{card.x + words_x, card.y + em(0.5f), words_w, h};
        words.y += ui::heading("title", words, 1, title, style::h2, colours().ink);
        if (is_narrow) {
            ui::spoken("hint", card, hint);
        } else {
            ui::paragraph("hint", words, hint, style::note, colours().ink2);
        }
    }
    {
        ui::Sheet sheet("place", is_narrow ? 0.5f : 0.62f);
        sheet_top = sheet.rect().y;
        sheet_right = sheet.rect().right();
        if (model.here.confirms_outside) {
            const std::string question =
                ui::words(Text::PlaceOutside, {{"name", model.access.quartier_name}});
            ui::heading("outside", sheet.take(text_height(question, style::h2, sheet.room().w)), 2, question,
                        style::h2, colours().ink);
            const std::string tap = ui::words(Text::PlaceOutsideYes);
            ui::paragraph("outside-tap", sheet.take(text_height(tap, style::note, sheet.room().w), em(0.2f)),
                          tap, style::note, colours().ink2);
        } else {
            const std::string question =
                ui::words(is_need ? Text::PlaceNeedQuestion : Text::PlaceResourceQuestion);
            ui::heading("question", sheet.take(text_height(question, style::h1, sheet.room().w)), 2, question,
                        style::h1, colours().ink);
            const std::string tap = ui::words(Text::PlaceTap);
            ui::paragraph("tap", sheet.take(text_height(tap, style::note, sheet.room().w), em(0.2f)), tap,
                          style::note, colours().ink2);
        }
        theme_tiles_ui(sheet, model.here.placing, actions);
        if (base_map.names().size() > 1) street_choice_ui(base_map, sheet.take(em(3.2f), em(0.9f)), actions);
    }
    const Rect free = ui::is_wide() ? Rect{sheet_right, 0, l.width - sheet_right, l.height}
                                    : Rect{0, card.bottom(), l.width, sheet_top - card.bottom()};
    pin_ui(model, free);
    map_node_ui(model, free, actions);
    attribution_ui(model, base_map, free);
    map_buttons_ui(free, actions, true);
    return free;
}

} // namespace

Rect resident_ui(const Model& model, const map::BaseMap& base_map, Local& local, Actions& actions) {
    const ui::Look& l = ui::look();
    switch (model.here.screen) {
    case app::Screen::Place:
        return place_screen_ui(model, base_map, actions);
    case app::Screen::List:
        list_ui(model, actions);
        return {};
    case app::Screen::Mine:
        mine_ui(model, actions);
        return {};
    default:
        break;
    }
    const float top = top_bar_ui(model, actions);
    offline_ui(model, top + em(0.6f));
    float sheet_top = l.height;
    float sheet_right = 0;
    // The map comes before the sheet in reading order, but its free part is known only after the sheet is
    // laid out: last frame's is near enough for the node.
    map_node_ui(model, local.free_map, actions);
    const view::Row row =
        model.here.selected.is_none() ? view::no_row : model.view.marks.find(model.here.selected);
    if (model.here.screen == app::Screen::Words) {
        words_ui(model, local, actions);
    } else if (row != view::no_row) {
        mark_card_ui(model, row, actions);
    } else {
        home_sheet_ui(model, actions);
    }
    const Rect sheet = ui::last_sheet();
    sheet_top = sheet.y;
    sheet_right = sheet.right();
    const Rect free = ui::is_wide() ? Rect{sheet_right, top, l.width - sheet_right, l.height - top}
                                    : Rect{0, top, l.width, sheet_top - top};
    local.free_map = free;
    attribution_ui(model, base_map, free);
    map_buttons_ui(free, actions, true);
    toast_ui(model, ui::is_wide() ? l.height - em(1) : sheet_top);
    return free;
}

} // namespace anker::screens
