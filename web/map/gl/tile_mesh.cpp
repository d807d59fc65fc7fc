// SPDX-License-Identifier: Apache-2.0
#include "web/map/gl/tile_mesh.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace anker::map::gl {

namespace {

struct FillVertex {
    float x, y, class_number;
};

struct Vec {
    double x = 0;
    double y = 0;
};

std::int16_t packed(double v) {
    return static_cast<std::int16_t>(std::clamp(v * normal_unit, -32767.0, 32767.0));
}

bool is_building(basemap::FillClass fill) {
    return fill >= basemap::FillClass::BuildingSecondary;
}

void upload_fills(Mesh& mesh, const std::vector<FillVertex>& vertices,
                  const std::vector<std::uint32_t>& indices) {
    if (indices.empty()) return;
    mesh.upload(
        vertices.data(), vertices.size() * sizeof(FillVertex), sizeof(FillVertex),
        {{0, 2, GL_FLOAT, GL_FALSE, 0}, {1, 1, GL_FLOAT, GL_FALSE, offsetof(FillVertex, class_number)}},
        indices);
}

} // namespace

void append_stroke(std::span<const std::int32_t> xy, bool is_closed, float class_number, bool has_round_ends,
                   geo::LocalScale scale, std::vector<StrokeVertex>& vertices,
                   std::vector<std::uint32_t>& indices) {
    // Positions in metres (y north); repeated ones would have no direction.
    std::vector<Vec> points;
    std::vector<std::size_t> from;
    for (std::size_t i = 0; i + 1 < xy.size(); i += 2) {
        const Vec p{scale.east_m(xy[i]), scale.north_m(xy[i + 1])};
        if (!points.empty() && std::abs(points.back().x - p.x) + std::abs(points.back().y - p.y) < 0.01)
            continue;
        points.push_back(p);
        from.push_back(i);
    }
    if (is_closed && points.size() > 2) {
        points.push_back(points.front());
        from.push_back(from.front());
    }
    const std::size_t n = points.size();
    if (n < 2) return;
    std::vector<Vec> directions;
    std::vector<double> along(n, 0.0);
    for (std::size_t i = 0; i + 1 < n; ++i) {
        const Vec d{points[i + 1].x - points[i].x, points[i + 1].y - points[i].y};
        const double length = std::hypot(d.x, d.y);
        directions.push_back(length > 0 ? Vec{d.x / length, d.y / length} : Vec{1, 0});
        along[i + 1] = along[i] + length;
    }
    const auto vertex = [&](std::size_t i, Vec normal) {
        vertices.push_back({static_cast<float>(xy[from[i]]), static_cast<float>(xy[from[i] + 1]),
                            packed(normal.x), packed(-normal.y), static_cast<float>(along[i]), class_number});
        return static_cast<std::uint32_t>(vertices.size() - 1);
    };
    const auto left_of = [](Vec d) { return Vec{-d.y, d.x}; };
    const auto negative = [](Vec v) { return Vec{-v.x, -v.y}; };
    std::uint32_t last_left = 0;
    std::uint32_t last_right = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const Vec before = i > 0 ? directions[i - 1] : is_closed ? directions.back() : directions[0];
        const Vec after = i + 1 < n ? directions[i] : is_closed ? directions.front() : directions.back();
        const double cosine = before.x * after.x + before.y * after.y;
        const bool is_sharp = cosine < -0.2; // a mitre would stick out: end one piece and begin another
        Vec normal = left_of({before.x + after.x, before.y + after.y});
        const double length = std::hypot(normal.x, normal.y);
        normal = is_sharp || length < 1e-6 ? left_of(before) : Vec{normal.x / length, normal.y / length};
        if (!is_sharp) {
            const double stretch =
                1 / std::max(0.5, normal.x * left_of(before).x + normal.y * left_of(before).y);
            normal = {normal.x * stretch, normal.y * stretch};
        }
        const std::uint32_t left = vertex(i, normal);
        const std::uint32_t right = vertex(i, negative(normal));
        if (i > 0) {
            for (const std::uint32_t index : {last_left, last_right, left, last_right, right, left})
                indices.push_back(index);
        }
        last_left = left;
        last_right = right;
        if (is_sharp && i > 0 && i + 1 < n) {
            const Vec next = left_of(after);
            const std::uint32_t l = vertex(i, next);
            const std::uint32_t r = vertex(i, negative(next));
            const std::uint32_t middle = vertex(i, {0, 0});
            for (const std::uint32_t index : {left, l, middle, right, r, middle}) indices.push_back(index);
            last_left = l;
            last_right = r;
        }
    }
    if (is_closed || !has_round_ends) return;
    for (const bool at_start : {true, false}) {
        const std::size_t i = at_start ? 0 : n - 1;
        const Vec d = at_start ? negative(directions.front()) : directions.back();
        const Vec side = left_of(d);
        const std::uint32_t middle = vertex(i, {0, 0});
        std::uint32_t previous = vertex(i, side);
        constexpr int steps = 5;
        for (int k = 1; k <= steps; ++k) {
            const double angle = 3.14159265358979 * k / steps;
            const std::uint32_t next = vertex(i, {side.x * std::cos(angle) + d.x * std::sin(angle),
                                                  side.y * std::cos(angle) + d.y * std::sin(angle)});
            for (const std::uint32_t index : {middle, previous, next}) indices.push_back(index);
            previous = next;
        }
    }
}

