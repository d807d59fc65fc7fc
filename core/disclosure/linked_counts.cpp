// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/linked_counts.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace anker::disclosure {

namespace {

/// More than any count; sums of many stay far from overflow.
constexpr std::int64_t unbounded = std::numeric_limits<std::uint32_t>::max();

} // namespace

LinkedCounts::Cell LinkedCounts::add(std::uint32_t count, Reason primary) {
    const Reason own = m_gate.count(count).reason();
    m_entries.push_back({count, own == Reason::None ? primary : own, false, true, false, {}, 0});
    return static_cast<Cell>(m_entries.size() - 1);
}

LinkedCounts::Cell LinkedCounts::add_changed(std::uint32_t count, const CountRange& told) {
    const Cell cell = add(count, Reason::Difference);
    m_entries[cell].told = told;
    return cell;
}

LinkedCounts::Cell LinkedCounts::add_with_secret_nought(std::uint32_t count) {
    const Cell cell = add(count);
    Entry& entry = m_entries[cell];
    entry.may_be_nought = true;
    if (count == 0 && m_gate.rules().minimum_count > 1) entry.reason = Reason::TooFew;
    return cell;
}

LinkedCounts::Cell LinkedCounts::add_unpublished(std::uint32_t count) {
    m_entries.push_back({count, Reason::Unknown, true, false, false, {}, 0});
    return static_cast<Cell>(m_entries.size() - 1);
}

LinkedCounts::Cell LinkedCounts::add_public(std::uint32_t count) {
    m_entries.push_back({count, Reason::None, true, false, false, {}, 0});
    return static_cast<Cell>(m_entries.size() - 1);
}

void LinkedCounts::add_sum(Cell total, std::span<const Cell> parts, Noughts noughts) {
    m_sums.push_back({total, {parts.begin(), parts.end()}, noughts});
    if (noughts == Noughts::Shown) return;
    for (const Cell part : parts) m_entries[part].may_be_nought = true;
}

void LinkedCounts::add_table(std::span<const Row> rows, const Row& totals, Cell first_rest,
                             Cell second_rest) {
    m_table = {{rows.begin(), rows.end()}, totals, first_rest, second_rest};
}

LinkedCounts::Range LinkedCounts::range_by_rule(const Entry& entry) const {
    const std::int64_t minimum = m_gate.rules().minimum_count;
    switch (entry.reason) {
    case Reason::None:
        return {entry.count, entry.count};
    case Reason::TooFew:
        return {entry.may_be_nought ? 0 : 1, minimum - 1};
    case Reason::Complement:
    case Reason::Dominance:
        return {minimum, unbounded};
    case Reason::Difference:
        return entry.told;
    default:
        return {0, unbounded};
    }
}

std::vector<LinkedCounts::Range> LinkedCounts::ranges_by_rule() const {
    std::vector<Range> ranges;
    for (const Entry& entry : m_entries) ranges.push_back(range_by_rule(entry));
    return ranges;
}

/// The total first, then the parts.
std::vector<LinkedCounts::Range> LinkedCounts::of_sum(const Sum& sum, const std::vector<Range>& ranges) {
    std::vector<Range> members{ranges[sum.total]};
    for (const Cell part : sum.parts) members.push_back(ranges[part]);
    return members;
}

/// What follows for each member from all others.
void LinkedCounts::tighten(std::vector<Range>& members) {
    const auto narrow = [](Range& range, std::int64_t low, std::int64_t high) {
        range = {std::max(low, range.low), std::min(high, range.high)};
    };
    std::int64_t low = 0;
    std::int64_t high = 0;
    for (std::size_t i = 1; i < members.size(); ++i) {
        low += members[i].low;
        high += members[i].high;
    }
    narrow(members[0], low, high);
    const Range total = members[0];
    for (std::size_t i = 1; i < members.size(); ++i) {
        const Range before = members[i];
        narrow(members[i], total.low - (high - before.high), total.high - (low - before.low));
    }
}

