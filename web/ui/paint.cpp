// SPDX-License-Identifier: Apache-2.0
#include "web/ui/paint.hpp"

#include "web/ui/text.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>
#include <set>

namespace anker::ui::paint {

namespace {

std::set<std::string> overflows;

ImDrawList& list() {
    return *look().list;
}
ImVec2 vec(Point p) {
    return {p.x, p.y};
}
Point placed(Point p) {
    return look().right_to_left ? Point{look().width - p.x, p.y} : p;
}

text::Font font_of(Style style) {
    return {look().em * style.em, style.weight};
}

/// Arabic letters reach higher and lower.
float line_px(Style style) {
    const float extra = look().language == "ar" ? line_height::arabic_add : 0;
    return std::round(look().em * style.em * (style.line_height + extra));
}

/// Stacked rounded rectangles whose alphas add up to a smooth fall: no blur, no texture.
void shadow(Rect r, float radius, float spread, float drop, float alpha) {
    const int rings = std::clamp(static_cast<int>(spread / 1.5f), 3, 10);
    for (int i = rings; i >= 1; --i) {
        const float t = static_cast<float>(i) / static_cast<float>(rings);
        const float grow = spread * t - spread * 0.35f;
        const std::uint32_t colour = with_alpha(
            0xFF141E1E, alpha * 2 * (1 - t + 0.5f / static_cast<float>(rings)) / static_cast<float>(rings));
        list().AddRectFilled({r.x - grow, r.y - grow + drop}, {r.right() + grow, r.bottom() + grow + drop},
                             colour, std::max(0.0f, radius + grow));
    }
}

void diamond_path(Point c, float half, float corner) {
    // A square turned by 45 degrees with rounded corners: four arcs on the axes.
    const float inset = corner * 1.41421356f;
    list().PathArcTo({c.x, c.y - half + inset}, corner, -2.3561945f, -0.7853982f, 5);
    list().PathArcTo({c.x + half - inset, c.y}, corner, -0.7853982f, 0.7853982f, 5);
    list().PathArcTo({c.x, c.y + half - inset}, corner, 0.7853982f, 2.3561945f, 5);
    list().PathArcTo({c.x - half + inset, c.y}, corner, 2.3561945f, 3.9269908f, 5);
}

/// Strokes the current path in dashes of this length, cut by arc length.
void stroke_dashed(std::uint32_t colour, float thickness, float dash, float gap, bool closed) {
    std::vector<ImVec2> points(list()._Path.begin(), list()._Path.end());
    list().PathClear();
    if (points.empty()) return;
    if (closed) points.push_back(points.front());
    float into = 0; // how far into the current dash or gap
    bool is_on = true;
    std::vector<ImVec2> piece{points.front()};
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        ImVec2 a = points[i];
        const ImVec2 b = points[i + 1];
        float left = std::hypot(b.x - a.x, b.y - a.y);
        while (left > 0) {
            const float until = (is_on ? dash : gap) - into;
            const float step = std::min(until, left);
            const float t = step / left;
            a = {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
            left -= step;
            into += step;
            if (is_on) piece.push_back(a);
            if (step < until) break;
            if (is_on) list().AddPolyline(piece.data(), static_cast<int>(piece.size()), colour, 0, thickness);
            is_on = !is_on;
            into = 0;
            piece.assign(1, a);
        }
    }
    if (is_on && piece.size() > 1)
        list().AddPolyline(piece.data(), static_cast<int>(piece.size()), colour, 0, thickness);
}

bool turns_round(Icon icon) {
    return icon == Icon::Back || icon == Icon::Next || icon == Icon::Chevron || icon == Icon::Undo ||
           icon == Icon::List;
}

/// Triangles plus a soft edge of one device pixel: half inside, half outside each contour.
void stencil(Point origin, float size, Icon which, std::uint32_t colour, bool flipped) {
    const icons::Entry& entry = icons::entries[static_cast<std::size_t>(which)];
    const float scale = size / (24 * icons::units_per_grid);
    const float fringe = 0.5f / std::max(1.0f, ImGui::GetIO().DisplayFramebufferScale.x);
    const ImVec2 uv = ImGui::GetDrawListSharedData() != nullptr ? ImGui::GetFontTexUvWhitePixel() : ImVec2{};
    const std::uint32_t clear = colour & 0x00FFFFFF;

    unsigned vertices = 0;
    for (unsigned c = entry.first_contour; c < entry.end_contour; ++c) vertices += icons::contour_lengths[c];
    const unsigned indices = entry.end_index - entry.first_index;
    list().PrimReserve(static_cast<int>(indices + vertices * 6), static_cast<int>(vertices * 2));
    const unsigned base = list()._VtxCurrentIdx;

    unsigned v = 0;
    std::vector<ImVec2> points;
    std::vector<std::pair<unsigned, unsigned>> ranges;
    for (unsigned c = entry.first_contour; c < entry.end_contour; ++c) {
        const unsigned n = icons::contour_lengths[c];
        points.clear();
        for (unsigned i = 0; i < n; ++i) {
            const std::size_t at = 2 * (entry.first_vertex + v + i);
            const float x = icons::coordinates[at] * scale;
            points.push_back(
                {origin.x + (flipped ? size - x : x), origin.y + icons::coordinates[at + 1] * scale});
        }
        for (unsigned i = 0; i < n; ++i) {
            const ImVec2 before = points[(i + n - 1) % n];
            const ImVec2 at = points[i];
            const ImVec2 after = points[(i + 1) % n];
            const auto normal = [&](ImVec2 p, ImVec2 q) {
                const float dx = q.x - p.x;
                const float dy = q.y - p.y;
                const float length = std::max(1e-6f, std::sqrt(dx * dx + dy * dy));
                return ImVec2(dy / length, -dx / length); // outward for counter-clockwise contours
            };
            const ImVec2 n0 = normal(before, at);
            const ImVec2 n1 = normal(at, after);
            float nx = n0.x + n1.x;
            float ny = n0.y + n1.y;
            const float square = std::max(0.25f, (nx * nx + ny * ny) / 2);
            nx = nx / square * fringe * (flipped ? -1.0f : 1.0f);
            ny = ny / square * fringe * (flipped ? -1.0f : 1.0f);
            list().PrimWriteVtx({at.x - nx, at.y - ny}, uv, colour);
            list().PrimWriteVtx({at.x + nx, at.y + ny}, uv, clear);
        }
        ranges.emplace_back(v, n);
        v += n;
    }
    for (unsigned i = entry.first_index; i < entry.end_index; ++i) {
        list().PrimWriteIdx(static_cast<ImDrawIdx>(base + 2U * icons::indices[i]));
    }
    for (const auto& [first, n] : ranges) {
        for (unsigned i = 0; i < n; ++i) {
            const unsigned a = base + 2 * (first + i);
            const unsigned b = base + 2 * (first + (i + 1) % n);
            for (const unsigned index : {a, b, b + 1, a, b + 1, a + 1})
                list().PrimWriteIdx(static_cast<ImDrawIdx>(index));
        }
    }
}

/// Text that is not in its box is a fault of layout, in whatever language.
void audit(std::string_view text, float needed_w, float needed_h, Rect box) {
    if (needed_w > box.w + 1.5f || needed_h > box.h + 1.5f) overflows.insert(std::string(text));
}

float start_of(Rect box, float width, Align align) {
    const bool at_right = look().right_to_left ? align == Align::Start : align == Align::End;
    if (align == Align::Centre) return box.x + (box.w - width) / 2;
    return at_right ? box.right() - width : box.x;
}

} // namespace

Rect placed(Rect r) {
    return look().right_to_left ? Rect{look().width - r.right(), r.y, r.w, r.h} : r;
}

std::uint32_t with_alpha(std::uint32_t colour, float alpha) {
    return (colour & 0x00FFFFFFU) | static_cast<std::uint32_t>(std::clamp(alpha, 0.0f, 1.0f) * 255 + 0.5f)
                                        << 24;
}

void fill(Rect rect, std::uint32_t colour, float radius) {
    const Rect r = placed(rect);
    list().AddRectFilled({r.x, r.y}, {r.right(), r.bottom()}, colour, radius);
}

void surface(Rect rect, std::uint32_t colour, float radius, Elevation elevation) {
    const Rect r = placed(rect);
    if (!look().is_dark) {
        if (elevation == Elevation::Raised) shadow(r, radius, 3, 1, 0.10f);
        if (elevation == Elevation::Floating) {
            shadow(r, radius, 14, 4, 0.12f);
            shadow(r, radius, 2, 1, 0.10f);
        }
    }
    list().AddRectFilled({r.x, r.y}, {r.right(), r.bottom()}, colour, radius);
    if (look().is_dark && elevation != Elevation::None) {
        list().AddRect({r.x + 0.5f, r.y + 0.5f}, {r.right() - 0.5f, r.bottom() - 0.5f}, 0xFF5C5641, radius, 0,
                       1);
    }
}

void sheet(Rect rect, std::uint32_t colour, float radius) {
    const Rect r = placed(rect);
    if (!look().is_dark) shadow(r, radius, 22, -2, 0.13f);
    list().AddRectFilled({r.x, r.y}, {r.right(), r.bottom()}, colour, radius, ImDrawFlags_RoundCornersTop);
}

void outline(Rect rect, std::uint32_t colour, float radius, float thickness) {
    const Rect r = placed(rect).inset(thickness / 2);
    list().AddRect({r.x, r.y}, {r.right(), r.bottom()}, colour, std::max(0.0f, radius - thickness / 2), 0,
                   thickness);
}

void dashed_outline(Rect rect, std::uint32_t colour, float radius, float thickness) {
    const Rect r = placed(rect).inset(thickness / 2);
    list().PathRect({r.x, r.y}, {r.right(), r.bottom()}, radius);
    stroke_dashed(colour, thickness, 7, 5, true);
}

void line(Point from, Point to, std::uint32_t colour, float thickness) {
    list().AddLine(vec(placed(from)), vec(placed(to)), colour, thickness);
}

void disc(Point centre, float radius, std::uint32_t colour) {
    list().AddCircleFilled(vec(placed(centre)), radius, colour);
}

void ring(Point centre, float radius, std::uint32_t colour, float thickness) {
    list().AddCircle(vec(placed(centre)), radius, colour, 0, thickness);
}

void hatch(Rect rect, std::uint32_t colour) {
    const Rect r = placed(rect);
    list().PushClipRect({r.x, r.y}, {r.right(), r.bottom()}, true);
    for (float x = r.x - r.h; x < r.right(); x += 7)
        list().AddLine({x, r.bottom()}, {x + r.h, r.y}, colour, 1.4f);
    list().PopClipRect();
}

void icon(Rect rect, Icon which, std::uint32_t colour) {
    const Rect r = placed(rect);
    const float size = std::min(r.w, r.h);
    stencil({r.x + (r.w - size) / 2, r.y + (r.h - size) / 2}, size, which, colour,
            look().right_to_left && turns_round(which));
}

void icon_at(Point centre, float size, Icon which, std::uint32_t colour) {
    stencil({centre.x - size / 2, centre.y - size / 2}, size, which, colour, false);
}

float text_width(std::string_view words, Style style) {
    return text::width(words, font_of(style));
}
float line_height_of(Style style) {
    return line_px(style);
}

float text_height(std::string_view words, Style style, float width) {
    return static_cast<float>(text::wrapped(words, font_of(style), width).size()) * line_px(style);
}

void text(Rect rect, std::string_view words, Style style, std::uint32_t colour, Align align) {
    const Rect box = placed(rect);
    const text::Font font = font_of(style);
    const std::vector<std::string>& lines = text::wrapped(words, font, box.w);
    const float height = line_px(style);
    const float all = height * static_cast<float>(lines.size());
    float y = box.y + (box.h - all) / 2;
    float widest = 0;
    for (const std::string& one : lines) {
        const float w = text::width(one, font);
        widest = std::max(widest, w);
        text::draw(list(), one, font, {start_of(box, w, align), y}, height, colour);
        y += height;
    }
    audit(words, widest, all, box);
}

void text_line(Rect rect, std::string_view words, Style style, std::uint32_t colour, Align align) {
    const Rect box = placed(rect);
    const text::Font font = font_of(style);
    std::string shown(words);
    std::replace(shown.begin(), shown.end(), '\n', ' ');
    float w = text::width(shown, font);
    if (w > box.w) {
        // Longest head that fits with an ellipsis, by halving; cut at a character's first byte.
        const std::string full = shown;
        std::size_t low = 0;
        std::size_t high = full.size();
        while (low + 1 < high) {
            std::size_t middle = (low + high) / 2;
            while (middle > low && (static_cast<unsigned char>(full[middle]) & 0xC0) == 0x80) --middle;
            if (middle == low) break;
            if (text::width(full.substr(0, middle) + "…", font) <= box.w) {
                low = middle;
            } else {
                high = middle;
            }
        }
        shown = full.substr(0, low) + "…";
        w = text::width(shown, font);
    }
    const float height = line_px(style);
    text::draw(list(), shown, font, {start_of(box, w, align), box.y + (box.h - height) / 2}, height, colour);
    audit(words, 0, height, box);
}

Icon icon_of(contribution::Theme theme) {
    static constexpr Icon by_theme[] = {Icon::Learning, Icon::Meeting, Icon::Youth,  Icon::Health,
                                        Icon::Culture,  Icon::Work,    Icon::Advice, Icon::Housing,
                                        Icon::Mobility, Icon::Safety,  Icon::Green,  Icon::Language};
    return by_theme[static_cast<std::size_t>(theme)];
}

std::uint32_t colour_of(contribution::Kind kind) {
    return kind == contribution::Kind::Need ? colours().need : colours().res;
}

void diamond_at(Point centre, float half, float corner, std::uint32_t colour) {
    diamond_path(centre, half, corner);
    list().PathFillConvex(colour);
}

void diamond_outline_at(Point centre, float half, float corner, std::uint32_t colour, float thickness) {
    diamond_path(centre, half, corner);
    list().PathStroke(colour, ImDrawFlags_Closed, thickness);
}

void mark_at(Point c, float r, contribution::Kind kind, contribution::Theme theme, MarkLook mark_look) {
    const Colours& p = colours();
    const std::uint32_t keyline = look().is_dark ? p.paper : 0xFFFFFFFF;
    const float edge = std::max(1.5f, 0.09f * r);
    const float gap = 0.34f * r + 1.2f;
    if (kind == contribution::Kind::Need) {
        const float half = 1.22f * r;
        const float corner = 0.2f * r;
        const float stroke = std::max(2.2f, 0.17f * r);
        if (mark_look.is_professional) {
            diamond_outline_at(c, half + gap * 1.41f, corner + gap * 0.8f, keyline, 0.12f * r + 2 * edge);
            diamond_outline_at(c, half + gap * 1.41f, corner + gap * 0.8f, p.need, std::max(1.5f, 0.12f * r));
        }
        diamond_at(c, half + edge * 1.41f, corner + edge * 0.8f, keyline);
        diamond_at(c, half, corner, mark_look.is_pending ? p.paper : p.surface);
        if (mark_look.is_pending) {
            diamond_path(c, half - stroke / 2, corner);
            stroke_dashed(p.need, stroke, 0.42f * r, 0.26f * r, true);
        } else {
            diamond_outline_at(c, half - stroke * 0.71f, corner * 0.8f, p.need, stroke);
        }
        if (!mark_look.is_plain) icon_at(c, 1.02f * r, icon_of(theme), p.need);
    } else {
        if (mark_look.is_professional) {
            list().AddCircle(vec(c), r + gap, keyline, 0, 0.12f * r + 2 * edge);
            list().AddCircle(vec(c), r + gap, p.res, 0, std::max(1.5f, 0.12f * r));
        }
        list().AddCircleFilled(vec(c), r + edge, keyline);
        if (mark_look.is_pending) {
            list().AddCircleFilled(vec(c), r, p.paper);
            list().PathArcTo(vec(c), r - 1.2f, 0, 6.2831853f, 40);
            stroke_dashed(p.res, std::max(2.2f, 0.15f * r), 0.42f * r, 0.26f * r, true);
            if (!mark_look.is_plain) icon_at(c, 1.22f * r, icon_of(theme), p.res);
        } else {
            list().AddCircleFilled(vec(c), r, p.res);
            if (!mark_look.is_plain) icon_at(c, 1.22f * r, icon_of(theme), p.on_res);
        }
    }
}

void mark(Rect rect, contribution::Kind kind, contribution::Theme theme, MarkLook mark_look) {
    const Rect r = placed(rect);
    const float outer = kind == contribution::Kind::Need ? 1.22f : 1.0f;
    mark_at(r.centre(), std::min(r.w, r.h) / 2 / outer * 0.92f, kind, theme, mark_look);
}

void begin_frame() {
    overflows.clear();
}

std::vector<std::string> overflows_of_frame() {
    return {overflows.begin(), overflows.end()};
}

} // namespace anker::ui::paint
