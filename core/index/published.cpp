// SPDX-License-Identifier: Apache-2.0
#include "core/index/published.hpp"

#include "core/json/fields.hpp"

#include <algorithm>
#include <cmath>

namespace anker::index {

using json::Fields;
using json::Json;

std::string encode(const PublishedIndex& index) {
    Json json = Json::object();
    json["id"] = index.id;
    json["names"] = index.names;
    json["publisher"] = index.publisher;
    json["date"] = index.date;
    json["direction"] = indicator::direction_names[static_cast<std::size_t>(index.direction)];
    if (!index.areas_version.empty()) json["areas_version"] = index.areas_version;
    json["areas"] = index.area_keys;
    Json values = Json::array();
    for (const double v : index.values) values.push_back(indicator::is_missing(v) ? Json() : Json(v));
    json["values"] = std::move(values);
    return json::text_from_json(json);
}

Expected<PublishedIndex, std::string> decode_published_index(std::string_view text) {
    const Json json = json::parse_json(text);
    if (json.is_discarded()) return failure(std::string("published index: not JSON"));
    std::string fault;
    Fields f(json, "", fault);
    PublishedIndex index;
    index.id = f.text("id");
    const Json& names = f.member("names");
    for (const auto& [language, name] : names.items()) {
        if (name.is_string()) index.names[language] = name.get<std::string>();
    }
    index.publisher = f.text("publisher");
    index.date = f.text("date");
    index.direction = f.one_of<indicator::Direction>("direction", indicator::direction_names);
    index.areas_version = f.text("areas_version", "");
    const Json& areas = f.member("areas");
    const Json& values = f.member("values");
    if (!areas.is_array() || !values.is_array() || areas.size() != values.size()) f.fail("values");
    if (!fault.empty()) return failure("published index: field \"" + fault + "\" is missing or wrong");
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (!areas[i].is_string() || !(values[i].is_number() || values[i].is_null())) {
            return failure("published index: entry " + std::to_string(i) + " is wrong");
        }
        index.area_keys.push_back(areas[i].get<std::string>());
        index.values.push_back(values[i].is_number() ? values[i].get<double>() : indicator::missing);
    }
    return index;
}

std::vector<int> quintile_classes(const PublishedIndex& index) {
    std::vector<double> sorted;
    const double sign = index.direction == indicator::Direction::Burden ? 1 : -1;
    for (const double v : index.values) {
        if (!indicator::is_missing(v)) sorted.push_back(sign * v);
    }
    std::vector<int> classes(index.values.size(), 0);
    if (sorted.empty()) return classes;
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> borders;
    for (int q = 1; q < 5; ++q) {
        const double at = static_cast<double>(sorted.size() - 1) * q / 5;
        const auto below = static_cast<std::size_t>(at);
        const double above = sorted[std::min(below + 1, sorted.size() - 1)];
        borders.push_back(sorted[below] + (at - static_cast<double>(below)) * (above - sorted[below]));
    }
    for (std::size_t i = 0; i < classes.size(); ++i) {
        if (indicator::is_missing(index.values[i])) continue;
        classes[i] = 1;
        for (const double border : borders) classes[i] += sign * index.values[i] > border ? 1 : 0;
    }
    return classes;
}

} // namespace anker::index
