// SPDX-License-Identifier: Apache-2.0
#include "core/index/recipe_as_composite.hpp"

namespace anker::index {

std::string column_name(std::string_view indicator, std::string_view date) {
    return std::string(indicator) + "@" + std::string(date);
}

CompositeRecipe composite_from(const Recipe& recipe, std::span<const indicator::Direction> directions,
                               Halves halves) {
    CompositeRecipe result;
    result.id = recipe.id;
    result.names = recipe.names;
    result.date = recipe.date;
    result.decided_by = recipe.decided_by;
    result.source = "Berlin MSS, Indikatorenheft 2021, chapters 4.1 to 4.3";
    if (recipe.minimum_population > 0) {
        result.population_column = column_name("population", recipe.date);
        result.minimum_population = recipe.minimum_population;
    }
    result.excluded = recipe.excluded;
    const auto add = [&](const char* id, const std::vector<Cut>& cuts, bool is_change) {
        Level& level = result.levels.emplace_back();
        level.id = id;
        for (std::size_t i = 0; i < recipe.components.size(); ++i) {
            Input& input = level.inputs.emplace_back();
            input.column = column_name(recipe.components[i].indicator, recipe.date);
            if (is_change) input.minus = column_name(recipe.components[i].indicator, recipe.earlier_date);
            input.direction = directions[i];
            input.weight = recipe.components[i].weight;
        }
        level.normalise.scale = Scale::Z;
        level.normalise.deviation = recipe.deviation;
        level.rescale = level.normalise;
        level.classes.kind = ClassKind::Cuts;
        level.classes.cuts = cuts;
    };
    add("status", recipe.status_cuts, false);
    if (halves == Halves::StatusAndDynamics && !recipe.earlier_date.empty()) {
        add("dynamics", recipe.dynamics_cuts, true);
        result.groups = Groups{"status", "dynamics", {}};
    }
    return result;
}

} // namespace anker::index
