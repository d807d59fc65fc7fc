// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"

namespace anker::jobs {

/// `uncertainty`: how ranks and classes of an index move when its choices and small numbers move.
[[nodiscard]] Job uncertainty_job();

} // namespace anker::jobs
