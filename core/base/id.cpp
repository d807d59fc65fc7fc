// SPDX-License-Identifier: Apache-2.0
#include "core/base/id.hpp"

namespace anker::base {

std::string hex_from_bits(std::uint64_t high, std::uint64_t low) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text(32, '0');
    for (int i = 0; i < 16; ++i) {
        text[static_cast<std::size_t>(15 - i)] = digits[(high >> (4 * i)) & 15];
        text[static_cast<std::size_t>(31 - i)] = digits[(low >> (4 * i)) & 15];
    }
    return text;
}

std::optional<std::array<std::uint64_t, 2>> bits_from_hex(std::string_view text) {
    if (text.size() != 32) return std::nullopt;
    std::array<std::uint64_t, 2> bits{};
    for (std::size_t i = 0; i < 32; ++i) {
        const char c = text[i];
        std::uint64_t digit = 0;
        if (c >= '0' && c <= '9') {
            digit = static_cast<std::uint64_t>(c - '0');
        } else if (c >= 'a' && c <= 'f') {
            digit = static_cast<std::uint64_t>(c - 'a' + 10);
        } else {
            return std::nullopt;
        }
        bits[i / 16] = (bits[i / 16] << 4) | digit;
    }
    return bits;
}

} // namespace anker::base
