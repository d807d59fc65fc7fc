// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"

#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// How much supply people can reach, shared with everybody else who can reach it: the two-step floating
/// catchment area method (2SFCA: Luo and Wang 2003) and its enhanced form with steps of distance (E2SFCA: Luo
/// and Qi 2009).
namespace anker::access {

constexpr double unreachable = std::numeric_limits<double>::infinity();
constexpr std::size_t no_supply = static_cast<std::size_t>(-1);

/// Whether somebody exactly at the radius is in reach. Published software differs (PySAL's `access` is
/// strict), so it is always stated.
enum class Border { Inclusive, Strict };
constexpr std::array<std::string_view, 2> border_names{"inclusive", "strict"};

struct Step {
    double up_to = 0; ///< in the unit of travel
    double weight = 1;
};

/// Weight of a way by its length: that of the first step it fits into, 0 behind the last. One step of weight
/// 1 is 2SFCA.
struct Decay {
    std::vector<Step> steps; ///< `up_to` rises, weights are positive and never rise
    Border border = Border::Inclusive;

    [[nodiscard]] double weight(double travel) const;
    /// The last step's border.
    [[nodiscard]] double radius() const { return steps.empty() ? 0 : steps.back().up_to; }
};

/// The error says what is wrong with the steps.
[[nodiscard]] Expected<void, std::string> check(const Decay& decay);

/// Ways from every demand to every supply, in one unit (minutes); `unreachable` where there is none.
class TravelTable {
public:
    TravelTable(std::size_t demands, std::size_t supplies)
        : m_demands(demands), m_supplies(supplies), m_values(demands * supplies, unreachable) {}
    [[nodiscard]] std::size_t demands() const { return m_demands; }
    [[nodiscard]] std::size_t supplies() const { return m_supplies; }
    [[nodiscard]] double at(std::size_t demand, std::size_t supply) const {
        return m_values[demand * m_supplies + supply];
    }
    void set(std::size_t demand, std::size_t supply, double travel) {
        m_values[demand * m_supplies + supply] = travel;
    }
    /// The shortest way of all.
    [[nodiscard]] double shortest() const;
    [[nodiscard]] std::size_t unreachable_pairs() const;

private:
    std::size_t m_demands;
    std::size_t m_supplies;
    std::vector<double> m_values;
};

struct DemandAccess {
    double access = 0; ///< capacity per person: the sum of ratio x weight over supply in reach
    double reachable_capacity = 0;
    std::size_t supplies_in_reach = 0;
    double nearest = unreachable; ///< also beyond the radius
    std::size_t nearest_supply = no_supply;
};

struct SupplyLoad {
    double people = 0; ///< in reach, weighted
    /// Capacity per weighted person in reach; NaN where nobody is: that capacity serves no one.
    double ratio = std::numeric_limits<double>::quiet_NaN();
    std::size_t demands_in_reach = 0;
};

struct Catchment {
    std::vector<DemandAccess> demands;
    std::vector<SupplyLoad> supplies;
    double capacity = 0;            ///< of all supply
    double capacity_in_reach = 0;   ///< of supply that somebody reaches
    double people_times_access = 0; ///< equals `capacity_in_reach` but for rounding: the method's own check
    double people_without = 0;      ///< who reach no supply
};

/// R_j = S_j / sum_i P_i w(d_ij), A_i = sum_j R_j w(d_ij). `people` and `capacity` are >= 0 and there
/// (callers refuse missing ones: a missing number is not zero). The error is one sentence: bad steps, no
/// people, no capacity, or nobody reaches anything, which is more often a wrong unit than a finding.
[[nodiscard]] Expected<Catchment, std::string> floating_catchment(std::span<const double> people,
                                                                  std::span<const double> capacity,
                                                                  const TravelTable& travel,
                                                                  const Decay& decay);

} // namespace anker::access
