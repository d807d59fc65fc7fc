// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/catalogue/catalogue.hpp"
#include "core/index/adopted_recipe.hpp"
#include "core/indicator/indicator.hpp"

#include <string>
#include <string_view>

namespace anker::index {

/// An adopted recipe held against what was agreed and imported. Its columns must be indicators of the
/// catalogue (only `population_column` may be the population), imported for these dates, with the agreed
/// direction and unit and values that the agreed unit allows; `areas_version` is that of the adopted areas.
/// The error is a sentence without full stop that names the field, the indicator and what there is.
[[nodiscard]] Expected<CompositeRecipe, std::string> agreed_recipe(const AdoptedRecipe& adopted,
                                                                   const catalogue::Catalogue& catalogue,
                                                                   const indicator::IndicatorTable& imported,
                                                                   std::string_view areas_version);

/// The columns of a recipe, taken from the indicators.
[[nodiscard]] ColumnTable columns_from(const indicator::IndicatorTable& table, const CompositeRecipe& recipe);

} // namespace anker::index
