// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace anker::ui {

struct Point {
    float x = 0;
    float y = 0;
};

/// CSS pixels. Layout is written for left-to-right; where the language runs the other way everything is
/// mirrored on the screen's middle when it is painted (never the map).
struct Rect {
    float x = 0;
    float y = 0;
    float w = 0;
    float h = 0;

    [[nodiscard]] float right() const { return x + w; }
    [[nodiscard]] float bottom() const { return y + h; }
    [[nodiscard]] Point centre() const { return {x + w / 2, y + h / 2}; }
    [[nodiscard]] Rect inset(float all) const { return {x + all, y + all, w - 2 * all, h - 2 * all}; }
    [[nodiscard]] Rect inset(float horizontal, float vertical) const {
        return {x + horizontal, y + vertical, w - 2 * horizontal, h - 2 * vertical};
    }
    [[nodiscard]] bool contains(Point p) const {
        return p.x >= x && p.x < right() && p.y >= y && p.y < bottom();
    }
    [[nodiscard]] bool overlaps(const Rect& o) const {
        return x < o.right() && right() > o.x && y < o.bottom() && bottom() > o.y;
    }
};

/// Cuts parts off a rectangle, one after the other: `const Rect head = cut.top(52);`
class Cut {
public:
    explicit Cut(Rect rect) : m_rest(rect) {}
    Rect top(float h) {
        const Rect r{m_rest.x, m_rest.y, m_rest.w, h};
        m_rest.y += h;
        m_rest.h -= h;
        return r;
    }
    Rect bottom(float h) {
        m_rest.h -= h;
        return {m_rest.x, m_rest.bottom(), m_rest.w, h};
    }
    Rect start(float w) {
        const Rect r{m_rest.x, m_rest.y, w, m_rest.h};
        m_rest.x += w;
        m_rest.w -= w;
        return r;
    }
    Rect end(float w) {
        m_rest.w -= w;
        return {m_rest.right(), m_rest.y, w, m_rest.h};
    }
    [[nodiscard]] Rect rest() const { return m_rest; }

private:
    Rect m_rest;
};

} // namespace anker::ui
