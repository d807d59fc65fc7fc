// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"

namespace anker::jobs {

/// `rake`: weights for people who took part without being a sample, what they change, and what they cannot
/// repair; or a table fitted to row and column totals.
[[nodiscard]] Job rake_job();

} // namespace anker::jobs
