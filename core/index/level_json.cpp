// SPDX-License-Identifier: Apache-2.0
#include "core/index/recipe_fields.hpp"
#include "core/index/recipe_reader.hpp"

#include <algorithm>

namespace anker::index {

using json::Fields;
using json::Json;

namespace {

Input read_input(RecipeReader& reader, const Json& json, const std::string& path) {
    Fields f = reader.fields(json, path);
    Input result;
    result.column = f.text("column", "");
    result.level = f.text("level", "");
    if (result.column.empty() == result.level.empty())
        reader.fail(f, "column", "the name of a column, or \"level\" instead");
    result.minus = f.text("minus", "");
    result.use = reader.choice(f, "use", use_names, Use::Value);
    if (!result.column.empty() && !f.has("direction"))
        reader.fail(f, "direction", R"("burden" or "relief": what a high value means)");
    result.direction =
        reader.choice(f, "direction", indicator::direction_names, indicator::Direction::Burden);
    result.weight = reader.number(f, "weight", 1);
    if (result.weight < 0)
        reader.fail(f, "weight", "a number that is not negative; turn an indicator with \"direction\"");
    result.unit = reader.choice(f, "unit", unit_names, Unit::Any);
    result.transform = reader.choice(f, "transform", transform_names, Transform::None);
    result.goalposts = reader.bounds(f, "goalposts");
    result.threshold = reader.optional_number(f, "threshold");
    result.reference = reader.optional_number(f, "reference");
    result.is_treated = f.boolean("treat", false);
    if (!result.level.empty() &&
        (!result.minus.empty() || result.transform != Transform::None || result.threshold))
        reader.fail(f, "level", "used without \"minus\", \"transform\" and \"threshold\"");
    reader.refuse_unknown(f, json,
                          {"column", "minus", "level", "use", "direction", "weight", "unit", "transform",
                           "goalposts", "threshold", "reference", "treat"});
    return result;
}

Fitted read_fitted(RecipeReader& reader, const Json& json, const std::string& path) {
    Fields f = reader.fields(json, path);
    Fitted result;
    result.origin = reader.number(f, "origin", 0);
    result.unit = reader.number(f, "unit", 1);
    if (result.unit == 0) reader.fail(f, "unit", "not 0");
    reader.refuse_unknown(f, json, {"origin", "unit"});
    return result;
}

FittedLevel read_frozen(RecipeReader& reader, Fields& parent, std::size_t inputs) {
    FittedLevel result;
    const std::string path = parent.path_of("freeze");
    Fields f = reader.fields(parent.member("freeze"), path);
    const Json& list = f.member("inputs");
    if (!list.is_array() || list.size() != inputs) {
        reader.fail(f, "inputs",
                    "one entry per input, as the report of the base year gives them in \"fitted\"");
        return result;
    }
    for (std::size_t i = 0; i < inputs; ++i)
        result.inputs.push_back(read_fitted(reader, list[i], path + ".inputs[" + std::to_string(i) + "]"));
    result.weights = reader.numbers(f, "weights");
    if (result.weights.size() != inputs) reader.fail(f, "weights", "one number per input");
    result.rescale = read_fitted(reader, f.member("rescale"), path + ".rescale");
    result.borders = reader.numbers(f, "borders");
    result.top_from = reader.optional_number(f, "top_from");
    reader.refuse_unknown(f, parent.member("freeze"),
                          {"inputs", "weights", "rescale", "borders", "top_from"});
    return result;
}

/// What single fields cannot say.
void check(RecipeReader& reader, const Level& level, Fields& f, const std::vector<Level>& before) {
    const auto earlier = [&](const std::string& id) {
        return std::find_if(before.begin(), before.end(), [&](const Level& l) { return l.id == id; });
    };
    if (level.id.empty()) reader.fail(f, "id", "a short name");
    if (earlier(level.id) != before.end()) reader.fail(f, "id", "a name that no level before it has");
    double weights = 0;
    bool has_anchor = false;
    for (const Input& input : level.inputs) {
        weights += input.weight;
        has_anchor = has_anchor || input.name() == level.anchor;
        if (!input.level.empty() && earlier(input.level) == before.end())
            reader.fail(f, "inputs",
                        "levels that stand before this one; there is no \"" + input.level + "\" there");
        const bool is_class = !input.level.empty() && earlier(input.level) != before.end() &&
                              earlier(input.level)->classes.kind == ClassKind::None;
        if (is_class && (input.use == Use::Class || level.aggregation == Aggregation::Count))
            reader.fail(f, "inputs", "levels with \"classes\"; \"" + input.level + "\" has none");
        if (level.normalise.scale == Scale::Goalposts && !input.goalposts)
            reader.fail(f, "inputs", "inputs with \"goalposts\"; \"" + input.name() + "\" has none");
        if (level.aggregation == Aggregation::Count && input.level.empty() && !input.threshold)
            reader.fail(f, "inputs",
                        "inputs with \"threshold\" for a count; \"" + input.name() + "\" has none");
        const bool is_turned = input.level.empty() ? input.direction != level.high_means
                               : earlier(input.level) != before.end()
                                   ? earlier(input.level)->high_means != level.high_means
                                   : false;
        if (is_turned && level.normalise.scale == Scale::RatioToMean)
            reader.fail(f, "normalise",
                        "another scale: \"ratio_to_mean\" cannot turn \"" + input.name() + "\" round");
        if (is_turned && level.normalise.scale == Scale::ExponentialOfShare)
            reader.fail(f, "normalise",
                        "another scale: \"exponential_of_share\" cannot turn \"" + input.name() + "\" round");
    }
    if (level.weighting == Weighting::Given && !(weights > 0))
        reader.fail(f, "inputs", "inputs with a weight above 0");
    if (const auto fault = fault_in_level(level)) reader.fail(f, fault->field, fault->hint);
    if (level.weighting == Weighting::FirstComponent || level.weighting == Weighting::OneFactor) {
        if (level.normalise.scale != Scale::Z)
            reader.fail(f, "normalise", "scale \"z\": fitted weights belong to standardised inputs");
        if (!has_anchor) reader.fail(f, "anchor", "one of the inputs: its weight is made positive");
        if (level.aggregation != Aggregation::Sum)
            reader.fail(f, "aggregation", "\"sum\" with fitted weights");
    }
    if (level.aggregation == Aggregation::None && level.inputs.size() != 1)
        reader.fail(f, "aggregation", "\"none\" only with one input");
    const bool counts_levels = level.aggregation == Aggregation::Count &&
                               std::any_of(level.inputs.begin(), level.inputs.end(),
                                           [](const Input& i) { return !i.level.empty(); });
    if (counts_levels && level.burdened_from_class < 1)
        reader.fail(f, "burdened_from_class", "the class from which on a level counts as burdened");
    if (level.frozen &&
        level.frozen->borders.size() + 1 != static_cast<std::size_t>(level.classes.class_count()) &&
        level.classes.kind != ClassKind::None && level.classes.kind != ClassKind::Hybrid)
        reader.fail(f, "freeze", "as many borders as the classes have");
}

} // namespace

Level read_level(RecipeReader& reader, const Json& json, const std::string& path,
                 const std::vector<Level>& before) {
    Fields f = reader.fields(json, path);
    Level result;
    result.id = f.text("id");
    result.names = reader.texts_by_key(f, "names");
    const Json& inputs = f.member("inputs");
    if (!inputs.is_array() || inputs.empty()) {
        reader.fail(f, "inputs", "a list with at least one input");
        return result;
    }
    for (std::size_t i = 0; i < inputs.size() && !reader.has_fault(); ++i)
        result.inputs.push_back(read_input(reader, inputs[i], path + ".inputs[" + std::to_string(i) + "]"));
    result.high_means =
        reader.choice(f, "high_means", indicator::direction_names, indicator::Direction::Burden);
    result.normalise = read_normalise(reader, f, "normalise");
    result.weighting = reader.choice(f, "weighting", weighting_names, Weighting::Given);
    result.anchor = f.text("anchor", "");
    result.score_variance = reader.choice(f, "score_variance", score_variance_names, ScoreVariance::One);
    result.aggregation = reader.choice(f, "aggregation", aggregation_names, Aggregation::Sum);
    result.burdened_from_class = static_cast<int>(reader.number(f, "burdened_from_class", 0));
    read_fitting(reader, f, result);
    result.rescale = read_normalise(reader, f, "rescale");
    result.classes = read_classes(reader, f);
    if (f.has("freeze")) result.frozen = read_frozen(reader, f, result.inputs.size());
    check(reader, result, f, before);
    reader.refuse_unknown(f, json,
                          {"id", "names", "inputs", "high_means", "normalise", "weighting", "anchor",
                           "score_variance", "aggregation", "burdened_from_class", "rescale", "classes",
                           "freeze", "drop_below", "factors", "areas", "weight_shares"});
    return result;
}

} // namespace anker::index
