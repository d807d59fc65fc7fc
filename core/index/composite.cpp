// SPDX-License-Identifier: Apache-2.0
#include "core/index/composite.hpp"

#include "core/index/composite_work.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>

namespace anker::index {

using tabular::in_quotes;

std::string Work::name() const {
    return "recipe " + in_quotes(recipe.id);
}

std::size_t Work::level_index(std::string_view id) const {
    std::size_t i = 0;
    while (i < recipe.levels.size() && recipe.levels[i].id != id) ++i;
    return i;
}

double Work::raw_value(const Input& input, std::size_t area) const {
    const double value = (*table.find(input.column))[area];
    return input.minus.empty() ? value : value - (*table.find(input.minus))[area];
}

const std::vector<double>* ColumnTable::find(std::string_view column) const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i] == column) return &values[i];
    }
    return nullptr;
}

std::string ColumnTable::cell(std::string_view column, std::size_t area) const {
    std::string where = source;
    if (area < lines.size()) where += ", line " + std::to_string(lines[area]);
    return where + ", area " + in_quotes(area_keys[area]) + ", column " + in_quotes(column);
}

Exclusion exclusion_of(const ColumnTable& table, const CompositeRecipe& recipe, std::size_t area) {
    if (recipe.excluded.contains(table.area_keys[area])) return Exclusion::ByDecision;
    if (recipe.population_column.empty() || !(recipe.minimum_population > 0)) return Exclusion::None;
    const double population = (*table.find(recipe.population_column))[area];
    const bool is_small = indicator::is_missing(population) || population < recipe.minimum_population;
    return is_small ? Exclusion::SmallPopulation : Exclusion::None;
}

std::vector<std::string> text_columns_of(const CompositeRecipe& recipe) {
    std::vector<std::string> columns;
    if (!recipe.group_column.empty()) columns.push_back(recipe.group_column);
    for (const Level& level : recipe.levels) {
        const std::string& column = level.areas.column;
        if (!column.empty() && std::find(columns.begin(), columns.end(), column) == columns.end())
            columns.push_back(column);
    }
    return columns;
}

std::vector<std::string> columns_of(const CompositeRecipe& recipe) {
    std::vector<std::string> columns;
    const auto add = [&](const std::string& column) {
        if (!column.empty() && std::find(columns.begin(), columns.end(), column) == columns.end())
            columns.push_back(column);
    };
    add(recipe.population_column);
    for (const Level& level : recipe.levels) {
        for (const Input& input : level.inputs) {
            add(input.column);
            add(input.minus);
        }
        add(level.areas.weight);
    }
    for (const Imputation& rule : recipe.missing.regressions) {
        add(rule.column);
        for (const std::string& column : rule.on) add(column);
    }
    return columns;
}

Expected<CompositeResult, std::string> run_complete(const ColumnTable& table, const CompositeRecipe& recipe) {
    CompositeResult result;
    Work work{table, recipe, result, {}};
    ANKER_DO(check_columns(work));
    ANKER_DO(find_valid(work));
    for (const Level& level : recipe.levels) ANKER_DO(compute_level(work, level));
    return result;
}

std::string class_code(const Level& level, int class_number) {
    const auto at = static_cast<std::size_t>(class_number - 1);
    return at < level.classes.codes.size() ? level.classes.codes[at] : std::to_string(class_number);
}

std::string group_code(const CompositeRecipe& recipe, const CompositeResult& result,
                       std::size_t valid_index) {
    if (!recipe.groups) return {};
    std::string code;
    for (const std::string& id : {recipe.groups->rows, recipe.groups->columns}) {
        for (std::size_t k = 0; k < recipe.levels.size(); ++k) {
            if (recipe.levels[k].id == id)
                code += class_code(recipe.levels[k], result.levels[k].class_number[valid_index]);
        }
    }
    return code;
}

} // namespace anker::index
