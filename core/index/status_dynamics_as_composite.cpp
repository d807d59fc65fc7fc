// SPDX-License-Identifier: Apache-2.0
#include "core/index/adopted_recipe.hpp"
#include "core/index/status_dynamics.hpp"

namespace anker::index {

CompositeRecipe composite_from(const Recipe& recipe) {
    CompositeRecipe result;
    result.id = recipe.id;
    result.names = recipe.names;
    result.date = recipe.date;
    result.decided_by = recipe.decided_by;
    result.source = "Berlin MSS, Indikatorenheft 2021, chapters 4.1 to 4.3";
    if (recipe.minimum_population > 0) {
        result.population_column = column_name(population_id, recipe.date);
        result.minimum_population = recipe.minimum_population;
    }
    result.excluded = recipe.excluded;
    const auto add = [&](const char* id, const std::vector<Cut>& cuts, bool is_change) {
        Level& level = result.levels.emplace_back();
        level.id = id;
        for (const Component& component : recipe.components) {
            Input& input = level.inputs.emplace_back();
            input.column = column_name(component.indicator, recipe.date);
            if (is_change) input.minus = column_name(component.indicator, recipe.earlier_date);
            input.weight = component.weight;
        }
        level.normalise.scale = Scale::Z;
        level.normalise.deviation = recipe.deviation;
        level.rescale = level.normalise;
        level.classes.kind = ClassKind::Cuts;
        level.classes.cuts = cuts;
    };
    add("status", recipe.status_cuts, false);
    if (!recipe.earlier_date.empty()) {
        add("dynamics", recipe.dynamics_cuts, true);
        result.groups = Groups{"status", "dynamics", {}};
    }
    return result;
}

} // namespace anker::index
