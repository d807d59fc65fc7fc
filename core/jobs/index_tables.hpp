// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/composite.hpp"

#include <string>
#include <string_view>

/// The tables of the job `index`.
namespace anker::jobs {

/// Name of a class; empty where it has none.
[[nodiscard]] std::string_view class_name(const index::Level& level, int number);
[[nodiscard]] bool has_classes(const index::Level& level);

/// Per area: why it was left out, value, rank and class of every level, and bounds where the recipe asks for
/// them.
[[nodiscard]] std::string areas_table(const index::ColumnTable& table, const std::string& key_column,
                                      const index::CompositeRecipe& recipe,
                                      const index::CompositeResult& result);

/// Per area, level and input: how the value came about, and how far it is from the next classes.
[[nodiscard]] std::string derivation_table(const index::ColumnTable& table, const std::string& key_column,
                                           const index::CompositeRecipe& recipe,
                                           const index::CompositeResult& result);

} // namespace anker::jobs
