// SPDX-License-Identifier: Apache-2.0
#include "core/access/street_reader.hpp"

#include "core/json/fields.hpp"
#include "core/tabular/number.hpp"
#include "core/tabular/sentence.hpp"
#include "core/tabular/text_table.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace anker::access {

namespace {

using json::Json;
using tabular::in_quotes;

/// Nothing where these are no degrees.
std::optional<geo::Position> position_from(double lon, double lat) {
    if (!(lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90)) return std::nullopt;
    return geo::position_from_degrees(lon, lat);
}

std::string not_degrees(const std::string& where, std::string_view text) {
    return where + ": " + in_quotes(text) +
           " is no longitude and latitude in degrees; export the streets in WGS 84 (EPSG:4326).";
}

// GeoJSON

Expected<StreetLine, std::string> line_from(const Json& coordinates, const std::string& where) {
    StreetLine line;
    if (!coordinates.is_array()) return failure(where + ": a line has no coordinates.");
    for (const Json& pair : coordinates) {
        if (!pair.is_array() || pair.size() < 2 || !pair[0].is_number() || !pair[1].is_number())
            return failure(where + ": a position is not a pair of numbers.");
        const auto position = position_from(pair[0].get<double>(), pair[1].get<double>());
        if (!position) return failure(not_degrees(where, pair.dump()));
        line.push_back(*position);
    }
    return line;
}

std::string text_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Expected<void, std::string> add_feature(Streets& streets, const Json& feature, const std::string& where) {
    if (!feature.is_object()) return failure(where + " is not an object.");
    const auto properties = feature.find("properties");
    if (properties != feature.end() && properties->is_object() &&
        !can_be_walked(text_of(*properties, "highway"), text_of(*properties, "foot"))) {
        ++streets.not_for_walking;
        return {};
    }
    const auto geometry = feature.find("geometry");
    const std::string type =
        geometry != feature.end() && geometry->is_object() ? text_of(*geometry, "type") : std::string();
    if (type != "LineString" && type != "MultiLineString") {
        ++streets.not_lines;
        return {};
    }
    const auto coordinates = geometry->find("coordinates");
    if (coordinates == geometry->end() || !coordinates->is_array())
        return failure(where + ": a line has no coordinates.");
    if (type == "LineString") {
        ANKER_TRY(StreetLine line, line_from(*coordinates, where));
        streets.lines.push_back(std::move(line));
        return {};
    }
    for (const Json& part : *coordinates) {
        ANKER_TRY(StreetLine line, line_from(part, where));
        streets.lines.push_back(std::move(line));
    }
    return {};
}

Expected<Streets, std::string> read_geojson(const std::string& name, std::string_view bytes) {
    if (const auto fault = json::json_fault_at(bytes))
        return failure(name + " is not JSON: it breaks off at byte " + std::to_string(*fault) + ".");
    const Json root = json::parse_json(bytes);
    const auto features = root.is_object() ? root.find("features") : root.end();
    if (!root.is_object() || features == root.end() || !features->is_array())
        return failure(name + " is not a GeoJSON FeatureCollection.");
    Streets streets;
    for (std::size_t i = 0; i < features->size(); ++i)
        ANKER_DO(add_feature(streets, (*features)[i], name + ", feature " + std::to_string(i + 1)));
    return streets;
}

// WKT in a text table

/// `7.21 51.48, 7.22 51.49`; more numbers per position (heights) are not looked at.
Expected<StreetLine, std::string> line_from_wkt(std::string_view text, const std::string& where) {
    StreetLine line;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view pair = tabular::trimmed(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
        const std::size_t space = pair.find(' ');
        const std::string_view rest =
            space == std::string_view::npos ? std::string_view() : tabular::trimmed(pair.substr(space));
        const auto lon = tabular::number_from(pair.substr(0, std::min(space, pair.size())), '.');
        const auto lat = tabular::number_from(rest.substr(0, std::min(rest.find(' '), rest.size())), '.');
        const auto position = lon && lat ? position_from(*lon, *lat) : std::nullopt;
        if (!position) return failure(not_degrees(where, pair));
        line.push_back(*position);
    }
    return line;
}

Expected<void, std::string> add_wkt(Streets& streets, std::string_view text, const std::string& where) {
    if (!text.starts_with("LINESTRING") && !text.starts_with("MULTILINESTRING")) {
        ++streets.not_lines;
        return {};
    }
    // Both forms: every innermost pair of brackets holds one line.
    for (std::size_t close = text.find(')'); close != std::string_view::npos;
         close = text.find(')', close + 1)) {
        const std::size_t open = text.rfind('(', close);
        if (open == std::string_view::npos) break;
        const std::string_view inside = text.substr(open + 1, close - open - 1);
        if (inside.find(')') != std::string_view::npos) break; // the outer bracket of MULTILINESTRING
        ANKER_TRY(StreetLine line, line_from_wkt(inside, where));
        streets.lines.push_back(std::move(line));
    }
    return {};
}

Expected<Streets, std::string> read_wkt_table(const std::string& name, std::string_view bytes) {
    ANKER_TRY(const tabular::TextTable table, tabular::text_table_from(name, bytes, {}, {{"WKT", 0}}));
    ANKER_TRY(const std::size_t wkt, tabular::find_column(table, {"WKT", 0}));
    const auto text_at = [&](const tabular::TableRow& row, std::string_view column) {
        const auto found = std::find(table.columns.begin(), table.columns.end(), column);
        return found == table.columns.end()
                   ? std::string_view()
                   : tabular::trimmed(row.cells[static_cast<std::size_t>(found - table.columns.begin())]);
    };
    Streets streets;
    for (const tabular::TableRow& row : table.rows) {
        if (!can_be_walked(text_at(row, "highway"), text_at(row, "foot"))) {
            ++streets.not_for_walking;
            continue;
        }
        ANKER_DO(add_wkt(streets, tabular::trimmed(row.cells[wkt]),
                         name + ", line " + std::to_string(row.line) + ", column \"WKT\""));
    }
    return streets;
}

} // namespace

bool can_be_walked(std::string_view highway, std::string_view foot) {
    static constexpr std::array<std::string_view, 7> closed{
        "motorway", "motorway_link", "trunk", "trunk_link", "raceway", "construction", "proposed"};
    return foot != "no" && std::find(closed.begin(), closed.end(), highway) == closed.end();
}

Expected<Streets, std::string> read_streets(const std::string& name, std::string_view bytes) {
    const std::size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    const bool is_json = first != std::string_view::npos && bytes[first] == '{';
    if (is_json && first > 0) bytes.remove_prefix(first);
    ANKER_TRY(Streets streets, is_json ? read_geojson(name, bytes) : read_wkt_table(name, bytes));
    const bool has_way = std::any_of(streets.lines.begin(), streets.lines.end(),
                                     [](const StreetLine& line) { return line.size() > 1; });
    if (!has_way) return failure(name + " has no line that can be walked on.");
    return streets;
}

} // namespace anker::access
