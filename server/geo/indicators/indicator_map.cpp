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
    rule.unit = f.text("unit", "");
    if (f.has("direction"))
        rule.direction = f.one_of<indicator::Direction>("direction", indicator::direction_names);
    rule.denominator_is = f.text("denominator_is", "");
    rule.numerator = texts(f, "numerator");
    rule.denominator = texts(f, "denominator");
    rule.value = f.text("value", "");
    if (rule.value.empty() == rule.numerator.empty()) f.fail("numerator");
    rule.value_unit = f.text("value_unit", "");
    if (!rule.value_unit.empty() &&
        (rule.value.empty() || (rule.value_unit != "percent" && rule.value_unit != "share")))
        f.fail("value_unit");
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
    map.areas_version = f.text("areas_version", "");
    if (!map.areas_version.empty() && iso_period_from(map.areas_version).value_or("").size() != 10)
        f.fail("areas_version");
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
        const IndicatorRule& rule = map.indicators.back();
        if (!ids.insert(rule.id).second) {
            return failure(path + ": indicator " + in_quotes(rule.id) + " is described twice.");
        }
    }
    f.finish(Fields::Extra::Refuse);
    if (!fault.empty())
        return failure(map_fault(file, fault, "docs/imports.md describes maps of indicators"));
    return map;
}

namespace {

/// What a rule says that the agreement does not; half a sentence, empty = nothing.
std::string contradiction(const IndicatorRule& rule, const catalogue::Agreement& agreement,
                          const aggregate::AreaSet& areas) {
    indicator::Indicator said;
    said.unit = rule.unit.empty() ? std::string(catalogue::name_of(agreement.unit)) : rule.unit;
    said.direction = rule.direction.value_or(agreement.direction);
    if (const auto fits = catalogue::check_indicator(agreement, said); !fits) return fits.error();
    const std::string& denominator = agreement.denominator.id;
    if (!rule.denominator_is.empty() && rule.denominator_is != denominator) {
        return "denominator " + in_quotes(rule.denominator_is) + " contradicts the catalogue, which says " +
               (denominator.empty() ? "that there is none" : in_quotes(denominator));
    }
    if (rule.value.empty() && denominator.empty() != rule.denominator.empty()) {
        return denominator.empty()
                   ? std::string("the map names a denominator, and the catalogue says that there is none")
                   : "the map names no denominator, and the catalogue says " + in_quotes(denominator);
    }
    if (!rule.value_unit.empty() && agreement.unit != catalogue::Unit::Percent &&
        agreement.unit != catalogue::Unit::Share) {
        return "\"value_unit\" turns shares and per cents into each other, and the agreed unit is " +
               in_quotes(catalogue::name_of(agreement.unit));
    }
    if (agreement.areas_version != "any" && agreement.areas_version != areas.version_date) {
        return "it is agreed for the areas of " + agreement.areas_version + ", and the adopted ones are of " +
               areas.version_date + "; a new version in the catalogue is needed";
    }
    return {};
}

} // namespace

Done apply_catalogue(IndicatorMap& map, const catalogue::Catalogue& catalogue,
                     const aggregate::AreaSet& areas, const std::string& map_file, Report& report) {
    std::map<std::string, const IndicatorRule*> made_of; ///< agreed denominator -> first rule with features
    std::size_t refused = 0;
    for (std::size_t i = 0; i < map.indicators.size(); ++i) {
        IndicatorRule& rule = map.indicators[i];
        const catalogue::Agreement* agreement = catalogue.find(rule.id);
        std::string fault;
        if (agreement == nullptr) {
            fault = "it is not in the adopted catalogue, which has";
            std::vector<std::string> ids;
            for (const catalogue::Agreement& known : catalogue.indicators) ids.push_back(known.id);
            fault += " " + some_of(ids, 12);
        } else {
            rule.agreement = *agreement;
            fault = contradiction(rule, *agreement, areas);
            if (fault.empty() && !rule.denominator.empty()) {
                const auto [known, is_new] = made_of.emplace(agreement->denominator.id, &rule);
                if (!is_new && known->second->denominator != rule.denominator) {
                    fault = "its denominator " + in_quotes(agreement->denominator.id) +
                            " is made of other columns here than for indicator " +
                            in_quotes(known->second->id);
                }
            }
        }
        if (fault.empty()) continue;
        ++refused;
        report.refuse(0, "indicators." + std::to_string(i + 1),
                      "indicator " + in_quotes(rule.id) + ": " + fault, "not_agreed");
    }
    if (refused == 0) return {};
    return failure(
        map_file + ": " +
        counted(refused, "indicator is not what was agreed", "indicators are not what was agreed") +
        " (listed above); correct the map, or agree on a new version of the catalogue. Nothing was "
        "stored.");
}

Done refuse_computed_table(const TextTable& table) {
    struct Signature {
        std::string_view command;
        std::vector<std::string_view> columns;
    };
    static const std::vector<Signature> signatures{
        {"index", {"left_out", "reason"}},
        {"index", {"level", "input", "normalised", "contribution"}},
        {"uncertainty", {"left_out", "rank_median", "rank_low", "rank_high"}},
        {"allocate", {"heads", "factor", "unrounded", "allocation"}},
        {"access", {"population", "access", "access_per_1000", "reachable_supply"}},
        {"spatial", {"events", "raw_rate", "estimate"}},
        {"spatial", {"value", "neighbours", "standardised", "lag"}},
        {"spatial", {"value", "neighbours", "sum", "z", "spot"}}};
    for (const Signature& signature : signatures) {
        const bool has_all =
            std::all_of(signature.columns.begin(), signature.columns.end(), [&](std::string_view column) {
                return std::find(table.columns.begin(), table.columns.end(), column) != table.columns.end();
            });
        if (!has_all) continue;
        return failure(table.file + " looks like a result of `ankerpunkt " + std::string(signature.command) +
                       "`, which is not agreed and not disclosure-controlled: it cannot be imported.");
    }
    return {};
}

std::string padded_key(std::string_view cell, std::size_t pad_key_to) {
    std::string key(trimmed(cell));
    if (!key.empty() && key.size() < pad_key_to) key.insert(0, pad_key_to - key.size(), '0');
    return key;
}

} // namespace anker::exchange
