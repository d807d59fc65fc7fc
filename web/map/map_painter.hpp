// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/app/model.hpp"
#include "web/map/base_map.hpp"
#include "web/map/gl/renderer.hpp"
#include "web/map/labels.hpp"
#include "web/map/marks.hpp"

#include <vector>

namespace anker::map {

/// Draws the whole map of a frame: WebGL layers first, then names, capsules, badges and halos through the
/// interface's draw list. Keeps what is on the graphics card in step with the model by comparing revisions.
class MapPainter {
public:
    void build() { m_renderer.build(); }

    /// An empty ground, where there is no map to show.
    void clear(const gl::Canvas& canvas, const ui::Colours& colours) {
        m_renderer.begin(canvas, colours, false);
    }

    /// WebGL part; call before the interface is rendered.
    void draw_ground(const app::Model& model, const BaseMap& base_map, const View& view, float pixel_ratio);
    /// Text and overlays of the map; call while the interface's draw list is open, before panels are painted.
    void draw_overlays(const app::Model& model, const BaseMap& base_map, const View& view);

    /// The mark or capsule under a finger, as drawn last.
    [[nodiscard]] std::optional<view::Row> mark_at(const app::Model& model, const View& view,
                                                   ui::Point finger) const;
    [[nodiscard]] bool is_capsule_at(const View& view, ui::Point finger) const;

private:
    void refresh(const app::Model& model, const View& view, bool shows_areas, bool is_plain);
    void draw_capsules(const View& view, std::vector<ui::Rect>& taken) const;
    void draw_marks_above(const app::Model& model, const View& view) const;
    void draw_badges(const app::Model& model, const View& view) const;
    void draw_area_voices(const app::Model& model, const View& view);

    gl::Renderer m_renderer;
    std::uint64_t m_marks_revision = ~std::uint64_t{0};
    bool m_marks_plain = false;
    std::uint32_t m_crowd_grid = 0;
    Crowds m_crowds;
    std::uint64_t m_boundary_key = 0;
    const void* m_areas_drawn = nullptr;
    std::uint64_t m_areas_key = 0;
    std::vector<geo::Position> m_area_middles;
};

/// Fill of each area by its index class; hatched where protected or not in the index.
[[nodiscard]] std::vector<gl::AreaFill> area_fills(const app::Model& model);

/// How large voices are drawn on the studio's map, the same in its legend: the shape's area follows the
/// number, and `top`, a round number no area exceeds, has the largest shape.
struct VoiceScale {
    double top = 0;          ///< 0 = no area has a number to draw
    bool is_per_1000 = true; ///< otherwise counts, because no population is known

    [[nodiscard]] double number_of(const figures::ShownArea& area, const figures::ShownCount& count) const;
    [[nodiscard]] float radius(double number) const;
};
[[nodiscard]] VoiceScale voice_scale(const figures::ShownFigures& figures);

} // namespace anker::map
