// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/composite.hpp"
#include "core/uncertainty/linear_index.hpp"
#include "core/uncertainty/simulate.hpp"

#include <memory>

namespace anker::uncertainty {

/// A column whose values are shares found among these many cases.
struct ColumnNoise {
    std::string column;
    std::vector<double> denominators; ///< per area of the table; empty for counts
};

/// Standard error of a share found among `denominator` cases, in the unit of the value: that of a binomial at
/// (x + 1/2) / (n + 1), so that 0 of 20 is not certain. For Unit::Count it is the root of the count plus 1/2,
/// and there is no denominator.
[[nodiscard]] double standard_error(double value, double denominator, index::Unit unit);

/// One level of a recipe, ready to be drawn.
struct RecipeIndex {
    std::unique_ptr<Evaluation> evaluation;
    Reference reference;
    index::CompositeResult computed; ///< the whole recipe, unchanged
    std::size_t level = 0;
    bool is_linear = false; ///< false: every draw runs the whole recipe, ten to twenty times slower
    std::vector<std::string> notes;
};

/// Prepares `level` (its index in the recipe) for these variations; scales that cannot be used are taken out
/// of `variation` and noted. The error is one sentence: the recipe's own, a factor that this level cannot
/// vary, a denominator that is missing.
[[nodiscard]] Expected<RecipeIndex, std::string>
prepare(const index::ColumnTable& table, const index::CompositeRecipe& recipe, std::size_t level,
        const std::vector<ColumnNoise>& noise, Variation& variation);

/// Runs the whole recipe for every draw: for levels made of other levels, geometric means, counts, weights
/// fitted by the data, and everything else that is no weighted sum of columns. Table and recipe are copied.
[[nodiscard]] std::unique_ptr<Evaluation>
general_evaluation(const index::ColumnTable& table, const index::CompositeRecipe& recipe, std::size_t level,
                   const std::vector<ColumnNoise>& noise, const index::CompositeResult& computed);

} // namespace anker::uncertainty
