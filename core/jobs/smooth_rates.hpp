// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"

namespace anker::jobs {

/// `spatial eb`: rates drawn towards the mean of all areas, and of their neighbours where a file tells them.
[[nodiscard]] Expected<Result, std::string> smooth_rates(const Request& request);

} // namespace anker::jobs
