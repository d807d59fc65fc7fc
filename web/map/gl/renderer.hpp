// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/area_set.hpp"
#include "core/geo/polygon.hpp"
#include "web/map/gl/tile_mesh.hpp"
#include "web/ui/look.hpp"

#include <span>
#include <utility>
#include <vector>

namespace anker::map::gl {

/// A base-map tile to draw, where it lies, and which level it is.
struct PlacedTile {
    const TileMesh* mesh = nullptr;
    geo::Position corner;
};

/// One mark as the shader reads it.
struct MarkVertex {
    float x, y;         ///< 1e-7 degrees from the layer's origin
    std::uint8_t flags; ///< 1 resource, 2 professional, 4 dot without pictogram
    std::uint8_t theme;
    std::uint8_t radius_quarter_px; ///< 0 = not drawn
    std::uint8_t unused;
};

/// A contribution drawn as a line or an area.
struct DrawnShape {
    bool is_resource = false;
    bool is_area = false;
    const std::vector<geo::Position>* positions = nullptr;
};

/// How each area is filled.
struct AreaFill {
    std::uint32_t colour = 0; ///< A B G R with alpha
    bool is_hatched = false;
};

/// Draws everything of the map that is not text: below the interface, with WebGL alone.
class Renderer {
public:
    void build();

    void begin(const Canvas& canvas, const ui::Colours& colours, bool has_boundary);
    /// The Quartier's own ground inside its boundary, by stencil: no triangulation needed.
    void ground(const Canvas& canvas, const ui::Colours& colours);
    void base_map(const Canvas& canvas, const ui::Colours& colours, const std::vector<PlacedTile>& tiles,
                  bool is_muted);
    void areas(const Canvas& canvas);
    /// What lies outside the Quartier steps back; then its dashed line.
    void boundary(const Canvas& canvas, const ui::Colours& colours);
    void shapes(const Canvas& canvas, const ui::Colours& colours, bool is_dark);
    void marks(const Canvas& canvas, const ui::Colours& colours, bool is_dark, float radius_factor);

    void set_boundary(const geo::MultiPolygon& boundary, geo::LocalScale scale);
    void set_areas(const aggregate::AreaSet& set, const std::vector<AreaFill>& fills, std::uint32_t border,
                   geo::LocalScale scale);
    void set_marks(const std::vector<MarkVertex>& marks, geo::Position origin);
    void set_shapes(const std::vector<DrawnShape>& shapes, geo::Position origin, geo::LocalScale scale);

private:
    void stroke_pass(const Canvas& canvas, const ui::Colours& colours, const std::vector<PlacedTile>& tiles,
                     bool is_casing);
    void use_fill(const ui::Colours& colours, bool is_muted) const;
    void flat(std::uint32_t colour, float alpha) const;
    /// Fills what is odd under the fans of these rings, or what is even.
    enum class Side { Inside, Outside };
    void fill_rings(const Canvas& canvas, const Mesh& fan,
                    std::span<const std::pair<std::size_t, std::size_t>> rings, geo::Position corner,
                    std::uint32_t colour, float alpha, Side side);
    void paint_icons();

    Program m_fill;
    Program m_stroke;
    Program m_mark;
    Program m_area;
    GLuint m_icons = 0;
    Mesh m_boundary_fan;
    std::vector<std::pair<std::size_t, std::size_t>> m_boundary_rings;
    geo::Position m_boundary_corner;
    Mesh m_boundary_line;
    Mesh m_cover;
    Mesh m_area_fill;
    Mesh m_area_lines;
    geo::Position m_area_corner;
    std::uint32_t m_area_border = 0;
    Mesh m_marks;
    geo::Position m_mark_origin;
    Mesh m_shape_fan;
    Mesh m_shape_lines;
    std::vector<std::pair<std::pair<std::size_t, std::size_t>, bool>>
        m_shape_rings; ///< first and count, resource
    geo::Position m_shape_origin;
};

} // namespace anker::map::gl
