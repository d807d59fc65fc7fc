// SPDX-License-Identifier: Apache-2.0
#include "server/geo/export/shape_layer.hpp"

#include "core/base/text.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/common/tables.hpp"
#include "server/geo/export/count_columns.hpp"
#include "server/geo/vector/ogr.hpp"

namespace anker::exchange {

namespace {

/// Every shape is judged beside every other one.
constexpr std::size_t max_shapes = 200;

} // namespace

Expected<std::vector<figures::DrawnShape>, std::string>
read_shapes(const std::string& path, const std::string& name_column, Report& report, Watch& watch) {
    ANKER_TRY(const VectorTable table, read_vector(path, {}, report, watch));
    std::size_t name = table.columns.size();
    if (!name_column.empty()) {
        name = column_index(table.columns, name_column);
        if (name == table.columns.size()) {
            return failure(path + " has no column " + in_quotes(name_column) + " (--shape-name); it has " +
                           some_of(table.columns, 20) + ".");
        }
    }
    if (table.features.empty()) return failure(path + " has no shapes.");
    if (table.features.size() > max_shapes) {
        return failure(path + " has " + counted(table.features.size(), "shape", "shapes") + "; at most " +
                       std::to_string(max_shapes) + " can be protected beside each other: split the file.");
    }
    std::vector<figures::DrawnShape> shapes;
    for (const Feature& feature : table.features) {
        const std::string where = path + ": shape " + std::to_string(feature.number) + " ";
        if (feature.polygons.empty() || feature.is_off_earth)
            return failure(where + "is no area on earth; draw it as a polygon.");
        if (feature.fault) {
            return failure(where + "has a faulty outline (" + feature.fault->reason +
                           "); mend it in the program that it was drawn with.");
        }
        std::string said = std::to_string(feature.number);
        if (name < table.columns.size() && feature.cells[name])
            said = std::string(trimmed(*feature.cells[name]));
        shapes.push_back({std::move(said), feature.polygons});
    }
    return shapes;
}

ExportLayer shape_layer(const std::vector<figures::DrawnShape>& shapes,
                        const std::vector<figures::ShapeFigures>& figures, const std::string& source) {
    ExportLayer layer{"shapes",
                      "Gezeichnete Flächen mit Zahlen / drawn shapes with figures",
                      "Contributions inside drawn shapes; suppressed numbers are empty and the reason fields "
                      "say why.",
                      {{"name", FieldType::Text}},
                      {}};
    add_count_fields(layer.fields);
    layer.fields.push_back({"source", FieldType::Text});
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        std::vector<ExportValue> values{shapes[i].name};
        for (const auto& of_kind : figures[i].counts) {
            for (const disclosure::GatedCount& count : of_kind) add_count(count, values);
        }
        values.emplace_back(source);
        layer.features.push_back({shapes[i].outline, std::move(values)});
    }
    return layer;
}

} // namespace anker::exchange
