// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/basemap/tile.hpp"
#include "server/geo/base_map/map_source.hpp"

#include <vector>

namespace anker::exchange {

/// A name on a straight piece of its street.
struct PlacedLabel {
    std::string text;
    basemap::StrokeClass stroke = basemap::StrokeClass::Residential;
    geo::Position centre;
    std::int32_t dx = 0, dy = 0; ///< from the centre to the end of the piece; dx >= 0
};

/// How long a piece of street must be for its name, and how far apart the same name may come again.
struct LabelRule {
    double longest_run_m = 450; ///< longer streets get several labels instead of one that leaves the street
    double metres_per_character = 2.3;
    double apart_m = 220;
};

/// A letter takes about 6 px of a street label. Detail tiles: the name fits at zoom 18 (0.38 m per px in the
/// Ruhr). Overview tiles: it fits where the overview ends, near zoom 15 (3 m per px).
constexpr LabelRule detail_labels{450, 2.3, 220};
constexpr LabelRule overview_labels{1'500, 18, 1'200};

/// Streets are put together from all lines of one name and class; labels go on runs that bend by less than 2
/// % of their length, the longest first.
[[nodiscard]] std::vector<PlacedLabel> place_labels(const std::vector<const MapLine*>& streets,
                                                    geo::LocalScale scale, const LabelRule& rule);

} // namespace anker::exchange
