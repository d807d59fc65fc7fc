// SPDX-License-Identifier: Apache-2.0
#include "core/index/recipe_fields.hpp"

#include "core/index/comparison.hpp"
#include "core/index/complete_recipe.hpp"

#include <algorithm>

namespace anker::index {

using json::Fields;
using json::Json;

namespace {

bool is_ratio(Scale scale) {
    return scale == Scale::RatioToReference || scale == Scale::DistanceToReference;
}

void read_categories(RecipeReader& reader, Fields& f, Normalise& rule) {
    if (f.has("percentiles")) {
        rule.percentiles = reader.numbers(f, "percentiles");
        const std::vector<double>& list = rule.percentiles;
        if (list.empty() || !std::is_sorted(list.begin(), list.end()) || list.front() <= 0 ||
            list.back() >= 100)
            reader.fail(f, "percentiles", "ascending numbers between 0 and 100");
    }
    if (f.has("scores")) rule.scores = reader.numbers(f, "scores");
    if (rule.scores.size() != rule.percentiles.size() + 1)
        reader.fail(f, "scores",
                    std::to_string(rule.percentiles.size() + 1) + " numbers, one more than \"percentiles\"");
}

std::vector<Imputation> read_regressions(RecipeReader& reader, Fields& f) {
    const std::string hint = R"(a list such as [{"column": "income", "on": ["tax", "wage"]}])";
    std::vector<Imputation> regressions;
    if (!f.has("regressions")) {
        reader.fail(f, "regressions", hint);
        return {};
    }
    const Json& list = f.member("regressions");
    if (!list.is_array() || list.empty()) reader.fail(f, "regressions", hint);
    for (const Json& entry : list) {
        if (reader.has_fault()) break;
        bool is_right = entry.is_object() && entry.size() == 2 && entry.contains("column") &&
                        entry["column"].is_string() && entry.contains("on") && entry["on"].is_array() &&
                        !entry["on"].empty();
        Imputation rule;
        if (is_right) rule.column = entry["column"].get<std::string>();
        for (std::size_t i = 0; is_right && i < entry["on"].size(); ++i) {
            is_right = entry["on"][i].is_string();
            if (is_right) rule.on.push_back(entry["on"][i].get<std::string>());
        }
        if (!is_right) reader.fail(f, "regressions", hint);
        regressions.push_back(std::move(rule));
    }
    return regressions;
}

std::map<std::string, Bounds> read_feasible(RecipeReader& reader, Fields& f) {
    std::map<std::string, Bounds> feasible;
    const std::string hint = "two numbers per column, the lower one first";
    const Json& object = f.member("feasible");
    if (!object.is_object()) reader.fail(f, "feasible", hint);
    for (const auto& [column, limits] : object.items()) {
        const bool is_right = limits.is_array() && limits.size() == 2 && limits[0].is_number() &&
                              limits[1].is_number() && limits[0].get<double>() < limits[1].get<double>();
        if (is_right) {
            feasible[column] = {limits[0].get<double>(), limits[1].get<double>()};
        } else {
            reader.fail(f, "feasible", hint);
        }
    }
    return feasible;
}

} // namespace

void read_scale_details(RecipeReader& reader, Fields& f, Normalise& rule) {
    if (is_ratio(rule.scale) && !f.has("reference"))
        reader.fail(f, "reference", one_of(reference_names) + ": what values are compared with");
    rule.reference = reader.choice(f, "reference", reference_names, rule.reference);
    if (f.has("margin")) {
        rule.margin = reader.number(f, "margin", 0);
        if (!(rule.margin > 0) || rule.margin >= 1)
            reader.fail(f, "margin", "a number between 0 and 1: the share of the mean");
    }
    rule.is_within_group = reader.choice(f, "within", within_names, 0) == 1;
    if (f.has("percentiles") || f.has("scores")) read_categories(reader, f, rule);
}

void read_fitting(RecipeReader& reader, Fields& f, Level& level) {
    if (f.has("drop_below")) {
        level.drop_below = reader.number(f, "drop_below", 0);
        if (!(level.drop_below > 0) || level.drop_below >= 1)
            reader.fail(f, "drop_below", "a loading between 0 and 1");
    }
    if (f.has("factors")) {
        const Json& factors = f.member("factors");
        if (factors.is_number_unsigned()) level.factors = factors.get<std::size_t>();
        if (level.factors < 1 || level.factors > level.inputs.size())
            reader.fail(f, "factors", "a whole number from 1 to the number of inputs");
    }
    if (f.has("weight_shares")) {
        const std::vector<double> two = reader.numbers(f, "weight_shares");
        if (two.size() == 2 && two[0] >= 0 && two[1] <= 1 && two[0] <= two[1]) {
            level.weight_shares = {two[0], two[1]};
        } else {
            reader.fail(f, "weight_shares",
                        "two numbers from 0 to 1, the lowest and the highest share of a weight");
        }
    }
    if (!f.has("areas")) return;
    const Json& object = f.member("areas");
    Fields areas = reader.fields(object, f.path_of("areas"));
    level.areas = {areas.text("column", ""), areas.text("weight", "")};
    if (level.areas.column.empty() || level.areas.weight.empty())
        reader.fail(f, "areas", R"(an object such as {"column": "district", "weight": "inhabitants"})");
    reader.refuse_unknown(areas, object, {"column", "weight"});
}

void read_missing(RecipeReader& reader, Fields& f, Missing& missing) {
    if (!f.has("missing")) return;
    const Json& object = f.member("missing");
    Fields g = reader.fields(object, f.path_of("missing"));
    if (!object.is_object() || !g.has("method")) reader.fail(g, "method", one_of(missing_method_names));
    missing.method = reader.choice(g, "method", missing_method_names, MissingMethod::LeaveOut);
    if (reader.has_fault()) return;
    const bool is_regression = missing.method == MissingMethod::Regression;
    const bool is_bounds = missing.method == MissingMethod::Bounds;
    if (is_regression) missing.regressions = read_regressions(reader, g);
    if (is_bounds && g.has("feasible")) missing.feasible = read_feasible(reader, g);
    for (const auto& [name, value] : object.items()) {
        const bool is_known =
            name == "method" || (is_regression && name == "regressions") || (is_bounds && name == "feasible");
        if (!is_known)
            reader.fail(g, name,
                        "left out with method \"" +
                            std::string(missing_method_names[static_cast<std::size_t>(missing.method)]) +
                            "\"");
    }
}

std::optional<RecipeFault> fault_in_level(const Level& level) {
    const auto fault = [](std::string field, std::string hint) {
        return std::optional(RecipeFault{std::move(field), std::move(hint)});
    };
    if (level.drop_below > 0 && level.weighting != Weighting::FirstComponent)
        return fault("drop_below", "left out, or weighting \"first_component\"");
    const bool has_shares = level.weight_shares.low > 0 || level.weight_shares.high < 1;
    if (has_shares && level.aggregation != Aggregation::BenefitOfDoubt)
        return fault("weight_shares", "left out, or aggregation \"benefit_of_the_doubt\"");
    if (level.frozen && is_compared(level.aggregation))
        return fault("freeze", "left out: every area is compared with every other one");
    if (level.factors > 0 && level.weighting != Weighting::RotatedFactors)
        return fault("factors", "left out, or weighting \"rotated_factors\"");
    const bool is_mean = level.aggregation == Aggregation::Sum || level.aggregation == Aggregation::Mean ||
                         level.aggregation == Aggregation::Geometric;
    if (level.weighting == Weighting::RotatedFactors && (!is_mean || level.inputs.size() < 2))
        return fault("weighting", "\"given\", or at least two inputs and \"sum\", \"mean\" or \"geometric\"");
    const bool is_within =
        level.normalise.is_within_group || level.rescale.is_within_group || level.classes.is_within_group;
    if (level.frozen && is_within) return fault("freeze", "left out where something is done within groups");
    if (level.rescale.reference == Reference::Given && is_ratio(level.rescale.scale))
        return fault("rescale", "a scale with another reference; \"given\" is for inputs");
    for (const Input& input : level.inputs) {
        const bool needs_reference =
            is_ratio(level.normalise.scale) && level.normalise.reference == Reference::Given;
        if (needs_reference && !input.reference)
            return fault("inputs", "inputs with \"reference\"; \"" + input.name() + "\" has none");
        if (needs_reference && *input.reference == 0)
            return fault("inputs",
                         "inputs with a reference that is not 0; that of \"" + input.name() + "\" is 0");
        const bool is_turned = input.level.empty() && input.direction != level.high_means;
        if (is_turned && level.normalise.scale == Scale::RatioToReference)
            return fault("normalise",
                         "another scale, such as \"distance_to_reference\": \"ratio_to_reference\" "
                         "cannot turn \"" +
                             input.name() + "\" round");
    }
    return std::nullopt;
}

std::optional<RecipeFault> fault_in_recipe(const CompositeRecipe& recipe) {
    for (const Level& level : recipe.levels) {
        const bool is_within =
            level.normalise.is_within_group || level.rescale.is_within_group || level.classes.is_within_group;
        if (is_within && recipe.group_column.empty())
            return RecipeFault{"group_column",
                               "a column of the values, for \"within\": \"group\" of level \"" + level.id +
                                   "\""};
    }
    if (std::string hint = fault_in_missing(recipe); !hint.empty())
        return RecipeFault{"missing", std::move(hint)};
    return std::nullopt;
}

} // namespace anker::index
