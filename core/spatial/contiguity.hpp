// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/spatial/areas_geojson.hpp"
#include "core/spatial/neighbours.hpp"

#include <span>

namespace anker::spatial {

enum class Contiguity {
    Queen, ///< the borders share a point
    Rook   ///< the borders share a piece of some length
};

/// Points nearer than this are one point: 1e-6 where all coordinates can be degrees (about 10 cm), else 0.1
/// (10 cm of a plane in metres).
[[nodiscard]] double usual_tolerance(std::span<const BorderedArea> areas);

/// Which areas touch. A vertex of one area also touches where it lies on another one's border between two
/// vertices (within the tolerance), so the areas need not share all vertices. What is not found: neighbours
/// across a gap wider than the tolerance, and areas whose borders only cross (they overlap) without a common
/// point. Chains of points that are each within the tolerance of the next become one point.
/// The error: coordinates beyond 1e9, or a tolerance too small for them.
[[nodiscard]] Expected<Neighbours, std::string> contiguous_areas(std::span<const BorderedArea> areas,
                                                                 Contiguity contiguity, double tolerance);

} // namespace anker::spatial
