// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/composite.hpp"
#include "core/jobs/job.hpp"
#include "core/jobs/value_table.hpp"

namespace anker::jobs {

/// `index`: values and a recipe become index values, ranks and classes, with their derivation.
[[nodiscard]] Job index_job();

/// The recipe in a file, for every job that takes one. The error names the file and the field.
[[nodiscard]] Expected<index::CompositeRecipe, std::string> read_recipe(const File& file);

/// The values that a recipe needs, and the name of the column with the area keys. One row per area, or per
/// area and group where the recipe has groups.
[[nodiscard]] Expected<index::ColumnTable, std::string>
read_columns(const File& file, const index::CompositeRecipe& recipe, std::string& key_column);

} // namespace anker::jobs
