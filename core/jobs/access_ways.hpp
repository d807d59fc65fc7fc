// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/access/catchment.hpp"
#include "core/base/expected.hpp"
#include "core/jobs/job.hpp"
#include "core/jobs/value_table.hpp"
#include "core/json/fields.hpp"

#include <string>
#include <vector>

namespace anker::jobs {

/// Ways in minutes, and for the report how they were found.
struct AccessWays {
    access::TravelTable minutes;
    json::Json described;
};

/// The ways of the job `access`: as given, along streets, or straight. Without given ways the columns 1 and 2
/// of both tables are longitude and latitude in degrees.
[[nodiscard]] Expected<AccessWays, std::string> access_ways(const Request& request, const ValueTable& demand,
                                                            const ValueTable& supply,
                                                            std::vector<std::string>& notes);

} // namespace anker::jobs
