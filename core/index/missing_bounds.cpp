// SPDX-License-Identifier: Apache-2.0
#include "core/index/comparison.hpp"
#include "core/index/complete_recipe.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>

namespace anker::index {

namespace {

using indicator::is_missing;
using tabular::in_quotes;

/// Which way a column moves the burden: +1 up, -1 down, 0 where the recipe uses it both ways.
std::map<std::string, int> signs_of(const CompositeRecipe& recipe) {
    std::map<std::string, int> signs;
    const auto note = [&](const std::string& column, int sign) {
        if (column.empty()) return;
        const auto [entry, is_new] = signs.emplace(column, sign);
        if (!is_new && entry->second != sign) entry->second = 0;
    };
    for (const Level& level : recipe.levels) {
        for (const Input& input : level.inputs) {
            const int sign = input.direction == indicator::Direction::Burden ? 1 : -1;
            note(input.column, sign);
            note(input.minus, -sign);
        }
    }
    return signs;
}

std::optional<Bounds> feasible(const CompositeRecipe& recipe, const std::string& column) {
    const auto given = recipe.missing.feasible.find(column);
    if (given != recipe.missing.feasible.end()) return given->second;
    for (const Level& level : recipe.levels) {
        for (const Input& input : level.inputs) {
            if (input.column == column || input.minus == column) return limits_of(input.unit);
        }
    }
    return std::nullopt;
}

/// Whether the scale can be applied with the numbers of other areas.
bool can_be_frozen(const Normalise& rule) {
    switch (rule.scale) {
    case Scale::Rank:
    case Scale::Percentile:
    case Scale::ExponentialRank:
    case Scale::AboveBelowMean:
    case Scale::Categories:
        return false;
    default:
        return !rule.is_within_group && rule.winsorise.low <= 0 && rule.winsorise.high >= 1;
    }
}

std::string fault_in_bounds(const CompositeRecipe& recipe) {
    for (const Level& level : recipe.levels) {
        const bool is_treated = std::any_of(level.inputs.begin(), level.inputs.end(),
                                            [](const Input& input) { return input.is_treated; });
        if (!can_be_frozen(level.normalise) || !can_be_frozen(level.rescale) || is_treated ||
            level.classes.is_within_group || !level.areas.column.empty() || is_compared(level.aggregation)) {
            return "method \"regression\" or \"leave_out\": bounds need scales that keep the numbers of the "
                   "other "
                   "areas, without ranks, \"winsorise\", \"treat\", groups, larger areas and outranking "
                   "(level \"" +
                   level.id + "\")";
        }
    }
    for (const auto& [column, sign] : signs_of(recipe)) {
        if (sign == 0)
            return "another method than \"bounds\": column \"" + column +
                   "\" is a burden in one place and a relief in another";
        if (!feasible(recipe, column))
            return "an object with \"feasible\": {\"" + column +
                   "\": [lowest, highest]}, as the unit of this column sets no limits";
    }
    return {};
}

/// Every missing value at the feasible end that makes the burden lowest or highest.
ColumnTable filled(const ColumnTable& table, const CompositeRecipe& recipe, bool is_lowest,
                   const std::vector<std::size_t>& areas) {
    ColumnTable result = table;
    for (const auto& [column, sign] : signs_of(recipe)) {
        const auto at = std::find(table.columns.begin(), table.columns.end(), column);
        const Bounds limits = feasible(recipe, column).value_or(Bounds{});
        for (const std::size_t area : areas) {
            double& value = result.values[static_cast<std::size_t>(at - table.columns.begin())][area];
            if (is_missing(value)) value = (sign > 0) == is_lowest ? limits.low : limits.high;
        }
    }
    return result;
}

} // namespace

std::string fault_in_missing(const CompositeRecipe& recipe) {
    if (recipe.missing.method == MissingMethod::Bounds) return fault_in_bounds(recipe);
    const auto signs = signs_of(recipe);
    for (const Imputation& rule : recipe.missing.regressions) {
        if (!signs.contains(rule.column))
            return "regressions for columns of the inputs; \"" + rule.column + "\" is none of them";
        if (std::find(rule.on.begin(), rule.on.end(), rule.column) != rule.on.end())
            return "regressions on other columns; \"" + rule.column + "\" cannot explain itself";
        for (const Imputation& other : recipe.missing.regressions) {
            if (&other != &rule && other.column == rule.column)
                return "one regression per column; \"" + rule.column + "\" has two";
        }
    }
    return {};
}

Expected<std::vector<BoundedArea>, std::string> bounds_of_incomplete(const ColumnTable& table,
                                                                     const CompositeRecipe& recipe,
                                                                     const CompositeResult& computed) {
    std::vector<std::size_t> areas;
    for (std::size_t area = 0; area < computed.left_out.size(); ++area) {
        if (computed.left_out[area] == Exclusion::MissingValue) areas.push_back(area);
    }
    std::vector<BoundedArea> bounded;
    for (const std::size_t area : areas) bounded.push_back({area, {}, {}, {}});
    if (areas.empty()) return bounded;
    CompositeRecipe frozen = recipe;
    frozen.groups.reset();
    frozen.missing = {};
    for (std::size_t l = 0; l < frozen.levels.size(); ++l) {
        frozen.levels[l].frozen = computed.levels[l].fitted;
        for (const double weight : computed.levels[l].fitted.weights) {
            if (weight < 0)
                return failure(
                    "recipe " + in_quotes(recipe.id) + ", level " + in_quotes(recipe.levels[l].id) +
                    ": the data give an input a negative weight, so that no feasible values are the "
                    "lowest; bounds need weights that are not negative.");
        }
    }
    ANKER_TRY(const CompositeResult lowest, run_complete(filled(table, recipe, true, areas), frozen));
    ANKER_TRY(const CompositeResult highest, run_complete(filled(table, recipe, false, areas), frozen));
    for (BoundedArea& area : bounded) {
        const auto at = static_cast<std::size_t>(
            std::find(lowest.valid.begin(), lowest.valid.end(), area.area) - lowest.valid.begin());
        for (std::size_t l = 0; l < frozen.levels.size(); ++l) {
            // A level in which high means relief has its lowest value where the burden is highest.
            const bool is_relief = frozen.levels[l].high_means == indicator::Direction::Relief;
            const LevelResult& low = (is_relief ? highest : lowest).levels[l];
            const LevelResult& high = (is_relief ? lowest : highest).levels[l];
            area.values.push_back({low.value[at], high.value[at]});
            area.lowest_class.push_back(low.class_number[at]);
            area.highest_class.push_back(high.class_number[at]);
        }
    }
    return bounded;
}

} // namespace anker::index
