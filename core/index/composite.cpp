// SPDX-License-Identifier: Apache-2.0
#include "core/index/comparison.hpp"
#include "core/index/complete_recipe.hpp"
#include "core/index/fitted_weights.hpp"
#include "core/index/treat.hpp"
#include "core/index/within_groups.hpp"
#include "core/math/elementary.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace anker::index {

namespace {

using indicator::is_missing;
using tabular::in_quotes;
using Problem = Expected<void, std::string>;

/// Everything the levels are computed from, in one place.
struct Work {
    const ColumnTable& table;
    const CompositeRecipe& recipe;
    CompositeResult& result;
    RowGroups groups; ///< of the valid areas

    [[nodiscard]] std::string name() const { return "recipe " + in_quotes(recipe.id); }
    [[nodiscard]] std::size_t level_index(std::string_view id) const {
        std::size_t i = 0;
        while (i < recipe.levels.size() && recipe.levels[i].id != id) ++i;
        return i;
    }
};

double raw_value(const ColumnTable& table, const Input& input, std::size_t area) {
    const double value = (*table.find(input.column))[area];
    return input.minus.empty() ? value : value - (*table.find(input.minus))[area];
}

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

std::string_view without_zeros(std::string_view key) {
    const std::size_t first = key.find_first_not_of('0');
    return first == std::string_view::npos ? std::string_view("0") : key.substr(first);
}

/// Which areas take part, the same in every level.
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
                    is_missing(raw_value(table, input, area)))
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

RowGroups groups_of_valid(const ColumnTable& table, const CompositeRecipe& recipe,
                          const std::vector<std::size_t>& valid) {
    if (recipe.group_column.empty()) return one_group(valid.size());
    const std::vector<std::string>& texts = table.texts.at(recipe.group_column);
    std::vector<std::string> names;
    for (const std::size_t area : valid) names.push_back(texts[area]);
    return row_groups(names);
}

double transformed(double value, Transform transform) {
    switch (transform) {
    case Transform::None:
        return value;
    case Transform::Log:
        return math::log(value);
    case Transform::Log1p:
        return math::log(1 + value);
    case Transform::SquareRoot:
        return std::sqrt(value);
    }
    return value;
}

/// The values of an input as they are normalised: transformed, and turned so that high means what it means in
/// the level.
Expected<std::vector<double>, std::string> oriented(const Work& work, const Level& level, const Input& input,
                                                    const std::vector<double>& values, bool is_turned) {
    std::vector<double> result;
    result.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double t = transformed(values[i], input.transform);
        if (!(std::abs(t) < 1e300)) {
            return failure(work.name() + ", level " + in_quotes(level.id) + ": " +
                           work.table.cell(input.column, work.result.valid[i]) + ": " +
                           tabular::decimals(values[i], 4) + " has no " +
                           std::string(transform_names[static_cast<std::size_t>(input.transform)]) + ".");
        }
        result.push_back(is_turned ? -t : t);
    }
    return result;
}

std::vector<double> values_of(const Work& work, const Input& input) {
    std::vector<double> values;
    if (input.level.empty()) {
        for (const std::size_t area : work.result.valid) values.push_back(raw_value(work.table, input, area));
        return values;
    }
    const LevelResult& earlier = work.result.levels[work.level_index(input.level)];
    if (input.use == Use::Value) return earlier.value;
    for (const int number : earlier.class_number) values.push_back(number);
    return values;
}

indicator::Direction direction_of(const Work& work, const Input& input) {
    if (input.level.empty()) return input.direction;
    return work.recipe.levels[work.level_index(input.level)].high_means;
}

/// Values, normalised values and the slope of the normalised value for every input of a level.
Problem normalise_inputs(const Work& work, const Level& level, LevelResult& result) {
    for (std::size_t j = 0; j < level.inputs.size(); ++j) {
        const Input& input = level.inputs[j];
        InputResult& into = result.inputs.emplace_back();
        into.name = input.name();
        into.value = values_of(work, input);
        const bool is_turned = direction_of(work, input) != level.high_means;
        ANKER_TRY(std::vector<double> turned, oriented(work, level, input, into.value, is_turned));
        if (input.is_treated) into.treatment = treat(turned);
        std::optional<Bounds> goalposts = input.goalposts;
        if (goalposts && is_turned) goalposts = Bounds{-goalposts->high, -goalposts->low};
        const Fitted* frozen = level.frozen ? &level.frozen->inputs[j] : nullptr;
        std::optional<double> reference = input.reference;
        if (reference && is_turned) reference = -*reference;
        auto scaled =
            normalised_in_groups(turned, level.normalise, work.groups, goalposts, frozen, reference);
        if (!scaled && level.normalise.reference != Reference::Given &&
            (level.normalise.scale == Scale::RatioToReference ||
             level.normalise.scale == Scale::DistanceToReference)) {
            return failure(work.name() + ", level " + in_quotes(level.id) + ": the reference of " +
                           in_quotes(input.name()) + " is 0, and nothing can be divided by it.");
        }
        if (!scaled) {
            const bool is_robust = level.normalise.scale == Scale::RobustZ;
            const std::string what = input.level.empty()
                                         ? work.table.source + ", column " + in_quotes(input.column)
                                         : "level " + in_quotes(input.level);
            const std::string where = level.normalise.is_within_group
                                          ? " (group " + in_quotes(work.groups.names[scaled.error()]) + ")"
                                          : std::string();
            return failure(work.name() + ", level " + in_quotes(level.id) + ": " + what + where +
                           (is_robust ? " has the same value in at least half of the areas, so its median "
                                        "absolute deviation is 0; use \"z\" or leave it out."
                                      : " has the same value in every area and says nothing about "
                                        "differences; leave it out."));
        }
        into.normalised = std::move(scaled->values);
        if (level.normalise.is_within_group) continue; // one line per group: no slope, nothing to freeze
        const Fitted& fitted = result.fitted.inputs.emplace_back(scaled->fitted.front());
        if (fitted.is_line && input.transform == Transform::None && !input.is_treated)
            into.slope = (is_turned ? -1 : 1) * level.normalise.spread / fitted.unit;
    }
    return {};
}

