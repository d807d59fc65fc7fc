// SPDX-License-Identifier: Apache-2.0
#include "core/geo/polygon.hpp"
#include "server/geo/common/file.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/export/writers.hpp"

#include <array>
#include <charconv>
#include <filesystem>

namespace anker::exchange {

namespace {

/// Quoted where RFC 4180 asks for it. A text that a spreadsheet would run as a formula gets an apostrophe in
/// front: anyone may write a contribution, and somebody in an office opens this file.
std::string cell_from(const std::string& text) {
    std::string cell;
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        cell = "'";
    cell += text;
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string cell_from(const ExportValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return cell_from(*text);
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
    if (const auto* real = std::get_if<double>(&value)) {
        std::array<char, 40> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *real).ptr;
        return {digits.data(), end};
    }
    return {};
}

/// Where the row's mark stands on a map: the point itself, else a position on the shape.
geo::Position anchor_of(const ExportShape& shape) {
    if (const auto* drawn = std::get_if<geo::Shape>(&shape)) {
        return geo::anchor_of(*drawn, geo::local_scale_at(drawn->positions.front().lat_e7));
    }
    const auto& polygons = std::get<geo::MultiPolygon>(shape);
    return geo::point_on_surface(polygons, geo::local_scale_at(polygons.front().outer.front().lat_e7));
}

bool is_point(const ExportShape& shape) {
    const auto* drawn = std::get_if<geo::Shape>(&shape);
    return drawn != nullptr && drawn->kind == geo::ShapeKind::Point;
}

Expected<std::string, std::string> text_of(const ExportLayer& layer, Watch& watch) {
    std::string text = "\xEF\xBB\xBF"; // without it spreadsheets read UTF-8 as something else
    for (const ExportField& field : layer.fields) text += field.name + ",";
    text += "lon,lat,wkt\r\n";
    for (std::size_t i = 0; i < layer.features.size(); ++i) {
        ANKER_DO(watch.step("Writing rows", i, layer.features.size()));
        const ExportFeature& feature = layer.features[i];
        for (const ExportValue& value : feature.values) text += cell_from(value) + ",";
        const geo::Position at = anchor_of(feature.shape);
        text += decimals(at.lon_e7 / 1e7, 7) + "," + decimals(at.lat_e7 / 1e7, 7) + ",";
        text += (is_point(feature.shape) ? std::string() : "\"" + wkt_from(feature.shape) + "\"") + "\r\n";
    }
    return text;
}

} // namespace

Done write_csv(const ExportData& data, const std::string& path, std::vector<std::string>& written,
               Watch& watch) {
    ExportData described = data;
    described.methods.emplace_back(
        "CSV: texts that begin with = + - @ have an apostrophe in front, so that spreadsheets do not "
        "run them; lines and areas stand in wkt, lon and lat are a position on them.");
    std::vector<NewFile> files;
    ANKER_TRY(NewFile file, NewFile::create(path));
    ANKER_TRY(const std::string rows, text_of(data.contributions, watch));
    ANKER_DO(file.write(rows));
    files.push_back(std::move(file));
    for (const ExportLayer* layer : data.figure_layers()) {
        ANKER_TRY(NewFile layer_file, NewFile::create(path_with(path, "-" + layer->name)));
        ANKER_TRY(const std::string layer_rows, text_of(*layer, watch));
        ANKER_DO(layer_file.write(layer_rows));
        files.push_back(std::move(layer_file));
    }
    ANKER_TRY(NewFile companion,
              NewFile::create(std::filesystem::path(path).replace_extension(".json").string()));
    ANKER_DO(companion.write(provenance_json(described) + "\n"));
    files.push_back(std::move(companion));
    ANKER_DO(publish_together(files));
    for (const NewFile& one : files) written.push_back(one.path());
    return {};
}

} // namespace anker::exchange
