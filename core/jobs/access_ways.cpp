// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/access_ways.hpp"

#include "core/access/street_reader.hpp"
#include "core/access/walking.hpp"
#include "core/indicator/indicator.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/jobs/travel_reader.hpp"
#include "core/tabular/sentence.hpp"

#include <cmath>
#include <tuple>

namespace anker::jobs {

namespace {

using json::Json;
using tabular::counted;
using tabular::in_quotes;

Expected<std::vector<geo::Position>, std::string> positions_of(const ValueTable& table) {
    std::vector<geo::Position> positions;
    for (std::size_t row = 0; row < table.areas(); ++row) {
        const double lon = table.values[1][row];
        const double lat = table.values[2][row];
        for (const auto& [value, column, limit] :
             {std::tuple{lon, std::size_t{1}, 180.0}, std::tuple{lat, std::size_t{2}, 90.0}}) {
            if (indicator::is_missing(value))
                return failure(table.cell(column, row) + ": " + in_quotes(table.keys[row]) +
                               " has no position.");
            if (std::fabs(value) > limit) {
                return failure(table.cell(column, row) + ": " + text_from_number(value) +
                               " is not in degrees; give WGS 84 (EPSG:4326).");
            }
        }
        positions.push_back(geo::position_from_degrees(lon, lat));
    }
    return positions;
}

double speed_of(const Request& request) {
    if (!request.option("speed").empty()) return request.number("speed");
    return request.option("walkers") == "children" ? 1.0 : 1.3;
}

Expected<AccessWays, std::string> given_ways(const Request& request, const ValueTable& demand,
                                             const ValueTable& supply, std::vector<std::string>& notes) {
    ANKER_TRY(const TravelRead read,
              read_travel(*request.file("distances"),
                          {request.option("from"), request.option("to"), request.option("minutes")}, demand,
                          supply));
    if (read.unknown_demand + read.unknown_supply > 0) {
        notes.push_back("The ways name " + counted(read.unknown_demand, "start", "starts") + " and " +
                        counted(read.unknown_supply, "destination", "destinations") +
                        " that are in neither list; they were left out.");
    }
    AccessWays ways{read.minutes, Json::object()};
    ways.described = {{"mode", "given"}, {"form", read.is_long ? "long" : "wide"}};
    return ways;
}

AccessWays straight(const Request& request, std::span<const geo::Position> demand,
                    std::span<const geo::Position> supply, geo::LocalScale scale) {
    const double speed = speed_of(request);
    const double detour = request.number("detour");
    AccessWays ways{access::straight_ways(demand, supply, scale, detour, speed), Json::object()};
    ways.described = {{"mode", "straight line"}, {"detour_factor", detour}, {"metres_per_second", speed}};
    return ways;
}

void note_off_streets(const std::vector<std::size_t>& rows, const ValueTable& table, std::string_view what,
                      const Request& request, std::vector<std::string>& notes) {
    if (rows.empty()) return;
    std::vector<std::string> keys;
    for (const std::size_t row : rows) keys.push_back(table.keys[row]);
    notes.push_back(counted(rows.size(), "place", "places") + " of " + std::string(what) + " (" +
                    tabular::some_of(keys, 5) + (rows.size() == 1 ? ") is" : ") are") + " more than " +
                    request.option("off-street") + " m from every street and cannot be reached.");
}

Expected<AccessWays, std::string> along_streets(const Request& request, const ValueTable& demand,
                                                const ValueTable& supply,
                                                std::span<const geo::Position> demand_at,
                                                std::span<const geo::Position> supply_at,
                                                geo::LocalScale scale, std::vector<std::string>& notes) {
    const File& file = *request.file("streets");
    ANKER_TRY(const access::Streets streets, access::read_streets(file.name, file.bytes));
    const double snap = request.number("snap");
    const access::StreetGraph graph(streets.lines, scale, snap);
    const double speed = speed_of(request);
    const double off_street = request.number("off-street");
    const access::StreetWays found = access::street_ways(graph, demand_at, supply_at, off_street, speed);
    note_off_streets(found.demand_off_streets, demand, "demand", request, notes);
    note_off_streets(found.supply_off_streets, supply, "supply", request, notes);
    if (streets.not_for_walking > 0) {
        notes.push_back(counted(streets.not_for_walking, "street", "streets") +
                        " of the file cannot be walked on (motorways, planned ones, foot=no) and " +
                        (streets.not_for_walking == 1 ? "was" : "were") + " left out.");
    }
    if (streets.not_lines > 0) {
        notes.push_back(counted(streets.not_lines, "object", "objects") + " of " + file.name +
                        (streets.not_lines == 1 ? " is no line and was" : " are no lines and were") +
                        " left out.");
    }
    const double joined = static_cast<double>(graph.largest_component()) / static_cast<double>(graph.nodes());
    if (joined < 0.9) {
        notes.push_back("Only " + tabular::decimals(joined * 100, 0) +
                        " % of the street nodes hang together: streets of the file miss each other, or it "
                        "covers several places; see --snap.");
    }
    AccessWays ways{found.minutes, Json::object()};
    ways.described = {{"mode", "along streets"},
                      {"metres_per_second", speed},
                      {"lines", streets.lines.size()},
                      {"not_for_walking", streets.not_for_walking},
                      {"nodes", graph.nodes()},
                      {"segments", graph.segments()},
                      {"components", graph.components()},
                      {"nodes_in_largest_component", graph.largest_component()},
                      {"snap_metres", snap},
                      {"off_street_metres", off_street},
                      {"demand_off_streets", found.demand_off_streets.size()},
                      {"supply_off_streets", found.supply_off_streets.size()}};
    return ways;
}

} // namespace

Expected<AccessWays, std::string> access_ways(const Request& request, const ValueTable& demand,
                                              const ValueTable& supply, std::vector<std::string>& notes) {
    if (request.file("distances") != nullptr) return given_ways(request, demand, supply, notes);
    ANKER_TRY(const std::vector<geo::Position> demand_at, positions_of(demand));
    ANKER_TRY(const std::vector<geo::Position> supply_at, positions_of(supply));
    ANKER_TRY(const geo::LocalScale scale, access::plane_of(demand_at, supply_at));
    if (request.file("streets") == nullptr) return straight(request, demand_at, supply_at, scale);
    return along_streets(request, demand, supply, demand_at, supply_at, scale, notes);
}

} // namespace anker::jobs
