// SPDX-License-Identifier: Apache-2.0
#include "core/json/fields.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/export/writers.hpp"

#include <filesystem>

namespace anker::exchange {

namespace {

std::string pair_from(geo::Position p) {
    return decimals(p.lon_e7 / 1e7, 7) + " " + decimals(p.lat_e7 / 1e7, 7);
}

std::string list_from(const std::vector<geo::Position>& positions, bool closed) {
    std::string text = "(";
    for (std::size_t i = 0; i < positions.size(); ++i) text += (i > 0 ? ", " : "") + pair_from(positions[i]);
    if (closed && !positions.empty()) text += ", " + pair_from(positions.front());
    return text + ")";
}

std::string rings_from(const geo::Polygon& polygon) {
    std::string text = "(" + list_from(polygon.outer, true);
    for (const geo::Ring& hole : polygon.holes) text += ", " + list_from(hole, true);
    return text + ")";
}

} // namespace

std::string path_with(const std::string& path, const std::string& suffix) {
    const std::filesystem::path whole(path);
    return (whole.parent_path() / (whole.stem().string() + suffix + whole.extension().string())).string();
}

std::string provenance_json(const ExportData& data) {
    json::Json json = json::Json::object();
    json["title"] = data.quartier_name + (data.is_example ? " (" + std::string(example_words) + ")" : "");
    json["quartier"] = data.quartier_key;
    json["date"] = data.date;
    json["sequence"] = data.sequence;
    json["attribution"] = data.attribution;
    if (data.is_example) json["example"] = std::string(example_words);
    json::Json sources = json::Json::array();
    for (const ExportSource& source : data.sources) {
        json::Json entry = {{"what", source.what}, {"source", source.source}};
        if (!source.licence.empty()) entry["licence"] = source.licence;
        if (!source.version.empty()) entry["version"] = source.version;
        sources.push_back(std::move(entry));
    }
    json["sources"] = std::move(sources);
    json["methods"] = data.methods;
    return json::text_from_json(json);
}

std::string wkt_from(const ExportShape& shape) {
    if (const auto* polygons = std::get_if<geo::MultiPolygon>(&shape)) {
        std::string text = "MULTIPOLYGON (";
        for (std::size_t i = 0; i < polygons->size(); ++i)
            text += (i > 0 ? ", " : "") + rings_from((*polygons)[i]);
        return text + ")";
    }
    const auto& drawn = std::get<geo::Shape>(shape);
    switch (drawn.kind) {
    case geo::ShapeKind::Point:
        return "POINT " + list_from(drawn.positions, false);
    case geo::ShapeKind::Line:
        return "LINESTRING " + list_from(drawn.positions, false);
    case geo::ShapeKind::Area:
        return "POLYGON (" + list_from(drawn.positions, true) + ")";
    }
    return {};
}

} // namespace anker::exchange
