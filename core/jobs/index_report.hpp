// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/composite.hpp"

#include <string>

namespace anker::jobs {

/// The report of the job `index` (JSON): the recipe, areas left out, and per level what was fitted and what
/// the inputs have to do with each other.
[[nodiscard]] std::string index_report(const index::ColumnTable& table, const index::CompositeRecipe& recipe,
                                       const index::CompositeResult& result);

} // namespace anker::jobs
