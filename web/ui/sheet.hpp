// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/ui/controls.hpp"

#include <optional>

namespace anker::ui {

/// Whether there is room for panels beside the map instead of a sheet over it.
[[nodiscard]] bool is_wide();
/// A phone with text so large that two controls no longer fit side by side.
[[nodiscard]] bool is_narrow();

/// The furniture at the map's edge: a sheet at the bottom of a phone, a card at the start side of a wide
/// screen. As high as its content (known from the last frame), at most `most` of the screen; longer content
/// scrolls.
class Sheet {
public:
    explicit Sheet(std::string_view key, float most = 0.66f);
    /// Notes the content's end, so that the next frame fits.
    ~Sheet();
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;

    /// The column content is laid out in. `top` moves down with every `take`.
    [[nodiscard]] Rect take(float height, float gap_above = 0);
    [[nodiscard]] Rect room() const { return {m_column.x, m_y, m_column.w, 4000}; }
    void skip(float height) { m_y += height; }
    [[nodiscard]] Rect rect() const { return m_rect; }

private:
    Rect m_rect;
    Rect m_column;
    float m_y = 0;
    float m_top = 0;
    sem::NodeId m_id;
    std::optional<Scroll> m_scroll;
};

/// Where the sheet drawn last in this frame lies.
[[nodiscard]] Rect last_sheet();

} // namespace anker::ui
