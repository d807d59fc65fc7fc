// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/composite.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Which levels of a recipe are shown as the index, and in which order of burden.
namespace anker::index {

struct ShownLevels {
    std::size_t status = 0;
    std::optional<std::size_t> dynamics;
};

/// Rows and columns of the recipe's groups; without groups the last level, and no dynamics.
[[nodiscard]] ShownLevels shown_levels(const CompositeRecipe& recipe);

/// The part of a recipe that a level is made of: without groups and without levels that it does not use.
[[nodiscard]] CompositeRecipe recipe_of_level(CompositeRecipe recipe, std::string_view level);

/// The columns a recipe is computed from but for the population, each once, in the order of columns_of.
[[nodiscard]] std::vector<std::string> indicator_columns_of(const CompositeRecipe& recipe);

/// Whether class 1 of the recipe is the most burdened one: a high value means relief, or class 1 is the
/// highest, not both.
[[nodiscard]] bool is_class_1_worst(const Level& level);
/// A class as screens count it: 1 = least burdened. 0 stays 0.
[[nodiscard]] int burden_class(const Level& level, int class_number);

/// The recipe's own words for classes, least burdened first; empty where it has none.
[[nodiscard]] std::vector<std::string> class_names_by_burden(const Level& level);
/// The recipe's own codes or numbers, least burdened first; empty where they are 1, 2, 3 ...
[[nodiscard]] std::vector<std::string> class_codes_by_burden(const Level& level);

} // namespace anker::index
