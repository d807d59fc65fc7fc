// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/area_set.hpp"
#include "server/geo/common/watch.hpp"

#include <string>
#include <vector>

namespace anker::exchange {

/// How well areas fit together, and where they end.
struct Topology {
    std::size_t overlapping_pairs = 0; ///< by more than a square metre
    double overlap_m2 = 0;
    std::string worst_overlap; ///< the two keys
    double worst_overlap_m2 = 0;
    std::size_t gaps = 0; ///< holes in the union, larger than a square metre
    double gaps_m2 = 0;
    geo::Position largest_gap;
    double largest_gap_m2 = 0;
    double union_m2 = 0;
    geo::Box extent;
    /// Outline of the union, simplified to what a Quartier's boundary may hold. Slivers between areas are
    /// closed.
    geo::MultiPolygon boundary;
    double boundary_tolerance_m = 0;
};

[[nodiscard]] Expected<Topology, std::string> topology_of(const std::vector<aggregate::Area>& areas,
                                                          Watch& watch);

} // namespace anker::exchange
