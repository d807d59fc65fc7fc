// SPDX-License-Identifier: Apache-2.0
#include "core/access/catchment.hpp"

#include "core/base/assert.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>

namespace anker::access {

double Decay::weight(double travel) const {
    for (const Step& step : steps) {
        if (border == Border::Inclusive ? travel <= step.up_to : travel < step.up_to) return step.weight;
    }
    return 0;
}

Expected<void, std::string> check(const Decay& decay) {
    if (decay.steps.empty()) return failure(std::string("Give at least one step of distance."));
    double last = 0;
    double last_weight = std::numeric_limits<double>::infinity();
    for (const Step& step : decay.steps) {
        if (!(step.up_to > 0) || step.up_to == unreachable)
            return failure("A radius of " + tabular::decimals(step.up_to, 2) +
                           " reaches nobody: give one above 0.");
        if (step.up_to <= last)
            return failure("The step up to " + tabular::decimals(step.up_to, 2) +
                           " does not lie behind the one up to " + tabular::decimals(last, 2) +
                           ": give breaks in rising order.");
        if (!(step.weight > 0) || step.weight > last_weight)
            return failure("The weight " + tabular::decimals(step.weight, 4) + " of the step up to " +
                           tabular::decimals(step.up_to, 2) +
                           " must be above 0 and not above the weight before it.");
        last = step.up_to;
        last_weight = step.weight;
    }
    return {};
}

double TravelTable::shortest() const {
    return m_values.empty() ? unreachable : *std::min_element(m_values.begin(), m_values.end());
}

std::size_t TravelTable::unreachable_pairs() const {
    return static_cast<std::size_t>(std::count(m_values.begin(), m_values.end(), unreachable));
}

namespace {

SupplyLoad load_of(std::size_t supply, std::span<const double> people, double capacity,
                   const TravelTable& travel, const Decay& decay) {
    SupplyLoad load;
    for (std::size_t i = 0; i < people.size(); ++i) {
        const double weight = decay.weight(travel.at(i, supply));
        if (weight == 0) continue;
        ++load.demands_in_reach;
        load.people += people[i] * weight;
    }
    if (load.people > 0) load.ratio = capacity / load.people;
    return load;
}

DemandAccess access_of(std::size_t demand, std::span<const double> capacity,
                       const std::vector<SupplyLoad>& supplies, const TravelTable& travel,
                       const Decay& decay) {
    DemandAccess access;
    for (std::size_t j = 0; j < capacity.size(); ++j) {
        const double way = travel.at(demand, j);
        if (way < access.nearest) {
            access.nearest = way;
            access.nearest_supply = j;
        }
        const double weight = decay.weight(way);
        if (weight == 0) continue;
        ++access.supplies_in_reach;
        access.reachable_capacity += capacity[j];
        // Only areas without people reach a supply that no person reaches.
        if (supplies[j].people > 0) access.access += supplies[j].ratio * weight;
    }
    return access;
}

} // namespace

Expected<Catchment, std::string> floating_catchment(std::span<const double> people,
                                                    std::span<const double> capacity,
                                                    const TravelTable& travel, const Decay& decay) {
    // The caller made a travel table of another size.
    ANKER_ASSERT(travel.demands() == people.size() && travel.supplies() == capacity.size());
    ANKER_DO(check(decay));
    Catchment result;
    double all_people = 0;
    for (const double count : people) all_people += count;
    for (const double size : capacity) result.capacity += size;
    if (!(all_people > 0)) return failure(std::string("No area has people: the population is 0 everywhere."));
    if (!(result.capacity > 0))
        return failure(std::string("There is no supply: the capacity is 0 everywhere."));

    for (std::size_t j = 0; j < capacity.size(); ++j) {
        result.supplies.push_back(load_of(j, people, capacity[j], travel, decay));
        if (result.supplies.back().people > 0) result.capacity_in_reach += capacity[j];
    }
    for (std::size_t i = 0; i < people.size(); ++i) {
        result.demands.push_back(access_of(i, capacity, result.supplies, travel, decay));
        const DemandAccess& access = result.demands.back();
        result.people_times_access += people[i] * access.access;
        if (access.supplies_in_reach == 0) result.people_without += people[i];
    }
    const bool is_any_in_reach = std::any_of(result.supplies.begin(), result.supplies.end(),
                                             [](const SupplyLoad& load) { return load.people > 0; });
    if (!is_any_in_reach) {
        const double shortest = travel.shortest();
        const std::string why = shortest == unreachable
                                    ? std::string("there is no way from any of them to any supply")
                                    : "the shortest way of all is " + tabular::decimals(shortest, 1);
        return failure("Nobody reaches any supply within " + tabular::decimals(decay.radius(), 1) + ": " +
                       why + "; check the unit of the ways, the radius and the coordinates.");
    }
    return result;
}

} // namespace anker::access
