// SPDX-License-Identifier: Apache-2.0
#include "core/index/comparison.hpp"
#include "core/index/composite_work.hpp"
#include "core/index/fitted_weights.hpp"
#include "core/index/treat.hpp"
#include "core/math/elementary.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>

namespace anker::index {

namespace {

using tabular::in_quotes;

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
        for (const std::size_t area : work.result.valid) values.push_back(work.raw_value(input, area));
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

/// `group`: the one in which it cannot be normalised.
std::string why_not_normalised(const Work& work, const Level& level, const Input& input, std::size_t group) {
    const std::string level_name = work.name() + ", level " + in_quotes(level.id) + ": ";
    if (level.normalise.reference != Reference::Given &&
        (level.normalise.scale == Scale::RatioToReference ||
         level.normalise.scale == Scale::DistanceToReference)) {
        return level_name + "the reference of " + in_quotes(input.name()) +
               " is 0, and nothing can be divided by it.";
    }
    const std::string what = input.level.empty() ? work.table.source + ", column " + in_quotes(input.column)
                                                 : "level " + in_quotes(input.level);
    const std::string where = level.normalise.is_within_group
                                  ? " (group " + in_quotes(work.groups.names[group]) + ")"
                                  : std::string();
    return level_name + what + where +
           (level.normalise.scale == Scale::RobustZ
                ? " has the same value in at least half of the areas, so its median absolute deviation is 0; "
                  "use \"z\" or leave it out."
                : " has the same value in every area and says nothing about differences; leave it out.");
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
        if (!scaled) return failure(why_not_normalised(work, level, input, scaled.error()));
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

Problem compute_level(Work& work, const Level& level) {
    LevelResult result;
    ANKER_DO(normalise_inputs(work, level, result));
    ANKER_DO(set_weights(work, level, result));
    ANKER_DO(aggregate(work, level, result));
    ANKER_TRY(const LevelAreas areas, level_areas(work.table, level, work.result.valid, work.groups));
    if (const auto done = finish_level(level, areas, work.groups, result); !done)
        return failure(work.name() + ", level " + in_quotes(level.id) + ": " + done.error());
    work.result.levels.push_back(std::move(result));
    return {};
}

} // namespace anker::index
