// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/allocation/allocate.hpp"
#include "core/jobs/job.hpp"

namespace anker::jobs {

/// The options of the job `allocate`, as its description lists them.
[[nodiscard]] std::vector<OptionSpec> allocate_option_specs();

/// What is told with the rule: `--amount` or `--posts`. The error is a sentence.
[[nodiscard]] Expected<allocation::Total, std::string> total_from(const Request& request,
                                                                  const allocation::Recipe& recipe);

/// The rule of an allocation: from the file `recipe` where it is given, and then no option may speak of the
/// rule too; otherwise from the options. Checked. The error is a sentence.
[[nodiscard]] Expected<allocation::Recipe, std::string> recipe_from(const Request& request);

} // namespace anker::jobs
