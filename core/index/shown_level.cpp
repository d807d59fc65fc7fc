// SPDX-License-Identifier: Apache-2.0
#include "core/index/shown_level.hpp"

#include <algorithm>
#include <set>

namespace anker::index {

namespace {

std::size_t position_of(const CompositeRecipe& recipe, std::string_view id) {
    std::size_t i = 0;
    while (i + 1 < recipe.levels.size() && recipe.levels[i].id != id) ++i;
    return i;
}

} // namespace

ShownLevels shown_levels(const CompositeRecipe& recipe) {
    if (!recipe.groups) return {recipe.levels.empty() ? 0 : recipe.levels.size() - 1, std::nullopt};
    return {position_of(recipe, recipe.groups->rows), position_of(recipe, recipe.groups->columns)};
}

CompositeRecipe recipe_of_level(CompositeRecipe recipe, std::string_view level) {
    std::set<std::string, std::less<>> needed{std::string(level)};
    // A level uses earlier ones only: one pass from the end finds them all.
    for (std::size_t i = recipe.levels.size(); i > 0; --i) {
        if (!needed.contains(recipe.levels[i - 1].id)) continue;
        for (const Input& input : recipe.levels[i - 1].inputs) {
            if (!input.level.empty()) needed.insert(input.level);
        }
    }
    std::erase_if(recipe.levels, [&](const Level& l) { return !needed.contains(l.id); });
    recipe.groups.reset();
    return recipe;
}

std::vector<std::string> indicator_columns_of(const CompositeRecipe& recipe) {
    std::vector<std::string> columns = columns_of(recipe);
    std::erase(columns, recipe.population_column);
    return columns;
}

bool is_class_1_worst(const Level& level) {
    return (level.high_means == indicator::Direction::Relief) != level.classes.from_highest;
}

int burden_class(const Level& level, int class_number) {
    if (class_number == 0 || !is_class_1_worst(level)) return class_number;
    return level.classes.class_count() + 1 - class_number;
}

std::vector<std::string> class_names_by_burden(const Level& level) {
    std::vector<std::string> names = level.classes.names;
    if (is_class_1_worst(level)) std::reverse(names.begin(), names.end());
    return names;
}

std::vector<std::string> class_codes_by_burden(const Level& level) {
    if (level.classes.codes.empty() && !is_class_1_worst(level)) return {};
    std::vector<std::string> codes;
    for (int number = 1; number <= level.classes.class_count(); ++number)
        codes.push_back(class_code(level, number));
    if (is_class_1_worst(level)) std::reverse(codes.begin(), codes.end());
    return codes;
}

} // namespace anker::index
