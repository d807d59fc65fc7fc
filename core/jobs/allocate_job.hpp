// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"

namespace anker::jobs {

/// `allocate`: money or posts over areas or institutions. See docs/cli/allocate.md.
[[nodiscard]] Job allocate_job();

} // namespace anker::jobs
