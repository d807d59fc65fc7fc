// SPDX-License-Identifier: Apache-2.0
#include "core/synthesis/cases.hpp"

#include "core/math/statistics.hpp"

#include <algorithm>

namespace anker::synthesis {

using disclosure::Reason;

Range count_range(std::optional<std::uint32_t> shown, Reason reason, std::uint32_t minimum,
                  std::uint32_t round_to) {
    if (shown) {
        const auto behind = disclosure::Rules{minimum, 0, round_to}.counts_behind(*shown);
        return {static_cast<double>(behind.low), static_cast<double>(behind.high)};
    }
    switch (reason) {
    case Reason::TooFew:
        return {0, static_cast<double>(minimum) - 1};
    case Reason::Complement:
    case Reason::Dominance:
        return {static_cast<double>(minimum)};
    default:
        return {};
    }
}

Range coverage_range(Range count, double population) {
    // Only the interval's formula: the counts are bounds that everybody knows.
    const disclosure::Gate formula({1, 0});
    constexpr double most = 4e9; // of a 32-bit count
    Range range;
    range.low = formula.rate(static_cast<std::uint32_t>(std::min(count.low, most)), population).low();
    if (count.high <= most)
        range.high = formula.rate(static_cast<std::uint32_t>(count.high), population).high();
    return range;
}

Case case_of(const CaseInputs& inputs) {
    if (inputs.burden == Burden::Unknown) return Case::NotTold;
    const bool is_burdened = inputs.burden == Burden::Yes;
    if (inputs.coverage.high < inputs.threshold.low)
        return is_burdened ? Case::SilentBurdened : Case::SilentUnburdened;
    if (inputs.coverage.low >= inputs.threshold.high)
        return is_burdened ? Case::HeardBurdened : Case::HeardUnburdened;
    return Case::Undecided;
}

Range threshold_from(Range count, double people, double share) {
    const double factor = share * 1000 / people;
    return {count.low * factor, count.high * factor};
}

Verdict verdict_of(const Seen& seen, Range threshold) {
    if (seen.burden == Burden::Unknown) return {Case::NotTold, "no_index"};
    const std::string_view reason = disclosure::reason_names[static_cast<std::size_t>(seen.reason)];
    if (!(seen.population > 0) || seen.reason == Reason::SmallPopulation || seen.reason == Reason::Unknown)
        return {Case::NotTold, seen.reason == Reason::None ? "unknown" : reason};
    if (threshold.high <= 0) return {Case::NotTold, "no_voices"};
    const Case found = case_of({seen.burden, coverage_range(seen.count, seen.population), threshold});
    if (found == Case::Undecided && seen.reason != Reason::None) return {Case::NotTold, reason};
    if (found == Case::Undecided && threshold.low != threshold.high) return {Case::NotTold, "reference"};
    return {found, {}};
}

std::vector<int> terciles(std::span<const double> values) {
    std::vector<double> sorted;
    for (const double value : values) {
        if (value == value) sorted.push_back(value);
    }
    std::sort(sorted.begin(), sorted.end());
    std::vector<int> result(values.size(), 0);
    if (sorted.empty() || sorted.front() == sorted.back()) return result;
    const double first = math::quantile_of_sorted(sorted, 1.0 / 3, 7);
    const double second = math::quantile_of_sorted(sorted, 2.0 / 3, 7);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] == values[i]) result[i] = values[i] <= first ? 1 : values[i] <= second ? 2 : 3;
    }
    return result;
}

} // namespace anker::synthesis
