// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// Whole numbers beyond 64 bits, for comparing fractions exactly.
namespace anker::allocation {

__extension__ typedef unsigned __int128 Wide;
__extension__ typedef __int128 SignedWide;

/// 192 bits.
struct Product {
    Wide high = 0;
    std::uint64_t low = 0;
    friend bool operator==(const Product& a, const Product& b) { return a.high == b.high && a.low == b.low; }
    friend bool operator<(const Product& a, const Product& b) {
        return a.high != b.high ? a.high < b.high : a.low < b.low;
    }
};

[[nodiscard]] constexpr Product product(Wide a, std::uint64_t b) {
    const Wide low = static_cast<Wide>(static_cast<std::uint64_t>(a)) * b;
    const Wide high = (a >> 64) * b + (low >> 64);
    return {high, static_cast<std::uint64_t>(low)};
}

} // namespace anker::allocation
