// SPDX-License-Identifier: Apache-2.0
#include "core/index/composite.hpp"
#include "core/index/recipe_fields.hpp"
#include "core/json/fields.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <initializer_list>

namespace anker::index {

namespace {

using json::Fields;
using json::Json;

/// Reads one recipe and remembers the first fault with the field's path and what the field may be.
class Reader {
public:
    [[nodiscard]] Expected<CompositeRecipe, std::string> read(const Json& json);

private:
    double number(Fields& f, std::string_view name, double otherwise);
    std::optional<double> optional_number(Fields& f, std::string_view name);
    std::map<std::string, std::string> texts_by_key(Fields& f, std::string_view name);
    std::vector<std::string> texts(Fields& f, std::string_view name);
    std::vector<double> numbers(Fields& f, std::string_view name);
    std::optional<Bounds> bounds(Fields& f, std::string_view name);
    template <class Enum, std::size_t N>
    Enum choice(Fields& f, std::string_view name, const std::array<std::string_view, N>& names,
                Enum otherwise);
    Normalise normalise(Fields& parent, std::string_view name);
    ClassRule classes(Fields& parent);
    std::vector<Cut> cuts(Fields& parent, const std::string& path);
    Input input(const Json& json, const std::string& path);
    FittedLevel frozen(Fields& parent, std::size_t inputs);
    Fitted fitted(const Json& json, const std::string& path);
    Level level(const Json& json, const std::string& path, const std::vector<Level>& before);
    /// Fails for a member of `object` that is none of `known`.
    void refuse_unknown(Fields& f, const Json& object, std::initializer_list<std::string_view> known) {
        if (!object.is_object()) return;
        for (const auto& [name, value] : object.items()) {
            if (std::find(known.begin(), known.end(), name) != known.end()) continue;
            std::string hint = "left out: there is no such field here; there are";
            for (const std::string_view field : known) hint += " " + std::string(field);
            return fail(f, name, std::move(hint));
        }
    }
    void check(const Level& level, Fields& f, const std::vector<Level>& before);
    void fail(Fields& f, std::string_view name, std::string hint) {
        if (!m_fault.empty()) return;
        f.fail(name);
        m_hint = std::move(hint);
    }

