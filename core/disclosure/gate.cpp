// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/gate.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace anker::disclosure {

namespace {

struct Cell {
    std::uint32_t value = 0;
    Reason reason = Reason::None;
};

/// What an attacker knows of a suppressed cell before looking at the total.
struct Range {
    std::int64_t low = 0;
    std::int64_t high = 0;
};

/// Whether some suppressed cell can be narrowed to fewer than three values, given the total and the shown
/// cells.
bool is_recoverable(const std::vector<Cell>& cells, std::uint32_t minimum_count) {
    std::int64_t hidden_sum = 0;
    std::int64_t sum_low = 0;
    std::int64_t sum_high = 0;
    std::vector<Range> ranges;
    constexpr std::int64_t unbounded = std::numeric_limits<std::int32_t>::max();
    for (const Cell& cell : cells) {
        if (cell.reason == Reason::None) continue;
        const Range range = cell.reason == Reason::TooFew ? Range{1, std::int64_t{minimum_count} - 1}
                                                          : Range{minimum_count, unbounded};
        hidden_sum += cell.value;
        sum_low += range.low;
        sum_high += range.high;
        ranges.push_back(range);
    }
    for (const Range& range : ranges) {
        const std::int64_t low = std::max(range.low, hidden_sum - (sum_high - range.high));
        const std::int64_t high = std::min(range.high, hidden_sum - (sum_low - range.low));
        if (high - low < 2) return true;
    }
    return false;
}

} // namespace

GatedCount Gate::count(std::uint32_t value) const {
    return {value, value > 0 && value < m_rules.minimum_count ? Reason::TooFew : Reason::None};
}

GatedBreakdown Gate::breakdown(std::span<const std::uint32_t> values) const {
    std::vector<Cell> cells;
    std::uint32_t sum = 0;
    for (const std::uint32_t value : values) {
        cells.push_back({value, count(value).reason()});
        sum += value;
    }
    Reason total_reason = count(sum).reason();
    while (total_reason == Reason::None && is_recoverable(cells, m_rules.minimum_count)) {
        Cell* smallest = nullptr;
        for (Cell& cell : cells) {
            const bool can_hide = cell.reason == Reason::None && cell.value > 0;
            if (can_hide && (smallest == nullptr || cell.value < smallest->value)) smallest = &cell;
        }
        if (smallest != nullptr) {
            smallest->reason = Reason::Complement;
        } else {
            total_reason = Reason::Complement;
        }
    }
    GatedBreakdown result{GatedCount(sum, total_reason), {}};
    for (const Cell& cell : cells) result.cells.push_back(GatedCount(cell.value, cell.reason));
    return result;
}

GatedRate Gate::rate(std::uint32_t cases, double population) const {
    if (!(population >= 0)) return GatedRate(Reason::Unknown);
    if (population < static_cast<double>(m_rules.minimum_population))
        return GatedRate(Reason::SmallPopulation);
    if (count(cases).reason() != Reason::None) return GatedRate(Reason::TooFew);
    const double n = static_cast<double>(cases);
    const auto cubed = [](double x) { return x * x * x; };
    constexpr double z = 1.959963984540054;
    const double low = cases == 0 ? 0 : n * cubed(1 - 1 / (9 * n) - z / (3 * std::sqrt(n)));
    const double m = n + 1;
    const double high = m * cubed(1 - 1 / (9 * m) + z / (3 * std::sqrt(m)));
    const double factor = 1000 / population;
    return {n * factor, low * factor, high * factor};
}

} // namespace anker::disclosure
