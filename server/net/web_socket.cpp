// SPDX-License-Identifier: Apache-2.0
#include "core/wire/messages.hpp"
#include "server/net/context.hpp"

#include <deque>

namespace anker::server::net {

namespace {

namespace http_lib = beast::http;
namespace websocket = beast::websocket;

constexpr auto handshake_time = std::chrono::seconds(10);
constexpr auto idle_time = std::chrono::seconds(60); ///< half of it without a word: ping
constexpr auto closing_time = std::chrono::seconds(2);
constexpr std::size_t read_below_bytes = 256 * 1024; ///< who does not listen is not heard

/// One WebSocket as a Peer. Lives by the operations in progress.
class WebSocket final : public Peer, public std::enable_shared_from_this<WebSocket> {
public:
    WebSocket(Context& context, AnyStream stream, Place place)
        : Peer(context.next_peer++), m_context(context), m_place(std::move(place)),
          m_stream(std::move(stream)), m_buffer(wire::max_client_message_bytes + 1024), m_force(context.io) {}

    void accept(http_lib::request<http_lib::string_body> request) {
        m_stream.next_layer().tcp().expires_never(); // the WebSocket layer has its own time limits
        websocket::stream_base::timeout times{};
        times.handshake_timeout = handshake_time;
        times.idle_timeout = idle_time;
        times.keep_alive_pings = true;
        m_stream.set_option(times);
        m_stream.set_option(websocket::stream_base::decorator([this](websocket::response_type& response) {
            response.set(http_lib::field::sec_websocket_protocol, std::string(wire::subprotocol));
            for (const auto& [name, value] : m_context.headers) response.set(name, value);
        }));
        m_stream.read_message_max(wire::max_client_message_bytes);
        m_stream.auto_fragment(false); // a shared frame goes out as it is
        m_request = std::move(request);
        m_stream.async_accept(m_request, [self = shared_from_this()](ErrorCode error) {
            if (error) return;
            self->m_request = {};
            self->m_is_open = true;
            self->m_context.handlers.opened(*self);
            self->read();
            self->write();
            self->m_context.rearm();
        });
    }

    // ---- Peer ----
    void send(Frame frame) override {
        if (m_is_closing || m_is_gone) return;
        m_unsent += frame->size();
        m_queue.push_back(std::move(frame));
        write();
    }
    std::size_t unsent_bytes() const override { return m_unsent; }
    std::uint64_t sent_messages() const override { return m_sent; }
    void close(std::uint16_t code, std::string_view reason) override {
        if (m_is_closing || m_is_gone) return;
        m_is_closing = true;
        m_reason =
            websocket::close_reason(static_cast<websocket::close_code>(code), {reason.data(), reason.size()});
        // Whoever does not read does not take the farewell either.
        m_force.expires_after(closing_time);
        m_force.async_wait([self = shared_from_this()](ErrorCode error) {
            if (!error) self->m_stream.next_layer().tcp().close();
        });
        write();
    }

private:
    void read() {
        if (m_is_gone) return;
        if (m_unsent > read_below_bytes) {
            m_read_paused = true;
            return;
        }
        m_read_paused = false;
        m_stream.async_read(m_buffer,
                            [self = shared_from_this()](ErrorCode error, std::size_t) { self->take(error); });
    }

    void take(ErrorCode error) {
        if (error) return end();
        if (!m_stream.got_text()) {
            close(close_code::text_only, "Text messages only.");
        } else if (!m_is_closing) {
            const auto data = m_buffer.data();
            m_context.handlers.received(*this, {static_cast<const char*>(data.data()), data.size()});
            m_context.rearm();
        }
        m_buffer.consume(m_buffer.size());
        read();
    }

    void write() {
        if (!m_is_open || m_is_writing || m_is_gone) return;
        if (m_queue.empty()) {
            if (m_is_closing && !m_close_sent) {
                m_close_sent = true;
                m_stream.async_close(m_reason, [self = shared_from_this()](ErrorCode) { self->end(); });
            }
            return;
        }
        m_is_writing = true;
        m_stream.text(true);
        m_stream.async_write(
            asio::buffer(*m_queue.front()),
            [self = shared_from_this()](ErrorCode error, std::size_t) { self->written(error); });
    }

    void written(ErrorCode error) {
        m_is_writing = false;
        if (error) {
            m_stream.next_layer().tcp().close(); // the read notices and ends
            return;
        }
        m_unsent -= m_queue.front()->size();
        m_queue.pop_front();
        ++m_sent;
        if (m_queue.empty() && !m_is_closing) m_context.handlers.writable(*this);
        write();
        if (m_read_paused && m_unsent <= read_below_bytes) read();
    }

    void end() {
        if (m_is_gone) return;
        m_is_gone = true;
        m_force.cancel();
        m_stream.next_layer().tcp().close();
        m_context.handlers.closed(*this);
        m_context.rearm();
    }

    Context& m_context;
    Place m_place;
    websocket::stream<AnyStream> m_stream;
    beast::flat_buffer m_buffer;
    http_lib::request<http_lib::string_body> m_request;
    asio::steady_timer m_force;
    std::deque<Frame> m_queue;
    std::size_t m_unsent = 0;
    std::uint64_t m_sent = 0;
    websocket::close_reason m_reason;
    bool m_is_open = false;
    bool m_is_writing = false;
    bool m_is_closing = false;
    bool m_close_sent = false;
    bool m_is_gone = false;
    bool m_read_paused = false;
};

} // namespace

void start_web_socket(Context& context, AnyStream stream, Place place,
                      http_lib::request<http_lib::string_body> request) {
    std::make_shared<WebSocket>(context, std::move(stream), std::move(place))->accept(std::move(request));
}

} // namespace anker::server::net