void upload_strokes(Mesh& mesh, const std::vector<StrokeVertex>& vertices,
                    const std::vector<std::uint32_t>& indices) {
    if (indices.empty()) return;
    mesh.upload(vertices.data(), vertices.size() * sizeof(StrokeVertex), sizeof(StrokeVertex),
                {{0, 2, GL_FLOAT, GL_FALSE, 0},
                 {1, 2, GL_SHORT, GL_FALSE, offsetof(StrokeVertex, nx)},
                 {2, 1, GL_FLOAT, GL_FALSE, offsetof(StrokeVertex, distance_m)},
                 {3, 1, GL_FLOAT, GL_FALSE, offsetof(StrokeVertex, class_number)}},
                indices);
}

TileMesh mesh_of(const basemap::Tile& tile, geo::LocalScale scale) {
    TileMesh result;
    std::vector<FillVertex> surface_vertices;
    std::vector<FillVertex> building_vertices;
    std::vector<std::uint32_t> surface_indices;
    std::vector<std::uint32_t> building_indices;
    std::vector<std::uint32_t> line_indices;
    for (const basemap::FillMesh& mesh : tile.fills) {
        const bool building = is_building(mesh.fill);
        auto& vertices = building ? building_vertices : surface_vertices;
        auto& indices = building ? building_indices : surface_indices;
        const auto base = static_cast<std::uint32_t>(vertices.size());
        for (std::size_t i = 0; i + 1 < mesh.xy.size(); i += 2) {
            vertices.push_back({static_cast<float>(mesh.xy[i]), static_cast<float>(mesh.xy[i + 1]),
                                static_cast<float>(mesh.fill)});
        }
        for (const std::uint32_t index : mesh.indices) indices.push_back(base + index);
        std::uint32_t ring = base;
        for (const std::uint32_t length : mesh.outlines) {
            for (std::uint32_t k = 0; k < length; ++k) {
                line_indices.push_back(ring + k);
                line_indices.push_back(ring + (k + 1) % length);
            }
            ring += length;
        }
    }
    upload_fills(result.surfaces, surface_vertices, surface_indices);
    upload_fills(result.buildings, building_vertices, building_indices);
    upload_fills(result.building_lines, building_vertices, line_indices);

    std::vector<StrokeVertex> vertices;
    std::vector<std::uint32_t> indices;
    for (const basemap::Stroke& stroke : tile.strokes) {
        const bool is_road = stroke.stroke >= basemap::StrokeClass::Service &&
                             stroke.stroke <= basemap::StrokeClass::Secondary;
        append_stroke(stroke.xy, false, static_cast<float>(stroke.stroke), is_road, scale, vertices, indices);
    }
    upload_strokes(result.strokes, vertices, indices);
    return result;
}

} // namespace anker::map::gl