/// The same in place; whether anything moved.
bool LinkedCounts::tighten_sum(const Sum& sum, std::vector<Range>& ranges) {
    Range of_parts;
    for (const Cell part : sum.parts) {
        of_parts.low += ranges[part].low;
        of_parts.high += ranges[part].high;
    }
    const Range total = ranges[sum.total].within(of_parts);
    bool has_moved = !(total == ranges[sum.total]);
    ranges[sum.total] = total;
    for (const Cell part : sum.parts) {
        const Range before = ranges[part];
        const Range others{of_parts.low - before.low, of_parts.high - before.high};
        ranges[part] = before.within({total.low - others.high, total.high - others.low});
        has_moved = has_moved || !(ranges[part] == before);
    }
    return has_moved;
}

bool LinkedCounts::tighten_table(std::vector<Range>& ranges) const {
    if (m_table.rows.empty()) return false;
    const auto minus = [](const Range& a, const Range& b) { return Range{a.low - b.high, a.high - b.low}; };
    const Range first = ranges[m_table.totals.first];
    const Range second = ranges[m_table.totals.second];
    PairRange inside{minus(first, ranges[m_table.first_rest]), minus(second, ranges[m_table.second_rest]),
                     ranges[m_table.totals.both]};
    std::vector<PairRange> rows;
    for (const Row& row : m_table.rows)
        rows.push_back({ranges[row.first], ranges[row.second], ranges[row.both]});
    narrow_jointly(rows, inside);
    bool has_moved = false;
    const auto put = [&](Cell cell, const Range& range) {
        const Range narrowed = ranges[cell].within(range);
        has_moved = has_moved || !(narrowed == ranges[cell]);
        ranges[cell] = narrowed;
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        put(m_table.rows[i].first, rows[i].first);
        put(m_table.rows[i].second, rows[i].second);
        put(m_table.rows[i].both, rows[i].both);
    }
    put(m_table.first_rest, minus(first, inside.first));
    put(m_table.second_rest, minus(second, inside.second));
    put(m_table.totals.both, inside.both);
    return has_moved;
}

void LinkedCounts::tighten_all(std::vector<Range>& ranges) const {
    do {
        for (bool moves = true; moves;) {
            moves = false;
            for (const Sum& sum : m_sums) moves = tighten_sum(sum, ranges) || moves;
        }
    } while (tighten_table(ranges));
}

bool LinkedCounts::exposes(const Sum& sum, const std::vector<Range>& members) const {
    const auto is_exposed = [&](Cell cell, const Range& range) {
        const Entry& entry = m_entries[cell];
        return entry.reason != Reason::None && entry.is_sensitive && range.width() < entry.wanted;
    };
    if (is_exposed(sum.total, members[0])) return true;
    for (std::size_t i = 0; i < sum.parts.size(); ++i) {
        if (is_exposed(sum.parts[i], members[i + 1])) return true;
    }
    return false;
}

bool LinkedCounts::can_go(const Entry& entry) {
    return entry.reason == Reason::None && !entry.is_fixed && (entry.count > 0 || entry.may_be_nought);
}

LinkedCounts::Entry* LinkedCounts::next_to_withhold(const Sum& sum) {
    Entry& total = m_entries[sum.total];
    // A masked nought helps small parts beside it, but leaves a withheld total nearly known.
    const bool are_noughts_last = total.reason != Reason::None;
    const auto rank = [&](const Entry& entry) {
        return std::pair{are_noughts_last && entry.count == 0, entry.count};
    };
    Entry* first = nullptr;
    for (const Cell part : sum.parts) {
        Entry& entry = m_entries[part];
        if (can_go(entry) && (first == nullptr || rank(entry) < rank(*first))) first = &entry;
    }
    return first == nullptr && can_go(total) ? &total : first;
}

