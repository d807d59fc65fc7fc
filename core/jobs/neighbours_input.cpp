// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/neighbours_input.hpp"

#include "core/indicator/indicator.hpp"
#include "core/jobs/number_columns.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/jobs/value_table.hpp"
#include "core/spatial/contiguity.hpp"
#include "core/tabular/sentence.hpp"
#include "core/tabular/text_table.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace anker::jobs {

namespace {

using tabular::counted;
using tabular::in_quotes;

struct EdgeRows {
    std::vector<std::string> from;
    std::vector<std::string> to;
    std::vector<double> weights;
    std::vector<std::size_t> lines;
};

Expected<EdgeRows, std::string> read_edges(const File& file) {
    ANKER_TRY(const tabular::TextTable table, tabular::text_table_from(file.name, file.bytes, {}, {}));
    if (table.columns.size() < 2)
        return failure(file.name + " has one column; an edge list names two areas per row.");
    EdgeRows rows;
    for (const tabular::TableRow& row : table.rows) {
        for (const std::size_t column : {0U, 1U}) {
            std::string key(tabular::trimmed(row.cells[column]));
            if (key.empty()) {
                return failure(file.name + ", line " + std::to_string(row.line) + ", column " +
                               in_quotes(table.columns[column]) + ": the area key is empty.");
            }
            (column == 0 ? rows.from : rows.to).push_back(std::move(key));
        }
        rows.lines.push_back(row.line);
    }
    rows.weights.assign(rows.lines.size(), 1);
    const auto weight = std::find(table.columns.begin(), table.columns.end(), "weight");
    if (weight == table.columns.end()) return rows;
    const std::vector<std::size_t> column{static_cast<std::size_t>(weight - table.columns.begin())};
    ANKER_TRY(auto numbers, numbers_in(table, column));
    rows.weights = std::move(numbers.front());
    for (std::size_t r = 0; r < rows.weights.size(); ++r) {
        if (!(rows.weights[r] >= 0)) {
            return failure(file.name + ", line " + std::to_string(rows.lines[r]) +
                           ", column \"weight\": give a weight of 0 or more.");
        }
    }
    return rows;
}

/// Keys that differ, in order.
std::vector<std::string> distinct(std::vector<std::string> keys) {
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

std::string not_in(const std::vector<std::string>& keys, const std::string& file,
                   const std::string& keys_file, const std::string& what_follows) {
    return counted(keys.size(), "area of ", "areas of ") + file + (keys.size() == 1 ? " is" : " are") +
           " not in " + keys_file + " (" + tabular::some_of(keys, 3) + "): " + what_follows;
}

} // namespace

Expected<NeighboursInput, std::string> neighbours_from_edge_list(const File& file,
                                                                 const std::vector<std::string>& keys,
                                                                 const std::string& keys_file,
                                                                 spatial::Reading reading) {
    ANKER_TRY(const EdgeRows rows, read_edges(file));
    std::vector<std::string> mentioned = rows.from;
    mentioned.insert(mentioned.end(), rows.to.begin(), rows.to.end());
    mentioned = distinct(std::move(mentioned));
    ANKER_TRY(const std::vector<std::size_t> found, rows_of_keys(mentioned, file.name, keys, keys_file));
    std::map<std::string_view, std::size_t> area_of;
    std::vector<std::string> unknown;
    for (std::size_t k = 0; k < mentioned.size(); ++k) {
        area_of.emplace(mentioned[k], found[k]);
        if (found[k] == no_row) unknown.push_back(mentioned[k]);
    }

    std::vector<spatial::Edge> edges;
    std::vector<std::size_t> row_of;
    std::size_t without_weight = 0;
    for (std::size_t r = 0; r < rows.from.size(); ++r) {
        const std::size_t from = area_of.find(rows.from[r])->second;
        const std::size_t to = area_of.find(rows.to[r])->second;
        if (rows.weights[r] == 0) ++without_weight;
        if (from == no_row || to == no_row || rows.weights[r] == 0) continue;
        edges.push_back({from, to, rows.weights[r]});
        row_of.push_back(r);
    }
    auto list = spatial::neighbours_from_edges(keys.size(), edges, reading);
    if (!list) {
        const std::size_t second = row_of[list.error().second];
        return failure(file.name + ", line " + std::to_string(rows.lines[second]) + ": the pair " +
                       in_quotes(rows.from[second]) + ", " + in_quotes(rows.to[second]) +
                       " has another weight in line " +
                       std::to_string(rows.lines[row_of[list.error().first]]) + "; give it one.");
    }
    NeighboursInput input;
    if (!unknown.empty())
        input.notes.push_back(not_in(unknown, file.name, keys_file, "their edges are left out."));
    if (list->self_edges > 0) {
        input.notes.push_back(
            file.name + " has " +
            counted(list->self_edges, "edge from an area to itself", "edges from areas to themselves") +
            ", left out: only gistar counts the area itself, and does so anyway.");
    }
    if (list->repeated > 0) {
        input.notes.push_back(file.name + " gives " + counted(list->repeated, "edge", "edges") +
                              " again; each counts once.");
    }
    if (without_weight > 0) {
        input.notes.push_back(file.name + " has " + counted(without_weight, "edge", "edges") +
                              " with weight 0: no neighbours.");
    }
    input.neighbours = std::move(list->neighbours);
    if (const std::size_t one_way = input.neighbours.one_way_links(); one_way > 0) {
        input.notes.push_back(counted(one_way, "edge of ", "edges of ") + file.name +
                              " cannot be found in the other direction with the same weight; where the file "
                              "lists each pair once, give --symmetric.");
    }
    return input;
}

Expected<NeighboursInput, std::string> neighbours_from_areas(const File& file,
                                                             const std::vector<std::string>& keys,
                                                             const std::string& keys_file,
                                                             const AreasReading& reading) {
    ANKER_TRY(const spatial::AreasFile areas,
              spatial::areas_from_geojson(file.name, file.bytes, reading.key));
    const double tolerance =
        reading.tolerance >= 0 ? reading.tolerance : spatial::usual_tolerance(areas.areas);
    ANKER_TRY(const spatial::Neighbours touching,
              spatial::contiguous_areas(
                  areas.areas, reading.is_rook ? spatial::Contiguity::Rook : spatial::Contiguity::Queen,
                  tolerance));
    std::vector<std::string> area_keys;
    for (const spatial::BorderedArea& area : areas.areas) area_keys.push_back(area.key);
    ANKER_TRY(const std::vector<std::size_t> area_of, rows_of_keys(keys, keys_file, area_keys, file.name));

    NeighboursInput input;
    input.notes.push_back("Areas of " + file.name + " touch where their borders come within " +
                          text_from_number(tolerance) +
                          " of each other, in the unit of its coordinates (--tolerance).");
    if (!areas.without_geometry.empty()) {
        input.notes.push_back(counted(areas.without_geometry.size(), "area of ", "areas of ") + file.name +
                              " without a polygon (" + tabular::some_of(areas.without_geometry, 3) +
                              "): nothing touches them.");
    }
    std::vector<std::size_t> key_of(area_keys.size(), no_row);
    std::vector<std::string> without_polygon;
    for (std::size_t k = 0; k < keys.size(); ++k) {
        if (area_of[k] == no_row) {
            without_polygon.push_back(keys[k]);
        } else {
            key_of[area_of[k]] = k;
        }
    }
    if (!without_polygon.empty()) {
        input.notes.push_back(
            not_in(without_polygon, keys_file, file.name, "they count as areas without neighbours."));
    }
    std::vector<std::string> without_row;
    input.neighbours.of.resize(keys.size());
    for (std::size_t a = 0; a < area_keys.size(); ++a) {
        if (key_of[a] == no_row) {
            without_row.push_back(area_keys[a]);
            continue;
        }
        std::vector<spatial::Link>& links = input.neighbours.of[key_of[a]];
        for (const spatial::Link& link : touching.of[a]) {
            if (key_of[link.area] != no_row) links.push_back({key_of[link.area], link.weight});
        }
        std::sort(links.begin(), links.end(),
                  [](const spatial::Link& x, const spatial::Link& y) { return x.area < y.area; });
    }
    if (!without_row.empty()) {
        input.notes.push_back(
            not_in(without_row, file.name, keys_file, "they are left out, as neighbours too."));
    }
    return input;
}

} // namespace anker::jobs
