// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"

namespace anker::jobs {

/// `factor`: principal components or a one-factor model of some columns, with scores, loadings and
/// diagnostics.
[[nodiscard]] Job factor_job();

} // namespace anker::jobs
