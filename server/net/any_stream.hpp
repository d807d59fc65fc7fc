// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <memory>
#include <utility> // before Asio 1.74, which forgets it

namespace anker::server::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Tcp = asio::ip::tcp;
using ErrorCode = beast::error_code;

/// A TCP connection, with or without TLS, as one type: what is built on top of it is compiled once.
class AnyStream {
public:
    using executor_type = beast::tcp_stream::executor_type;

    AnyStream(Tcp::socket&& socket, asio::ssl::context* tls)
        : m_tcp(std::make_unique<beast::tcp_stream>(std::move(socket))) {
        if (tls != nullptr) m_tls = std::make_unique<beast::ssl_stream<beast::tcp_stream&>>(*m_tcp, *tls);
    }

    [[nodiscard]] executor_type get_executor() noexcept { return m_tcp->get_executor(); }
    [[nodiscard]] beast::tcp_stream& tcp() { return *m_tcp; }
    [[nodiscard]] beast::ssl_stream<beast::tcp_stream&>* tls() { return m_tls.get(); }

    template <class Buffers, class Handler>
    auto async_read_some(const Buffers& buffers, Handler&& handler) {
        return asio::async_initiate<Handler, void(ErrorCode, std::size_t)>(
            [this](auto done, const Buffers& b) {
                if (m_tls) {
                    m_tls->async_read_some(b, std::move(done));
                } else {
                    m_tcp->async_read_some(b, std::move(done));
                }
            },
            handler, buffers);
    }
    template <class Buffers, class Handler>
    auto async_write_some(const Buffers& buffers, Handler&& handler) {
        return asio::async_initiate<Handler, void(ErrorCode, std::size_t)>(
            [this](auto done, const Buffers& b) {
                if (m_tls) {
                    m_tls->async_write_some(b, std::move(done));
                } else {
                    m_tcp->async_write_some(b, std::move(done));
                }
            },
            handler, buffers);
    }

    /// How the WebSocket layer ends a connection (found by argument-dependent look-up).
    template <class Handler>
    friend void async_teardown(beast::role_type role, AnyStream& stream, Handler&& handler) {
        using beast::websocket::async_teardown;
        if (stream.m_tls) {
            async_teardown(role, *stream.m_tls, std::forward<Handler>(handler));
        } else {
            async_teardown(role, stream.m_tcp->socket(), std::forward<Handler>(handler));
        }
    }
    friend void beast_close_socket(AnyStream& stream) { stream.m_tcp->close(); }

private:
    std::unique_ptr<beast::tcp_stream>
        m_tcp; ///< on the heap, because the TLS layer refers to it when this is moved
    std::unique_ptr<beast::ssl_stream<beast::tcp_stream&>> m_tls;
};

} // namespace anker::server::net
