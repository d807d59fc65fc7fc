// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/base_map/map_source.hpp"

#include <vector>

namespace anker::exchange {

/// The box in which most of the positions lie: half a per cent at each of its four sides may lie outside. A
/// file's own header box is not used: it may be far smaller than the content, and single ways or relations
/// reach far beyond both.
[[nodiscard]] geo::Box box_of_most(std::vector<geo::Position> positions);

/// Where the map's content lies, by its buildings and streets; by its surfaces where there are none.
[[nodiscard]] geo::Box extent_of(const MapSource& source);

/// The box, larger by this many metres on each side, and still on earth.
[[nodiscard]] geo::Box grown(const geo::Box& box, double metres);

} // namespace anker::exchange
