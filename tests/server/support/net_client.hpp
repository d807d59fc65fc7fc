// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/wire/messages.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

/// A client made of plain sockets, so that it can also say what a correct library would not.
namespace anker::test {

/// A blocking TCP connection to this machine.
class Line {
public:
    explicit Line(std::uint16_t port);
    ~Line();
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    void write(std::string_view bytes);
    /// Some bytes; empty at the end, or when nothing came in time.
    std::string read_some(int timeout_ms);
    [[nodiscard]] bool has_ended() const { return m_has_ended; }
    [[nodiscard]] int socket() const { return m_socket; }

private:
    int m_socket = -1;
    bool m_has_ended = false;
};

struct HttpAnswer {
    int status = 0;
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;
};
HttpAnswer http_request(std::uint16_t port, const std::string& method, const std::string& target,
                        const std::map<std::string, std::string>& headers = {}, const std::string& body = "");
/// Sends these bytes as they are.
HttpAnswer http_raw(std::uint16_t port, const std::string& bytes);

class WsClient {
public:
    /// Connects and shakes hands; `answer` says how that went.
    explicit WsClient(std::uint16_t port, std::map<std::string, std::string> headers = {});

    HttpAnswer answer;
    [[nodiscard]] bool is_open() const { return answer.status == 101; }

    void send(const wire::ClientMessage& message) { send_text(wire::encode(message)); }
    void send_text(std::string_view text) { send_frame(0x81, text); }
    /// A masked frame with this first byte.
    void send_frame(std::uint8_t first, std::string_view payload);
    void send_raw(std::string_view bytes) { m_line.write(bytes); }

    /// The next message, or nothing when none came in time or the connection was closed (see `close_code`).
    std::optional<std::string> receive(int timeout_ms = 3'000);
    /// The next message of type T; others are skipped.
    template <class T>
    std::optional<T> expect(int timeout_ms = 3'000) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
        while (std::chrono::steady_clock::now() < until) {
            const auto text = receive(timeout_ms);
            if (!text) return std::nullopt;
            auto message = wire::decode_server_message(*text);
            if (!message) return std::nullopt;
            if (auto* wanted = std::get_if<T>(&*message)) return std::move(*wanted);
        }
        return std::nullopt;
    }
    /// Code of the close frame that came, 0 = none.
    [[nodiscard]] int close_code() const { return m_close_code; }
    /// Waits for the close frame.
    int wait_for_close(int timeout_ms = 3'000);
    [[nodiscard]] Line& line() { return m_line; }
    /// Bytes that came and were not asked for; for drivers that go on reading by themselves.
    [[nodiscard]] std::string take_unread() { return std::move(m_in); }

private:
    Line m_line;
    std::string m_in;
    int m_close_code = 0;
};

} // namespace anker::test
