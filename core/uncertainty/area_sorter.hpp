// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace anker::uncertainty {

/// Puts areas in ascending order of a value, again and again without allocating. Values become whole numbers
/// of 48 bits between the lowest and the highest of them: closer ones count as equal. Counting by the leading
/// bits comes near the order, insertion finishes it.
class AreaSorter {
public:
    /// Key and area share 64 bits.
    static constexpr std::size_t most_areas = 65'535;

    explicit AreaSorter(std::size_t areas);

    /// `low` and `high` are the lowest and highest of the values.
    void sort(std::span<const double> values, double low, double high);

    [[nodiscard]] std::size_t area(std::size_t position) const {
        return static_cast<std::size_t>(m_sorted[position] & 0xFFFF);
    }
    /// Whether the areas at two positions have the same value.
    [[nodiscard]] bool is_same(std::size_t one, std::size_t other) const {
        return (m_sorted[one] >> 16) == (m_sorted[other] >> 16);
    }

private:
    std::vector<std::uint64_t> m_keys;
    std::vector<std::uint64_t> m_sorted;
    std::vector<std::uint16_t> m_ends; ///< per bucket: number of keys in it, then where the next one goes
    int m_shift = 0;                   ///< takes a key to its bucket
};

} // namespace anker::uncertainty
