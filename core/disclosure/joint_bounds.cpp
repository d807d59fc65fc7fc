// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/joint_bounds.hpp"

namespace anker::disclosure {

namespace {

CountRange plus(const CountRange& a, const CountRange& b) {
    return {a.low + b.low, a.high + b.high};
}

/// What is left of `whole` beside `part`.
CountRange beside(const CountRange& whole, const CountRange& part) {
    return {whole.low - part.high, whole.high - part.low};
}

/// Takes one part's bounds out of a sum of bounds.
CountRange without(const CountRange& sum, const CountRange& part) {
    return {sum.low - part.low, sum.high - part.high};
}

template <class Combine>
PairRange combined(const PairRange& a, const PairRange& b, Combine combine) {
    return {combine(a.first, b.first), combine(a.second, b.second), combine(a.both, b.both)};
}

/// Every bound is reached by some pair.
PairRange tight(PairRange pair) {
    pair.both = pair.both.within(plus(pair.first, pair.second));
    const CountRange first = pair.first.within(beside(pair.both, pair.second));
    pair.second = pair.second.within(beside(pair.both, pair.first));
    pair.first = first;
    return pair;
}

PairRange intersection(const PairRange& a, const PairRange& b) {
    return tight(combined(a, b, [](const CountRange& x, const CountRange& y) { return x.within(y); }));
}

} // namespace

void narrow_jointly(std::span<PairRange> rows, PairRange& totals) {
    PairRange sum;
    for (PairRange& row : rows) {
        row = tight(row);
        sum = combined(sum, row, plus);
    }
    const PairRange given = tight(totals);
    totals = intersection(given, sum);
    for (PairRange& row : rows) row = intersection(row, combined(given, combined(sum, row, without), beside));
}

} // namespace anker::disclosure
