// SPDX-License-Identifier: Apache-2.0
#include "core/index/recipe_fields.hpp"

#include "core/index/comparison.hpp"
#include "core/index/complete_recipe.hpp"

#include <algorithm>

namespace anker::index {

namespace {

using json::Fields;
using json::Json;

/// Position of a text among names, or their number.
template <std::size_t N>
std::size_t named(Fields& f, std::string_view name, const std::array<std::string_view, N>& names) {
    const std::string text = f.member(name).is_string() ? f.text(name) : std::string();
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), text) - names.begin());
}

template <std::size_t N>
std::string one_of(const std::array<std::string_view, N>& names) {
    std::string hint = "one of";
    for (const std::string_view name : names) hint += " \"" + std::string(name) + "\"";
    return hint;
}

std::optional<std::vector<double>> numbers_in(const Json& list) {
    if (!list.is_array()) return std::nullopt;
    std::vector<double> result;
    for (const Json& number : list) {
        if (!number.is_number()) return std::nullopt;
        result.push_back(number.get<double>());
    }
    return result;
}

std::string read_categories(Fields& f, Normalise& rule) {
    if (f.has("percentiles")) {
        const auto list = numbers_in(f.member("percentiles"));
        if (!list || list->empty() || !std::is_sorted(list->begin(), list->end()) || list->front() <= 0 ||
            list->back() >= 100) {
            f.fail("percentiles");
            return "ascending numbers between 0 and 100";
        }
        rule.percentiles = *list;
    }
    if (f.has("scores")) {
        const auto list = numbers_in(f.member("scores"));
        if (list) rule.scores = *list;
        if (!list) f.fail("scores");
    }
    if (rule.scores.size() == rule.percentiles.size() + 1) return {};
    f.fail("scores");
    return std::to_string(rule.percentiles.size() + 1) + " numbers, one more than \"percentiles\"";
}

std::string read_regressions(Fields& f, Missing& missing) {
    const std::string hint = R"(a list such as [{"column": "income", "on": ["tax", "wage"]}])";
    const Json& list = f.member("regressions");
    if (!list.is_array() || list.empty()) {
        f.fail("regressions");
        return hint;
    }
    for (const Json& entry : list) {
        Imputation rule;
        bool is_right = entry.is_object() && entry.size() == 2 && entry.contains("column") &&
                        entry["column"].is_string() && entry.contains("on") && entry["on"].is_array() &&
                        !entry["on"].empty();
        if (is_right) rule.column = entry["column"].get<std::string>();
        for (std::size_t i = 0; is_right && i < entry["on"].size(); ++i) {
            is_right = entry["on"][i].is_string();
            if (is_right) rule.on.push_back(entry["on"][i].get<std::string>());
        }
        if (!is_right) {
            f.fail("regressions");
            return hint;
        }
        missing.regressions.push_back(std::move(rule));
    }
    return {};
}

std::string read_feasible(Fields& f, Missing& missing) {
    const Json& object = f.member("feasible");
    bool is_right = object.is_object();
    for (const auto& [column, limits] : object.items()) {
        const auto two = numbers_in(limits);
        is_right = is_right && two && two->size() == 2 && (*two)[0] < (*two)[1];
        if (is_right) missing.feasible[column] = {(*two)[0], (*two)[1]};
    }
    if (is_right) return {};
    f.fail("feasible");
    return "two numbers per column, the lower one first";
}

bool is_ratio(Scale scale) {
    return scale == Scale::RatioToReference || scale == Scale::DistanceToReference;
}

/// A missing hint where the object itself is wrong.
std::string unknown_field(const Json& object, std::initializer_list<std::string_view> known) {
    for (const auto& [name, value] : object.items()) {
        if (std::find(known.begin(), known.end(), name) == known.end()) return name;
    }
    return {};
}

} // namespace

