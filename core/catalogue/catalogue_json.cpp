// SPDX-License-Identifier: Apache-2.0
#include "core/catalogue/catalogue.hpp"
#include "core/json/fields.hpp"

#include <algorithm>
#include <limits>

namespace anker::catalogue {

namespace {

using json::Fields;
using json::Json;

constexpr std::int64_t max_version = 10'000;
/// What German federal practice asks for at least; fewer is no protection that one could agree on.
constexpr std::uint32_t least_minimum_count = 3;
constexpr std::int64_t max_of_a_rule = 1000;
constexpr std::string_view format_name = "ankerpunkt-catalogue";

bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= 60 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// YYYY-MM-DD; whether the month has that many days is not looked at.
bool is_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const auto number = [&](std::size_t at, std::size_t length) {
        int value = 0;
        for (std::size_t i = at; i < at + length; ++i) {
            if (text[i] < '0' || text[i] > '9') return -1;
            value = value * 10 + (text[i] - '0');
        }
        return value;
    };
    const int month = number(5, 2);
    const int day = number(8, 2);
    return number(0, 4) > 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

std::string id_text(Fields& f, std::string_view name) {
    std::string id = f.text(name);
    if (!is_id(id)) f.fail(name);
    return id;
}

std::string day(Fields& f, std::string_view name) {
    std::string text = f.text(name);
    if (!is_day(text)) f.fail(name);
    return text;
}

std::string filled(Fields& f, std::string_view name) {
    std::string text = f.text(name);
    if (text.empty()) f.fail(name);
    return text;
}

std::map<std::string, std::string> names_from(Fields& f, std::string_view name) {
    std::map<std::string, std::string> names;
    const Json& object = f.member(name);
    if (!object.is_object() || object.empty()) {
        f.fail(name);
        return names;
    }
    for (const auto& [language, text] : object.items()) {
        if (text.is_string() && !text.get_ref<const std::string&>().empty()) {
            names[language] = text.get<std::string>();
        } else {
            f.fail(std::string(name) + "." + language);
        }
    }
    return names;
}

Measure measure_from(Fields& f, std::string_view name, std::string& fault) {
    Measure measure;
    Fields m(f.member(name), f.path_of(name), fault);
    measure.id = id_text(m, "id");
    measure.names = names_from(m, "names");
    m.finish(Fields::Extra::Refuse);
    return measure;
}

std::vector<Change> history_from(Fields& f, std::uint32_t version, std::string& fault) {
    std::vector<Change> history;
    const Json& list = f.member("history");
    if (!list.is_array() || list.empty()) {
        f.fail("history");
        return history;
    }
    for (std::size_t i = 0; i < list.size() && fault.empty(); ++i) {
        Fields c(list[i], f.path_of("history") + "." + std::to_string(i + 1), fault);
        Change change;
        change.version = static_cast<std::uint32_t>(c.integer("version", 1, max_version));
        change.at = day(c, "at");
        change.by = filled(c, "by");
        change.what = filled(c, "what");
        c.finish(Fields::Extra::Refuse);
        if (!history.empty() && change.version <= history.back().version) c.fail("version");
        if (!history.empty() && change.at < history.back().at) c.fail("at");
        history.push_back(std::move(change));
    }
    if (fault.empty() && history.back().version != version) f.fail("version");
    return history;
}

Agreement agreement_from(const Json& entry, const std::string& path, std::string& fault) {
    Fields f(entry, path, fault);
    Agreement a;
    a.id = id_text(f, "id");
    a.version = static_cast<std::uint32_t>(f.integer("version", 1, max_version));
    {
        Fields names(f.member("names"), f.path_of("names"), fault);
        a.plain_names = names_from(names, "plain");
        a.technical_names = names_from(names, "technical");
        names.finish(Fields::Extra::Refuse);
    }
    a.unit = f.one_of<Unit>("unit", unit_names);
    if (f.has("numerator")) a.numerator = measure_from(f, "numerator", fault);
    if (f.has("denominator")) a.denominator = measure_from(f, "denominator", fault);
    if (needs_denominator(a.unit) && a.numerator.id.empty()) f.fail("numerator");
    if (needs_denominator(a.unit) && a.denominator.id.empty()) f.fail("denominator");
    if (a.unit == Unit::Count && !a.denominator.id.empty()) f.fail("denominator");
    a.direction = f.one_of<indicator::Direction>("direction", indicator::direction_names);
    a.may_be_negative = f.boolean("may_be_negative", false);
    a.domain = id_text(f, "domain");
    a.source = filled(f, "source");
    a.licence = filled(f, "licence");
    a.steward = filled(f, "steward");
    a.areas_version = f.text("areas_version");
    if (a.areas_version != "any" && !is_day(a.areas_version)) f.fail("areas_version");
    {
        Fields m(f.member("minimum_cases"), f.path_of("minimum_cases"), fault);
        a.minimum_cases.numerator = static_cast<std::uint32_t>(m.integer("numerator", 0, 1'000'000));
        a.minimum_cases.denominator = static_cast<std::uint32_t>(m.integer("denominator", 0, 1'000'000));
        a.minimum_cases.extremes = m.one_of("extremes", extremes_names, Extremes::Shown);
        m.finish(Fields::Extra::Refuse);
    }
    a.agreed_by = filled(f, "agreed_by");
    a.agreed_at = day(f, "agreed_at");
    a.history = history_from(f, a.version, fault);
    f.finish(Fields::Extra::Refuse);
    return a;
}

disclosure::Rules rules_from(Fields& f, std::string& fault) {
    disclosure::Rules rules;
    if (!f.has("disclosure")) return rules;
    Fields d(f.member("disclosure"), f.path_of("disclosure"), fault);
    const auto number = [&](std::string_view name, std::uint32_t least, std::uint32_t otherwise) {
        return static_cast<std::uint32_t>(d.integer(name, least, max_of_a_rule, otherwise));
    };
    rules.minimum_count = number("minimum_count", least_minimum_count, rules.minimum_count);
    rules.minimum_population = number("minimum_population", 0, rules.minimum_population);
    rules.round_to = number("round_to", 0, rules.round_to);
    if (rules.round_to != 0 && rules.round_to != 5 && rules.round_to != 10) d.fail("round_to");
    d.finish(Fields::Extra::Refuse);
    return rules;
}

Json json_from(const Measure& measure) {
    return {{"id", measure.id}, {"names", measure.names}};
}

Json json_from(const Agreement& a) {
    Json json = Json::object();
    json["id"] = a.id;
    json["version"] = a.version;
    json["names"] = {{"plain", a.plain_names}, {"technical", a.technical_names}};
    if (!a.numerator.id.empty()) json["numerator"] = json_from(a.numerator);
    if (!a.denominator.id.empty()) json["denominator"] = json_from(a.denominator);
    json["unit"] = name_of(a.unit);
    json["direction"] = indicator::direction_names[static_cast<std::size_t>(a.direction)];
    if (a.may_be_negative) json["may_be_negative"] = true;
    json["domain"] = a.domain;
    json["source"] = a.source;
    json["licence"] = a.licence;
    json["steward"] = a.steward;
    json["areas_version"] = a.areas_version;
    Json minimum = {{"numerator", a.minimum_cases.numerator}, {"denominator", a.minimum_cases.denominator}};
    if (a.minimum_cases.extremes != Extremes::Shown) {
        minimum["extremes"] = extremes_names[static_cast<std::size_t>(a.minimum_cases.extremes)];
    }
    json["minimum_cases"] = std::move(minimum);
    json["agreed_by"] = a.agreed_by;
    json["agreed_at"] = a.agreed_at;
    Json history = Json::array();
    for (const Change& change : a.history) {
        history.push_back(
            {{"version", change.version}, {"at", change.at}, {"by", change.by}, {"what", change.what}});
    }
    json["history"] = std::move(history);
    return json;
}

/// What a field must be, by the last name of its path.
std::string expectation(std::string_view path) {
    const std::size_t dot = path.rfind('.');
    const std::string_view leaf = dot == std::string_view::npos ? path : path.substr(dot + 1);
    const auto one_of = [](auto names) {
        std::string text = "one of";
        for (const std::string_view name : names)
            text += (text.ends_with("of") ? " " : ", ") + std::string(name);
        return text;
    };
    if (leaf == "unit") return one_of(unit_names);
    if (leaf == "direction") return one_of(indicator::direction_names);
    if (leaf == "extremes") return one_of(extremes_names);
    if (leaf == "id" || leaf == "domain") return "1 to 60 of a-z, 0-9 and _";
    if (leaf == "at" || leaf == "agreed_at")
        return "a day as YYYY-MM-DD, in a history never before the entry above it";
    if (leaf == "areas_version") return "the day the areas are valid from, as YYYY-MM-DD, or \"any\"";
    if (leaf == "version")
        return "a whole number from 1, ascending in the history, whose last entry is the indicator's version";
    if (leaf == "numerator" || leaf == "denominator")
        return "there for percent, share, per_1000 and ratio (an object with id and names); a count has no "
               "denominator, and under minimum_cases it is a whole number from 0";
    if (leaf == "minimum_count") return "a whole number from 3 to 1000";
    if (leaf == "minimum_population") return "a whole number from 0 to 1000";
    if (leaf == "round_to") return "0 (not rounded), 5 or 10";
    if (leaf == "format") return "\"" + std::string(format_name) + "\"";
    return "there, filled, of the type that docs/catalogue.md describes, and no field may have an unknown "
           "name";
}

} // namespace

std::string encode(const Catalogue& catalogue) {
    Json json = Json::object();
    json["format"] = format_name;
    json["id"] = catalogue.id;
    json["names"] = catalogue.names;
    if (!(catalogue.disclosure == disclosure::Rules{})) {
        json["disclosure"] = {{"minimum_count", catalogue.disclosure.minimum_count},
                              {"minimum_population", catalogue.disclosure.minimum_population},
                              {"round_to", catalogue.disclosure.round_to}};
    }
    Json list = Json::array();
    for (const Agreement& agreement : catalogue.indicators) list.push_back(json_from(agreement));
    json["indicators"] = std::move(list);
    return json::text_from_json(json);
}

Expected<Catalogue, std::string> decode_catalogue(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const Json json = json::parse_json(text);
    if (json.is_discarded()) {
        const auto at = std::min(json::json_fault_at(text).value_or(0), text.size());
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        return failure("line " + std::to_string(line) +
                       " is not JSON; look for a missing comma or quotation mark");
    }
    std::string fault;
    Fields f(json, "", fault);
    Catalogue catalogue;
    if (f.text("format") != format_name) f.fail("format");
    (void)f.text("about", "");
    catalogue.id = id_text(f, "id");
    catalogue.names = names_from(f, "names");
    catalogue.disclosure = rules_from(f, fault);
    const Json& list = f.member("indicators");
    if (!list.is_array() || list.empty()) f.fail("indicators");
    for (std::size_t i = 0; i < list.size() && fault.empty(); ++i) {
        Agreement next = agreement_from(list[i], "indicators." + std::to_string(i + 1), fault);
        if (!fault.empty()) break;
        if (const Agreement* known = catalogue.find(next.id); known != nullptr) {
            return failure("indicator \"" + next.id + "\" is there twice, with version " +
                           std::to_string(known->version) + " and version " + std::to_string(next.version) +
                           ": keep one; earlier versions belong into its history");
        }
        catalogue.indicators.push_back(std::move(next));
    }
    f.finish(Fields::Extra::Refuse);
    if (!fault.empty()) {
        return failure("field \"" + fault + "\" must be " + expectation(fault));
    }
    return catalogue;
}

} // namespace anker::catalogue
