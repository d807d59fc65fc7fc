// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/attack.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace anker::disclosure {

namespace {

using math::LinearProgram;
using math::LinearSolution;
using math::LinearStatus;

constexpr std::size_t none = static_cast<std::size_t>(-1);
constexpr double infinity = std::numeric_limits<double>::infinity();

double tolerance_at(double value) {
    return std::isfinite(value) ? 1e-7 * std::max(1.0, std::abs(value)) : 0;
}

/// What the program gives back is a whole number but for rounding, where all numbers of the table are.
double tidied(double value) {
    const double whole = std::round(value);
    return std::abs(value - whole) <= tolerance_at(value) ? whole + 0.0 : value;
}

/// Joins cells that share a sum.
class Union {
public:
    explicit Union(std::size_t size) : m_parent(size) {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }
    std::size_t root(std::size_t i) {
        while (m_parent[i] != i) i = m_parent[i] = m_parent[m_parent[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) { m_parent[root(a)] = root(b); }

private:
    std::vector<std::size_t> m_parent;
};

template <class Use>
void for_members(const Sum& sum, Use use) {
    use(sum.total, 1.0);
    for (const std::size_t part : sum.parts) use(part, -1.0);
}

} // namespace

bool Interval::covers(const Interval& other) const {
    return low <= other.low + tolerance_at(other.low) && high >= other.high - tolerance_at(other.high);
}

Attacker::Attacker(std::span<const Interval> known, std::span<const Sum> sums)
    : m_known(known), m_sums(sums), m_group_of(known.size(), none), m_place(known.size(), none) {
    make_groups();
}

void Attacker::make_groups() {
    Union joined(m_known.size());
    for (const Sum& sum : m_sums) {
        std::size_t first = none;
        for_members(sum, [&](std::size_t cell, double) {
            if (is_known(cell)) return;
            if (first == none)
                first = cell;
            else
                joined.join(cell, first);
        });
    }
    std::map<std::size_t, std::size_t> group_of_root;
    for (std::size_t cell = 0; cell < m_known.size(); ++cell) {
        if (is_known(cell)) continue;
        const auto [entry, is_new] = group_of_root.emplace(joined.root(cell), m_groups.size());
        if (is_new) m_groups.emplace_back();
        Group& group = m_groups[entry->second];
        m_group_of[cell] = entry->second;
        m_place[cell] = group.cells.size();
        group.cells.push_back(cell);
        group.seen.push_back({infinity, -infinity});
    }
    for (std::size_t s = 0; s < m_sums.size(); ++s) {
        std::size_t group = none;
        for_members(m_sums[s], [&](std::size_t cell, double) {
            if (m_group_of[cell] != none) group = m_group_of[cell];
        });
        if (group != none) m_groups[group].sums.push_back(s);
    }
}

LinearProgram& Attacker::program_of(Group& group) {
    if (group.program) return *group.program;
    math::Matrix a(group.sums.size(), group.cells.size());
    std::vector<double> b(group.sums.size(), 0.0);
    std::vector<double> upper;
    for (const std::size_t cell : group.cells) upper.push_back(m_known[cell].high - m_known[cell].low);
    for (std::size_t row = 0; row < group.sums.size(); ++row) {
        for_members(m_sums[group.sums[row]], [&](std::size_t cell, double sign) {
            // Unknown ones by their distance from the lower bound.
            b[row] -= sign * m_known[cell].low;
            if (!is_known(cell)) a(row, m_place[cell]) += sign;
        });
    }
    return group.program.emplace(a, b, upper);
}

void Attacker::remember(Group& group, const LinearSolution& solution) {
    if (solution.status != LinearStatus::Optimal) return;
    for (std::size_t i = 0; i < group.cells.size(); ++i) {
        const double value = tidied(solution.x[i] + m_known[group.cells[i]].low);
        group.seen[i] = {std::min(group.seen[i].low, value), std::max(group.seen[i].high, value)};
    }
}

bool Attacker::is_consistent() {
    for (Group& group : m_groups) {
        if (program_of(group).status() != LinearStatus::Optimal) return false;
    }
    for (const Sum& sum : m_sums) {
        double rest = 0;
        double scale = 1;
        bool is_all_known = true;
        for_members(sum, [&](std::size_t cell, double sign) {
            is_all_known = is_all_known && is_known(cell);
            rest += sign * m_known[cell].low;
            scale = std::max(scale, std::abs(m_known[cell].low));
        });
        if (is_all_known && std::abs(rest) > 1e-6 * scale) return false;
    }
    return true;
}

/// The end of what the cost can be over the group, less what the lower bounds give. A program that gives up
/// counts as knowing everything: the cell then passes for exposed.
double Attacker::end_of(Group& group, std::size_t at, bool upwards) {
    std::vector<double> cost(group.cells.size(), 0.0);
    cost[at] = 1;
    LinearProgram& program = program_of(group);
    const LinearSolution solution = upwards ? program.maximise(cost) : program.minimise(cost);
    remember(group, solution);
    const double low = m_known[group.cells[at]].low;
    if (solution.status == LinearStatus::Unbounded) return infinity;
    if (solution.status != LinearStatus::Optimal) return std::numeric_limits<double>::quiet_NaN();
    return tidied(solution.value + low);
}

Interval Attacker::interval(std::size_t cell) {
    if (is_known(cell)) return m_known[cell];
    Group& group = m_groups[m_group_of[cell]];
    const double low = end_of(group, m_place[cell], false);
    const double high = end_of(group, m_place[cell], true);
    if (std::isnan(low) || std::isnan(high)) return {0, 0};
    return {low, high};
}

Interval Attacker::range_in(Group& group, std::span<const double> cost) {
    LinearProgram& program = program_of(group);
    const LinearSolution least = program.minimise(cost);
    const LinearSolution most = program.maximise(cost);
    double base = 0;
    for (std::size_t i = 0; i < cost.size(); ++i) base += cost[i] * m_known[group.cells[i]].low;
    const bool is_open = most.status == LinearStatus::Unbounded;
    if (least.status != LinearStatus::Optimal || (!is_open && most.status != LinearStatus::Optimal))
        return {0, 0};
    return {tidied(least.value + base), is_open ? infinity : tidied(most.value + base)};
}

Interval Attacker::interval_of_sum(std::span<const std::size_t> cells) {
    Interval sum{0, 0};
    std::map<std::size_t, std::vector<double>> costs;
    for (const std::size_t cell : cells) {
        if (is_known(cell)) {
            sum = {sum.low + m_known[cell].low, sum.high + m_known[cell].low};
            continue;
        }
        const std::size_t group = m_group_of[cell];
        std::vector<double>& cost = costs[group];
        cost.resize(m_groups[group].cells.size(), 0.0);
        cost[m_place[cell]] += 1;
    }
    for (const auto& [group, cost] : costs) {
        const Interval range = range_in(m_groups[group], cost);
        sum = {sum.low + range.low, sum.high + range.high};
    }
    return sum;
}

bool Attacker::covers(std::size_t cell, const Interval& wanted) {
    if (is_known(cell)) return m_known[cell].covers(wanted);
    Group& group = m_groups[m_group_of[cell]];
    const std::size_t at = m_place[cell];
    const auto is_low_enough = [&](double low) { return Interval{low, wanted.high}.covers(wanted); };
    const auto is_high_enough = [&](double high) { return Interval{wanted.low, high}.covers(wanted); };
    return (is_low_enough(group.seen[at].low) || is_low_enough(end_of(group, at, false))) &&
           (is_high_enough(group.seen[at].high) || is_high_enough(end_of(group, at, true)));
}

std::size_t Attacker::group_size(std::size_t cell) const {
    return group_of(cell).size();
}

std::span<const std::size_t> Attacker::group_of(std::size_t cell) const {
    if (m_group_of[cell] == none) return {};
    return m_groups[m_group_of[cell]].cells;
}

AttackResult attack(std::span<const Interval> known, std::span<const Sum> sums) {
    Attacker attacker(known, sums);
    AttackResult result;
    result.is_consistent = attacker.is_consistent();
    for (std::size_t cell = 0; cell < known.size(); ++cell)
        result.intervals.push_back(attacker.interval(cell));
    return result;
}

} // namespace anker::disclosure
