// SPDX-License-Identifier: Apache-2.0
#include "server/geo/indicators/indicator_map.hpp"

#include "server/geo/common/sentence.hpp"
#include "server/geo/common/tables.hpp"

#include <algorithm>
#include <set>

namespace anker::exchange {

namespace {

using json::Fields;
using json::Json;

bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= 60 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

IndicatorRule rule_from(const Json& entry, const std::string& path, std::string& fault) {
    Fields f(entry, path, fault);
    IndicatorRule rule;
    rule.id = f.text("id");
    if (!is_id(rule.id)) f.fail("id");
    rule.names = texts_by_key(f, "names");
    if (rule.names.empty()) f.fail("names");
    rule.unit = f.text("unit");
    rule.direction = f.one_of<indicator::Direction>("direction", indicator::direction_names);
    rule.numerator = texts(f, "numerator");
    rule.denominator = texts(f, "denominator");
    rule.value = f.text("value", "");
    if (rule.value.empty() == rule.numerator.empty()) f.fail("numerator");
    const bool is_rate = rule.unit == "percent" || rule.unit == "per_1000" || rule.unit == "ratio";
    if (is_rate && rule.value.empty() && rule.denominator.empty()) f.fail("denominator");
    if (rule.unit == "count" && !rule.denominator.empty()) f.fail("denominator");
    rule.may_be_negative = f.boolean("may_be_negative", false);
    rule.source = f.text("source", "");
    rule.steward = f.text("steward", "");
    f.finish(Fields::Extra::Refuse);
    return rule;
}

void read_date(Fields& f, IndicatorMap& map, std::string& fault) {
    if (f.has("dates")) {
        map.dates = texts(f, "dates");
        for (const std::string& date : map.dates) {
            if (!iso_period_from(date)) f.fail("dates");
        }
        return;
    }
    const Json& member = f.member("date");
    if (member.is_string()) {
        const auto date = iso_period_from(*member.get_ptr<const std::string*>());
        if (!date) f.fail("date");
        map.fixed_date = date.value_or("");
        return;
    }
    Fields date(member, "date", fault);
    map.date_column = column(date, "column");
    if (!map.date_column.is_given()) date.fail("column");
    date.finish(Fields::Extra::Refuse);
}

} // namespace

std::vector<std::string> IndicatorMap::features() const {
    std::set<std::string> all;
    for (const IndicatorRule& rule : indicators) {
        all.insert(rule.numerator.begin(), rule.numerator.end());
        all.insert(rule.denominator.begin(), rule.denominator.end());
        if (!rule.value.empty()) all.insert(rule.value);
    }
    if (!population.empty()) all.insert(population);
    return {all.begin(), all.end()};
}

Expected<IndicatorMap, std::string> read_indicator_map(const std::string& path) {
    ANKER_TRY(const MapFile file, read_map_file(path));
    std::string fault;
    Fields f(file.json, "", fault);
    IndicatorMap map;
    (void)f.text("about", "");
    map.source = f.text("source");
    map.licence = f.text("licence", "");
    const std::string steward = f.text("steward", "");
    map.writing = table_writing(f);
    map.key = column(f, "key");
    if (!map.key.is_given()) f.fail("key");
    map.pad_key_to = static_cast<std::size_t>(f.integer("pad_key_to", 0, 40, 0));
    map.not_areas = texts(f, "not_areas");
    read_date(f, map, fault);
    map.feature_columns = columns(f, "feature_columns");
    map.value_column = column(f, "value_column");
    if (map.is_long() != map.value_column.is_given())
        f.fail(map.is_long() ? "value_column" : "feature_columns");
    map.population = f.text("population", "");
    const Json& list = f.member("indicators");
    if (!list.is_array() || (list.empty() && map.population.empty())) f.fail("indicators");
    std::set<std::string> ids;
    for (std::size_t i = 0; i < list.size() && fault.empty(); ++i) {
        map.indicators.push_back(rule_from(list[i], "indicators." + std::to_string(i + 1), fault));
        IndicatorRule& rule = map.indicators.back();
        if (rule.source.empty()) rule.source = map.source;
        if (rule.steward.empty()) rule.steward = steward;
        if (!ids.insert(rule.id).second) {
            return failure(path + ": indicator " + in_quotes(rule.id) + " is described twice.");
        }
    }
    f.finish(Fields::Extra::Refuse);
    if (!fault.empty())
        return failure(map_fault(file, fault, "docs/imports.md describes maps of indicators"));
    return map;
}

std::string padded_key(std::string_view cell, std::size_t pad_key_to) {
    std::string key(trimmed(cell));
    if (!key.empty() && key.size() < pad_key_to) key.insert(0, pad_key_to - key.size(), '0');
    return key;
}

} // namespace anker::exchange
