// SPDX-License-Identifier: Apache-2.0
#include "core/spatial/areas_geojson.hpp"

#include "core/json/fields.hpp"
#include "core/tabular/sentence.hpp"

#include <cmath>
#include <map>

namespace anker::spatial {

namespace {

using json::Json;
using tabular::in_quotes;

const Json& member(const Json& object, const char* name) {
    static const Json none;
    const auto found = object.find(name);
    return found == object.end() ? none : *found;
}

Expected<std::string, std::string> key_of(const Json& feature, const std::string& key,
                                          const std::string& where) {
    const Json& properties = member(feature, "properties");
    const auto found = properties.is_object() ? properties.find(key) : properties.end();
    if (!properties.is_object() || found == properties.end() || found->is_null()) {
        std::string names;
        if (properties.is_object()) {
            for (const auto& [name, value] : properties.items())
                names += (names.empty() ? "" : ", ") + in_quotes(name);
        }
        return failure(where + ": there is no property " + in_quotes(key) +
                       "; name the one with the area key with --key" +
                       (names.empty() ? std::string(".") : " (there are " + names + ")."));
    }
    if (found->is_string()) return found->get<std::string>();
    if (found->is_number_integer()) return found->dump();
    return failure(where + ": property " + in_quotes(key) + " is neither text nor a whole number.");
}

/// Whether the ring could be read.
bool append_border(const Json& ring, std::vector<Border>& borders) {
    if (!ring.is_array()) return false;
    Border border;
    for (const Json& point : ring) {
        if (!point.is_array() || point.size() < 2 || !point[0].is_number() || !point[1].is_number())
            return false;
        const Point p{point[0].get<double>(), point[1].get<double>()};
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) return false;
        border.push_back(p);
    }
    if (border.size() > 1 && border.front() == border.back()) border.pop_back();
    if (border.size() >= 3) borders.push_back(std::move(border));
    return true;
}

bool append_polygon(const Json& polygon, std::vector<Border>& borders) {
    if (!polygon.is_array()) return false;
    for (const Json& ring : polygon) {
        if (!append_border(ring, borders)) return false;
    }
    return true;
}

bool append_geometry(const Json& type, const Json& coordinates, std::vector<Border>& borders) {
    if (type == "Polygon") return append_polygon(coordinates, borders);
    if (!coordinates.is_array()) return false;
    for (const Json& polygon : coordinates) {
        if (!append_polygon(polygon, borders)) return false;
    }
    return true;
}

} // namespace

Expected<AreasFile, std::string> areas_from_geojson(const std::string& file, std::string_view bytes,
                                                    const std::string& key) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (bytes.starts_with(mark)) bytes.remove_prefix(mark.size());
    if (const auto at = json::json_fault_at(bytes))
        return failure(file + " is not JSON: it breaks at byte " + std::to_string(*at) + ".");
    const Json json = json::parse_json(bytes);
    if (json.is_discarded()) {
        return failure(file + " nests deeper than " + std::to_string(json::max_json_depth) +
                       " levels; leave out properties that hold lists or objects.");
    }
    if (!json.is_object() || member(json, "type") != "FeatureCollection" ||
        !member(json, "features").is_array())
        return failure(file + " is not a GeoJSON FeatureCollection; export the areas as one.");

    AreasFile result;
    std::map<std::string, std::size_t> index_of;
    std::size_t number = 0;
    for (const Json& feature : member(json, "features")) {
        const std::string where = file + ", feature " + std::to_string(++number);
        if (!feature.is_object()) return failure(where + " is not an object.");
        ANKER_TRY(const std::string area_key, key_of(feature, key, where));
        if (area_key.empty()) return failure(where + ": property " + in_quotes(key) + " is empty.");
        const auto [at, is_new] = index_of.emplace(area_key, result.areas.size());
        if (is_new) result.areas.push_back({area_key, {}});
        const Json& geometry = member(feature, "geometry");
        if (geometry.is_null()) continue;
        const Json& type = geometry.is_object() ? member(geometry, "type") : geometry;
        if (type != "Polygon" && type != "MultiPolygon") {
            return failure(
                where + " (" + in_quotes(area_key) + ") is " +
                (type.is_string() ? in_quotes(type.get<std::string>()) : std::string("no geometry")) +
                "; areas need polygons.");
        }
        if (!append_geometry(type, member(geometry, "coordinates"), result.areas[at->second].borders))
            return failure(where + " (" + in_quotes(area_key) + ") has coordinates that are no numbers.");
    }
    if (result.areas.empty()) return failure(file + " has no features.");
    for (const BorderedArea& area : result.areas) {
        if (area.borders.empty()) result.without_geometry.push_back(area.key);
    }
    return result;
}

} // namespace anker::spatial
