// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace anker::server {

/// One encoded message, shared by all connections it goes to.
using Frame = std::shared_ptr<const std::string>;

/// WebSocket close codes we use.
namespace close_code {
constexpr std::uint16_t going_away = 1001;
constexpr std::uint16_t protocol = 1002;
constexpr std::uint16_t text_only = 1003;
constexpr std::uint16_t policy = 1008;
constexpr std::uint16_t internal = 1011;
constexpr std::uint16_t no_access = 4003; ///< link revoked, or token no longer valid
constexpr std::uint16_t too_slow = 4008;
} // namespace close_code

/// The other end of a connection, as rooms see it: a socket, or a list in memory in tests.
class Peer {
public:
    explicit Peer(std::uint64_t id) : m_id(id) {}
    virtual ~Peer() = default;
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    /// Unique in the process, never used again.
    [[nodiscard]] std::uint64_t id() const { return m_id; }

    virtual void send(Frame frame) = 0;
    /// What `send` took and the network has not.
    [[nodiscard]] virtual std::size_t unsent_bytes() const = 0;
    /// Messages the network took since the beginning: stands still while the other end does not read.
    [[nodiscard]] virtual std::uint64_t sent_messages() const = 0;
    /// Sends what waits, then closes. The owner hears of the end later, never from within this call.
    virtual void close(std::uint16_t code, std::string_view reason) = 0;

private:
    std::uint64_t m_id;
};

} // namespace anker::server
