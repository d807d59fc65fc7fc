// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/composite.hpp"

namespace anker::index {

/// run_composite without what the recipe says about missing values: areas that lack one are left out.
[[nodiscard]] Expected<CompositeResult, std::string> run_complete(const ColumnTable& table,
                                                                  const CompositeRecipe& recipe);

/// Whether an area may take part: not excluded by decision, and large enough.
[[nodiscard]] Exclusion exclusion_of(const ColumnTable& table, const CompositeRecipe& recipe,
                                     std::size_t area);

/// What the unit allows; nothing where it sets no limit on one of the sides.
[[nodiscard]] std::optional<Bounds> limits_of(Unit unit);

/// A table in which regressions have filled in what was missing, and what they found. The error names the
/// column: too few rows, predictors that follow from each other.
struct Imputed {
    ColumnTable table;
    std::vector<ImputedColumn> columns;
};
[[nodiscard]] Expected<Imputed, std::string> impute(const ColumnTable& table, const CompositeRecipe& recipe);

/// For every area that lacks a value the lowest and the highest index with feasible values in their place.
/// All other numbers (means, deviations, weights, borders) stay as `computed` has them.
[[nodiscard]] Expected<std::vector<BoundedArea>, std::string>
bounds_of_incomplete(const ColumnTable& table, const CompositeRecipe& recipe,
                     const CompositeResult& computed);

/// Why these rules about missing values do not fit the recipe; empty where they do.
[[nodiscard]] std::string fault_in_missing(const CompositeRecipe& recipe);

} // namespace anker::index
