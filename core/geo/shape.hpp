// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/geo/position.hpp"

#include <cstdint>
#include <vector>

namespace anker::geo {

enum class ShapeKind : std::uint8_t { Point, Line, Area };

/// What a person draws for one contribution: a point (one position), a line (2 or more), an area (one ring of
/// 3 or more, not closed).
struct Shape {
    ShapeKind kind = ShapeKind::Point;
    std::vector<Position> positions;
    friend bool operator==(const Shape&, const Shape&) = default;
};

/// More than a finger draws; keeps one contribution below a message of 16 KiB.
constexpr std::size_t max_shape_positions = 500;

/// Counts, range, and for areas no crossing of itself.
[[nodiscard]] bool is_valid(const Shape& shape);

/// Where the contribution's mark stands: the point, the middle vertex of a line, a point on an area's
/// surface.
[[nodiscard]] Position anchor_of(const Shape& shape, LocalScale scale);

} // namespace anker::geo
