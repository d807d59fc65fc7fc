// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/spatial_areas.hpp"

#include "core/indicator/indicator.hpp"
#include "core/jobs/neighbours_input.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace anker::jobs {

using indicator::is_missing;
using json::Json;
using tabular::counted;

SpatialAreas spatial_areas_of(ValueTable table) {
    SpatialAreas areas;
    areas.row_of.resize(table.areas());
    std::iota(areas.row_of.begin(), areas.row_of.end(), std::size_t{0});
    std::sort(areas.row_of.begin(), areas.row_of.end(),
              [&](std::size_t a, std::size_t b) { return table.keys[a] < table.keys[b]; });
    areas.place_of.assign(table.areas(), no_row);
    for (std::size_t area = 0; area < areas.row_of.size(); ++area) {
        const std::size_t row = areas.row_of[area];
        areas.keys.push_back(table.keys[row]);
        const bool is_complete =
            std::none_of(table.values.begin(), table.values.end(),
                         [&](const std::vector<double>& column) { return is_missing(column[row]); });
        if (!is_complete) continue;
        areas.place_of[row] = areas.complete.size();
        areas.complete.push_back(area);
    }
    areas.table = std::move(table);
    return areas;
}

Expected<bool, std::string> read_neighbours(const Request& request, SpatialAreas& areas,
                                            std::vector<std::string>& notes) {
    const File* edges = request.file("edges");
    const File* polygons = request.file("areas");
    if (edges != nullptr && polygons != nullptr)
        return failure(std::string("Neighbours from --edges or from --areas: give one of them."));
    if (edges == nullptr && polygons == nullptr) {
        areas.neighbours.of.resize(areas.keys.size());
        return false;
    }
    NeighboursInput input;
    if (edges != nullptr) {
        ANKER_TRY(input, neighbours_from_edge_list(*edges, areas.keys, areas.table.file,
                                                   request.is_on("symmetric") ? spatial::Reading::BothWays
                                                                              : spatial::Reading::AsGiven));
    } else {
        AreasReading reading;
        reading.key = request.option("key").empty() ? areas.table.key_column : request.option("key");
        reading.is_rook = request.option("contiguity") == "rook";
        if (!request.option("tolerance").empty()) reading.tolerance = request.number("tolerance");
        ANKER_TRY(input, neighbours_from_areas(*polygons, areas.keys, areas.table.file, reading));
    }
    areas.neighbours = std::move(input.neighbours);
    notes.insert(notes.end(), input.notes.begin(), input.notes.end());
    return true;
}

Json json_from_number(double number) {
    return std::isfinite(number) ? Json(number) : Json();
}

Json json_from_links(const spatial::Neighbours& neighbours) {
    Json json = Json::object();
    json["areas"] = neighbours.areas();
    json["links"] = neighbours.links();
    json["islands"] = neighbours.islands();
    json["one_way_links"] = neighbours.one_way_links();
    std::size_t most = 0;
    for (const auto& links : neighbours.of) most = std::max(most, links.size());
    json["most_neighbours"] = most;
    return json;
}

std::string links_table(const SpatialAreas& areas) {
    TableWriter writer({"i", "j", "weight"});
    for (std::size_t area = 0; area < areas.keys.size(); ++area) {
        for (const spatial::Link& link : areas.neighbours.of[area]) {
            writer.cell(areas.keys[area]).cell(areas.keys[link.area]).cell(link.weight);
            writer.end_row();
        }
    }
    return writer.take();
}

void note_about_areas(const SpatialAreas& areas, const spatial::Neighbours& neighbours,
                      const std::string& blank, std::vector<std::string>& notes) {
    const std::size_t absent = areas.keys.size() - areas.complete.size();
    if (absent > 0) {
        notes.push_back(counted(absent, "area", "areas") + " of " + areas.table.file +
                        " without a value: left out, as neighbours too.");
    }
    std::vector<std::string> islands;
    for (std::size_t i = 0; i < neighbours.areas(); ++i) {
        if (neighbours.of[i].empty()) islands.push_back(areas.keys[areas.complete[i]]);
    }
    if (!islands.empty()) {
        notes.push_back(counted(islands.size(), "area", "areas") + " without neighbours (" +
                        tabular::some_of(islands, 3) + "): " + blank);
    }
}

void end_blank(TableWriter& writer, std::size_t cells) {
    for (std::size_t c = 0; c < cells; ++c) writer.blank();
    writer.end_row();
}

} // namespace anker::jobs
