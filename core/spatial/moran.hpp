// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/spatial/neighbours.hpp"

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace anker::spatial {

/// Whether like areas are neighbours, over the whole: Moran (1950); moments from Cliff and Ord (1981),
/// Spatial Processes, pp. 42-46. `variance` is the one under randomisation (values are shuffled over the
/// areas), `variance_normal` the one under normality.
struct GlobalMoran {
    double i = 0;
    double expected = 0; ///< -1 / (n - 1)
    double variance = 0;
    double z = 0;
    double variance_normal = 0;
    double z_normal = 0;
};

/// An area and its surroundings, each above or not above the mean.
enum class Quadrant { HighHigh, LowLow, LowHigh, HighLow };
constexpr std::array<std::string_view, 4> quadrant_names{"high-high", "low-low", "low-high", "high-low"};

/// Local Moran (Anselin 1995): I_i = z_i / m2 * sum_j w_ij z_j, z = value - mean, m2 = sum z^2 / n.
/// Expectation and variance are those given z_i, all other values being shuffled (Sokal, Oden and Thomson
/// 1998):  E = -z_i^2 W_i / ((n-1) m2),
///         Var = (z_i / m2)^2 n/(n-2) (W2_i - W_i^2/(n-1)) (m2 - z_i^2/(n-1)).
/// NaN throughout for an island, and `z` where the variance is 0.
struct LocalMoran {
    double standardised = 0; ///< z_i / sqrt(m2)
    double lag = 0;          ///< sum_j w_ij z_j / sqrt(m2)
    double i = 0;
    double expected = 0;
    double variance = 0;
    double z = 0;
    Quadrant quadrant{};
};

/// Both want at least four values, not all equal, and at least one link.
[[nodiscard]] GlobalMoran global_moran(std::span<const double> values, const Neighbours& neighbours);
[[nodiscard]] std::vector<LocalMoran> local_moran(std::span<const double> values,
                                                  const Neighbours& neighbours);

} // namespace anker::spatial
