// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/basemap/tile.hpp"
#include "web/map/gl/canvas.hpp"

namespace anker::map::gl {

/// A base-map tile on the graphics card. Surfaces, buildings and lines apart, because all surfaces of all
/// tiles go below all streets, and all streets below all buildings.
struct TileMesh {
    Mesh surfaces;
    Mesh buildings;
    Mesh building_lines; ///< GL_LINES
    Mesh strokes;
};

/// `scale` turns 1e-7 degrees into metres: normals and dashes are in the plane people see.
[[nodiscard]] TileMesh mesh_of(const basemap::Tile& tile, geo::LocalScale scale);

/// Triangles of one polyline with joined corners and round ends, appended to `vertices` (StrokeVertex) and
/// `indices`.
struct StrokeVertex {
    float x, y;
    std::int16_t nx, ny; ///< 1/8192
    float distance_m;
    float class_number;
};
constexpr float normal_unit = 8192;
void append_stroke(std::span<const std::int32_t> xy, bool is_closed, float class_number, bool has_round_ends,
                   geo::LocalScale scale, std::vector<StrokeVertex>& vertices,
                   std::vector<std::uint32_t>& indices);
/// Uploads what append_stroke made.
void upload_strokes(Mesh& mesh, const std::vector<StrokeVertex>& vertices,
                    const std::vector<std::uint32_t>& indices);

} // namespace anker::map::gl
