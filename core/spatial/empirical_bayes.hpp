// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/spatial/neighbours.hpp"

#include <span>
#include <vector>

namespace anker::spatial {

/// A rate drawn towards a mean, the more the fewer people stand behind it.
struct Smoothed {
    double raw = 0;      ///< events / population
    double mean = 0;     ///< what it is drawn towards
    double variance = 0; ///< A: between the areas, beyond chance; 0 = they differ no more than chance would
    double weight = 0;   ///< of the raw rate, 0 to 1
    double estimate = 0; ///< weight raw + (1 - weight) mean
};

/// The rate of one area drawn towards a mean m with variance A between areas: w = A / (A + m / population).
/// Population > 0.
[[nodiscard]] Smoothed drawn_to_mean(double mean, double variance, double events, double population);

/// Empirical Bayes by moments (Marshall 1991), global:
///   m = sum e / sum b, s2 = sum b (r - m)^2 / sum b, A = max(0, s2 - m / mean b), w = A / (A + m / b_i).
/// Populations must be > 0 and events >= 0. As EBest of spdep and Empirical_Bayes of esda.
[[nodiscard]] std::vector<Smoothed> empirical_bayes(std::span<const double> events,
                                                    std::span<const double> population);

/// The same with m, s2 and A of the area and its neighbours (each counting once, whatever its weight), as
/// Spatial_Empirical_Bayes of esda. An island has only itself, so that its estimate is its raw rate.
[[nodiscard]] std::vector<Smoothed> spatial_empirical_bayes(std::span<const double> events,
                                                            std::span<const double> population,
                                                            const Neighbours& neighbours);

} // namespace anker::spatial
