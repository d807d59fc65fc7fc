// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

/// Random numbers, hashes and their text forms. The only place that knows the cryptographic library.
namespace anker::server {

using Hash16 = std::array<std::uint8_t, 16>;
using Hash32 = std::array<std::uint8_t, 32>;

/// The secret of one installation: links, authors and content hashes are derived from it.
using Key = std::array<std::uint8_t, 32>;

[[nodiscard]] Key random_key();
[[nodiscard]] Hash16 random_16();

/// BLAKE2b-256.
[[nodiscard]] Hash32 hash_32(std::span<const std::uint8_t> bytes);
[[nodiscard]] Hash32 hash_32(std::string_view text);

/// Keyed BLAKE2b-128 over the parts, each with its length, so that no two lists of parts look alike. The
/// first part says what the value is for: values for different purposes never coincide.
[[nodiscard]] Hash16 keyed_hash_16(const Key& key, std::initializer_list<std::string_view> parts);

[[nodiscard]] std::string hex_from_bytes(std::span<const std::uint8_t> bytes);
/// base64url without padding: 22 characters for 16 bytes, fit for an address.
[[nodiscard]] std::string url_text_from_bytes(std::span<const std::uint8_t> bytes);

} // namespace anker::server