    std::string m_fault;
    std::string m_hint;
};

double Reader::number(Fields& f, std::string_view name, double otherwise) {
    if (!f.has(name)) return otherwise;
    const Json& value = f.member(name);
    if (!value.is_number()) {
        fail(f, name, "a number");
        return otherwise;
    }
    return value.get<double>();
}

std::optional<double> Reader::optional_number(Fields& f, std::string_view name) {
    if (!f.has(name)) return std::nullopt;
    return number(f, name, 0);
}

std::map<std::string, std::string> Reader::texts_by_key(Fields& f, std::string_view name) {
    std::map<std::string, std::string> result;
    if (!f.has(name)) return result;
    const Json& object = f.member(name);
    if (!object.is_object()) fail(f, name, "an object of texts");
    for (const auto& [key, value] : object.items()) {
        if (value.is_string()) {
            result[key] = value.get<std::string>();
        } else {
            fail(f, name, "an object of texts");
        }
    }
    return result;
}

std::vector<std::string> Reader::texts(Fields& f, std::string_view name) {
    std::vector<std::string> result;
    if (!f.has(name)) return result;
    const Json& list = f.member(name);
    if (!list.is_array()) fail(f, name, "a list of texts");
    for (const Json& text : list) {
        if (text.is_string()) {
            result.push_back(text.get<std::string>());
        } else {
            fail(f, name, "a list of texts");
        }
    }
    return result;
}

std::vector<double> Reader::numbers(Fields& f, std::string_view name) {
    std::vector<double> result;
    const Json& list = f.member(name);
    if (!list.is_array()) fail(f, name, "a list of numbers");
    for (const Json& entry : list) {
        if (entry.is_number()) {
            result.push_back(entry.get<double>());
        } else {
            fail(f, name, "a list of numbers");
        }
    }
    return result;
}

std::optional<Bounds> Reader::bounds(Fields& f, std::string_view name) {
    if (!f.has(name)) return std::nullopt;
    const std::vector<double> two = numbers(f, name);
    if (two.size() != 2 || !(two[0] < two[1])) {
        fail(f, name, "two numbers, the lower one first");
        return std::nullopt;
    }
    return Bounds{two[0], two[1]};
}

template <class Enum, std::size_t N>
Enum Reader::choice(Fields& f, std::string_view name, const std::array<std::string_view, N>& names,
                    Enum otherwise) {
    if (!f.has(name)) return otherwise;
    const Json& value = f.member(name);
    for (std::size_t i = 0; i < N; ++i) {
        if (value.is_string() && value.get_ref<const std::string&>() == names[i]) return static_cast<Enum>(i);
    }
    std::string hint = "one of";
    for (const std::string_view allowed : names) hint += " \"" + std::string(allowed) + "\"";
    fail(f, name, hint);
    return otherwise;
}

Normalise Reader::normalise(Fields& parent, std::string_view name) {
    Normalise rule;
    if (!parent.has(name)) return rule;
    const Json& json = parent.member(name);
    if (json.is_string()) {
        const Json object{{"scale", json}};
        Fields f(object, parent.path_of(name), m_fault);
        rule.scale = choice(f, "scale", scale_names, Scale::None);
        if (rule.scale == Scale::Z) // it would leave the divisor open
            fail(parent, name, R"({"scale": "z", "deviation": "population" or "sample"}: it changes values)");
        if (rule.scale == Scale::RatioToReference || rule.scale == Scale::DistanceToReference)
            fail(parent, name, R"({"scale": "ratio_to_reference", "reference": "highest"}: it says to what)");
        return rule;
    }
    Fields f(json, parent.path_of(name), m_fault);
    if (!f.has("scale")) fail(f, "scale", "what to do, for example \"z\"");
    rule.scale = choice(f, "scale", scale_names, Scale::None);
    if (rule.scale == Scale::Z && !f.has("deviation"))
        fail(f, "deviation", R"("population" (divide by n) or "sample" (n - 1): it changes values)");
    rule.deviation = choice(f, "deviation", math::deviation_names, rule.deviation);
    rule.ties = choice(f, "ties", math::ties_names, rule.ties);
    rule.constant = number(f, "constant", rule.constant);
    if (!(rule.constant > 0)) fail(f, "constant", "a number above 0");
    if (const auto quantiles = bounds(f, "winsorise")) rule.winsorise = *quantiles;
    if (rule.winsorise.low < 0 || rule.winsorise.high > 1) fail(f, "winsorise", "two numbers from 0 to 1");
    rule.centre = number(f, "centre", rule.centre);
    rule.spread = number(f, "spread", rule.spread);
    if (!(rule.spread > 0)) fail(f, "spread", "a number above 0");
    if (m_fault.empty()) m_hint = read_scale_details(f, rule);
    refuse_unknown(f, json,
                   {"scale", "deviation", "ties", "constant", "winsorise", "centre", "spread", "reference",
                    "margin", "percentiles", "scores", "within"});
    return rule;
}

std::vector<Cut> Reader::cuts(Fields& parent, const std::string& path) {
    std::vector<Cut> result;
    const Json& list = parent.member("cuts");
    if (!list.is_array() || list.empty()) {
        fail(parent, "cuts", "a list of cuts, for example [{\"at\": 1, \"includes\": \"below\"}]");
        return result;
    }
    for (std::size_t i = 0; i < list.size() && m_fault.empty(); ++i) {
        Fields f(list[i], path + "[" + std::to_string(i) + "]", m_fault);
        Cut cut;
        if (!f.has("at")) fail(f, "at", "a number");
        cut.at = number(f, "at", 0);
        if (!f.has("includes"))
            fail(f, "includes", R"("below" or "above": where a value exactly on the cut falls)");
        static constexpr std::array<std::string_view, 2> sides{"above", "below"};
        cut.includes_below = choice(f, "includes", sides, 1) == 1;
        refuse_unknown(f, list[i], {"at", "includes"});
        if (!result.empty() && cut.at <= result.back().at) fail(f, "at", "more than the cut before it");
        result.push_back(cut);
    }
    return result;
}

ClassRule Reader::classes(Fields& parent) {
    ClassRule rule;
    if (!parent.has("classes")) return rule;
    Fields f(parent.member("classes"), parent.path_of("classes"), m_fault);
    if (!f.has("kind")) fail(f, "kind", "how classes are made, for example \"cuts\"");
    rule.kind = choice(f, "kind", class_kind_names, ClassKind::None);
    if (rule.kind == ClassKind::Cuts) {
        rule.cuts = cuts(f, f.path_of("cuts"));
    } else if (rule.kind != ClassKind::None) {
        rule.count = static_cast<int>(number(f, "count", 0));
        if (rule.count < 2 || rule.count > 1000) fail(f, "count", "a whole number from 2 to 1000");
    }
    if (rule.kind == ClassKind::Quantiles) {
        rule.quantile_type = static_cast<int>(number(f, "type", 7));
        if (rule.quantile_type < 1 || rule.quantile_type > 9) fail(f, "type", "a whole number from 1 to 9");
    }
    if (rule.kind == ClassKind::Hybrid) {
        rule.top_share = number(f, "top_share", rule.top_share);
        if (!(rule.top_share > 0) || rule.top_share >= 1) fail(f, "top_share", "a number between 0 and 1");
        if (rule.count < 3) fail(f, "count", "a whole number from 3 to 1000");
    }
    if (rule.kind == ClassKind::Hybrid || rule.kind == ClassKind::EqualWidth) {
        rule.low = optional_number(f, "low");
        rule.high = optional_number(f, "high");
        if (rule.low && rule.high && *rule.low >= *rule.high) fail(f, "high", "more than \"low\"");
    }
    static constexpr std::array<std::string_view, 2> sides{"above", "below"};
    rule.includes_below = choice(f, "includes", sides, 1) == 1;
    static constexpr std::array<std::string_view, 2> ends{"lowest", "highest"};
    rule.from_highest = choice(f, "class_1_is", ends, 0) == 1;
    rule.is_within_group = choice(f, "within", within_names, 0) == 1;
    rule.codes = texts(f, "codes");
    rule.names = texts(f, "names");
    const auto count = static_cast<std::size_t>(rule.class_count());
    if (!rule.codes.empty() && rule.codes.size() != count)
        fail(f, "codes", std::to_string(count) + " texts, one per class");
    if (!rule.names.empty() && rule.names.size() != count)
        fail(f, "names", std::to_string(count) + " texts, one per class");
    refuse_unknown(f, parent.member("classes"),
                   {"kind", "cuts", "count", "type", "includes", "class_1_is", "top_share", "low", "high",
                    "codes", "names", "within"});
    return rule;
}

Input Reader::input(const Json& json, const std::string& path) {
    Fields f(json, path, m_fault);
    Input result;
    result.column = f.text("column", "");
    result.level = f.text("level", "");
    if (result.column.empty() == result.level.empty())
        fail(f, "column", "the name of a column, or \"level\" instead");
    result.minus = f.text("minus", "");
    result.use = choice(f, "use", use_names, Use::Value);
    if (!result.column.empty() && !f.has("direction"))
        fail(f, "direction", R"("burden" or "relief": what a high value means)");
    result.direction = choice(f, "direction", indicator::direction_names, indicator::Direction::Burden);
    result.weight = number(f, "weight", 1);
    if (result.weight < 0)
        fail(f, "weight", "a number that is not negative; turn an indicator with \"direction\"");
    result.unit = choice(f, "unit", unit_names, Unit::Any);
    result.transform = choice(f, "transform", transform_names, Transform::None);
    result.goalposts = bounds(f, "goalposts");
    result.threshold = optional_number(f, "threshold");
    result.reference = optional_number(f, "reference");
    result.is_treated = f.boolean("treat", false);
    if (!result.level.empty() &&
        (!result.minus.empty() || result.transform != Transform::None || result.threshold))
        fail(f, "level", "used without \"minus\", \"transform\" and \"threshold\"");
    refuse_unknown(f, json,
                   {"column", "minus", "level", "use", "direction", "weight", "unit", "transform",
                    "goalposts", "threshold", "reference", "treat"});
    return result;
}

Fitted Reader::fitted(const Json& json, const std::string& path) {
    Fields f(json, path, m_fault);
    Fitted result;
    result.origin = number(f, "origin", 0);
    result.unit = number(f, "unit", 1);
    if (result.unit == 0) fail(f, "unit", "not 0");
    refuse_unknown(f, json, {"origin", "unit"});
    return result;
}

FittedLevel Reader::frozen(Fields& parent, std::size_t inputs) {
    FittedLevel result;
    const std::string path = parent.path_of("freeze");
    Fields f(parent.member("freeze"), path, m_fault);
    const Json& list = f.member("inputs");
    if (!list.is_array() || list.size() != inputs) {
        fail(f, "inputs", "one entry per input, as the report of the base year gives them in \"fitted\"");
        return result;
    }
    for (std::size_t i = 0; i < inputs; ++i)
        result.inputs.push_back(fitted(list[i], path + ".inputs[" + std::to_string(i) + "]"));
    result.weights = numbers(f, "weights");
    if (result.weights.size() != inputs) fail(f, "weights", "one number per input");
    result.rescale = fitted(f.member("rescale"), path + ".rescale");
    result.borders = numbers(f, "borders");
    result.top_from = optional_number(f, "top_from");
    refuse_unknown(f, parent.member("freeze"), {"inputs", "weights", "rescale", "borders", "top_from"});
    return result;
}

Level Reader::level(const Json& json, const std::string& path, const std::vector<Level>& before) {
    Fields f(json, path, m_fault);
    Level result;
    result.id = f.text("id");
    result.names = texts_by_key(f, "names");
    const Json& inputs = f.member("inputs");
    if (!inputs.is_array() || inputs.empty()) {
        fail(f, "inputs", "a list with at least one input");
        return result;
    }
    for (std::size_t i = 0; i < inputs.size() && m_fault.empty(); ++i)
        result.inputs.push_back(input(inputs[i], path + ".inputs[" + std::to_string(i) + "]"));
    result.high_means = choice(f, "high_means", indicator::direction_names, indicator::Direction::Burden);
    result.normalise = normalise(f, "normalise");
    result.weighting = choice(f, "weighting", weighting_names, Weighting::Given);
    result.anchor = f.text("anchor", "");
    result.score_variance = choice(f, "score_variance", score_variance_names, ScoreVariance::One);
    result.aggregation = choice(f, "aggregation", aggregation_names, Aggregation::Sum);
    result.burdened_from_class = static_cast<int>(number(f, "burdened_from_class", 0));
    if (m_fault.empty()) m_hint = read_fitting(f, result);
    result.rescale = normalise(f, "rescale");
    result.classes = classes(f);
    if (f.has("freeze")) result.frozen = frozen(f, result.inputs.size());
    check(result, f, before);
    refuse_unknown(f, json,
                   {"id", "names", "inputs", "high_means", "normalise", "weighting", "anchor",
                    "score_variance", "aggregation", "burdened_from_class", "rescale", "classes", "freeze",
                    "drop_below", "factors", "areas", "weight_shares"});
    return result;
}

/// What single fields cannot say.
void Reader::check(const Level& level, Fields& f, const std::vector<Level>& before) {
    const auto earlier = [&](const std::string& id) {
        return std::find_if(before.begin(), before.end(), [&](const Level& l) { return l.id == id; });
    };
    if (level.id.empty()) fail(f, "id", "a short name");
    if (earlier(level.id) != before.end()) fail(f, "id", "a name that no level before it has");
    double weights = 0;
    bool has_anchor = false;
    for (const Input& input : level.inputs) {
        weights += input.weight;
        has_anchor = has_anchor || input.name() == level.anchor;
        if (!input.level.empty() && earlier(input.level) == before.end())
            fail(f, "inputs", "levels that stand before this one; there is no \"" + input.level + "\" there");
        const bool is_class = !input.level.empty() && earlier(input.level) != before.end() &&
                              earlier(input.level)->classes.kind == ClassKind::None;
        if (is_class && (input.use == Use::Class || level.aggregation == Aggregation::Count))
            fail(f, "inputs", "levels with \"classes\"; \"" + input.level + "\" has none");
        if (level.normalise.scale == Scale::Goalposts && !input.goalposts)
            fail(f, "inputs", "inputs with \"goalposts\"; \"" + input.name() + "\" has none");
        if (level.aggregation == Aggregation::Count && input.level.empty() && !input.threshold)
            fail(f, "inputs", "inputs with \"threshold\" for a count; \"" + input.name() + "\" has none");
        const bool is_turned = input.level.empty() ? input.direction != level.high_means
                               : earlier(input.level) != before.end()
                                   ? earlier(input.level)->high_means != level.high_means
                                   : false;
        if (is_turned && level.normalise.scale == Scale::RatioToMean)
            fail(f, "normalise",
                 "another scale: \"ratio_to_mean\" cannot turn \"" + input.name() + "\" round");
        if (is_turned && level.normalise.scale == Scale::ExponentialOfShare)
            fail(f, "normalise",
                 "another scale: \"exponential_of_share\" cannot turn \"" + input.name() + "\" round");
    }
    if (level.weighting == Weighting::Given && !(weights > 0))
        fail(f, "inputs", "inputs with a weight above 0");
    if (const auto fault = fault_in_level(level)) fail(f, fault->field, fault->hint);
    if (level.weighting == Weighting::FirstComponent || level.weighting == Weighting::OneFactor) {
        if (level.normalise.scale != Scale::Z)
            fail(f, "normalise", "scale \"z\": fitted weights belong to standardised inputs");
        if (!has_anchor) fail(f, "anchor", "one of the inputs: its weight is made positive");
        if (level.aggregation != Aggregation::Sum) fail(f, "aggregation", "\"sum\" with fitted weights");
    }
    if (level.aggregation == Aggregation::None && level.inputs.size() != 1)
        fail(f, "aggregation", "\"none\" only with one input");
    const bool counts_levels = level.aggregation == Aggregation::Count &&
                               std::any_of(level.inputs.begin(), level.inputs.end(),
                                           [](const Input& i) { return !i.level.empty(); });
    if (counts_levels && level.burdened_from_class < 1)
        fail(f, "burdened_from_class", "the class from which on a level counts as burdened");
    if (level.frozen &&
        level.frozen->borders.size() + 1 != static_cast<std::size_t>(level.classes.class_count()) &&
        level.classes.kind != ClassKind::None && level.classes.kind != ClassKind::Hybrid)
        fail(f, "freeze", "as many borders as the classes have");
}

Expected<CompositeRecipe, std::string> Reader::read(const Json& json) {
    Fields f(json, "", m_fault);
    CompositeRecipe recipe;
    if (f.text("method", "") != "composite") fail(f, "method", "\"composite\"");
    recipe.id = f.text("id");
    recipe.names = texts_by_key(f, "names");
    recipe.date = f.text("date", "");
    recipe.decided_by = f.text("decided_by", "");
    recipe.source = f.text("source", "");
    recipe.population_column = f.text("population_column", "");
    recipe.minimum_population = number(f, "minimum_population", 0);
    if (recipe.minimum_population > 0 && recipe.population_column.empty())
        fail(f, "population_column", "the column with the population, for \"minimum_population\"");
    recipe.excluded = texts_by_key(f, "excluded");
    recipe.group_column = f.text("group_column", "");
    const Json& levels = f.member("levels");
    if (!levels.is_array() || levels.empty()) fail(f, "levels", "a list with at least one level");
    for (std::size_t i = 0; m_fault.empty() && i < levels.size(); ++i)
        recipe.levels.push_back(level(levels[i], "levels[" + std::to_string(i) + "]", recipe.levels));
    if (f.has("groups")) {
        Fields g(f.member("groups"), "groups", m_fault);
        Groups groups;
        groups.rows = g.text("rows");
        groups.columns = g.text("columns");
        groups.attention = texts(g, "attention");
        const auto has_classes = [&](const std::string& id) {
            return std::any_of(recipe.levels.begin(), recipe.levels.end(), [&](const Level& level) {
                return level.id == id && level.classes.kind != ClassKind::None;
            });
        };
        if (!has_classes(groups.rows)) fail(g, "rows", "the id of a level with classes");
        if (!has_classes(groups.columns)) fail(g, "columns", "the id of a level with classes");
        refuse_unknown(g, f.member("groups"), {"rows", "columns", "attention"});
        recipe.groups = std::move(groups);
    }
    if (m_fault.empty()) {
        m_hint = read_missing(f, recipe);
        if (const auto fault = fault_in_recipe(recipe)) fail(f, fault->field, fault->hint);
    }
    refuse_unknown(f, json,
                   {"method", "id", "names", "date", "decided_by", "source", "population_column",
                    "minimum_population", "excluded", "levels", "groups", "group_column", "missing"});
    if (m_fault.empty()) return recipe;
    return failure("field \"" + m_fault + "\" " +
                   (m_hint.empty() ? "is missing, unknown or wrong (docs/recipes.md lists the fields)."
                                   : "must be " + m_hint + "."));
}

} // namespace

Expected<CompositeRecipe, std::string> decode_composite(std::string_view text) {
    const Json json = json::parse_json(text);
    if (json.is_discarded()) {
        const auto at = json::json_fault_at(text);
        return failure("it is not JSON" +
                       (at ? " from byte " + std::to_string(*at + 1) + " on" : std::string()) + ".");
    }
    if (!json.is_object()) return failure(std::string("it is not a JSON object."));
    return Reader().read(json);
}

} // namespace anker::index
