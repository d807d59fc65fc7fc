// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/geo/position.hpp"

#include <span>
#include <vector>

namespace anker::exchange {

using Line = std::vector<geo::Position>;

/// The parts of a line that lie in the box, in order. Where the line leaves and comes back, a new part
/// begins.
[[nodiscard]] std::vector<Line> cut_line(std::span<const geo::Position> line, const geo::Box& box);

/// Fewer positions, none further than `tolerance_m` from the original line (Douglas and Peucker 1973).
[[nodiscard]] Line simplified_line(std::span<const geo::Position> line, geo::LocalScale scale,
                                   double tolerance_m);

} // namespace anker::exchange
