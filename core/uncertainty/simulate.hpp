// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/uncertainty/evaluation.hpp"
#include "core/uncertainty/sobol.hpp"

#include <functional>
#include <optional>

namespace anker::uncertainty {

struct Plan {
    Variation variation;
    std::uint64_t seed = 1;
    std::size_t draws = 10'000;
    double interval = 0.9;           ///< share of the draws between the lower and the upper rank
    std::size_t kept_draws = 0;      ///< index values of the first draws, kept for further use
    std::size_t sobol_draws = 0;     ///< base sample of Sobol's indices; 0 = none
    std::optional<std::size_t> area; ///< Sobol's indices also for this area's index value
};

/// The index as the recipe has it.
struct Reference {
    std::vector<double> values;
    std::vector<double> ranks;
    std::vector<int> classes; ///< all 0 where there are none
    int class_count = 0;
    std::vector<double> weights; ///< per input of the level
    index::Scale scale = index::Scale::None;
};

struct AreaUncertainty {
    double rank_median = 0;
    double rank_low = 0; ///< the best rank of the interval
    double rank_high = 0;
    double rank_shift = 0;            ///< mean distance to the rank of the recipe
    double class_stability = 0;       ///< share of the draws in the class of the recipe
    std::vector<double> class_shares; ///< of the draws, per class
};

struct Sensitivity {
    std::vector<Factor> factors; ///< those that vary
    std::vector<SobolIndex> rank_shift;
    std::vector<SobolIndex> area_value; ///< empty unless asked for
};

struct Uncertainty {
    std::vector<AreaUncertainty> areas;
    double mean_rank_shift = 0; ///< mean over areas and draws of |rank - rank of the recipe|
    double rank_shift_low = 0;  ///< of single draws: the interval of the plan
    double rank_shift_high = 0;
    std::size_t rank_step = 1; ///< ranks are counted in steps of this many; above 1 only for many areas
    std::vector<std::vector<double>> kept_values; ///< [draw][area]
    std::optional<Sensitivity> sensitivity;
    /// Of all ranks and classes of all draws: two runs agree where it does, natively or as wasm.
    std::uint64_t hash = 0;
};

/// Told how many of how many draws are done; returns whether to go on.
using Progress = std::function<bool(std::size_t done, std::size_t total)>;
constexpr std::string_view cancelled = "cancelled";

/// Draws and counts. Same plan, same result, natively and as wasm. The error is that of the evaluation, or
/// `cancelled`.
[[nodiscard]] Expected<Uncertainty, std::string> simulate(Evaluation& evaluation, const Reference& reference,
                                                          const Plan& plan, const Progress& progress);

} // namespace anker::uncertainty
