// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"

namespace anker::jobs {

/// `synthesis`: voices beside index class and supply, per area and theme.
[[nodiscard]] Job synthesis_job();

} // namespace anker::jobs
