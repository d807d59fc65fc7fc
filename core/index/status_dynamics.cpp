// SPDX-License-Identifier: Apache-2.0
#include "core/index/status_dynamics.hpp"

#include "core/index/recipe_as_composite.hpp"

#include <algorithm>

namespace anker::index {

namespace {

std::string quoted(const std::string& text) {
    return "\"" + text + "\"";
}

/// The columns that the recipe needs, taken from the indicators.
ColumnTable columns_from(const indicator::IndicatorTable& table, const Recipe& recipe,
                         std::span<const std::size_t> dates) {
    ColumnTable result;
    result.source = "the imported indicators";
    result.area_keys = table.area_keys;
    for (const std::size_t date : dates) {
        result.columns.push_back(column_name("population", table.dates[date]));
        result.values.push_back(table.population[date]);
        for (const Component& component : recipe.components) {
            result.columns.push_back(column_name(component.indicator, table.dates[date]));
            result.values.push_back(table.find(component.indicator)->values[date]);
        }
    }
    return result;
}

Score score_of(const LevelResult& level, std::size_t k) {
    Score score;
    score.sum = level.aggregate[k];
    score.value = level.value[k];
    score.class_number = level.class_number[k];
    for (const InputResult& input : level.inputs)
        score.parts.push_back({input.value[k], input.normalised[k], input.weighted[k]});
    return score;
}

} // namespace

Expected<IndexResult, std::string> status_and_dynamics(const indicator::IndicatorTable& table,
                                                       const Recipe& recipe) {
    std::vector<std::size_t> dates;
    for (const std::string& date : {recipe.date, recipe.earlier_date}) {
        if (date.empty()) continue;
        dates.push_back(table.date_index(date));
        if (dates.back() == table.dates.size())
            return failure("recipe " + quoted(recipe.id) + ": no values for date " + quoted(date));
    }
    if (recipe.components.empty()) return failure("recipe " + quoted(recipe.id) + " names no indicator");
    std::vector<indicator::Direction> directions;
    for (const Component& component : recipe.components) {
        const indicator::Indicator* found = table.find(component.indicator);
        if (found == nullptr) {
            return failure("recipe " + quoted(recipe.id) + ": indicator " + quoted(component.indicator) +
                           " is not imported");
        }
        directions.push_back(found->direction);
    }
    const CompositeRecipe composite = composite_from(recipe, directions, Halves::StatusAndDynamics);
    ANKER_TRY(const CompositeResult computed, run_composite(columns_from(table, recipe, dates), composite));

    IndexResult result;
    result.areas.resize(table.area_keys.size());
    result.status_classes = composite.levels[0].classes.class_count();
    const bool has_dynamics = composite.levels.size() > 1;
    result.dynamics_classes = has_dynamics ? composite.levels[1].classes.class_count() : 0;
    for (std::size_t area = 0; area < result.areas.size(); ++area)
        result.areas[area].exclusion = computed.left_out[area];
    for (std::size_t k = 0; k < computed.valid.size(); ++k) {
        AreaIndex& area = result.areas[computed.valid[k]];
        area.status = score_of(computed.levels[0], k);
        if (has_dynamics) area.dynamics = score_of(computed.levels[1], k);
    }
    return result;
}

} // namespace anker::index
