// SPDX-License-Identifier: Apache-2.0
#include "core/index/composite_work.hpp"
#include "core/index/fitted_weights.hpp"
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

/// Values, normalised values and the slope of the normalised value for every input of a level.
Problem normalise_inputs(const Work& work, const Level& level, LevelResult& result) {
    for (std::size_t j = 0; j < level.inputs.size(); ++j) {
        const Input& input = level.inputs[j];
        InputResult& into = result.inputs.emplace_back();
        into.name = input.name();
        into.value = values_of(work, input);
        const bool is_turned = direction_of(work, input) != level.high_means;
        ANKER_TRY(const std::vector<double> turned, oriented(work, level, input, into.value, is_turned));
        std::optional<Bounds> goalposts = input.goalposts;
        if (goalposts && is_turned) goalposts = Bounds{-goalposts->high, -goalposts->low};
        const Fitted* frozen = level.frozen ? &level.frozen->inputs[j] : nullptr;
        auto scaled = normalised(turned, level.normalise, goalposts, frozen);
        if (!scaled) {
            const bool is_robust = level.normalise.scale == Scale::RobustZ;
            const std::string what = input.level.empty()
                                         ? work.table.source + ", column " + in_quotes(input.column)
                                         : "level " + in_quotes(input.level);
            return failure(work.name() + ", level " + in_quotes(level.id) + ": " + what +
                           (is_robust ? " has the same value in at least half of the areas, so its median "
                                        "absolute deviation is 0; use \"z\" or leave it out."
                                      : " has the same value in every area and says nothing about "
                                        "differences; leave it out."));
        }
        into.normalised = std::move(scaled->values);
        result.fitted.inputs.push_back(scaled->fitted);
        if (scaled->fitted.is_line && input.transform == Transform::None)
            into.slope = (is_turned ? -1 : 1) * level.normalise.spread / scaled->fitted.unit;
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
        auto fitted = level.weighting == Weighting::FirstComponent
                          ? first_component_weights(result.correlations, at, level.score_variance)
                          : one_factor_weights(columns, names, at);
        if (!fitted) return failure(work.name() + ", level " + in_quotes(level.id) + ": " + fitted.error());
        weights = std::move(fitted->weights);
        result.explained = fitted->explained;
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

Problem rescale(const Work& work, const Level& level, LevelResult& result) {
    const Fitted* frozen = level.frozen ? &level.frozen->rescale : nullptr;
    const bool needs_spread = level.rescale.scale == Scale::Z || level.rescale.scale == Scale::RobustZ ||
                              level.rescale.scale == Scale::MinMax;
    // Sums of standardised values lie around 0, where a share of the mean is no yardstick.
    const auto [low, high] = std::minmax_element(result.aggregate.begin(), result.aggregate.end());
    auto scaled = normalised(result.aggregate, level.rescale, std::nullopt, frozen);
    if (!scaled || (needs_spread && frozen == nullptr && *high - *low <= 1e-12)) {
        return failure(work.name() + ", level " + in_quotes(level.id) +
                       ": the indicators cancel each other out; every area has the same sum.");
    }
    result.value = std::move(scaled->values);
    result.fitted.rescale = scaled->fitted;
    for (InputResult& input : result.inputs) {
        input.slope = scaled->fitted.is_line ? input.slope * level.rescale.spread / scaled->fitted.unit
                                             : indicator::missing;
    }
    return {};
}

void rank_and_classify(const Level& level, LevelResult& result) {
    std::vector<double> turned;
    for (const double v : result.value) turned.push_back(-v);
    result.rank = math::ranks(turned, math::Ties::Lowest);
    Classes classes = classify(result.value, level.classes, level.frozen ? &level.frozen->borders : nullptr,
                               level.frozen ? level.frozen->top_from : std::nullopt);
    result.class_number = std::move(classes.numbers);
    result.fitted.borders = std::move(classes.borders);
    result.fitted.top_from = classes.top_from;
}

} // namespace

Problem compute_level(Work& work, const Level& level) {
    LevelResult result;
    ANKER_DO(normalise_inputs(work, level, result));
    ANKER_DO(set_weights(work, level, result));
    ANKER_DO(aggregate(work, level, result));
    ANKER_DO(rescale(work, level, result));
    rank_and_classify(level, result);
    work.result.levels.push_back(std::move(result));
    return {};
}

} // namespace anker::index
