// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/jobs/job.hpp"
#include "core/spatial/neighbours.hpp"

#include <string>
#include <vector>

namespace anker::jobs {

/// Neighbours as a file tells them, with what a person should know about it.
struct NeighboursInput {
    spatial::Neighbours neighbours; ///< of `keys`, in their order
    std::vector<std::string> notes;
};

/// An edge list: first column an area, second column its neighbour, a column `weight` where there is one.
/// Self edges are left out, a repeated edge counts once, a weight of 0 is no edge. The error names the line:
/// a negative or missing weight, one pair with two weights, no area in common with `keys_file`.
[[nodiscard]] Expected<NeighboursInput, std::string>
neighbours_from_edge_list(const File& file, const std::vector<std::string>& keys,
                          const std::string& keys_file, spatial::Reading reading);

/// The areas' polygons (GeoJSON): those that touch are neighbours. `tolerance` < 0 = the usual one.
struct AreasReading {
    std::string key; ///< the property with the area key
    bool is_rook = false;
    double tolerance = -1;
};
[[nodiscard]] Expected<NeighboursInput, std::string>
neighbours_from_areas(const File& file, const std::vector<std::string>& keys, const std::string& keys_file,
                      const AreasReading& reading);

} // namespace anker::jobs
