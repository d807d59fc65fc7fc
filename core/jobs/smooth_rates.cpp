// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/smooth_rates.hpp"

#include "core/jobs/spatial_areas.hpp"
#include "core/spatial/empirical_bayes.hpp"
#include "core/tabular/sentence.hpp"

#include <cmath>

namespace anker::jobs {

using json::Json;
using tabular::counted;

namespace {

/// Events and population of the areas that have both and a population; says what is wrong with the others.
Expected<void, std::string> check_events(SpatialAreas& areas, std::vector<std::string>& notes) {
    const std::vector<double>& events = areas.table.values[0];
    const std::vector<double>& population = areas.table.values[1];
    std::vector<std::string> empty;
    std::vector<std::string> over;
    for (std::size_t row = 0; row < areas.table.areas(); ++row) {
        for (const std::size_t column : {0U, 1U}) {
            const double value = areas.table.values[column][row];
            if (value < 0) return failure(areas.table.cell(column, row) + ": a count cannot be negative.");
            if (std::isinf(value))
                return failure(areas.table.cell(column, row) + ": a count must be finite.");
        }
        if (population[row] == 0) {
            if (events[row] > 0) {
                return failure(areas.table.cell(0, row) + ": " + text_from_number(events[row]) +
                               " where nobody lives (population 0).");
            }
            empty.push_back(areas.table.keys[row]);
            areas.place_of[row] = no_row;
        } else if (events[row] > population[row]) {
            over.push_back(areas.table.keys[row]);
        }
    }
    std::vector<std::size_t> kept;
    for (const std::size_t area : areas.complete) {
        if (areas.place_of[areas.row_of[area]] == no_row) continue;
        areas.place_of[areas.row_of[area]] = kept.size();
        kept.push_back(area);
    }
    areas.complete = std::move(kept);
    if (!empty.empty()) {
        notes.push_back(counted(empty.size(), "area", "areas") + " with population 0 (" +
                        tabular::some_of(empty, 3) + "): no rate.");
    }
    if (!over.empty()) {
        notes.push_back(counted(over.size(), "area has", "areas have") + " more events than population (" +
                        tabular::some_of(over, 3) +
                        "): right for events that can happen twice to one person, "
                        "else check the columns.");
    }
    return {};
}

} // namespace

Expected<Result, std::string> smooth_rates(const Request& request) {
    for (const std::string_view name : {"events", "population"}) {
        if (request.option(name).empty())
            return failure("Method eb needs --" + std::string(name) + " COLUMN.");
    }
    const std::vector<std::string> columns{request.option("events"), request.option("population")};
    ANKER_TRY(ValueTable table, read_values(*request.file("values"), columns));
    SpatialAreas areas = spatial_areas_of(std::move(table));
    Result result;
    ANKER_TRY(const bool has_neighbours, read_neighbours(request, areas, result.notes));
    const std::size_t with_values = areas.complete.size();
    ANKER_DO(check_events(areas, result.notes));
    if (areas.complete.size() < 2) {
        return failure(areas.table.file + ": " + counted(areas.complete.size(), "area has", "areas have") +
                       " events and a population; a rate can only be drawn towards those of others.");
    }
    if (with_values < areas.keys.size()) {
        result.notes.push_back(counted(areas.keys.size() - with_values, "area", "areas") +
                               " without events or population: left out, as neighbours too.");
    }
    const std::vector<double> events = areas.values(0);
    const std::vector<double> population = areas.values(1);
    const double per = request.number("per");
    const std::vector<spatial::Smoothed> whole = spatial::empirical_bayes(events, population);
    std::vector<spatial::Smoothed> around;
    spatial::Neighbours near;
    if (has_neighbours) {
        near = spatial::restricted_to(areas.neighbours, areas.complete);
        around = spatial::spatial_empirical_bayes(events, population, near);
        std::size_t islands = near.islands();
        if (islands > 0) {
            result.notes.push_back(counted(islands, "area", "areas") +
                                   " without neighbours: estimate_neighbours is the raw rate.");
        }
    }
    TableWriter writer({areas.table.key_column, "events", "population", "raw_rate", "weight", "estimate",
                        "neighbours", "mean_neighbours", "weight_neighbours", "estimate_neighbours"});
    for (std::size_t row = 0; row < areas.table.areas(); ++row) {
        writer.cell(areas.table.keys[row]).cell(areas.table.values[0][row]).cell(areas.table.values[1][row]);
        const std::size_t place = areas.place_of[row];
        if (place == no_row) {
            end_blank(writer, 7);
            continue;
        }
        const spatial::Smoothed& area = whole[place];
        writer.cell(per * area.raw).cell(area.weight).cell(per * area.estimate);
        if (!has_neighbours) {
            end_blank(writer, 4);
            continue;
        }
        const spatial::Smoothed& local = around[place];
        writer.cell(near.of[place].size()).cell(per * local.mean).cell(local.weight);
        writer.cell(per * local.estimate);
        writer.end_row();
    }
    result.files["out"] = writer.take();
    if (whole.front().variance == 0) {
        result.notes.emplace_back("The rates differ no more than chance would make them: every estimate is "
                                  "the overall rate.");
    }
    result.notes.emplace_back("Estimates are for maps and ranks; money by law goes by raw counts.");
    Json report = Json::object();
    report["mean"] = json_from_number(per * whole.front().mean);
    report["variance_between"] = json_from_number(per * per * whole.front().variance);
    report["areas"] = areas.complete.size();
    if (has_neighbours) report["neighbours"] = json_from_links(near);
    result.files["report"] = report.dump();
    if (has_neighbours) result.files["links"] = links_table(areas);
    return result;
}

} // namespace anker::jobs
