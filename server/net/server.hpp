// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "server/http/message.hpp"
#include "server/room/peer.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Sockets, HTTP and WebSocket framing, TLS, timers and signals: the only place that sees Boost.Beast.
namespace anker::server::net {

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080; ///< 0 = any free one
    std::string certificate;   ///< PEM file; empty = plain HTTP
    std::string private_key;
    std::size_t connections_per_address = 2'000;              ///< a hall's phones share one address
    std::vector<std::pair<std::string, std::string>> headers; ///< sent with every response
};

/// What the server calls. All on its one thread.
struct Handlers {
    std::function<void(const http::Request&, http::Respond)> request;
    /// Why a WebSocket may not be opened; nothing where it may.
    std::function<std::optional<http::Response>(const http::Request&)> refuse_upgrade;
    std::function<void(Peer&)> opened;
    std::function<void(Peer&, std::string_view text)> received;
    std::function<void(Peer&)> writable;
    std::function<void(Peer&)> closed;          ///< last call about this peer
    std::function<std::int64_t()> next_wake_ms; ///< on the steady clock
    std::function<void()> wake;
    std::function<void(int signal)> signalled;
};

class Server {
public:
    /// Binds the port. The error is one English sentence.
    [[nodiscard]] static Expected<std::unique_ptr<Server>, std::string> listen(const ServerOptions& options);
    virtual ~Server() = default;

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    virtual void set_handlers(Handlers handlers) = 0;
    virtual void set_headers(std::vector<std::pair<std::string, std::string>> headers) = 0;
    /// Serves until `stop`. SIGTERM and SIGINT arrive at `signalled`.
    virtual void run() = 0;
    /// Runs `work` on the server's thread, soon. From any thread.
    virtual void post(std::function<void()> work) = 0;
    virtual void stop_accepting() = 0;
    /// Ends `run` once every connection is closed, at the latest after `within_ms`.
    virtual void stop(std::int64_t within_ms) = 0;
};

/// The first IPv4 address of this machine that others can reach.
[[nodiscard]] std::optional<std::string> lan_address();

} // namespace anker::server::net
