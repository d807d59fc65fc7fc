// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"
#include "core/jobs/spatial_areas.hpp"
#include "core/spatial/getis_ord.hpp"

namespace anker::jobs {

/// The column a pattern is looked for in: the one that was named, or the only one.
[[nodiscard]] Expected<ValueTable, std::string> read_pattern_column(const Request& request);

/// `spatial moran`, and `spatial gi` and `gistar`. They add to `result`, which holds what reading gave.
[[nodiscard]] Expected<Result, std::string> find_clusters(const Request& request, const SpatialAreas& areas,
                                                          const Progress& progress, Result result);
[[nodiscard]] Expected<Result, std::string> find_hot_spots(const Request& request, const SpatialAreas& areas,
                                                           spatial::Self self, const Progress& progress,
                                                           Result result);

} // namespace anker::jobs
