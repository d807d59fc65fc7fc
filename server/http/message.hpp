// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Requests and responses as our own values; the network layer turns them into bytes.
namespace anker::server::http {

struct Request {
    std::string method;
    std::string target; ///< path and query, as sent
    std::string body;
    std::string accept_encoding;
    std::string if_none_match;
    std::string authorization;
    std::string origin;
    std::string subprotocols; ///< Sec-WebSocket-Protocol
    std::string address;      ///< for rate limits only; never logged
};

struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::span<const std::uint8_t> body;
    std::shared_ptr<const void> owner; ///< keeps `body` alive; none for bytes of the program itself
};

using Respond = std::function<void(Response)>;

[[nodiscard]] Response text_response(int status, std::string sentence);
[[nodiscard]] Response json_response(int status, std::string json);

enum class Encoding { Identity, Gzip, Brotli };
/// The best encoding the client takes (RFC 9110, 12.5.3).
[[nodiscard]] Encoding chosen_encoding(std::string_view accept_encoding);

/// Whether `if_none_match` names `tag`.
[[nodiscard]] bool matches(std::string_view if_none_match, std::string_view tag);

} // namespace anker::server::http
