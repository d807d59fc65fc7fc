// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"

namespace anker::jobs {

/// `access`: supply within reach per person, by floating catchment areas.
[[nodiscard]] Job access_job();

} // namespace anker::jobs