std::string read_scale_details(Fields& f, Normalise& rule) {
    if (f.has("reference")) {
        const std::size_t at = named(f, "reference", reference_names);
        if (at == reference_names.size()) {
            f.fail("reference");
            return one_of(reference_names);
        }
        rule.reference = static_cast<Reference>(at);
    } else if (is_ratio(rule.scale)) {
        f.fail("reference");
        return one_of(reference_names) + ": what values are compared with";
    }
    if (f.has("margin")) {
        const Json& margin = f.member("margin");
        if (margin.is_number()) rule.margin = margin.get<double>();
        if (!margin.is_number() || !(rule.margin > 0) || rule.margin >= 1) {
            f.fail("margin");
            return "a number between 0 and 1: the share of the mean";
        }
    }
    if (f.has("within")) {
        const std::size_t at = named(f, "within", within_names);
        if (at == within_names.size()) {
            f.fail("within");
            return one_of(within_names);
        }
        rule.is_within_group = at == 1;
    }
    if (f.has("percentiles") || f.has("scores")) return read_categories(f, rule);
    return {};
}

std::string read_fitting(Fields& f, Level& level) {
    if (f.has("drop_below")) {
        const Json& limit = f.member("drop_below");
        if (limit.is_number()) level.drop_below = limit.get<double>();
        if (!limit.is_number() || !(level.drop_below > 0) || level.drop_below >= 1) {
            f.fail("drop_below");
            return "a loading between 0 and 1";
        }
    }
    if (f.has("factors")) {
        const Json& factors = f.member("factors");
        if (factors.is_number_unsigned()) level.factors = factors.get<std::size_t>();
        if (level.factors < 1 || level.factors > level.inputs.size()) {
            f.fail("factors");
            return "a whole number from 1 to the number of inputs";
        }
    }
    if (f.has("weight_shares")) {
        const auto two = numbers_in(f.member("weight_shares"));
        if (!two || two->size() != 2 || (*two)[0] < 0 || (*two)[1] > 1 || (*two)[0] > (*two)[1]) {
            f.fail("weight_shares");
            return "two numbers from 0 to 1, the lowest and the highest share of a weight";
        }
        level.weight_shares = {(*two)[0], (*two)[1]};
    }
    if (!f.has("areas")) return {};
    const Json& areas = f.member("areas");
    const bool is_right = areas.is_object() && areas.size() == 2 && areas.contains("column") &&
                          areas["column"].is_string() && areas.contains("weight") &&
                          areas["weight"].is_string();
    if (!is_right) {
        f.fail("areas");
        return R"(an object such as {"column": "district", "weight": "inhabitants"})";
    }
    level.areas = {areas["column"].get<std::string>(), areas["weight"].get<std::string>()};
    return {};
}

std::string read_missing(Fields& f, CompositeRecipe& recipe) {
    if (!f.has("missing")) return {};
    std::string fault;
    const Json& object = f.member("missing");
    Fields g(object, "missing", fault);
    Missing& missing = recipe.missing;
    std::string hint;
    const std::size_t method =
        object.is_object() ? named(g, "method", missing_method_names) : missing_method_names.size();
    if (method == missing_method_names.size()) {
        f.fail("missing.method");
        return one_of(missing_method_names);
    }
    missing.method = static_cast<MissingMethod>(method);
    if (missing.method == MissingMethod::Regression) hint = read_regressions(g, missing);
    if (hint.empty() && g.has("feasible")) hint = read_feasible(g, missing);
    if (!fault.empty()) f.fail(fault);
    if (!hint.empty()) return hint;
    const bool is_regression = missing.method == MissingMethod::Regression;
    const bool is_bounds = missing.method == MissingMethod::Bounds;
    const std::string unknown = unknown_field(
        object, {"method", is_regression ? std::string_view("regressions") : std::string_view("method"),
                 is_bounds ? std::string_view("feasible") : std::string_view("method")});
    if (unknown.empty()) return {};
    f.fail("missing." + unknown);
    return "left out with method \"" + std::string(missing_method_names[method]) + "\"";
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
