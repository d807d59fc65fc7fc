// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/complete_recipe.hpp"
#include "core/index/within_groups.hpp"

#include <string>
#include <string_view>

/// The steps of run_composite, each in a file of its own. Only for core/index.
namespace anker::index {

using Problem = Expected<void, std::string>;

/// Everything the levels are computed from, in one place.
struct Work {
    const ColumnTable& table;
    const CompositeRecipe& recipe;
    CompositeResult& result;
    RowGroups groups; ///< of the valid areas

    /// For sentences.
    [[nodiscard]] std::string name() const;
    [[nodiscard]] std::size_t level_index(std::string_view id) const;
    /// As it stands in the table, after `minus`.
    [[nodiscard]] double raw_value(const Input& input, std::size_t area) const;
};

/// Whether the table has every column, with values that its unit allows.
[[nodiscard]] Problem check_columns(const Work& work);

/// Which areas take part, the same in every level, and the groups they are in.
[[nodiscard]] Problem find_valid(Work& work);

/// One level from the columns and the levels before it; appended to the result.
[[nodiscard]] Problem compute_level(Work& work, const Level& level);

} // namespace anker::index
