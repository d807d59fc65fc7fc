// SPDX-License-Identifier: Apache-2.0
#include "web/ui/controls.hpp"

#include "web/ui/text.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>

namespace anker::ui {

namespace {

using paint::Align;
using sem::Role;

sem::NodeId scope = 0;
/// Screen position of the current scroll content's origin: nodes are placed relative to it.
Point origin;

struct Scrolled {
    float from_page = 0; ///< the page's scroll position: the truth
    float content_height = 0;
};
bool layout_changed = false;
std::vector<std::pair<sem::NodeId, Scrolled>> scrolls;

Scrolled& scrolled(sem::NodeId id) {
    for (auto& [known, s] : scrolls) {
        if (known == id) return s;
    }
    return scrolls.emplace_back(id, Scrolled{}).second;
}

sem::Box box_of(Rect rect) {
    const Rect r = paint::placed(rect);
    const auto whole = [](float v) {
        return static_cast<std::int16_t>(std::clamp(std::floor(v), -32000.0f, 32000.0f));
    };
    return {whole(r.x - origin.x), whole(r.y - origin.y), static_cast<std::int16_t>(std::ceil(r.w)),
            static_cast<std::int16_t>(std::ceil(r.h))};
}

sem::Node& node(Role role, std::string_view key, Rect rect) {
    sem::Node& n = sem::add(role, node_id(key));
    n.box = box_of(rect);
    return n;
}

float font_px(paint::Style style) {
    return look().em * style.em;
}

float reading(Role role, int level, std::string_view key, Rect rect, std::string_view text,
              paint::Style style, std::uint32_t colour, Align align, std::string_view language = {}) {
    const float height = paint::text_height(text, style, rect.w);
    const Rect box{rect.x, rect.y, rect.w, height};
    sem::Node& n = node(role, key, box);
    n.level = static_cast<std::uint8_t>(level);
    n.name = text;
    n.font_px = font_px(style);
    n.lang = language;
    paint::text(box, text, style, colour, align);
    return height;
}

bool clicked(sem::NodeId id, std::uint32_t flags) {
    return sem::take(id, sem::Act::Click).has_value() && (flags & sem::flag::Disabled) == 0;
}

} // namespace

Scope::Scope(std::string_view key, std::uint64_t number) : m_before(scope) {
    scope = sem::id_of(key, scope);
    for (int i = 0; number != 0 && i < 8; ++i) {
        const char byte = static_cast<char>(number >> (8 * i));
        scope = sem::id_of({&byte, 1}, scope);
    }
}
Scope::~Scope() {
    scope = m_before;
}

sem::NodeId node_id(std::string_view key) {
    return sem::id_of(key, scope);
}

Container::Container(Role role, std::string_view key, std::string_view name, std::uint32_t flags)
    : m_scope(key) {
    sem::Node& n = sem::add(role, scope);
    n.name = name;
    n.flags = flags;
    if (role == Role::Main) {
        n.lang = look().language;
        n.flags |= look().right_to_left ? sem::flag::RightToLeft : 0U;
    }
    sem::push(scope);
}
Container::~Container() {
    sem::pop();
}

Scroll::Scroll(std::string_view key, Rect viewport) : m_viewport(viewport), m_scope(key) {
    Scrolled& s = scrolled(scope);
    const float content_height = std::max(s.content_height, 1.0f);
    while (const auto action = sem::take(scope, sem::Act::Scroll))
        s.from_page = static_cast<float>(action->number);
    s.from_page = std::clamp(s.from_page, 0.0f, std::max(0.0f, content_height - viewport.h));
    sem::Node& n = sem::add(Role::Scroll, scope);
    n.box = box_of(viewport);
    n.now = content_height;
    sem::push(scope);
    m_content = {viewport.x, viewport.y - s.from_page, viewport.w, content_height};
    const Rect placed = paint::placed(viewport);
    origin = {placed.x, viewport.y - s.from_page};
    look().list->PushClipRect({placed.x, placed.y}, {placed.right(), placed.bottom()}, true);
}
Scroll::~Scroll() {
    look().list->PopClipRect();
    sem::pop();
    origin = {};
}

void Scroll::ends_at(float y) {
    Scrolled& s = scrolled(scope);
    const float height = std::round(y - m_content.y);
    if (std::abs(height - s.content_height) < 0.75f) return;
    s.content_height = height;
    layout_changed = true;
}

bool take_layout_changed() {
    const bool changed = layout_changed;
    layout_changed = false;
    return changed;
}
void note_layout_changed() {
    layout_changed = true;
}

void block_map(std::string_view key, Rect rect) {
    node(Role::Panel, key, rect);
}

float heading(std::string_view key, Rect rect, int level, std::string_view text, paint::Style style,
              std::uint32_t colour, Align align) {
    return reading(Role::Heading, level, key, rect, text, style, colour, align);
}

float paragraph(std::string_view key, Rect rect, std::string_view text, paint::Style style,
                std::uint32_t colour, Align align) {
    return reading(Role::Text, 0, key, rect, text, style, colour, align);
}

float quotation(std::string_view key, Rect rect, std::string_view text, std::string_view language,
                paint::Style style, std::uint32_t colour) {
    const bool reads_right_to_left = text::is_right_to_left(text);
    // Their own direction decides the side, whatever the screen's language.
    const Align align = reads_right_to_left == look().right_to_left ? Align::Start : Align::End;
    return reading(Role::Text, 0, key, rect, text, style, colour, align, language);
}

void spoken(std::string_view key, Rect rect, std::string_view text) {
    node(Role::Text, key, rect).name = text;
}

void image(std::string_view key, Rect rect, std::string_view name) {
    node(Role::Image, key, rect).name = name;
}

void status(std::string_view key, Rect rect, std::string_view text, paint::Style style,
            std::uint32_t colour) {
    node(Role::Status, key, rect).name = text;
    if (!text.empty()) paint::text(rect, text, style, colour);
}

bool press(std::string_view key, Rect rect, std::string_view text, float radius, std::uint32_t flags,
           std::string_view description) {
    sem::Node& n = node(Role::Button, key, rect);
    n.name = text;
    n.desc = description;
    n.flags = flags;
    n.radius = radius;
    n.font_px = font_px(paint::style::label);
    return clicked(n.id, flags);
}

bool button(std::string_view key, Rect rect, Button kind, std::string_view text, ButtonOptions options) {
    const Colours& c = colours();
    const bool is_disabled = (options.flags & sem::flag::Disabled) != 0;
    const bool is_pill = kind == Button::Surface;
    const float radius = is_pill ? rect.h / 2 : std::min(em(radius::button / 16), rect.h / 2);
    std::uint32_t ink = c.ink;
    switch (kind) {
    case Button::Primary:
        paint::fill(rect, is_disabled ? c.line : c.prim, radius);
        ink = is_disabled ? c.ink2 : c.on_prim;
        break;
    case Button::Quiet:
        paint::fill(rect, c.sunk, radius);
        break;
    case Button::Surface:
        paint::surface(rect, c.surface, radius, paint::Elevation::Floating);
        break;
    case Button::Plain:
        break;
    }
    if (is_disabled && kind != Button::Primary) ink = c.ink2;
    const paint::Style style = kind == Button::Primary ? paint::style::button : paint::style::label;
    const float icon_size = options.icon ? em(kind == Button::Primary ? 1.5f : 1.3f) : 0;
    const float gap = options.icon ? em(0.55f) : 0;
    const float room = rect.w - em(1.2f) - icon_size - gap;
    const float words_w = std::min(paint::text_width(text, style), room);
    const float all = icon_size + gap + words_w;
    float x = rect.x + (rect.w - all) / 2;
    const Rect icon_box{options.trailing_icon ? x + words_w + gap : x, rect.y + (rect.h - icon_size) / 2,
                        icon_size, icon_size};
    if (options.icon) {
        paint::icon(icon_box, *options.icon, ink);
        if (!options.trailing_icon) x += icon_size + gap;
    }
    paint::text({x, rect.y, words_w + 1, rect.h}, text, style, ink, Align::Centre);
    sem::Node& n = node(Role::Button, key, rect);
    n.name = text;
    n.value = options.name;
    n.desc = options.description;
    n.flags = options.flags;
    n.radius = radius;
    n.font_px = font_px(style);
    return clicked(n.id, options.flags);
}

bool icon_button(std::string_view key, Rect rect, Icon which, std::string_view name, Button kind,
                 std::uint32_t flags) {
    const Colours& c = colours();
    const float radius = std::min(rect.w, rect.h) / 2;
    std::uint32_t ink = c.ink;
    if (kind == Button::Surface) paint::surface(rect, c.surface, radius, paint::Elevation::Floating);
    if (kind == Button::Quiet) paint::fill(rect, c.sunk, radius);
    if (kind == Button::Primary) paint::fill(rect, c.prim, radius), ink = c.on_prim;
    if ((flags & sem::flag::Pressed) != 0) paint::outline(rect, c.sun, radius, 3);
    const float size = std::round(std::min(rect.w, rect.h) * 0.46f);
    paint::icon({rect.x + (rect.w - size) / 2, rect.y + (rect.h - size) / 2, size, size}, which, ink);
    sem::Node& n = node(Role::Button, key, rect);
    n.name = name;
    n.flags = flags;
    n.radius = radius;
    return clicked(n.id, flags);
}

int choice(std::string_view key, Rect rect, std::string_view label, const std::vector<std::string>& options,
           int chosen) {
    const Colours& c = colours();
    const float radius = em(radius::field / 16);
    paint::fill(rect, c.surface, radius);
    paint::outline(rect, c.line2, radius, 2);
    const float arrow = em(1.1f);
    const Rect inner = rect.inset(em(0.9f), 0);
    if (chosen >= 0 && chosen < static_cast<int>(options.size())) {
        paint::text_line({inner.x, inner.y, inner.w - arrow - em(0.4f), inner.h},
                         options[static_cast<std::size_t>(chosen)], paint::style::note, c.ink);
    }
    const Rect tip = paint::placed({inner.right() - arrow, rect.y, arrow, rect.h});
    const Point m = tip.centre();
    const ImVec2 chevron[3] = {{m.x - arrow * 0.3f, m.y - arrow * 0.15f},
                               {m.x, m.y + arrow * 0.17f},
                               {m.x + arrow * 0.3f, m.y - arrow * 0.15f}};
    look().list->AddPolyline(chevron, 3, c.ink, 0, 2);
    sem::Node& n = node(Role::Select, key, rect);
    n.name = label;
    n.now = static_cast<float>(chosen);
    n.radius = radius;
    for (const std::string& option : options) {
        if (!n.desc.empty()) n.desc += '\n';
        n.desc += option;
    }
    const sem::NodeId id = n.id;
    // Typing ahead changes the choice several times before the next frame; the last one counts.
    while (const auto action = sem::take(id, sem::Act::Value)) chosen = static_cast<int>(action->number);
    return chosen;
}

bool radio(std::string_view key, Rect rect, std::string_view text, bool chosen) {
    const Colours& c = colours();
    const float size = em(1.5f);
    const Point centre{rect.x + em(0.6f) + size / 2, rect.y + rect.h / 2};
    paint::disc(centre, size / 2, c.surface);
    paint::ring(centre, size / 2 - 1, chosen ? c.ink : c.line2, 2);
    if (chosen) paint::disc(centre, size / 4, c.ink);
    paint::text({rect.x + size + em(1.3f), rect.y, rect.w - size - em(1.6f), rect.h}, text,
                chosen ? paint::style::strong : paint::style::body, c.ink);
    sem::Node& n = node(Role::Radio, key, rect);
    n.name = text;
    n.flags = chosen ? sem::flag::Checked : 0U;
    n.radius = em(radius::tile / 16);
    return sem::take(n.id, sem::Act::Click).has_value();
}

namespace {

/// A box that people write in: one line or several.
bool written(Role role, std::string_view key, Rect rect, std::string_view label, std::string& value,
             std::string_view hint, std::string_view error) {
    const Colours& c = colours();
    const float radius = em(radius::field / 16);
    const sem::NodeId id = node_id(key);
    bool changed = false;
    while (auto action = sem::take(id, sem::Act::Text)) {
        value = std::move(action->text);
        changed = true;
    }
    paint::fill(rect, c.surface, radius);
    paint::outline(rect, error.empty() ? c.line2 : c.err, radius, 2);
    sem::Node& n = node(role, key, rect);
    n.name = label;
    n.value = value;
    n.desc = error.empty() ? hint : error;
    n.flags = error.empty() ? 0U : sem::flag::Invalid;
    n.radius = radius;
    n.font_px = font_px(paint::style::body);
    return changed;
}

} // namespace

bool text_area(std::string_view key, Rect rect, std::string_view label, std::string& value,
               std::string_view hint, std::string_view error) {
    return written(Role::TextArea, key, rect, label, value, hint, error);
}

bool text_field(std::string_view key, Rect rect, std::string_view label, std::string& value,
                std::string_view error) {
    return written(Role::TextField, key, rect, label, value, {}, error);
}

std::optional<PickedFile> file_button(std::string_view key, Rect rect, Button kind, std::string_view text,
                                      std::string_view kinds, std::string_view description) {
    const Colours& c = colours();
    const float radius = std::min(em(radius::button / 16), rect.h / 2);
    const bool is_primary = kind == Button::Primary;
    paint::fill(rect, is_primary ? c.prim : c.sunk, radius);
    paint::text(rect.inset(em(0.6f), 0), text, paint::style::label, is_primary ? c.on_prim : c.ink,
                Align::Centre);
    sem::Node& n = node(Role::File, key, rect);
    n.name = text;
    n.value = kinds;
    n.desc = description;
    n.radius = radius;
    n.font_px = font_px(paint::style::label);
    auto action = sem::take(n.id, sem::Act::File);
    if (!action) return std::nullopt;
    const auto name_size = std::min(static_cast<std::size_t>(action->number), action->text.size());
    return PickedFile{action->text.substr(0, name_size), action->text.substr(name_size)};
}

void progress(std::string_view key, Rect rect, std::string_view name, float fraction) {
    const Colours& c = colours();
    paint::fill(rect, c.line, rect.h / 2);
    const float part = std::clamp(fraction, 0.0f, 1.0f);
    if (part > 0) paint::fill({rect.x, rect.y, std::max(rect.w * part, rect.h), rect.h}, c.ink, rect.h / 2);
    sem::Node& n = node(Role::Progress, key, rect);
    n.name = name;
    n.now = std::round(part * 100);
}

std::vector<std::string> map_keys(std::string_view key, Rect rect, std::string_view name,
                                  std::string_view kind, std::string_view hint) {
    sem::Node& n = node(Role::Map, key, rect);
    n.name = name;
    n.value = kind;
    n.desc = hint;
    const sem::NodeId id = n.id;
    std::vector<std::string> keys;
    while (auto action = sem::take(id, sem::Act::Key)) keys.push_back(std::move(action->text));
    return keys;
}

} // namespace anker::ui
