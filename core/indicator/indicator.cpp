// SPDX-License-Identifier: Apache-2.0
#include "core/indicator/indicator.hpp"

#include "core/json/fields.hpp"

namespace anker::indicator {

namespace {

using json::Fields;
using json::Json;

Json json_from_numbers(const std::vector<double>& numbers) {
    Json list = Json::array();
    for (const double n : numbers) list.push_back(is_missing(n) ? Json() : Json(n));
    return list;
}

Json json_from_series(const std::vector<std::vector<double>>& series) {
    Json list = Json::array();
    for (const auto& numbers : series) list.push_back(json_from_numbers(numbers));
    return list;
}

/// [date][area] of exactly this shape, or empty.
std::vector<std::vector<double>> series_from(Fields& f, std::string_view name, std::size_t dates,
                                             std::size_t areas) {
    std::vector<std::vector<double>> series;
    const Json& list = f.member(name);
    if (!list.is_array() || list.size() != dates) {
        f.fail(name);
        return series;
    }
    for (const Json& numbers : list) {
        if (!numbers.is_array() || numbers.size() != areas) {
            f.fail(name);
            return series;
        }
        std::vector<double>& row = series.emplace_back();
        for (const Json& n : numbers) {
            if (!n.is_number() && !n.is_null()) f.fail(name);
            row.push_back(n.is_number() ? n.get<double>() : missing);
        }
    }
    return series;
}

std::vector<std::string> texts_from(Fields& f, std::string_view name) {
    std::vector<std::string> texts;
    const Json& list = f.member(name);
    if (!list.is_array()) {
        f.fail(name);
        return texts;
    }
    for (const Json& text : list) {
        if (text.is_string()) {
            texts.push_back(text.get<std::string>());
        } else {
            f.fail(name);
        }
    }
    return texts;
}

Json json_from(const Origin& origin) {
    Json json = {{"date", origin.date}, {"areas", origin.areas_version}};
    if (origin.catalogue_version != 0) json["version"] = origin.catalogue_version;
    if (!origin.crosswalk.empty()) json["crosswalk"] = origin.crosswalk;
    return json;
}

Json json_from(const Withheld& withheld) {
    return {{"date", withheld.date}, {"area", withheld.area}, {"reason", withheld.reason}};
}

template <class Entry>
Json json_from_list(const std::vector<Entry>& entries) {
    Json list = Json::array();
    for (const Entry& entry : entries) list.push_back(json_from(entry));
    return list;
}

Origin origin_from(Fields& f) {
    return {f.text("date"), static_cast<std::uint32_t>(f.integer("version", 0, 1'000'000, 0)),
            f.text("areas", ""), f.text("crosswalk", "")};
}

Withheld withheld_from(Fields& f) {
    return {f.text("date"), f.text("area"), f.text("reason")};
}

template <class Entry>
std::vector<Entry> list_from(Fields& f, std::string_view name, std::string& fault, Entry (*read)(Fields&)) {
    std::vector<Entry> entries;
    if (!f.has(name)) return entries;
    const Json& list = f.member(name);
    if (!list.is_array()) f.fail(name);
    for (const Json& entry : list) {
        if (!fault.empty()) break;
        Fields e(entry, f.path_of(name), fault);
        entries.push_back(read(e));
    }
    return entries;
}

} // namespace

std::string Indicator::reason_withheld(std::string_view date, std::string_view area) const {
    for (const Withheld& entry : withheld) {
        if (entry.date == date && entry.area == area) return entry.reason;
    }
    return "unknown";
}

const Indicator* IndicatorTable::find(std::string_view id) const {
    for (const Indicator& indicator : indicators) {
        if (indicator.id == id) return &indicator;
    }
    return nullptr;
}

std::size_t IndicatorTable::date_index(std::string_view date) const {
    std::size_t i = 0;
    while (i < dates.size() && dates[i] != date) ++i;
    return i;
}

std::string encode(const IndicatorTable& table) {
    Json json = Json::object();
    if (!table.areas_version.empty()) json["areas_version"] = table.areas_version;
    json["areas"] = table.area_keys;
    json["dates"] = table.dates;
    json["population"] = json_from_series(table.population);
    Json list = Json::array();
    for (const Indicator& indicator : table.indicators) {
        Json entry = Json::object();
        entry["id"] = indicator.id;
        entry["names"] = indicator.names;
        entry["unit"] = indicator.unit;
        entry["direction"] = direction_names[static_cast<std::size_t>(indicator.direction)];
        entry["source"] = indicator.source;
        entry["steward"] = indicator.steward;
        entry["values"] = json_from_series(indicator.values);
        if (!indicator.numerators.empty()) entry["numerators"] = json_from_series(indicator.numerators);
        if (!indicator.denominators.empty()) entry["denominators"] = json_from_series(indicator.denominators);
        if (!indicator.origins.empty()) entry["origins"] = json_from_list(indicator.origins);
        if (!indicator.withheld.empty()) entry["withheld"] = json_from_list(indicator.withheld);
        list.push_back(std::move(entry));
    }
    json["indicators"] = std::move(list);
    return json::text_from_json(json);
}

Expected<IndicatorTable, std::string> decode_indicator_table(std::string_view text) {
    const Json json = json::parse_json(text);
    if (json.is_discarded()) return failure(std::string("indicators: not JSON"));
    std::string fault;
    Fields f(json, "", fault);
    IndicatorTable table;
    table.areas_version = f.text("areas_version", "");
    table.area_keys = texts_from(f, "areas");
    table.dates = texts_from(f, "dates");
    const std::size_t areas = table.area_keys.size();
    const std::size_t dates = table.dates.size();
    table.population = series_from(f, "population", dates, areas);
    const Json& list = f.member("indicators");
    if (!list.is_array()) f.fail("indicators");
    for (const Json& entry : list) {
        if (!fault.empty()) break;
        Fields e(entry, "indicators", fault);
        Indicator indicator;
        indicator.id = e.text("id");
        const Json& names = e.member("names");
        for (const auto& [language, name] : names.items()) {
            if (name.is_string()) indicator.names[language] = name.get<std::string>();
        }
        indicator.unit = e.text("unit");
        indicator.direction = e.one_of<Direction>("direction", direction_names);
        indicator.source = e.text("source", "");
        indicator.steward = e.text("steward", "");
        indicator.values = series_from(e, "values", dates, areas);
        if (e.has("numerators")) indicator.numerators = series_from(e, "numerators", dates, areas);
        if (e.has("denominators")) indicator.denominators = series_from(e, "denominators", dates, areas);
        indicator.origins = list_from<Origin>(e, "origins", fault, origin_from);
        indicator.withheld = list_from<Withheld>(e, "withheld", fault, withheld_from);
        table.indicators.push_back(std::move(indicator));
    }
    if (!fault.empty()) return failure("indicators: field \"" + fault + "\" is missing or wrong");
    return table;
}

std::string name_in(const std::map<std::string, std::string>& names, std::string_view language,
                    std::string_view otherwise) {
    for (const std::string_view wanted : {language, std::string_view("de"), std::string_view("en")}) {
        if (const auto found = names.find(std::string(wanted)); found != names.end()) return found->second;
    }
    return std::string(otherwise);
}

} // namespace anker::indicator
