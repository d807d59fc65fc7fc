// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"

namespace anker::jobs {

/// `factor pca`: principal components, turned or not, with scores, loadings and weights of an index.
[[nodiscard]] Expected<Result, std::string> factor_components(const Request& request);
/// `factor ml`: one factor by maximum likelihood, from values or from a covariance matrix.
[[nodiscard]] Expected<Result, std::string> factor_one_factor(const Request& request);

} // namespace anker::jobs
