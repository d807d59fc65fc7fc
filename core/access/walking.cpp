// SPDX-License-Identifier: Apache-2.0
#include "core/access/walking.hpp"

#include "core/math/cosine.hpp"

#include <cmath>

namespace anker::access {

Expected<geo::LocalScale, std::string> plane_of(std::span<const geo::Position> demand,
                                                std::span<const geo::Position> supply) {
    geo::Box box;
    for (const geo::Position p : demand) box.add(p);
    for (const geo::Position p : supply) box.add(p);
    if (box.is_empty()) return failure(std::string("There are no positions."));
    if (std::int64_t{box.max.lon_e7} - box.min.lon_e7 > geo::max_quartier_extent_e7 ||
        std::int64_t{box.max.lat_e7} - box.min.lat_e7 > geo::max_quartier_extent_e7) {
        return failure(std::string("The positions of demand and supply lie more than 5 degrees apart: are "
                                   "longitude and latitude swapped in one of them?"));
    }
    constexpr double nm_per_e7 = 6'378'137.0 * 3.14159265358979323846 / 180.0 * 1e-7 * 1e9;
    const double cosine = math::cosine_of_degrees(static_cast<double>(box.centre().lat_e7) * 1e-7);
    return geo::LocalScale{static_cast<std::int32_t>(std::lround(nm_per_e7 * cosine)),
                           static_cast<std::int32_t>(std::lround(nm_per_e7))};
}

TravelTable straight_ways(std::span<const geo::Position> demand, std::span<const geo::Position> supply,
                          geo::LocalScale scale, double detour, double speed) {
    TravelTable ways(demand.size(), supply.size());
    for (std::size_t i = 0; i < demand.size(); ++i) {
        for (std::size_t j = 0; j < supply.size(); ++j)
            ways.set(i, j, minutes_from(scale.distance_m(demand[i], supply[j]) * detour, speed));
    }
    return ways;
}

namespace {

using Attachments = std::vector<std::optional<Attachment>>;

Attachments attached(const StreetGraph& streets, std::span<const geo::Position> positions, double max_off_m,
                     std::vector<std::size_t>& off_streets) {
    Attachments result;
    for (const geo::Position p : positions) {
        result.push_back(streets.attach(p, max_off_m));
        if (!result.back()) off_streets.push_back(result.size() - 1);
    }
    return result;
}

} // namespace

StreetWays street_ways(const StreetGraph& streets, std::span<const geo::Position> demand,
                       std::span<const geo::Position> supply, double max_off_m, double speed) {
    StreetWays result{TravelTable(demand.size(), supply.size()), {}, {}};
    const Attachments from = attached(streets, demand, max_off_m, result.demand_off_streets);
    const Attachments to = attached(streets, supply, max_off_m, result.supply_off_streets);
    // Streets are walked both ways, and lengths are whole millimetres: from which side makes no difference.
    const bool is_from_demand = demand.size() <= supply.size();
    const Attachments& sources = is_from_demand ? from : to;
    const Attachments& targets = is_from_demand ? to : from;
    for (std::size_t s = 0; s < sources.size(); ++s) {
        StreetGraph::Reach reach;
        if (sources[s]) reach = streets.reach_from(*sources[s]);
        for (std::size_t t = 0; t < targets.size(); ++t) {
            const std::size_t i = is_from_demand ? s : t;
            const std::size_t j = is_from_demand ? t : s;
            if (demand[i] == supply[j]) {
                result.minutes.set(i, j, 0);
            } else if (sources[s] && targets[t]) {
                const std::int64_t way = streets.way_mm(reach, *sources[s], *targets[t]);
                if (way != no_way_mm)
                    result.minutes.set(i, j, minutes_from(static_cast<double>(way) / 1000, speed));
            }
        }
    }
    return result;
}

} // namespace anker::access
