// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/access/catchment.hpp"
#include "core/access/street_graph.hpp"
#include "core/base/expected.hpp"
#include "core/geo/position.hpp"

#include <span>
#include <string>
#include <vector>

namespace anker::access {

/// Metres per 1e-7 degree in the middle of these positions, as geo::local_scale_at, but with our own cosine:
/// results leave the program, so native and wasm must agree. The error says that they lie too far apart for
/// one plane (5 degrees).
[[nodiscard]] Expected<geo::LocalScale, std::string> plane_of(std::span<const geo::Position> demand,
                                                              std::span<const geo::Position> supply);

/// Minutes to walk `metres` at `speed` metres per second.
[[nodiscard]] constexpr double minutes_from(double metres, double speed) {
    return metres / speed / 60;
}

/// As the crow flies times a factor for the detours of streets.
[[nodiscard]] TravelTable straight_ways(std::span<const geo::Position> demand,
                                        std::span<const geo::Position> supply, geo::LocalScale scale,
                                        double detour, double speed);

struct StreetWays {
    TravelTable minutes;
    std::vector<std::size_t> demand_off_streets; ///< farther than `max_off_m` from every street: unreachable
    std::vector<std::size_t> supply_off_streets;
};

/// Shortest ways along streets (Dijkstra 1959): straight to the nearest street, along streets, straight to
/// the door. Two equal positions are 0 apart.
[[nodiscard]] StreetWays street_ways(const StreetGraph& streets, std::span<const geo::Position> demand,
                                     std::span<const geo::Position> supply, double max_off_m, double speed);

} // namespace anker::access
