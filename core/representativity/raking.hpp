// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"

#include <cstddef>
#include <span>
#include <vector>

/// Who took part is no sample of those who live there: weights that repair what can be repaired, and numbers
/// that say how much remains.
namespace anker::representativity {

/// Respondents (or any mass) that are alike in every variable.
struct Cell {
    std::vector<std::size_t> categories; ///< one per variable
    double mass = 0;                     ///< > 0; of a seed table also 0, which stays 0
};

struct RakeLimits {
    double tolerance = 1e-9; ///< largest relative distance to a target at which raking has converged
    int cycles = 1000;
    /// No mass may exceed this multiple of its start; 0 = no bound. In each step the cells at the bound stay
    /// there and the other cells of the category make up for them.
    double largest_factor = 0;
};

struct Raked {
    std::vector<double> mass; ///< [cell]
    int cycles = 0;
};

/// Why there is no answer, and where: the target that cannot be met, or is the furthest off after all cycles.
struct RakeFault {
    enum class Kind {
        Nobody, ///< a target above 0 with no mass in its category
        Bound,  ///< the target needs factors beyond the largest one
        Cycles  ///< targets contradict each other through cells without mass, or more cycles are needed
    };
    Kind kind{};
    std::size_t variable = 0;
    std::size_t category = 0;
    double sum = 0;
    double target = 0;
};

/// Iterative proportional fitting (Deming and Stephan 1940): multiplies the masses of one variable's
/// categories so that they sum to its targets, then those of the next, until all hold. `targets` is
/// [variable][category], >= 0, with the same sum for every variable.
[[nodiscard]] Expected<Raked, RakeFault>
rake(std::span<const Cell> cells, std::span<const std::vector<double>> targets, const RakeLimits& limits);

} // namespace anker::representativity
