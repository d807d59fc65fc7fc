// SPDX-License-Identifier: Apache-2.0
#include "core/index/recipe_fields.hpp"
#include "core/index/recipe_reader.hpp"

namespace anker::index {

using json::Fields;
using json::Json;

Normalise read_normalise(RecipeReader& reader, Fields& parent, std::string_view name) {
    Normalise rule;
    if (!parent.has(name)) return rule;
    const Json& json = parent.member(name);
    if (json.is_string()) {
        const Json object{{"scale", json}};
        Fields f = reader.fields(object, parent.path_of(name));
        rule.scale = reader.choice(f, "scale", scale_names, Scale::None);
        if (rule.scale == Scale::Z) // it would leave the divisor open
            reader.fail(parent, name,
                        R"({"scale": "z", "deviation": "population" or "sample"}: it changes values)");
        if (rule.scale == Scale::RatioToReference || rule.scale == Scale::DistanceToReference)
            reader.fail(parent, name,
                        R"({"scale": "ratio_to_reference", "reference": "highest"}: it says to what)");
        return rule;
    }
    Fields f = reader.fields(json, parent.path_of(name));
    if (!f.has("scale")) reader.fail(f, "scale", "what to do, for example \"z\"");
    rule.scale = reader.choice(f, "scale", scale_names, Scale::None);
    if (rule.scale == Scale::Z && !f.has("deviation"))
        reader.fail(f, "deviation", R"("population" (divide by n) or "sample" (n - 1): it changes values)");
    rule.deviation = reader.choice(f, "deviation", math::deviation_names, rule.deviation);
    rule.ties = reader.choice(f, "ties", math::ties_names, rule.ties);
    rule.constant = reader.number(f, "constant", rule.constant);
    if (!(rule.constant > 0)) reader.fail(f, "constant", "a number above 0");
    if (const auto quantiles = reader.bounds(f, "winsorise")) rule.winsorise = *quantiles;
    if (rule.winsorise.low < 0 || rule.winsorise.high > 1)
        reader.fail(f, "winsorise", "two numbers from 0 to 1");
    rule.centre = reader.number(f, "centre", rule.centre);
    rule.spread = reader.number(f, "spread", rule.spread);
    if (!(rule.spread > 0)) reader.fail(f, "spread", "a number above 0");
    read_scale_details(reader, f, rule);
    reader.refuse_unknown(f, json,
                          {"scale", "deviation", "ties", "constant", "winsorise", "centre", "spread",
                           "reference", "margin", "percentiles", "scores", "within"});
    return rule;
}

namespace {

std::vector<Cut> read_cuts(RecipeReader& reader, Fields& parent, const std::string& path) {
    std::vector<Cut> result;
    const Json& list = parent.member("cuts");
    if (!list.is_array() || list.empty()) {
        reader.fail(parent, "cuts", "a list of cuts, for example [{\"at\": 1, \"includes\": \"below\"}]");
        return result;
    }
    for (std::size_t i = 0; i < list.size() && !reader.has_fault(); ++i) {
        Fields f = reader.fields(list[i], path + "[" + std::to_string(i) + "]");
        Cut cut;
        if (!f.has("at")) reader.fail(f, "at", "a number");
        cut.at = reader.number(f, "at", 0);
        if (!f.has("includes"))
            reader.fail(f, "includes", R"("below" or "above": where a value exactly on the cut falls)");
        static constexpr std::array<std::string_view, 2> sides{"above", "below"};
        cut.includes_below = reader.choice(f, "includes", sides, 1) == 1;
        reader.refuse_unknown(f, list[i], {"at", "includes"});
        if (!result.empty() && cut.at <= result.back().at)
            reader.fail(f, "at", "more than the cut before it");
        result.push_back(cut);
    }
    return result;
}

} // namespace

ClassRule read_classes(RecipeReader& reader, Fields& parent) {
    ClassRule rule;
    if (!parent.has("classes")) return rule;
    Fields f = reader.fields(parent.member("classes"), parent.path_of("classes"));
    if (!f.has("kind")) reader.fail(f, "kind", "how classes are made, for example \"cuts\"");
    rule.kind = reader.choice(f, "kind", class_kind_names, ClassKind::None);
    if (rule.kind == ClassKind::Cuts) {
        rule.cuts = read_cuts(reader, f, f.path_of("cuts"));
    } else if (rule.kind != ClassKind::None) {
        rule.count = static_cast<int>(reader.number(f, "count", 0));
        if (rule.count < 2 || rule.count > 1000) reader.fail(f, "count", "a whole number from 2 to 1000");
    }
    if (rule.kind == ClassKind::Quantiles) {
        rule.quantile_type = static_cast<int>(reader.number(f, "type", 7));
        if (rule.quantile_type < 1 || rule.quantile_type > 9)
            reader.fail(f, "type", "a whole number from 1 to 9");
    }
    if (rule.kind == ClassKind::Hybrid) {
        rule.top_share = reader.number(f, "top_share", rule.top_share);
        if (!(rule.top_share > 0) || rule.top_share >= 1)
            reader.fail(f, "top_share", "a number between 0 and 1");
        if (rule.count < 3) reader.fail(f, "count", "a whole number from 3 to 1000");
    }
    if (rule.kind == ClassKind::Hybrid || rule.kind == ClassKind::EqualWidth) {
        rule.low = reader.optional_number(f, "low");
        rule.high = reader.optional_number(f, "high");
        if (rule.low && rule.high && *rule.low >= *rule.high) reader.fail(f, "high", "more than \"low\"");
    }
    static constexpr std::array<std::string_view, 2> sides{"above", "below"};
    rule.includes_below = reader.choice(f, "includes", sides, 1) == 1;
    static constexpr std::array<std::string_view, 2> ends{"lowest", "highest"};
    rule.from_highest = reader.choice(f, "class_1_is", ends, 0) == 1;
    rule.is_within_group = reader.choice(f, "within", within_names, 0) == 1;
    rule.codes = reader.texts(f, "codes");
    rule.names = reader.texts(f, "names");
    const auto count = static_cast<std::size_t>(rule.class_count());
    if (!rule.codes.empty() && rule.codes.size() != count)
        reader.fail(f, "codes", std::to_string(count) + " texts, one per class");
    if (!rule.names.empty() && rule.names.size() != count)
        reader.fail(f, "names", std::to_string(count) + " texts, one per class");
    reader.refuse_unknown(f, parent.member("classes"),
                          {"kind", "cuts", "count", "type", "includes", "class_1_is", "top_share", "low",
                           "high", "codes", "names", "within"});
    return rule;
}

} // namespace anker::index
