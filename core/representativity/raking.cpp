// SPDX-License-Identifier: Apache-2.0
#include "core/representativity/raking.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace anker::representativity {

namespace {

/// Cells of one category of one variable.
using Members = std::vector<std::size_t>;

std::vector<std::vector<Members>> members_of(std::span<const Cell> cells,
                                             std::span<const std::vector<double>> targets) {
    std::vector<std::vector<Members>> members(targets.size());
    for (std::size_t v = 0; v < targets.size(); ++v) {
        members[v].resize(targets[v].size());
        for (std::size_t c = 0; c < cells.size(); ++c) members[v][cells[c].categories[v]].push_back(c);
    }
    return members;
}

double sum_of(const Members& members, const std::vector<double>& mass) {
    double sum = 0;
    for (const std::size_t c : members) sum += mass[c];
    return sum;
}

/// Multiplies the masses so that they sum to the target, none beyond its bound. False where the bounds sum to
/// less.
bool fit(const Members& members, double target, const std::vector<double>& bounds,
         std::vector<double>& mass) {
    double at_bound = 0;
    Members free;
    for (const std::size_t c : members) {
        if (mass[c] > 0) free.push_back(c);
    }
    for (;;) {
        const double sum = sum_of(free, mass);
        const double left = target - at_bound;
        if (free.empty() || !(sum > 0)) return std::fabs(left) <= 1e-12 * target;
        const double factor = std::max(0.0, left) / sum;
        Members still_free;
        for (const std::size_t c : free) {
            if (mass[c] * factor > bounds[c]) {
                mass[c] = bounds[c];
                at_bound += bounds[c];
            } else {
                still_free.push_back(c);
            }
        }
        if (still_free.size() == free.size()) {
            for (const std::size_t c : free) mass[c] *= factor;
            return true;
        }
        free = std::move(still_free);
    }
}

} // namespace

Expected<Raked, RakeFault> rake(std::span<const Cell> cells, std::span<const std::vector<double>> targets,
                                const RakeLimits& limits) {
    const auto members = members_of(cells, targets);
    Raked raked;
    std::vector<double> bounds;
    for (const Cell& cell : cells) {
        raked.mass.push_back(cell.mass);
        bounds.push_back(limits.largest_factor > 0 ? cell.mass * limits.largest_factor
                                                   : std::numeric_limits<double>::infinity());
    }
    RakeFault furthest;
    for (raked.cycles = 1; raked.cycles <= limits.cycles; ++raked.cycles) {
        for (std::size_t v = 0; v < targets.size(); ++v) {
            for (std::size_t k = 0; k < targets[v].size(); ++k) {
                const double target = targets[v][k];
                const double sum = sum_of(members[v][k], raked.mass);
                if (target == 0) {
                    for (const std::size_t c : members[v][k]) raked.mass[c] = 0;
                } else if (!(sum > 0)) {
                    return failure(RakeFault{RakeFault::Kind::Nobody, v, k, 0, target});
                } else if (!fit(members[v][k], target, bounds, raked.mass)) {
                    return failure(RakeFault{RakeFault::Kind::Bound, v, k, sum, target});
                }
            }
        }
        double largest = 0;
        for (std::size_t v = 0; v < targets.size(); ++v) {
            for (std::size_t k = 0; k < targets[v].size(); ++k) {
                if (targets[v][k] == 0) continue;
                const double sum = sum_of(members[v][k], raked.mass);
                const double distance = std::fabs(sum - targets[v][k]) / targets[v][k];
                if (distance <= largest) continue;
                largest = distance;
                furthest = {RakeFault::Kind::Cycles, v, k, sum, targets[v][k]};
            }
        }
        if (largest <= limits.tolerance) return raked;
    }
    return failure(furthest);
}

} // namespace anker::representativity
