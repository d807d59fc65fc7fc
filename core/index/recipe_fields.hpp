// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/composite.hpp"
#include "core/json/fields.hpp"

#include <array>
#include <optional>
#include <string>

/// Fields of a composite recipe beside the ones that every recipe has. Each function fails at the field and
/// returns what the field may be; empty where all is well.
namespace anker::index {

constexpr std::array<std::string_view, 2> within_names{"all", "group"};

/// `reference`, `margin`, `percentiles`, `scores`, `within` of a scale.
[[nodiscard]] std::string read_scale_details(json::Fields& f, Normalise& rule);
/// `drop_below`, `factors`, `weight_shares`, `areas` of a level.
[[nodiscard]] std::string read_fitting(json::Fields& f, Level& level);
/// `missing` of a recipe whose levels are read.
[[nodiscard]] std::string read_missing(json::Fields& f, CompositeRecipe& recipe);

struct RecipeFault {
    std::string field;
    std::string hint; ///< what it must be
};
/// What the single fields of a level cannot say.
[[nodiscard]] std::optional<RecipeFault> fault_in_level(const Level& level);
/// What the levels alone cannot say.
[[nodiscard]] std::optional<RecipeFault> fault_in_recipe(const CompositeRecipe& recipe);

} // namespace anker::index
