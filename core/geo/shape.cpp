// SPDX-License-Identifier: Apache-2.0
#include "core/geo/shape.hpp"

#include "core/geo/polygon.hpp"

namespace anker::geo {

bool is_valid(const Shape& shape) {
    const std::size_t n = shape.positions.size();
    if (n == 0 || n > max_shape_positions) return false;
    Box box;
    for (const Position p : shape.positions) {
        if (!is_on_earth(p.lon_e7, p.lat_e7)) return false;
        box.add(p);
    }
    if (std::int64_t{box.max.lon_e7} - box.min.lon_e7 > max_quartier_extent_e7) return false;
    if (std::int64_t{box.max.lat_e7} - box.min.lat_e7 > max_quartier_extent_e7) return false;
    switch (shape.kind) {
    case ShapeKind::Point:
        return n == 1;
    case ShapeKind::Line:
        return n >= 2;
    case ShapeKind::Area:
        return n >= 3 && !crosses_itself(shape.positions);
    }
    return false;
}

Position anchor_of(const Shape& shape, LocalScale scale) {
    if (shape.positions.empty()) return {};
    switch (shape.kind) {
    case ShapeKind::Point:
        return shape.positions.front();
    case ShapeKind::Line:
        return shape.positions[shape.positions.size() / 2];
    case ShapeKind::Area:
        return point_on_surface({Polygon{shape.positions, {}}}, scale);
    }
    return {};
}

} // namespace anker::geo