Problem set_weights(const Work& work, const Level& level, LevelResult& result) {
    std::vector<std::vector<double>> columns;
    std::vector<std::string> names;
    for (const InputResult& input : result.inputs) {
        columns.push_back(input.normalised);
        names.push_back(input.name);
    }
    result.correlations = math::correlation_matrix(columns);
    result.eigenvalues = math::symmetric_eigen(result.correlations).values;
    std::vector<double>& weights = result.fitted.weights;
    if (level.frozen && level.weighting != Weighting::Given) {
        weights = level.frozen->weights;
    } else if (level.weighting == Weighting::Given) {
        for (const Input& input : level.inputs) weights.push_back(input.weight);
    } else {
        const auto anchor = std::find(names.begin(), names.end(), level.anchor);
        const auto at = static_cast<std::size_t>(anchor - names.begin());
        auto fitted = fitted_weights(level, result.correlations, columns, names, at);
        if (!fitted) return failure(work.name() + ", level " + in_quotes(level.id) + ": " + fitted.error());
        weights = std::move(fitted->weights);
        result.fit = std::move(fitted->fit);
    }
    for (std::size_t j = 0; j < result.inputs.size(); ++j) result.inputs[j].weight = weights[j];
    return {};
}

Problem geometric(const Work& work, const Level& level, LevelResult& result, std::size_t i,
                  double& aggregate) {
    double logs = 0;
    double weights = 0;
    for (InputResult& input : result.inputs) {
        if (!(input.normalised[i] > 0)) {
            return failure(work.name() + ", level " + in_quotes(level.id) + ": area " +
                           in_quotes(work.table.area_keys[work.result.valid[i]]) + " has " +
                           in_quotes(input.name) + " = " + tabular::decimals(input.normalised[i], 4) +
                           " after normalising; a geometric mean needs values above 0 (set \"centre\").");
        }
        logs += input.weight * math::log(input.normalised[i]);
        weights += input.weight;
    }
    aggregate = math::exp(logs / weights);
    return {};
}

/// Whether an input counts as a burden in an area.
bool is_burdened(const Work& work, const Level& level, const Input& input, const InputResult& values,
                 std::size_t i) {
    if (input.level.empty()) {
        const bool is_turned = input.direction != level.high_means;
        return is_turned ? values.value[i] <= *input.threshold : values.value[i] >= *input.threshold;
    }
    const LevelResult& earlier = work.result.levels[work.level_index(input.level)];
    return earlier.class_number[i] >= level.burdened_from_class;
}

Problem aggregate(const Work& work, const Level& level, LevelResult& result) {
    double sum_of_weights = 0;
    for (const InputResult& input : result.inputs) sum_of_weights += input.weight;
    const std::size_t n = work.result.valid.size();
    result.aggregate.assign(n, 0);
    for (InputResult& input : result.inputs) {
        input.weighted.resize(n);
        for (std::size_t i = 0; i < n; ++i) input.weighted[i] = input.normalised[i] * input.weight;
        if (level.aggregation == Aggregation::Mean) {
            for (double& w : input.weighted) w /= sum_of_weights;
            input.slope *= input.weight / sum_of_weights;
        } else if (level.aggregation == Aggregation::Sum) {
            input.slope *= input.weight;
        } else {
            input.slope = indicator::missing;
        }
    }
    if (is_compared(level.aggregation)) {
        const auto done = aggregate_by_comparison(level, result, work.result.notes);
        if (!done) return failure(work.name() + ", level " + in_quotes(level.id) + ": " + done.error());
        return {};
    }
    for (std::size_t i = 0; i < n; ++i) {
        double& into = result.aggregate[i];
        if (level.aggregation == Aggregation::Geometric) {
            ANKER_DO(geometric(work, level, result, i, into));
            continue;
        }
        for (std::size_t j = 0; j < result.inputs.size(); ++j) {
            InputResult& input = result.inputs[j];
            if (level.aggregation == Aggregation::Count)
                input.weighted[i] = is_burdened(work, level, level.inputs[j], input, i) ? input.weight : 0;
            into += input.weighted[i];
        }
    }
    return {};
}

} // namespace

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
    const bool is_small = is_missing(population) || population < recipe.minimum_population;
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
    work.groups = groups_of_valid(table, recipe, result.valid);
    for (const Level& level : recipe.levels) {
        LevelResult level_result;
        ANKER_DO(normalise_inputs(work, level, level_result));
        ANKER_DO(set_weights(work, level, level_result));
        ANKER_DO(aggregate(work, level, level_result));
        ANKER_TRY(const LevelAreas areas, level_areas(table, level, result.valid, work.groups));
        if (const auto done = finish_level(level, areas, work.groups, level_result); !done)
            return failure(work.name() + ", level " + in_quotes(level.id) + ": " + done.error());
        result.levels.push_back(std::move(level_result));
    }
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
