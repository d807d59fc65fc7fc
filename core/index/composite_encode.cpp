// SPDX-License-Identifier: Apache-2.0
#include "core/index/composite.hpp"
#include "core/json/fields.hpp"

namespace anker::index {

namespace {

using json::Json;

template <class Enum, std::size_t N>
std::string_view name_in(const std::array<std::string_view, N>& names, Enum value) {
    return names[static_cast<std::size_t>(value)];
}

std::string_view side(bool includes_below) {
    return includes_below ? "below" : "above";
}

Json json_from(const Normalise& rule) {
    Json json{{"scale", name_in(scale_names, rule.scale)}};
    const Normalise usual;
    if (rule.scale == Scale::Z) json["deviation"] = name_in(math::deviation_names, rule.deviation);
    if (rule.ties != usual.ties) json["ties"] = name_in(math::ties_names, rule.ties);
    if (rule.constant != usual.constant) json["constant"] = rule.constant;
    if (rule.winsorise.low != 0 || rule.winsorise.high != 1)
        json["winsorise"] = {rule.winsorise.low, rule.winsorise.high};
    if (rule.centre != usual.centre) json["centre"] = rule.centre;
    if (rule.spread != usual.spread) json["spread"] = rule.spread;
    if (rule.scale == Scale::RatioToReference || rule.scale == Scale::DistanceToReference)
        json["reference"] = name_in(reference_names, rule.reference);
    if (rule.margin != usual.margin) json["margin"] = rule.margin;
    if (rule.scale == Scale::Categories) {
        json["percentiles"] = rule.percentiles;
        json["scores"] = rule.scores;
    }
    if (rule.is_within_group) json["within"] = "group";
    return json;
}

Json json_from(const ClassRule& rule) {
    Json json{{"kind", name_in(class_kind_names, rule.kind)}};
    if (rule.kind == ClassKind::Cuts) {
        for (const Cut& cut : rule.cuts)
            json["cuts"].push_back({{"at", cut.at}, {"includes", side(cut.includes_below)}});
    } else {
        json["count"] = rule.count;
        json["includes"] = side(rule.includes_below);
    }
    if (rule.kind == ClassKind::Quantiles) json["type"] = rule.quantile_type;
    if (rule.kind == ClassKind::Hybrid) json["top_share"] = rule.top_share;
    if (rule.low) json["low"] = *rule.low;
    if (rule.high) json["high"] = *rule.high;
    if (rule.is_within_group) json["within"] = "group";
    if (rule.from_highest) json["class_1_is"] = "highest";
    if (!rule.codes.empty()) json["codes"] = rule.codes;
    if (!rule.names.empty()) json["names"] = rule.names;
    return json;
}

Json json_from(const Input& input) {
    Json json = Json::object();
    if (input.level.empty()) {
        json["column"] = input.column;
        json["direction"] = name_in(indicator::direction_names, input.direction);
    } else {
        json["level"] = input.level;
        json["use"] = name_in(use_names, input.use);
    }
    if (!input.minus.empty()) json["minus"] = input.minus;
    json["weight"] = input.weight;
    if (input.unit != Unit::Any) json["unit"] = name_in(unit_names, input.unit);
    if (input.transform != Transform::None) json["transform"] = name_in(transform_names, input.transform);
    if (input.goalposts) json["goalposts"] = {input.goalposts->low, input.goalposts->high};
    if (input.threshold) json["threshold"] = *input.threshold;
    if (input.reference) json["reference"] = *input.reference;
    if (input.is_treated) json["treat"] = true;
    return json;
}

Json json_from(const Level& level) {
    Json json{{"id", level.id}, {"names", level.names}};
    for (const Input& input : level.inputs) json["inputs"].push_back(json_from(input));
    json["high_means"] = name_in(indicator::direction_names, level.high_means);
    json["normalise"] = json_from(level.normalise);
    json["weighting"] = name_in(weighting_names, level.weighting);
    if (!level.anchor.empty()) json["anchor"] = level.anchor;
    if (level.weighting == Weighting::FirstComponent)
        json["score_variance"] = name_in(score_variance_names, level.score_variance);
    if (level.drop_below > 0) json["drop_below"] = level.drop_below;
    if (level.factors > 0) json["factors"] = level.factors;
    if (level.weight_shares.low > 0 || level.weight_shares.high < 1)
        json["weight_shares"] = {level.weight_shares.low, level.weight_shares.high};
    if (!level.areas.column.empty())
        json["areas"] = {{"column", level.areas.column}, {"weight", level.areas.weight}};
    json["aggregation"] = name_in(aggregation_names, level.aggregation);
    if (level.burdened_from_class > 0) json["burdened_from_class"] = level.burdened_from_class;
    json["rescale"] = json_from(level.rescale);
    if (level.classes.kind != ClassKind::None) json["classes"] = json_from(level.classes);
    if (level.frozen) json["freeze"] = json::parse_json(encode(*level.frozen));
    return json;
}

} // namespace

std::string encode(const FittedLevel& fitted) {
    Json inputs = Json::array();
    for (const Fitted& f : fitted.inputs) inputs.push_back({{"origin", f.origin}, {"unit", f.unit}});
    Json json{{"inputs", std::move(inputs)},
              {"weights", fitted.weights},
              {"rescale", {{"origin", fitted.rescale.origin}, {"unit", fitted.rescale.unit}}},
              {"borders", fitted.borders}};
    if (fitted.top_from) json["top_from"] = *fitted.top_from;
    return json::text_from_json(json);
}

namespace {

Json json_from(const Missing& missing) {
    Json json{{"method", name_in(missing_method_names, missing.method)}};
    for (const Imputation& rule : missing.regressions)
        json["regressions"].push_back({{"column", rule.column}, {"on", rule.on}});
    for (const auto& [column, limits] : missing.feasible)
        json["feasible"][column] = {limits.low, limits.high};
    return json;
}

} // namespace

std::string encode(const CompositeRecipe& recipe) {
    Json json{{"method", "composite"},           {"id", recipe.id},
              {"names", recipe.names},           {"date", recipe.date},
              {"decided_by", recipe.decided_by}, {"source", recipe.source},
              {"excluded", recipe.excluded}};
    if (!recipe.areas_version.empty()) json["areas_version"] = recipe.areas_version;
    if (!recipe.population_column.empty()) json["population_column"] = recipe.population_column;
    if (recipe.minimum_population > 0) json["minimum_population"] = recipe.minimum_population;
    if (!recipe.group_column.empty()) json["group_column"] = recipe.group_column;
    if (recipe.missing.method != MissingMethod::LeaveOut) json["missing"] = json_from(recipe.missing);
    for (const Level& level : recipe.levels) json["levels"].push_back(json_from(level));
    if (recipe.groups) {
        json["groups"] = {{"rows", recipe.groups->rows},
                          {"columns", recipe.groups->columns},
                          {"attention", recipe.groups->attention}};
    }
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace anker::index
