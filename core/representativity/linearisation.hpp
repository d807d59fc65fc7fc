// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"

#include <cstddef>
#include <span>
#include <vector>

/// Standard errors of weighted results by Taylor linearisation (Särndal, Swensson and Wretman, Model Assisted
/// Survey Sampling, 1992, chapters 5 and 6), as the R package survey does. HAZARD: they say what chance would
/// do if the respondents were drawn at random; people who came by themselves were not.
namespace anker::representativity {

/// How respondents were drawn: clusters within strata, or each alone.
struct SampleDesign {
    std::vector<std::size_t> cluster; ///< per respondent, 0 upwards
    std::vector<std::size_t> stratum; ///< per cluster, 0 upwards
    /// Clusters there are, per stratum: of a large share of all, chance has less to decide. 0 = very many.
    std::vector<double> population;
};

/// Variance of a sum over respondents, each with its influence (weight times linearised value): between
/// clusters within strata, divisor n - 1. The error is the stratum that has only one cluster.
[[nodiscard]] Expected<double, std::size_t> variance_of_sum(std::span<const double> influences,
                                                            const SampleDesign& design);

/// What remains of values that the categories of known population do not explain (Deville and Särndal 1992):
/// residuals of a regression on all categories of all variables, weighted. `categories` is
/// [variable][respondent], 0 upwards; without a variable the values come back. Found by taking category means
/// away, variable by variable, until nothing changes any more.
[[nodiscard]] std::vector<double> calibration_residuals(std::span<const double> values,
                                                        std::span<const double> weights,
                                                        std::span<const std::vector<std::size_t>> categories);

} // namespace anker::representativity
