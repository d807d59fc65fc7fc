// SPDX-License-Identifier: Apache-2.0
#include "core/json/fields.hpp"
#include "server/geo/common/file.hpp"
#include "server/geo/export/writers.hpp"

#include <algorithm>

namespace anker::exchange {

namespace {

using json::Json;

/// Twice the signed area, positive where the ring runs counterclockwise.
double turn_of(const geo::Ring& ring) {
    double sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geo::Position a = ring[i];
        const geo::Position b = ring[(i + 1) % ring.size()];
        sum += (double(a.lon_e7) - ring[0].lon_e7) * (double(b.lat_e7) - ring[0].lat_e7) -
               (double(b.lon_e7) - ring[0].lon_e7) * (double(a.lat_e7) - ring[0].lat_e7);
    }
    return sum;
}

Json json_from(geo::Position p) {
    return Json::array({p.lon_e7 / 1e7, p.lat_e7 / 1e7});
}

Json json_from(const std::vector<geo::Position>& positions) {
    Json list = Json::array();
    for (const geo::Position p : positions) list.push_back(json_from(p));
    return list;
}

/// RFC 7946, 3.1.6: closed, outer rings counterclockwise, holes clockwise.
Json ring_json(geo::Ring ring, bool is_outer) {
    if ((turn_of(ring) > 0) != is_outer) std::reverse(ring.begin(), ring.end());
    ring.push_back(ring.front());
    return json_from(ring);
}

Json polygon_json(const geo::Polygon& polygon) {
    Json rings = Json::array({ring_json(polygon.outer, true)});
    for (const geo::Ring& hole : polygon.holes) rings.push_back(ring_json(hole, false));
    return rings;
}

Json geometry_from(const ExportShape& shape) {
    if (const auto* polygons = std::get_if<geo::MultiPolygon>(&shape)) {
        Json list = Json::array();
        for (const geo::Polygon& polygon : *polygons) list.push_back(polygon_json(polygon));
        return {{"type", "MultiPolygon"}, {"coordinates", std::move(list)}};
    }
    const auto& drawn = std::get<geo::Shape>(shape);
    switch (drawn.kind) {
    case geo::ShapeKind::Point:
        return {{"type", "Point"}, {"coordinates", json_from(drawn.positions.front())}};
    case geo::ShapeKind::Line:
        return {{"type", "LineString"}, {"coordinates", json_from(drawn.positions)}};
    case geo::ShapeKind::Area:
        return {{"type", "Polygon"}, {"coordinates", polygon_json({drawn.positions, {}})}};
    }
    return nullptr;
}

Json json_from(const ExportValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
    if (const auto* real = std::get_if<double>(&value)) return *real;
    return nullptr;
}

Expected<std::string, std::string> text_of(const ExportLayer& layer, const std::string& provenance,
                                           Watch& watch) {
    // Written piece by piece: one feature per line, so that two exports can be compared.
    std::string text = R"({"type":"FeatureCollection","name":)" + json::text_from_json(Json(layer.title)) +
                       ",\"ankerpunkt\":" + provenance + ",\"features\":[\n";
    for (std::size_t i = 0; i < layer.features.size(); ++i) {
        ANKER_DO(watch.step("Writing features", i, layer.features.size()));
        const ExportFeature& feature = layer.features[i];
        Json json = {
            {"type", "Feature"}, {"geometry", geometry_from(feature.shape)}, {"properties", Json::object()}};
        for (std::size_t f = 0; f < layer.fields.size(); ++f) {
            json["properties"][layer.fields[f].name] = json_from(feature.values[f]);
        }
        if (i > 0) text += ",\n";
        text += json::text_from_json(json);
    }
    return text + "\n]}\n";
}

} // namespace

Done write_geojson(const ExportData& data, const std::string& path, std::vector<std::string>& written,
                   Watch& watch) {
    const std::string provenance = provenance_json(data);
    std::vector<NewFile> files;
    ANKER_TRY(NewFile file, NewFile::create(path));
    ANKER_TRY(const std::string contributions, text_of(data.contributions, provenance, watch));
    ANKER_DO(file.write(contributions));
    files.push_back(std::move(file));
    for (const ExportLayer* layer : data.figure_layers()) {
        ANKER_TRY(NewFile layer_file, NewFile::create(path_with(path, "-" + layer->name)));
        ANKER_TRY(const std::string features, text_of(*layer, provenance, watch));
        ANKER_DO(layer_file.write(features));
        files.push_back(std::move(layer_file));
    }
    ANKER_DO(publish_together(files));
    for (const NewFile& one : files) written.push_back(one.path());
    return {};
}

} // namespace anker::exchange
