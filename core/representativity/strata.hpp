// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace anker::representativity {

/// Part of the population, and who of it took part.
struct Stratum {
    std::vector<std::size_t> categories; ///< one per variable
    double population = 0;
    double respondents = 0;
};

/// Strata without respondents but with population cannot be weighted: each is joined with a stratum beside it
/// in the given order, again until nobody is left alone. It joins the one with which it shares more leading
/// categories; the following one where both share as many, the previous one at the end. `strata` is ordered
/// by categories. Returns the group of each, 0 upwards in order.
[[nodiscard]] std::vector<std::size_t> join_empty_strata(std::span<const Stratum> strata);

/// Weight of a respondent of each stratum, N_h / n_h of its group; 0 where nobody took part.
[[nodiscard]] std::vector<double> poststratified_weights(std::span<const Stratum> strata,
                                                         std::span<const std::size_t> groups);

} // namespace anker::representativity
