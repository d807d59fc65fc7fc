// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/recipe_reader.hpp"

#include <array>
#include <optional>
#include <string>

/// Fields of a composite recipe beside the ones that every recipe has.
namespace anker::index {

constexpr std::array<std::string_view, 2> within_names{"all", "group"};

/// `reference`, `margin`, `percentiles`, `scores`, `within` of a scale.
void read_scale_details(RecipeReader& reader, json::Fields& f, Normalise& rule);
/// `drop_below`, `factors`, `weight_shares`, `areas` of a level.
void read_fitting(RecipeReader& reader, json::Fields& f, Level& level);
/// `missing` of a recipe.
void read_missing(RecipeReader& reader, json::Fields& f, Missing& missing);

struct RecipeFault {
    std::string field;
    std::string hint; ///< what it must be
};
/// What the single fields of a level cannot say.
[[nodiscard]] std::optional<RecipeFault> fault_in_level(const Level& level);
/// What the levels alone cannot say.
[[nodiscard]] std::optional<RecipeFault> fault_in_recipe(const CompositeRecipe& recipe);

} // namespace anker::index
