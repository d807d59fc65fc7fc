// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/net/any_stream.hpp"
#include "server/net/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http.hpp>
#include <map>
#include <set>
#include <string>

namespace anker::server::net {

/// What all connections share. Lives as long as the server.
struct Context {
    std::unique_ptr<asio::ssl::context> tls;
    Handlers handlers;
    std::vector<std::pair<std::string, std::string>> headers;
    std::map<std::string, std::size_t> per_address;
    std::size_t open_connections = 0;
    std::uint64_t next_peer = 1;
    bool is_stopping = false;

    asio::io_context io{1}; // HAZARD: whatever waits in it refers to the members above: they must go after it

    asio::steady_timer timer{io};
    std::int64_t armed_ms = INT64_MAX;

    /// Makes sure the rooms are woken when they want to be. After every call into them.
    void rearm();
};

/// Counts a connection against its address while it lives.
class Place {
public:
    Place(Context& context, std::string address) : m_context(&context), m_address(std::move(address)) {
        ++m_context->per_address[m_address];
        ++m_context->open_connections;
    }
    Place(Place&& other) noexcept : m_context(other.m_context), m_address(std::move(other.m_address)) {
        other.m_context = nullptr;
    }
    Place& operator=(Place&&) = delete;
    ~Place() {
        if (m_context == nullptr) return;
        if (--m_context->per_address[m_address] == 0) m_context->per_address.erase(m_address);
        --m_context->open_connections;
    }
    [[nodiscard]] const std::string& address() const { return m_address; }

private:
    Context* m_context;
    std::string m_address;
};

/// Takes over a connection on which a WebSocket was asked for.
void start_web_socket(Context& context, AnyStream stream, Place place,
                      beast::http::request<beast::http::string_body> request);

/// Reads requests from a new connection.
void start_http(Context& context, Tcp::socket socket, Place place);

} // namespace anker::server::net
