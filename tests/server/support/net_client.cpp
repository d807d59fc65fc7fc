// SPDX-License-Identifier: Apache-2.0
#include "tests/server/support/net_client.hpp"

#include <arpa/inet.h>
#include <cctype>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace anker::test {

Line::Line(std::uint16_t port) : m_socket(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("cannot connect");
    const int one = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

Line::~Line() {
    ::close(m_socket);
}

void Line::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (written <= 0) return; // the other end has closed: the read says so
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::string Line::read_some(int timeout_ms) {
    pollfd waiting{m_socket, POLLIN, 0};
    if (::poll(&waiting, 1, timeout_ms) <= 0) return {};
    char buffer[65'536];
    const ssize_t got = ::recv(m_socket, buffer, sizeof buffer, 0);
    if (got <= 0) {
        m_has_ended = true;
        return {};
    }
    return {buffer, static_cast<std::size_t>(got)};
}

namespace {

/// Reads a header into `answer`; returns what came after it.
std::string read_header(Line& line, HttpAnswer& answer) {
    std::string bytes;
    std::size_t end = std::string::npos;
    while ((end = bytes.find("\r\n\r\n")) == std::string::npos) {
        const std::string more = line.read_some(3'000);
        if (more.empty()) return {};
        bytes += more;
    }
    answer.status = std::atoi(bytes.c_str() + 9);
    std::size_t at = bytes.find("\r\n") + 2;
    while (at < end + 2) {
        const std::size_t stop = bytes.find("\r\n", at);
        const std::string field = bytes.substr(at, stop - at);
        const std::size_t colon = field.find(':');
        std::string name = field.substr(0, colon);
        for (char& c : name) c = static_cast<char>(std::tolower(c));
        answer.headers[name] = colon + 2 <= field.size() ? field.substr(colon + 2) : "";
        at = stop + 2;
    }
    return bytes.substr(end + 4);
}

} // namespace

HttpAnswer http_raw(std::uint16_t port, const std::string& bytes) {
    Line line(port);
    line.write(bytes);
    HttpAnswer answer;
    answer.body = read_header(line, answer);
    const auto length = answer.headers.find("content-length");
    const bool is_head = bytes.starts_with("HEAD ");
    const std::size_t wanted =
        length == answer.headers.end() || is_head ? 0 : static_cast<std::size_t>(std::stoul(length->second));
    while (answer.body.size() < wanted) {
        const std::string more = line.read_some(3'000);
        if (more.empty()) break;
        answer.body += more;
    }
    return answer;
}

HttpAnswer http_request(std::uint16_t port, const std::string& method, const std::string& target,
                        const std::map<std::string, std::string>& headers, const std::string& body) {
    std::string bytes = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
    for (const auto& [name, value] : headers) bytes += name + ": " + value + "\r\n";
    if (!body.empty()) bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return http_raw(port, bytes + "\r\n" + body);
}

WsClient::WsClient(std::uint16_t port, std::map<std::string, std::string> headers) : m_line(port) {
    headers.try_emplace("Origin", "http://127.0.0.1:" + std::to_string(port));
    headers.try_emplace("Sec-WebSocket-Protocol", std::string(wire::subprotocol));
    std::string request =
        "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
    for (const auto& [name, value] : headers) {
        if (!value.empty()) request += name + ": " + value + "\r\n";
    }
    m_line.write(request + "\r\n");
    m_in = read_header(m_line, answer);
}

void WsClient::send_frame(std::uint8_t first, std::string_view payload) {
    std::string frame(1, static_cast<char>(first));
    const std::size_t size = payload.size();
    if (size < 126) {
        frame.push_back(static_cast<char>(0x80 | size));
    } else if (size < 65'536) {
        frame.push_back(static_cast<char>(0x80 | 126));
        frame.push_back(static_cast<char>(size >> 8));
        frame.push_back(static_cast<char>(size & 255));
    } else {
        frame.push_back(static_cast<char>(0x80 | 127));
        for (int i = 7; i >= 0; --i) frame.push_back(static_cast<char>(size >> (8 * i)));
    }
    const char mask[4] = {0x12, 0x34, 0x56, 0x78};
    frame.append(mask, 4);
    for (std::size_t i = 0; i < size; ++i) frame.push_back(static_cast<char>(payload[i] ^ mask[i % 4]));
    m_line.write(frame);
}

std::optional<std::string> WsClient::receive(int timeout_ms) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
    while (m_close_code == 0) {
        // Frames of servers have no mask; ours are never in parts.
        if (m_in.size() >= 2) {
            const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(m_in[i]); };
            std::size_t size = byte(1) & 127;
            std::size_t header = 2;
            if (size == 126 && m_in.size() >= 4) {
                size = static_cast<std::size_t>(byte(2)) << 8 | byte(3);
                header = 4;
            } else if (size == 127 && m_in.size() >= 10) {
                size = 0;
                for (std::size_t i = 2; i < 10; ++i) size = size << 8 | byte(i);
                header = 10;
            } else if (size >= 126) {
                header = m_in.size() + 1; // not all there
            }
            if (m_in.size() >= header + size) {
                const int opcode = byte(0) & 15;
                std::string payload = m_in.substr(header, size);
                m_in.erase(0, header + size);
                if (opcode == 1) return payload;
                if (opcode == 8) {
                    m_close_code = payload.size() < 2 ? 1005
                                                      : static_cast<unsigned char>(payload[0]) << 8 |
                                                            static_cast<unsigned char>(payload[1]);
                    send_frame(0x88, payload);
                    return std::nullopt;
                }
                if (opcode == 9) send_frame(0x8A, payload);
                continue;
            }
        }
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0 || m_line.has_ended()) return std::nullopt;
        m_in += m_line.read_some(static_cast<int>(left.count()));
    }
    return std::nullopt;
}

int WsClient::wait_for_close(int timeout_ms) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
    while (m_close_code == 0 && !m_line.has_ended() && std::chrono::steady_clock::now() < until)
        (void)receive(100);
    return m_close_code;
}

} // namespace anker::test
