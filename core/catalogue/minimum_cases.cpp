// SPDX-License-Identifier: Apache-2.0
#include "core/catalogue/minimum_cases.hpp"

#include "core/disclosure/linked_counts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace anker::catalogue {

namespace {

using disclosure::LinkedCounts;
using disclosure::Reason;
using indicator::is_missing;

/// Counts that a crosswalk carried over are not whole; to the nearest is near enough for what follows from
/// sums. Nothing where there is no count.
std::optional<std::uint32_t> whole(double count) {
    if (is_missing(count) || count < 0) return std::nullopt;
    constexpr double most = 1e9;
    return static_cast<std::uint32_t>(std::lround(std::min(count, most)));
}

} // namespace

Reason withheld_by(const MinimumCases& rule, double numerator, double denominator) {
    if (!is_missing(denominator) && denominator < rule.denominator) return Reason::SmallPopulation;
    if (!is_missing(numerator) && numerator > 0 && numerator < rule.numerator) return Reason::TooFew;
    if (rule.extremes == Extremes::Shown || is_missing(numerator)) return Reason::None;
    if (numerator == 0 || numerator == denominator) return Reason::TooFew;
    // The others in the denominator are people too.
    const bool is_nearly_all = !is_missing(denominator) && denominator - numerator < rule.numerator;
    return is_nearly_all ? Reason::TooFew : Reason::None;
}

std::vector<Reason> withheld_areas(const MinimumCases& rule, std::span<const double> numerators,
                                   std::span<const double> denominators) {
    std::vector<Reason> reasons;
    for (std::size_t i = 0; i < numerators.size(); ++i)
        reasons.push_back(withheld_by(rule, numerators[i], denominators[i]));
    const disclosure::Gate gate({rule.numerator, 0});
    LinkedCounts counts(gate, rule.numerator == 3 ? 2 : 3);
    std::vector<LinkedCounts::Cell> cells;
    std::vector<std::size_t> areas;
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < numerators.size(); ++i) {
        const auto count = whole(numerators[i]);
        if (!count) continue;
        sum += *count;
        areas.push_back(i);
        // Nearly all is told as "too few" too, and may then be anything. So may a nought that is withheld.
        const bool is_extreme = reasons[i] == Reason::TooFew && (*count == 0 || *count >= rule.numerator);
        const bool is_like_few = is_extreme && *count == 0 && rule.numerator > 1;
        cells.push_back(is_like_few ? counts.add_with_secret_nought(*count)
                                    : counts.add(*count, is_extreme ? Reason::AllOrNone : reasons[i]));
    }
    if (sum > std::numeric_limits<std::uint32_t>::max()) return reasons;
    counts.add_sum(counts.add_public(static_cast<std::uint32_t>(sum)), cells);
    counts.protect();
    for (std::size_t k = 0; k < cells.size(); ++k) {
        Reason& reason = reasons[areas[k]];
        if (reason == Reason::None) reason = counts.verdict(cells[k]).reason();
    }
    return reasons;
}

} // namespace anker::catalogue
