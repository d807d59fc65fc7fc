// SPDX-License-Identifier: Apache-2.0
#include "core/uncertainty/area_sorter.hpp"

#include <algorithm>
#include <cstring>

namespace anker::uncertainty {

AreaSorter::AreaSorter(std::size_t areas) : m_keys(areas), m_sorted(areas) {
    // Two buckets per area: index values crowd in the middle of their range.
    int bits = 4;
    while ((std::size_t{1} << bits) < 2 * areas && bits < 16) ++bits;
    m_ends.resize(std::size_t{1} << bits);
    m_shift = 64 - bits;
}

void AreaSorter::sort(std::span<const double> values, double low, double high) {
    constexpr double two_to_48 = 281474976710656.0;
    constexpr double two_to_52 = 4503599627370496.0;
    const std::size_t n = m_keys.size();
    const auto bucket_of = [this](std::uint64_t key) { return static_cast<std::size_t>(key >> m_shift); };
    const double scale = high > low ? (two_to_48 - 2) / (high - low) : 0;
    std::fill(m_ends.begin(), m_ends.end(), std::uint16_t{0});
    for (std::size_t i = 0; i < n; ++i) {
        // Added to 2^52, a number below it stands in the low bits of the sum.
        const double number = (values[i] - low) * scale + two_to_52;
        std::uint64_t bits = 0;
        std::memcpy(&bits, &number, sizeof bits);
        const std::uint64_t key = (bits << 16) | i;
        m_keys[i] = key;
        ++m_ends[bucket_of(key)];
    }
    std::size_t place = 0;
    std::size_t most = 0;
    for (std::uint16_t& end : m_ends) {
        const std::size_t count = end;
        most = std::max(most, count);
        end = static_cast<std::uint16_t>(place);
        place += count;
    }
    for (const std::uint64_t key : m_keys) m_sorted[m_ends[bucket_of(key)]++] = key;
    // Far outliers press all others into few buckets.
    constexpr std::size_t many = 48;
    if (most > many) {
        std::sort(m_sorted.begin(), m_sorted.end());
        return;
    }
    for (std::size_t i = 1; i < n; ++i) {
        const std::uint64_t key = m_sorted[i];
        std::size_t at = i;
        for (; at > 0 && m_sorted[at - 1] > key; --at) m_sorted[at] = m_sorted[at - 1];
        m_sorted[at] = key;
    }
}

} // namespace anker::uncertainty
