// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"

namespace anker::jobs {

/// `disclose`: what of a table of people may be published.
[[nodiscard]] Job disclose_job();

} // namespace anker::jobs
