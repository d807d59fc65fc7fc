// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disclosure/gate.hpp"
#include "server/geo/pupils/pupil_counts.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace anker::exchange {

/// Answers to one attribute in one area or school. A share is made of `yes` and `no` by whoever shows it,
/// where both are shown.
struct ProtectedAnswers {
    disclosure::GatedCount yes;
    disclosure::GatedCount no;
    disclosure::GatedCount unknown;
};

struct ProtectedUnit {
    disclosure::GatedCount pupils;
    std::vector<ProtectedAnswers> answers; ///< per attribute
};

/// Pupils who live in an area and go to a school; flows of nobody are not listed.
struct ProtectedFlow {
    std::size_t area = 0; ///< the number of areas = elsewhere
    std::size_t school = 0;
    disclosure::GatedCount pupils;
};

/// sum n_sa x_a / sum n_sa over the areas with a known x_a, rounded; or the reason why not.
struct WeightedIndicator {
    std::optional<double> value;
    std::string reason; ///< "too_few", "complement", "little_known"; empty = shown
};

/// What may be seen of the pupils. Answers of pupils from elsewhere are not told. All counts went through one
/// system of sums: areas, schools, flows and attributes share their numbers, and what one table withholds no
/// other one gives away.
struct ProtectedPupils {
    std::uint32_t records = 0; ///< known to everybody
    std::vector<ProtectedUnit> residence;
    std::vector<ProtectedUnit> schools;
    std::vector<ProtectedFlow> flows;
    std::vector<std::vector<WeightedIndicator>> school_indicators; ///< [indicator][school]
    std::size_t counts = 0;                                        ///< of all kinds
    std::size_t withheld = 0;
};

/// `area_values` has, per school indicator, the value of every area (NaN = unknown); these are public.
///
/// LinkedCounts withholds first; then an attacker's linear program over all sums at once is tried, and what
/// it narrows to one number is repaired. Beside these rules: nought and all of an attribute are withheld like
/// small counts, because they tell something about everybody. A residence-weighted value is withheld below
/// ten pupils, where less than 80 % of the pupils live in areas with a known value, and where it would, with
/// all other values of the school and what is shown of its flows, leave fewer than three possible numbers for
/// a withheld flow.
[[nodiscard]] ProtectedPupils protect_pupils(const PupilCounts& counts,
                                             const std::vector<std::vector<double>>& area_values,
                                             double round_means_to, const disclosure::Gate& gate);

/// A withheld flow as an attacker sees it.
struct HiddenFlow {
    std::int64_t count = 0;
    std::int64_t low = 0; ///< by the reason beside it
    std::int64_t high = 0;
    std::vector<double> values; ///< x_a per school indicator; NaN = not in the mean
};
/// Whether every hidden flow keeps three possible numbers (or all that its reason allows, where these are
/// fewer) when their sum and the rounded means are known. `shown_weight` and `shown_sum` are what the shown
/// flows add to each mean. Only possibilities that were found count: a search that gives up says no.
[[nodiscard]] bool leaves_doubt(std::span<const HiddenFlow> hidden, std::span<const double> shown_weight,
                                std::span<const double> shown_sum, double round_to);

/// To the nearest multiple of `step` (0.1, 0.5, 1, 2 or 5).
[[nodiscard]] double rounded_mean(double mean, double step);

} // namespace anker::exchange
