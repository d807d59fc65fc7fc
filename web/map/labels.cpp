// SPDX-License-Identifier: Apache-2.0
#include "web/map/labels.hpp"

#include "web/ui/look.hpp"
#include "web/ui/text.hpp"

#include <cmath>

namespace anker::map {

namespace {

/// First zoom of names per street class (tokens `map.streets.*.label_from`).
double name_from_zoom(basemap::StrokeClass stroke) {
    switch (stroke) {
    case basemap::StrokeClass::Secondary:
        return 14;
    case basemap::StrokeClass::Residential:
        return 15.5;
    case basemap::StrokeClass::LivingStreet:
        return 16;
    default:
        return 17;
    }
}

} // namespace

void draw_street_names(const std::vector<StreetName>& names, const View& view,
                       const std::vector<ui::Rect>& taken, float name_px) {
    const double zoom = view.mercator_zoom();
    const ui::Colours& c = ui::colours();
    std::vector<ui::Rect> used = taken;
    std::vector<std::pair<const std::string*, ui::Point>> placed;
    const ui::Rect screen{-40, -40, ui::look().width + 80, ui::look().height + 80};
    for (const StreetName& name : names) {
        if (zoom < name_from_zoom(name.stroke)) continue;
        const ui::Point centre = view.screen_from(name.centre);
        if (!screen.contains(centre)) continue;
        const ui::Point end = view.screen_from(name.end);
        const ui::text::Font font{name_px, name.stroke == basemap::StrokeClass::Secondary ? 600 : 500};
        const float half = ui::text::width(name.text, font) / 2;
        const float run = std::hypot(end.x - centre.x, end.y - centre.y);
        if (run < half * 0.9f) continue;
        const ui::Point along{(end.x - centre.x) / run, (end.y - centre.y) / run};
        // The same name not twice within a hand's breadth.
        bool is_free = true;
        for (const auto& [text, at] : placed)
            is_free = is_free && (*text != name.text || std::hypot(at.x - centre.x, at.y - centre.y) > 280);
        // A turned name as a chain of small boxes.
        const int boxes = std::max(1, static_cast<int>(std::ceil(2 * half / name_px)));
        std::vector<ui::Rect> chain;
        for (int i = 0; i < boxes && is_free; ++i) {
            const float t = -half + (static_cast<float>(i) + 0.5f) * 2 * half / static_cast<float>(boxes);
            const ui::Rect box{centre.x + along.x * t - name_px * 0.6f,
                               centre.y + along.y * t - name_px * 0.6f, name_px * 1.2f, name_px * 1.2f};
            for (const ui::Rect& other : used) is_free = is_free && !box.overlaps(other);
            chain.push_back(box);
        }
        if (!is_free) continue;
        used.insert(used.end(), chain.begin(), chain.end());
        placed.emplace_back(&name.text, centre);
        ui::text::draw_turned(*ui::look().list, name.text, font, centre, along, c.map.lbl, c.map.halo, 3.4f);
    }
}

} // namespace anker::map