bool LinkedCounts::withhold_one(const Sum& sum, std::vector<Range>& by_rule) {
    Entry* entry = next_to_withhold(sum);
    if (entry == nullptr) return false; // this sum has nothing left to give; the cell's other sums may
    entry->reason = entry->count == 0 ? Reason::TooFew : Reason::Complement;
    by_rule[static_cast<std::size_t>(entry - m_entries.data())] = range_by_rule(*entry);
    return true;
}

/// Adds the sums that share a cell that is not shown with one of `sums`.
void LinkedCounts::add_neighbours(std::vector<std::size_t>& sums) const {
    std::vector<std::uint8_t> is_shared(m_entries.size(), 0);
    std::vector<std::uint8_t> is_in(m_sums.size(), 0);
    const auto members = [&](std::size_t s, const auto& use) {
        use(m_sums[s].total);
        for (const Cell part : m_sums[s].parts) use(part);
    };
    for (const std::size_t s : sums) {
        is_in[s] = 1;
        members(s, [&](Cell cell) { is_shared[cell] = m_entries[cell].reason != Reason::None ? 1 : 0; });
    }
    for (std::size_t s = 0; s < m_sums.size(); ++s) {
        if (is_in[s] != 0) continue;
        bool touches = false;
        members(s, [&](Cell cell) { touches = touches || is_shared[cell] != 0; });
        if (touches) sums.push_back(s);
    }
}

/// Numbers within the range of a changed count that it cannot be: what it was before, and "too few", which
/// would have been told.
std::int64_t LinkedCounts::gaps(const Entry& entry) const {
    if (entry.reason != Reason::Difference) return 0;
    const std::int64_t minimum = m_gate.rules().minimum_count;
    return 1 + std::max<std::int64_t>(0, minimum - std::max<std::int64_t>(1, entry.told.low));
}

/// Where withholding everything would leave fewer values, no more can be asked for.
void LinkedCounts::settle_wanted() {
    std::vector<Entry> shown = m_entries;
    for (Entry& entry : m_entries) {
        if (can_go(entry)) entry.reason = entry.count == 0 ? Reason::TooFew : Reason::Complement;
    }
    std::vector<Range> best = ranges_by_rule();
    tighten_all(best);
    m_entries = std::move(shown);
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        m_entries[i].wanted = std::min(m_values_left + gaps(m_entries[i]), best[i].width());
}

void LinkedCounts::protect() {
    settle_wanted();
    std::vector<Range> by_rule = ranges_by_rule();
    for (bool has_changed = true; has_changed;) {
        has_changed = false;
        // First what one sum alone gives away: there the remedy lies in that sum.
        for (const Sum& sum : m_sums) {
            for (;;) {
                std::vector<Range> members = of_sum(sum, by_rule);
                tighten(members);
                if (!exposes(sum, members) || !withhold_one(sum, by_rule)) break;
                has_changed = true;
            }
        }
        if (has_changed) continue;
        // Then what follows from all of them together.
        std::vector<Range> ranges = by_rule;
        tighten_all(ranges);
        std::vector<std::size_t> exposing;
        for (std::size_t s = 0; s < m_sums.size(); ++s) {
            if (exposes(m_sums[s], of_sum(m_sums[s], ranges))) exposing.push_back(s);
        }
        while (!exposing.empty() && !has_changed) {
            for (const std::size_t s : exposing)
                has_changed = withhold_one(m_sums[s], by_rule) || has_changed;
            if (has_changed) break;
            // Nothing left there: the leak comes through a withheld cell that another sum narrows.
            const std::size_t known = exposing.size();
            add_neighbours(exposing);
            if (exposing.size() == known) break;
        }
    }
    m_known = std::move(by_rule);
    tighten_all(m_known);
}

GatedCount LinkedCounts::verdict(Cell cell) const {
    const Entry& entry = m_entries[cell];
    return entry.reason == Reason::None ? m_gate.count(entry.count) : m_gate.withheld(entry.reason);
}

} // namespace anker::disclosure
