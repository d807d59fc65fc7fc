// SPDX-License-Identifier: Apache-2.0
#include "core/index/composite_work.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <set>

namespace anker::index {

namespace {

using indicator::is_missing;
using tabular::in_quotes;

/// Shares from 0 to 1, percent from 0 to 100, nothing negative where the unit says so.
Problem check_unit(const ColumnTable& table, const Input& input, const std::string& column) {
    if (input.unit == Unit::Any) return {};
    const std::vector<double>& values = *table.find(column);
    const double most = input.unit == Unit::Percent ? 100 : input.unit == Unit::Share ? 1 : 1e300;
    double highest = 0;
    for (std::size_t area = 0; area < values.size(); ++area) {
        if (is_missing(values[area])) continue;
        highest = std::max(highest, values[area]);
        const std::string unit(unit_names[static_cast<std::size_t>(input.unit)]);
        if (values[area] < 0) {
            return failure(table.cell(column, area) + ": " + tabular::decimals(values[area], 4) +
                           " is negative, which a value in unit " + in_quotes(unit) + " cannot be.");
        }
        if (values[area] > most) {
            return failure(table.cell(column, area) + ": " + tabular::decimals(values[area], 4) +
                           " is more than " + tabular::decimals(most, 0) + ", the most there is in unit " +
                           in_quotes(unit) + (input.unit == Unit::Share ? "; is it percent?" : "."));
        }
    }
    if (input.unit == Unit::Percent && highest > 0 && highest <= 1) {
        return failure(
            table.source + ", column " + in_quotes(column) +
            ": no value is above 1 although the recipe says percent; these look like shares from 0 "
            "to 1: set \"unit\": \"share\", or multiply by 100.");
    }
    return {};
}

} // namespace

Problem check_columns(const Work& work) {
    for (const std::string& column : columns_of(work.recipe)) {
        if (work.table.find(column) == nullptr) {
            return failure(work.name() + ": " + work.table.source + " has no column " + in_quotes(column) +
                           "; it has " + tabular::some_of(work.table.columns, 20) + ".");
        }
    }
    for (const Level& level : work.recipe.levels) {
        for (const Input& input : level.inputs) {
            if (!input.level.empty()) continue;
            ANKER_DO(check_unit(work.table, input, input.column));
            if (!input.minus.empty()) ANKER_DO(check_unit(work.table, input, input.minus));
        }
    }
    return {};
}

namespace {

RowGroups groups_of_valid(const ColumnTable& table, const CompositeRecipe& recipe,
                          const std::vector<std::size_t>& valid) {
    if (recipe.group_column.empty()) return one_group(valid.size());
    const std::vector<std::string>& texts = table.texts.at(recipe.group_column);
    std::vector<std::string> names;
    for (const std::size_t area : valid) names.push_back(texts[area]);
    return row_groups(names);
}

std::string_view without_zeros(std::string_view key) {
    const std::size_t first = key.find_first_not_of('0');
    return first == std::string_view::npos ? std::string_view("0") : key.substr(first);
}

} // namespace

Problem find_valid(Work& work) {
    const ColumnTable& table = work.table;
    CompositeResult& result = work.result;
    result.left_out.assign(table.area_keys.size(), Exclusion::None);
    std::set<std::string_view> excluded_found;
    for (std::size_t area = 0; area < table.area_keys.size(); ++area) {
        Exclusion& left_out = result.left_out[area];
        left_out = exclusion_of(table, work.recipe, area);
        if (left_out == Exclusion::ByDecision) excluded_found.insert(table.area_keys[area]);
        for (const Level& level : work.recipe.levels) {
            for (const Input& input : level.inputs) {
                if (left_out == Exclusion::None && input.level.empty() &&
                    is_missing(work.raw_value(input, area)))
                    left_out = Exclusion::MissingValue;
            }
        }
        if (left_out == Exclusion::None) result.valid.push_back(area);
    }
    if (excluded_found.size() < work.recipe.excluded.size()) {
        std::vector<std::string> unknown;
        for (const auto& [key, reason] : work.recipe.excluded) {
            if (std::find(table.area_keys.begin(), table.area_keys.end(), key) == table.area_keys.end())
                unknown.push_back(key);
        }
        for (const std::string& key : unknown) {
            for (const std::string& other : table.area_keys) {
                if (without_zeros(key) == without_zeros(other)) {
                    return failure(work.name() + " excludes area " + in_quotes(key) + ", and " +
                                   table.source + " calls it " + in_quotes(other) +
                                   ": leading zeros were lost; export the keys as text.");
                }
            }
        }
        result.notes.push_back(work.name() + " excludes areas that " + table.source +
                               " does not have: " + tabular::some_of(unknown, 5) + ".");
    }
    work.groups = groups_of_valid(table, work.recipe, result.valid);
    if (result.valid.size() >= 2) return {};
    if (result.valid.empty()) {
        const auto missing =
            std::count(result.left_out.begin(), result.left_out.end(), Exclusion::MissingValue);
        return failure(work.name() + ": no area of " + table.source + " can have an index (" +
                       tabular::counted(static_cast<std::size_t>(missing), "area lacks", "areas lack") +
                       " a value, the others are excluded or too small).");
    }
    return failure(work.name() + ": only area " + in_quotes(table.area_keys[result.valid.front()]) + " of " +
                   table.source + " has all values; an index compares at least two areas.");
}

} // namespace anker::index
