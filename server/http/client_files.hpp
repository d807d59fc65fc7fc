// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace anker::server::http {

/// One file of the client, compiled into the program by tools/embed_client.py. Paths carry the hash of the
/// content, except "/", which is index.html.
struct ClientFile {
    std::string_view path;
    std::string_view type;
    std::string_view tag; ///< quoted, for ETag
    std::span<const std::uint8_t> plain;
    std::span<const std::uint8_t> gzip;   ///< empty where it would not be smaller
    std::span<const std::uint8_t> brotli; ///< likewise
};

/// Sorted by path; empty in a build without a client.
[[nodiscard]] std::span<const ClientFile> client_files();

} // namespace anker::server::http
