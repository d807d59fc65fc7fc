// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/index/composite.hpp"

#include <string>
#include <string_view>

namespace anker::index {

/// What a column of the stored numbers is called: `unemployed@2020`; the population is `population@2020`.
struct DatedColumn {
    std::string id;   ///< of an indicator, or `population_id`
    std::string date; ///< empty = not said
};
constexpr std::string_view population_id = "population";
[[nodiscard]] DatedColumn dated_column(std::string_view column);
[[nodiscard]] std::string column_name(std::string_view id, std::string_view date);

/// More classes than this are no colours on a map.
constexpr int max_shown_classes = 20;

/// The recipe of a Quartier, whatever form it was written in, as it is run.
struct AdoptedRecipe {
    CompositeRecipe recipe; ///< every column is called `id@date`
    /// Written as `status_and_dynamics`, without directions: those of the catalogue are put in later
    /// (agreed_recipe).
    bool is_status_and_dynamics = false;
    std::string text; ///< JSON as it is stored
};

/// Reads either form by its field `method`. A column without a date has the recipe's. The error is a sentence
/// without full stop that names the field, as of decode_composite; a composite recipe is also refused where
/// a date is nowhere said, or where the level that would be shown has no classes.
[[nodiscard]] Expected<AdoptedRecipe, std::string> decode_adopted_recipe(std::string_view text);

} // namespace anker::index
