// SPDX-License-Identifier: Apache-2.0
#include "server/geo/contributions/source_rows.hpp"

#include "server/geo/common/sentence.hpp"

#include <cmath>

namespace anker::exchange {

namespace {

bool is_text_table_name(std::string_view file) {
    for (const std::string_view end : {".csv", ".tsv", ".txt", ".tab", ".CSV", ".TSV", ".TXT"}) {
        if (file.ends_with(end)) return true;
    }
    return false;
}

std::vector<ColumnRef> needed_columns(const ContributionMap& map) {
    std::vector<ColumnRef> needed = map.text;
    for (const ColumnRef& ref :
         {map.lon, map.lat, map.wkt, map.id, map.kind.column, map.theme.column, map.perspective.column,
          map.life_phase.column, map.language_column, map.date_column, map.support, map.comments}) {
        if (ref.is_given()) needed.push_back(ref);
    }
    return needed;
}

/// Coordinates of a row: nothing, a point, or a position that is not on earth.
void add_point(const std::string& lon_cell, const std::string& lat_cell, char decimal, Feature& feature) {
    if (trimmed(lon_cell).empty() || trimmed(lat_cell).empty()) return;
    const auto lon = number_from(lon_cell, decimal);
    const auto lat = number_from(lat_cell, decimal);
    if (!lon || !lat || std::abs(*lon) > 180 || std::abs(*lat) > 90) {
        feature.is_off_earth = true;
        return;
    }
    feature.points.push_back(geo::position_from_degrees(*lon, *lat));
}

Expected<VectorTable, std::string> table_from_text(const std::string& file, const ContributionMap& map,
                                                   Watch& watch) {
    if (!map.lon.is_given() && !map.wkt.is_given()) {
        return failure(
            file +
            " is a text table; say in the map where its coordinates are: \"lon\" and \"lat\", or \"wkt\".");
    }
    ANKER_TRY(TextTable text, read_text_table(file, map.writing.format, needed_columns(map)));
    std::size_t lon = text.columns.size();
    std::size_t lat = lon;
    std::size_t wkt = lon;
    char decimal = map.writing.decimal;
    if (map.lon.is_given()) {
        ANKER_TRY(lon, find_column(text, map.lon));
        ANKER_TRY(lat, find_column(text, map.lat));
        std::vector<std::string_view> cells;
        for (const TableRow& row : text.rows) {
            cells.emplace_back(row.cells[lon]);
            cells.emplace_back(row.cells[lat]);
        }
        // Nobody groups the thousands of a coordinate, so "7.123" is clear here.
        const DecimalVote vote = detect_decimal(cells);
        if (decimal == 0) decimal = vote.is_ambiguous ? '.' : vote.decimal;
    }
    if (map.wkt.is_given()) {
        ANKER_TRY(wkt, find_column(text, map.wkt));
    }
    VectorTable table;
    table.format = "text table: " + text.described();
    table.columns = text.columns;
    table.is_number.assign(table.columns.size(), false);
    for (TableRow& row : text.rows) {
        ANKER_DO(watch.step("Reading rows", table.features.size(), text.rows.size()));
        Feature feature;
        feature.number = row.line;
        if (lon < text.columns.size()) add_point(row.cells[lon], row.cells[lat], decimal, feature);
        if (wkt < text.columns.size() && !feature.has_geometry() && !trimmed(row.cells[wkt]).empty()) {
            feature.is_off_earth = !add_wkt(row.cells[wkt], feature) || feature.is_off_earth;
        }
        for (std::string& cell : row.cells) feature.cells.emplace_back(std::move(cell));
        table.features.push_back(std::move(feature));
    }
    return table;
}

} // namespace

Expected<VectorTable, std::string> read_source_rows(const std::string& file, const VectorOptions& options,
                                                    const ContributionMap& map, Report& report,
                                                    Watch& watch) {
    if (is_text_table_name(file)) return table_from_text(file, map, watch);
    return read_vector(file, options, report, watch);
}

Expected<std::size_t, std::string> source_column(const VectorTable& table, const ColumnRef& column,
                                                 const std::string& file) {
    if (!column.is_given()) return table.columns.size();
    const std::size_t index =
        column.number > 0 ? column.number - 1 : column_index(table.columns, column.name);
    if (index < table.columns.size()) return index;
    return failure(file + " has no " + column.said() + "; it has " + some_of(table.columns, 30) + ".");
}

} // namespace anker::exchange
