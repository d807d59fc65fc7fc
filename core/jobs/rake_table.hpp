// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"

namespace anker::jobs {

/// `rake --seed`: fits a table to row and column totals. Its last column holds the row targets, its last row
/// the column targets (the corner is empty, or their sum); a first column of texts names the rows.
[[nodiscard]] Expected<Result, std::string> rake_table(const Request& request);

} // namespace anker::jobs
