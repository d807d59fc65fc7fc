// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/math/random.hpp"
#include "core/spatial/neighbours.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace anker::spatial {

/// How many of the shuffled sums reach the observed one from either side; equal ones count on both.
struct Shuffled {
    std::size_t at_least = 0;
    std::size_t at_most = 0;
    std::size_t draws = 0; ///< 0 = nothing to shuffle

    /// (fewer of both + 1) / (draws + 1): what GeoDa, esda (`p_sim`) and spdep ("folded") report. One-sided
    /// although the side was chosen after looking: a threshold of 0.05 lets 10 % through. NaN without draws.
    [[nodiscard]] double folded_p() const;
    /// Twice the folded one, at most 1. NaN without draws.
    [[nodiscard]] double two_sided_p() const;
};

/// Told after each area; returns whether to go on.
using Continue = std::function<bool(std::size_t done, std::size_t total)>;

/// Conditional permutation (Anselin 1995): each area keeps its value, its neighbours draw theirs from all
/// other areas without replacement, `draws` times. Compares the weighted sums of the neighbours, in which
/// local Moran, Gi and Gi* all increase or all decrease. A self link keeps the area's own value.
/// The areas take turns in drawing: the same seed and order of areas give the same counts.
/// Nothing where `go_on` said no.
[[nodiscard]] std::optional<std::vector<Shuffled>> shuffle_neighbours(std::span<const double> values,
                                                                      const Neighbours& neighbours,
                                                                      std::size_t draws, math::Random& random,
                                                                      const Continue& go_on);

/// The same for the whole: all values shuffled over all areas, compared by sum_ij w_ij z_i z_j (global
/// Moran).
[[nodiscard]] std::optional<Shuffled> shuffle_all(std::span<const double> values,
                                                  const Neighbours& neighbours, std::size_t draws,
                                                  math::Random& random, const Continue& go_on);

} // namespace anker::spatial
