// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/access_job.hpp"

#include "core/access/catchment.hpp"
#include "core/indicator/indicator.hpp"
#include "core/jobs/access_ways.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/jobs/value_table.hpp"
#include "core/json/fields.hpp"
#include "core/tabular/number.hpp"
#include "core/tabular/sentence.hpp"
#include "core/tabular/text_table.hpp"

#include <algorithm>

namespace anker::jobs {

namespace {

using access::Border;
using access::Catchment;
using access::Decay;
using access::TravelTable;
using json::Json;
using tabular::counted;
using tabular::in_quotes;

/// `10,20,30`.
Expected<std::vector<double>, std::string> numbers_of(const Request& request, std::string_view option) {
    std::vector<double> numbers;
    std::string_view text = request.option(option);
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view part = tabular::trimmed(text.substr(0, comma));
        const auto number = tabular::number_from(part, '.');
        if (!number) {
            return failure("--" + std::string(option) + " " + in_quotes(request.option(option)) + ": " +
                           in_quotes(part) + " is not a number; write 10,20,30 or 1,0.68,0.22.");
        }
        numbers.push_back(*number);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return numbers;
}

Expected<Decay, std::string> decay_from(const Request& request) {
    Decay decay;
    decay.border = request.option("border") == "strict" ? Border::Strict : Border::Inclusive;
    if (request.option("method") == "2sfca") {
        decay.steps.push_back({request.number("radius"), 1});
    } else {
        ANKER_TRY(const std::vector<double> breaks, numbers_of(request, "breaks"));
        ANKER_TRY(const std::vector<double> weights, numbers_of(request, "weights"));
        if (breaks.size() != weights.size()) {
            return failure("--breaks names " + counted(breaks.size(), "step", "steps") + ", --weights " +
                           counted(weights.size(), "weight", "weights") + ": give one weight per step.");
        }
        for (std::size_t i = 0; i < breaks.size(); ++i) decay.steps.push_back({breaks[i], weights[i]});
    }
    ANKER_DO(access::check(decay));
    return decay;
}

/// People or capacity: there, and not negative.
Expected<void, std::string> check_amounts(const ValueTable& table, std::string_view what) {
    for (std::size_t row = 0; row < table.areas(); ++row) {
        const double amount = table.values[0][row];
        if (indicator::is_missing(amount)) {
            return failure(table.cell(0, row) + ": the " + std::string(what) + " of " +
                           in_quotes(table.keys[row]) +
                           " is missing; a missing number is not 0: give it, or leave the row out.");
        }
        if (amount < 0)
            return failure(table.cell(0, row) + ": a " + std::string(what) + " cannot be negative.");
    }
    return {};
}

std::string demand_table(const ValueTable& demand, const ValueTable& supply, const Catchment& catchment) {
    TableWriter table({demand.key_column, "population", "access", "access_per_1000", "reachable_supply",
                       "supplies_in_reach", "nearest_minutes", "nearest_supply"});
    for (std::size_t i = 0; i < demand.areas(); ++i) {
        const access::DemandAccess& area = catchment.demands[i];
        table.cell(std::string_view(demand.keys[i])).cell(demand.values[0][i]);
        table.cell(area.access).cell(area.access * 1000);
        table.cell(area.reachable_capacity).cell(area.supplies_in_reach);
        if (area.nearest_supply == access::no_supply) {
            table.blank().blank();
        } else {
            table.cell(area.nearest).cell(std::string_view(supply.keys[area.nearest_supply]));
        }
        table.end_row();
    }
    return table.take();
}

std::string supply_table(const ValueTable& supply, const Catchment& catchment) {
    TableWriter table(
        {supply.key_column, "capacity", "weighted_population", "ratio", "load", "areas_in_reach"});
    for (std::size_t j = 0; j < supply.areas(); ++j) {
        const access::SupplyLoad& load = catchment.supplies[j];
        const double capacity = supply.values[0][j];
        table.cell(std::string_view(supply.keys[j])).cell(capacity).cell(load.people).cell(load.ratio);
        table.cell(capacity > 0 ? load.people / capacity : indicator::missing);
        table.cell(load.demands_in_reach).end_row();
    }
    return table.take();
}

Json report_from(const Request& request, const Decay& decay, const AccessWays& ways,
                 const Catchment& catchment) {
    Json steps = Json::array();
    for (const access::Step& step : decay.steps)
        steps.push_back({{"up_to_minutes", step.up_to}, {"weight", step.weight}});
    const std::size_t border = decay.border == Border::Strict ? 1 : 0;
    Json report = Json::object();
    report["method"] = request.option("method");
    report["source"] = request.option("method") == "2sfca" ? "Luo and Wang 2003" : "Luo and Qi 2009";
    report["border"] = access::border_names[border];
    report["steps"] = std::move(steps);
    report["ways"] = ways.described;
    report["ways"]["unreachable_pairs"] = ways.minutes.unreachable_pairs();
    report["ways"]["pairs"] = ways.minutes.demands() * ways.minutes.supplies();
    report["people_without_supply"] = catchment.people_without;
    report["check"] = {{"sum_population_times_access", catchment.people_times_access},
                       {"supply_in_reach", catchment.capacity_in_reach},
                       {"supply", catchment.capacity}};
    return report;
}

void add_notes(const Catchment& catchment, const ValueTable& supply, const Decay& decay,
               const TravelTable& ways, std::vector<std::string>& notes) {
    if (ways.unreachable_pairs() > 0) {
        notes.push_back("There is no way between " + counted(ways.unreachable_pairs(), "pair", "pairs") +
                        " of " + std::to_string(ways.demands() * ways.supplies()) +
                        " of demand and supply; they count as unreachable.");
    }
    std::vector<std::string> unused;
    for (std::size_t j = 0; j < supply.areas(); ++j) {
        if (!(catchment.supplies[j].people > 0)) unused.push_back(supply.keys[j]);
    }
    if (!unused.empty()) {
        notes.push_back("Nobody reaches " + tabular::some_of(unused, 5) + " within " +
                        text_from_number(decay.radius()) +
                        " minutes: " + (unused.size() == 1 ? "its" : "their") + " capacity serves no one.");
    }
    std::size_t without = 0;
    for (const access::DemandAccess& area : catchment.demands) without += area.supplies_in_reach == 0 ? 1 : 0;
    if (without > 0) {
        notes.push_back(counted(without, "area", "areas") + " with " +
                        text_from_number(catchment.people_without) + " people reach no supply within " +
                        text_from_number(decay.radius()) + " minutes.");
    }
}

Expected<Result, std::string> run(const Request& request, const Progress& progress) {
    if (request.file("distances") != nullptr && request.file("streets") != nullptr)
        return failure(std::string("Give --distances or --streets, not both."));
    ANKER_TRY(const Decay decay, decay_from(request));
    const bool needs_positions = request.file("distances") == nullptr;
    std::vector<std::string> demand_columns{request.option("population")};
    std::vector<std::string> supply_columns{request.option("capacity")};
    if (needs_positions) {
        for (auto* columns : {&demand_columns, &supply_columns}) {
            columns->push_back(request.option("lon"));
            columns->push_back(request.option("lat"));
        }
    }
    ANKER_TRY(const ValueTable demand, read_values(*request.file("demand"), demand_columns));
    ANKER_TRY(const ValueTable supply, read_values(*request.file("supply"), supply_columns));
    ANKER_DO(check_amounts(demand, "population"));
    ANKER_DO(check_amounts(supply, "capacity"));
    if (progress && !progress("ways", 0, 0)) return failure(std::string(cancelled_sentence));

    Result result;
    ANKER_TRY(const AccessWays ways, access_ways(request, demand, supply, result.notes));
    ANKER_TRY(const Catchment catchment,
              access::floating_catchment(demand.values[0], supply.values[0], ways.minutes, decay));
    add_notes(catchment, supply, decay, ways.minutes, result.notes);
    result.files["out"] = demand_table(demand, supply, catchment);
    result.files["supply-out"] = supply_table(supply, catchment);
    result.files["report"] = report_from(request, decay, ways, catchment).dump();
    return result;
}

} // namespace

Job access_job() {
    Job job;
    job.name = "access";
    job.summary = "Supply within reach per person (2SFCA, E2SFCA), by given ways, straight lines or streets.";
    job.inputs = {{"demand", "CSV: first column area key, then population, and lon, lat without --distances"},
                  {"supply", "CSV: first column key of the place, then capacity, and lon, lat likewise"},
                  {"distances", "CSV: ways in minutes, long (from,to,minutes) or wide", false},
                  {"streets", "GeoJSON lines in WGS 84, or CSV with a column WKT: walk along them", false}};
    job.options = {
        {"method", OptionKind::Choice, "2sfca", "one radius, or steps that count less", {"2sfca", "e2sfca"}},
        {"radius", OptionKind::Number, "15", "2sfca: minutes", {}, 0, 100000},
        {"breaks", OptionKind::Text, "10,20,30", "e2sfca: ends of the steps in minutes", {}},
        {"weights", OptionKind::Text, "1,0.68,0.22", "e2sfca: weight of each step", {}},
        {"border",
         OptionKind::Choice,
         "inclusive",
         "whether a way as long as the radius is in reach",
         {"inclusive", "strict"}},
        {"population",
         OptionKind::Text,
         "population",
         "column of demand: people, or those of one age group",
         {}},
        {"capacity", OptionKind::Text, "capacity", "column of supply: places, posts, hours", {}},
        {"lon", OptionKind::Text, "lon", "column of both files: longitude in degrees", {}},
        {"lat", OptionKind::Text, "lat", "column of both files: latitude in degrees", {}},
        {"walkers",
         OptionKind::Choice,
         "adults",
         "adults walk 1.3 m/s, children 1.0 m/s",
         {"adults", "children"}},
        {"speed", OptionKind::Number, "", "metres per second, instead of --walkers", {}, 0.1, 50},
        {"detour", OptionKind::Number, "1.3", "straight lines: length times this", {}, 1, 5},
        {"snap", OptionKind::Number, "0.5", "streets: vertices so many metres apart are one", {}, 0, 50},
        {"off-street",
         OptionKind::Number,
         "250",
         "streets: farther from every street is unreachable, metres",
         {},
         0,
         5000},
        {"from", OptionKind::Text, "from", "long ways: column of demand keys", {}},
        {"to", OptionKind::Text, "to", "long ways: column of supply keys", {}},
        {"minutes", OptionKind::Text, "minutes", "long ways: column of minutes", {}}};
    job.outputs = {{"out", "CSV: access per area", true},
                   {"supply-out", "CSV: ratio and load per place of supply"},
                   {"report", "JSON: method, ways, check sums, notes"}};
    job.examples = {
        "ankerpunkt access --demand areas.csv --supply schools.csv --streets streets.geojson "
        "--walkers children --radius 15 --out access.csv --supply-out load.csv --report access.json",
        "ankerpunkt access --demand areas.csv --supply schools.csv --distances minutes.csv "
        "--method e2sfca --breaks 10,20,30 --weights 1,0.68,0.22 --out access.csv"};
    job.run = run;
    return job;
}

} // namespace anker::jobs
