// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace anker::base {

/// 128 random bits made by whoever creates a thing, so that ids never collide and work offline.
/// `Tag` keeps ids of different things apart. All zero means "none".
template <class Tag>
struct Id {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    friend constexpr auto operator<=>(const Id&, const Id&) = default;
    [[nodiscard]] constexpr bool is_none() const { return high == 0 && low == 0; }
};

/// 32 lower-case hexadecimal digits.
[[nodiscard]] std::string hex_from_bits(std::uint64_t high, std::uint64_t low);

/// Accepts exactly 32 lower-case hexadecimal digits.
[[nodiscard]] std::optional<std::array<std::uint64_t, 2>> bits_from_hex(std::string_view text);

template <class Tag>
[[nodiscard]] std::string hex_from_id(Id<Tag> id) {
    return hex_from_bits(id.high, id.low);
}

template <class Tag>
[[nodiscard]] std::optional<Id<Tag>> id_from_hex(std::string_view text) {
    const auto bits = bits_from_hex(text);
    if (!bits) return std::nullopt;
    return Id<Tag>{(*bits)[0], (*bits)[1]};
}

/// The event that created a thing names it: a contribution, comment or session has the id of its first event.
using EventId = Id<struct EventTag>;
using ContributionId = EventId;
using CommentId = EventId;
using SessionId = EventId;

/// A random pseudonym per device and Quartier. Never leaves the server.
using AuthorId = Id<struct AuthorTag>;

} // namespace anker::base
