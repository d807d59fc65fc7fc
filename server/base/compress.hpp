// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace anker::server {

using Bytes = std::vector<std::uint8_t>;

[[nodiscard]] inline std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// `Once` is for what is stored and sent many times, `Now` for what somebody waits for.
enum class Effort { Now, Once };

[[nodiscard]] Bytes gzip(std::span<const std::uint8_t> bytes, Effort effort);
[[nodiscard]] Bytes brotli(std::span<const std::uint8_t> bytes, Effort effort);

/// Nothing where the bytes are broken or would unpack to more than `max_bytes`.
[[nodiscard]] std::optional<Bytes> gunzip(std::span<const std::uint8_t> bytes, std::size_t max_bytes);

} // namespace anker::server
