// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/id.hpp"
#include "server/base/secret.hpp"
#include "server/store/event_store.hpp"
#include "server/store/sqlite.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace anker::server {

/// Ids are stored as 16 bytes, high half first.
struct IdBytes {
    std::array<std::uint8_t, 16> bytes{};
    template <class Tag>
    explicit IdBytes(base::Id<Tag> id) {
        for (std::size_t i = 0; i < 8; ++i) {
            bytes[i] = static_cast<std::uint8_t>(id.high >> (56 - 8 * i));
            bytes[8 + i] = static_cast<std::uint8_t>(id.low >> (56 - 8 * i));
        }
    }
    [[nodiscard]] std::span<const std::uint8_t> span() const { return bytes; }
};

/// None where the bytes are no id.
template <class Tag>
[[nodiscard]] base::Id<Tag> id_from_bytes(std::span<const std::uint8_t> bytes) {
    base::Id<Tag> id;
    if (bytes.size() != 16) return id;
    for (std::size_t i = 0; i < 8; ++i) {
        id.high = id.high << 8 | bytes[i];
        id.low = id.low << 8 | bytes[8 + i];
    }
    return id;
}

/// Finds an event by its id; `result_of_found` reads the row.
constexpr std::string_view find_event_sql =
    "SELECT l.sequence, l.content_hash, c.sequence IS NOT NULL FROM event_log l "
    "LEFT JOIN event_content c ON c.quartier = l.quartier AND c.sequence = l.sequence "
    "WHERE l.quartier = ? AND l.id = ?";
[[nodiscard]] PutResult result_of_found(const sqlite::Statement& found, const Hash16& content_hash);

} // namespace anker::server
