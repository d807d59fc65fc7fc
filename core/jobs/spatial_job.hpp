// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"

namespace anker::jobs {

/// `spatial`: hot spots (gi, gistar), local and global Moran (moran), and rates drawn towards a mean (eb).
[[nodiscard]] Job spatial_job();

} // namespace anker::jobs
