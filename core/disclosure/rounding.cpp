// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/rounding.hpp"

#include <algorithm>
#include <cmath>

namespace anker::disclosure {

double rounded(double value, double base) {
    return std::floor(value / base + 0.5) * base;
}

std::vector<double> rounded_table(std::span<const double> values, std::span<const Sum> sums, double base,
                                  RoundedTotals totals) {
    std::vector<double> result;
    for (const double value : values) result.push_back(rounded(value, base));
    if (totals == RoundedTotals::Independent) return result;
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> sum_of(values.size(), none);
    for (std::size_t s = 0; s < sums.size(); ++s) {
        if (sum_of[sums[s].total] == none) sum_of[sums[s].total] = s;
    }
    // As many rounds as totals stand above each other; more cannot be needed than there are cells.
    for (std::size_t round = 0; round < values.size(); ++round) {
        bool has_changed = false;
        for (std::size_t cell = 0; cell < values.size(); ++cell) {
            if (sum_of[cell] == none) continue;
            double sum = 0;
            for (const std::size_t part : sums[sum_of[cell]].parts) sum += result[part];
            has_changed = has_changed || sum != result[cell];
            result[cell] = sum;
        }
        if (!has_changed) break;
    }
    return result;
}

Interval known_from_rounded(double published, double base) {
    // Odd base: 3 .. 7 become 5. Even base: 5 .. 14 become 10.
    return {std::max(0.0, std::ceil(published - base / 2)), std::ceil(published + base / 2) - 1};
}

} // namespace anker::disclosure
