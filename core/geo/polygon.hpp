// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/geo/position.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace anker::geo {

/// A closed line: the last position joins the first, which is not repeated.
using Ring = std::vector<Position>;

/// One outer ring and its holes. Orientation does not matter (even-odd rule).
struct Polygon {
    Ring outer;
    std::vector<Ring> holes;
    friend bool operator==(const Polygon&, const Polygon&) = default;
};

using MultiPolygon = std::vector<Polygon>;

/// Whether `p` lies in the polygon; a point on its border is inside. Exact: 64-bit integers, differences at
/// most 5 degrees.
[[nodiscard]] bool contains(const Polygon& polygon, Position p);
[[nodiscard]] bool contains(const MultiPolygon& polygons, Position p);

[[nodiscard]] Box bounds(const MultiPolygon& polygons);

/// Area in square metres (shoelace on the local plane), holes taken off. For display and tests.
[[nodiscard]] double area_m2(const MultiPolygon& polygons, LocalScale scale);

/// A point inside the largest polygon, far from its border on a coarse grid: where a label or mark for the
/// area stands. Falls back to the first vertex of a degenerate polygon.
[[nodiscard]] Position point_on_surface(const MultiPolygon& polygons, LocalScale scale);

/// Two edges of the ring cross or touch other than at shared ends; or fewer than three different positions.
/// Quadratic: for what people draw (at most a few hundred positions), not for imports.
[[nodiscard]] bool crosses_itself(std::span<const Position> ring);

} // namespace anker::geo
