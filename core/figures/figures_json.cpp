// SPDX-License-Identifier: Apache-2.0
#include "core/figures/figures.hpp"
#include "core/json/fields.hpp"

#include <algorithm>

namespace anker::figures {

namespace {

using json::Json;

Json number(double value) {
    return indicator::is_missing(value) ? Json() : Json(value);
}

/// A number, or the reason in its place as text.
Json json_from(const disclosure::GatedCount& count) {
    return count.is_shown() ? Json(count.value())
                            : Json(disclosure::reason_names[static_cast<std::size_t>(count.reason())]);
}

Json json_from(const disclosure::GatedRate& rate) {
    if (!rate.is_shown()) return disclosure::reason_names[static_cast<std::size_t>(rate.reason())];
    return Json::array({rate.per_1000(), rate.low(), rate.high()});
}

Json json_from(const KindFigures& kind) {
    Json themes = Json::array();
    for (const auto& theme : kind.themes) {
        Json cells = Json::array();
        for (const disclosure::GatedCount& cell : theme) cells.push_back(json_from(cell));
        themes.push_back(std::move(cells));
    }
    Json json = Json::object();
    json["residents"] = json_from(kind.residents);
    json["professionals"] = json_from(kind.professionals);
    json["themes"] = std::move(themes);
    return json;
}

Json json_from(const IndexFigure& figure) {
    Json json = Json::object();
    if (figure.exclusion != index::Exclusion::None) {
        json["excluded"] = index::exclusion_names[static_cast<std::size_t>(figure.exclusion)];
    }
    json["status_class"] = figure.status_class;
    json["status"] = number(figure.status);
    json["dynamics_class"] = figure.dynamics_class;
    json["dynamics"] = number(figure.dynamics);
    Json parts = Json::array();
    for (const Part& part : figure.status_parts) {
        parts.push_back(Json::array({number(part.value), part.normalised, part.weighted}));
    }
    json["parts"] = std::move(parts);
    if (!figure.values.empty()) {
        Json values = Json::array();
        for (const double value : figure.values) values.push_back(number(value));
        json["values"] = std::move(values);
    }
    if (!figure.missing_reasons.empty()) json["missing"] = figure.missing_reasons;
    if (!figure.denominators.empty()) {
        Json denominators = Json::array();
        for (const double n : figure.denominators) denominators.push_back(number(n));
        json["denominators"] = std::move(denominators);
    }
    return json;
}

Json json_from(const IndexInfo& info) {
    Json entry = Json::object();
    entry["published_elsewhere"] = info.is_published_elsewhere;
    entry["name"] = info.name;
    entry["date"] = info.date;
    entry["earlier_date"] = info.earlier_date;
    entry["decided_by"] = info.decided_by;
    entry["status_classes"] = info.status_classes;
    entry["dynamics_classes"] = info.dynamics_classes;
    entry["components"] = info.component_names;
    entry["units"] = info.component_units;
    entry["sources"] = info.component_sources;
    Json directions = Json::array();
    for (const indicator::Direction direction : info.component_directions)
        directions.push_back(indicator::direction_names[static_cast<std::size_t>(direction)]);
    entry["directions"] = std::move(directions);
    const auto add = [&](const char* name, const std::vector<std::string>& texts) {
        if (!texts.empty()) entry[name] = texts;
    };
    add("class_names", info.status_words.names);
    add("class_codes", info.status_words.codes);
    add("dynamics_class_names", info.dynamics_words.names);
    add("columns", info.columns);
    add("column_units", info.column_units);
    if (!info.method_source.empty()) entry["method_source"] = info.method_source;
    if (info.high_means != indicator::Direction::Burden)
        entry["high_means"] = indicator::direction_names[static_cast<std::size_t>(info.high_means)];
    if (!info.recipe.empty()) entry["recipe"] = json::parse_json(info.recipe);
    if (!info.fault.empty()) entry["fault"] = info.fault;
    return entry;
}

} // namespace

std::string encode_json(const Figures& figures) {
    Json json = Json::object();
    json["sequence"] = figures.sequence;
    json["minimum_count"] = figures.rules.minimum_count;
    json["minimum_population"] = figures.rules.minimum_population;
    json["round_to"] = figures.rules.round_to;
    json["areas_version"] = figures.areas_version;
    Json areas = Json::array();
    for (const AreaFigures& area : figures.areas) {
        Json entry = Json::object();
        entry["key"] = area.key;
        entry["name"] = area.name;
        entry["population"] = number(area.population);
        entry["needs"] = json_from(area.needs);
        entry["resources"] = json_from(area.resources);
        entry["per_1000"] = json_from(area.voices_per_1000);
        if (area.index) entry["index"] = json_from(*area.index);
        areas.push_back(std::move(entry));
    }
    json["areas"] = std::move(areas);
    json["needs_outside"] = json_from(figures.needs_outside);
    json["resources_outside"] = json_from(figures.resources_outside);
    json["per_1000"] = json_from(figures.voices_per_1000);
    if (figures.index) json["index"] = json_from(*figures.index);
    return json::text_from_json(json);
}

} // namespace anker::figures
