// SPDX-License-Identifier: Apache-2.0
#include "server/net/context.hpp"

namespace anker::server::net {

namespace {

namespace http_lib = beast::http;

constexpr auto request_time = std::chrono::seconds(10);
constexpr auto response_time = std::chrono::seconds(60); ///< a large tile over a slow line
constexpr std::uint32_t header_limit = 8 * 1024;
constexpr std::uint64_t body_limit = 16 * 1024;

std::string text_of(beast::string_view view) {
    return {view.data(), view.size()};
}

/// Requests of one connection, one after the other. Lives by the operation in progress.
class HttpSession final : public std::enable_shared_from_this<HttpSession> {
public:
    HttpSession(Context& context, Tcp::socket socket, Place place)
        : m_context(context), m_place(std::move(place)), m_stream(std::move(socket), context.tls.get()) {}

    void start() {
        m_stream.tcp().expires_after(request_time);
        if (m_stream.tls() == nullptr) return read();
        m_stream.tls()->async_handshake(asio::ssl::stream_base::server,
                                        [self = shared_from_this()](ErrorCode error) {
                                            if (!error) self->read();
                                        });
    }

private:
    void read() {
        if (m_context.is_stopping) return;
        m_parser.emplace();
        m_parser->header_limit(header_limit);
        m_parser->body_limit(body_limit);
        m_stream.tcp().expires_after(request_time);
        http_lib::async_read(
            m_stream, m_buffer, *m_parser,
            [self = shared_from_this()](ErrorCode error, std::size_t) { self->take(error); });
    }

    void take(ErrorCode error) {
        if (error == http_lib::error::header_limit)
            return answer_and_close(http::text_response(431, "The request's header is longer than 8 KiB."));
        if (error == http_lib::error::body_limit)
            return answer_and_close(http::text_response(413, "The request is longer than 16 KiB."));
        if (error && error.category() == http_lib::make_error_code(http_lib::error::bad_method).category() &&
            error != http_lib::error::end_of_stream && error != http_lib::error::partial_message)
            return answer_and_close(http::text_response(400, "This is not an HTTP request."));
        if (error) return; // gone, or too slow
        auto message = m_parser->release();
        const bool is_upgrade = beast::websocket::is_upgrade(message);
        http::Request request;
        request.method = text_of(message.method_string());
        request.target = text_of(message.target());
        request.accept_encoding = text_of(message[http_lib::field::accept_encoding]);
        request.if_none_match = text_of(message[http_lib::field::if_none_match]);
        request.authorization = text_of(message[http_lib::field::authorization]);
        request.origin = text_of(message[http_lib::field::origin]);
        request.subprotocols = text_of(message[http_lib::field::sec_websocket_protocol]);
        request.address = m_place.address();
        m_keep_alive = message.keep_alive();
        m_is_head = request.method == "HEAD";
        m_version = message.version();
        if (is_upgrade) {
            if (auto refusal = m_context.handlers.refuse_upgrade(request))
                return answer_and_close(std::move(*refusal));
            start_web_socket(m_context, std::move(m_stream), std::move(m_place), std::move(message));
            return;
        }
        request.body = std::move(message.body());
        m_stream.tcp().expires_after(response_time);
        m_context.handlers.request(request, [self = shared_from_this()](http::Response response) {
            self->answer(std::move(response));
        });
        m_context.rearm();
    }

    void answer_and_close(http::Response response) {
        m_keep_alive = false;
        m_version = 11;
        m_stream.tcp().expires_after(response_time);
        answer(std::move(response));
    }

    void answer(http::Response response) {
        m_response = std::move(response);
        http_lib::response<http_lib::span_body<const char>> message;
        message.version(m_version);
        message.result(static_cast<unsigned>(m_response.status));
        for (const auto& [name, value] : m_response.headers) message.insert(name, value);
        for (const auto& [name, value] : m_context.headers) message.insert(name, value);
        message.keep_alive(m_keep_alive && !m_context.is_stopping);
        const bool has_body = m_response.status != 304;
        if (has_body) message.content_length(m_response.body.size());
        if (has_body && !m_is_head)
            message.body() = {reinterpret_cast<const char*>(m_response.body.data()), m_response.body.size()};
        m_message.emplace(std::move(message));
        m_serializer.emplace(*m_message);
        const auto done = [self = shared_from_this()](ErrorCode error, std::size_t) {
            self->answered(error);
        };
        if (m_is_head) {
            http_lib::async_write_header(m_stream, *m_serializer, done);
        } else {
            http_lib::async_write(m_stream, *m_serializer, done);
        }
    }

    void answered(ErrorCode error) {
        const bool stays = !error && m_message->keep_alive();
        m_serializer.reset();
        m_message.reset();
        m_response = {};
        if (stays) return read();
        if (error) return;
        // Let the client read the answer before the connection goes: data it still sends would reset it.
        ErrorCode ignored;
        m_stream.tcp().socket().shutdown(Tcp::socket::shutdown_send, ignored);
        m_stream.tcp().expires_after(std::chrono::seconds(1));
        drain();
    }

    void drain() {
        m_stream.tcp().async_read_some(asio::buffer(m_rest),
                                       [self = shared_from_this()](ErrorCode error, std::size_t) {
                                           if (!error) self->drain();
                                       });
    }

    Context& m_context;
    Place m_place;
    AnyStream m_stream;
    beast::flat_buffer m_buffer;
    std::optional<http_lib::request_parser<http_lib::string_body>> m_parser;
    http::Response m_response;
    std::optional<http_lib::response<http_lib::span_body<const char>>> m_message;
    std::optional<http_lib::response_serializer<http_lib::span_body<const char>>> m_serializer;
    std::array<char, 512> m_rest{};
    bool m_keep_alive = false;
    bool m_is_head = false;
    unsigned m_version = 11;
};

} // namespace

void start_http(Context& context, Tcp::socket socket, Place place) {
    std::make_shared<HttpSession>(context, std::move(socket), std::move(place))->start();
}

} // namespace anker::server::net
