// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

/// What all sums of a table with two columns tell together, exactly.
namespace anker::disclosure {

/// Whole numbers from `low` to `high`, both included.
struct CountRange {
    std::int64_t low = 0;
    std::int64_t high = 0;
    [[nodiscard]] std::int64_t width() const { return high - low + 1; }
    [[nodiscard]] CountRange within(const CountRange& other) const {
        return {std::max(low, other.low), std::min(high, other.high)};
    }
    friend bool operator==(const CountRange&, const CountRange&) = default;
};

/// Two counts and what they make together, such as needs and resources of an area.
struct PairRange {
    CountRange first;
    CountRange second;
    CountRange both;
    friend bool operator==(const PairRange&, const PairRange&) = default;
};

/// Narrows every range to the values that some table has in which each row's two counts make `both`, and the
/// rows add up to `totals`, column by column. All values of a range are possible: the answer is that of a
/// linear program in whole numbers, without one.
///
/// Why: what is possible for one row, or for the sum of several, is a polygon with sides in three directions
/// only (first, second, both). Such polygons are generalised polymatroids (Frank and Tardos 1988): their sums
/// are described by the sums of their bounds, their intersections by the intersections of theirs, and both
/// have whole corners. So a row is narrowed by what the totals leave beside the sum of all others.
///
/// The ranges must hold the true values.
void narrow_jointly(std::span<PairRange> rows, PairRange& totals);

} // namespace anker::disclosure
