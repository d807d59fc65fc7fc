// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/spatial/neighbours.hpp"

#include <span>
#include <vector>

namespace anker::spatial {

/// Whether the area counts as part of its neighbourhood.
enum class Self {
    Excluded, ///< Gi: mean and deviation too are those of the other areas
    Included  ///< Gi*
};

/// Hot and cold spots as z values (Getis and Ord 1992; Ord and Getis 1995):
///   Gi*: (sum_j w_ij x_j - W_i mean) / (s sqrt((n S1_i - W_i^2) / (n - 1))), s with divisor n,
///   Gi:  the same over the n - 1 others: mean_i, s_i, ((n - 1) S1_i - W_i^2) / (n - 2).
/// A z does not change when all weights of an area are multiplied by one number, so binary and
/// row-standardised weights give the same. `neighbours` holds self links (`with_self`) for Gi* and none for
/// Gi.
/// NaN where it says nothing: an island (Gi only), a neighbourhood of all areas with equal weights, others
/// that are all equal.
/// Wants at least four values, not all equal.
[[nodiscard]] std::vector<double> getis_ord(std::span<const double> values, const Neighbours& neighbours,
                                            Self self);

} // namespace anker::spatial
