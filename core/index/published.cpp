// SPDX-License-Identifier: Apache-2.0
#include "core/index/published.hpp"

#include "core/index/classes.hpp"
#include "core/json/fields.hpp"

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
    const double sign = index.direction == indicator::Direction::Burden ? 1 : -1;
    std::vector<double> burdens;
    for (const double v : index.values) {
        if (!indicator::is_missing(v)) burdens.push_back(sign * v);
    }
    ClassRule fifths;
    fifths.kind = ClassKind::Quantiles;
    fifths.count = 5;
    const std::vector<int> numbers = classify(burdens, fifths, nullptr, std::nullopt).numbers;
    std::vector<int> classes;
    std::size_t next = 0;
    for (const double v : index.values) classes.push_back(indicator::is_missing(v) ? 0 : numbers[next++]);
    return classes;
}

} // namespace anker::index
