// SPDX-License-Identifier: Apache-2.0
#include "web/ui/sheet.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace anker::ui {

namespace {
std::map<sem::NodeId, float> heights;
Rect last;
} // namespace

bool is_wide() {
    return look().width / look().em > 52;
}

bool is_narrow() {
    return look().width < em(17);
}

Sheet::Sheet(std::string_view key, float most) : m_id(node_id(key)) {
    const Look& l = look();
    const float padding_x = em(1.1f);
    const float padding_y = em(1.3f);
    const auto known = heights.find(m_id);
    const float content = (known != heights.end() ? known->second : l.height * 0.4f) + 2 * padding_y;
    if (is_wide()) {
        const float margin = em(1.25f);
        const float h = std::min(content, l.height - em(6.5f) - margin);
        m_rect = {margin, l.height - margin - h, em(25), h};
        paint::surface(m_rect, colours().paper, em(radius::sheet_top / 16), paint::Elevation::Floating);
    } else {
        const float h = std::min(content, l.height * most);
        m_rect = {0, l.height - h, l.width, h};
        paint::sheet(m_rect, colours().paper, em(radius::sheet_top / 16));
    }
    last = m_rect;
    block_map(std::string(key) + "-panel", m_rect);
    m_scroll.emplace(key, m_rect);
    m_column = m_scroll->content().inset(padding_x, 0);
    m_top = m_scroll->content().y + padding_y;
    m_y = m_top;
}

Sheet::~Sheet() {
    const float content = std::round(m_y - m_top);
    m_scroll->ends_at(m_y + em(1.3f));
    float& known = heights[m_id];
    if (std::abs(known - content) > 0.5f) {
        known = content;
        note_layout_changed();
    }
}

Rect Sheet::take(float height, float gap_above) {
    m_y += gap_above;
    const Rect r{m_column.x, m_y, m_column.w, height};
    m_y += height;
    return r;
}

Rect last_sheet() {
    return last;
}

} // namespace anker::ui
