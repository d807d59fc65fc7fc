// SPDX-License-Identifier: Apache-2.0
#include "server/net/server.hpp"

#include "server/net/context.hpp"

#include <arpa/inet.h>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

namespace anker::server::net {

namespace {

/// The host part only: one household of IPv6 is one address.
std::string limit_key(const asio::ip::address& address) {
    if (!address.is_v6()) return address.to_string();
    const auto bytes = address.to_v6().to_bytes();
    return {reinterpret_cast<const char*>(bytes.data()), 8};
}

class AsioServer final : public Server {
public:
    AsioServer()
        : m_acceptor(m_context.io), m_signals(m_context.io), m_retry(m_context.io), m_end(m_context.io) {}

    std::string open(const ServerOptions& options) {
        ErrorCode error;
        const auto address = asio::ip::make_address(options.address, error);
        if (error)
            return "--bind " + options.address + " is not an IP address: use one like 127.0.0.1 or 0.0.0.0.";
        if (!options.certificate.empty()) {
            if (std::string fault = load_tls(options); !fault.empty()) return fault;
        }
        const Tcp::endpoint endpoint(address, options.port);
        m_acceptor.open(endpoint.protocol(), error);
        if (!error) m_acceptor.set_option(asio::socket_base::reuse_address(true), error);
        if (!error) m_acceptor.bind(endpoint, error);
        if (!error) m_acceptor.listen(1'024, error);
        const std::string port = std::to_string(options.port);
        if (error == asio::error::address_in_use)
            return "Port " + port +
                   " is already in use: stop the other program, or choose another port with --port.";
        if (error == asio::error::access_denied)
            return "Port " + port + " is not allowed for this user: choose one above 1023 with --port.";
        if (error)
            return "Cannot listen on " + options.address + " port " + port + ": " + error.message() + ".";
        // From here on, so that a stop during the start is a clean one as well.
        m_signals.add(SIGINT, error);
        m_signals.add(SIGTERM, error);
        m_per_address = options.connections_per_address;
        m_context.headers = options.headers;
        return {};
    }

    std::uint16_t port() const override { return m_acceptor.local_endpoint().port(); }
    void set_handlers(Handlers handlers) override { m_context.handlers = std::move(handlers); }
    void set_headers(std::vector<std::pair<std::string, std::string>> headers) override {
        m_context.headers = std::move(headers);
    }

    void run() override {
        m_signals.async_wait([this](ErrorCode fault, int signal) {
            if (!fault) m_context.handlers.signalled(signal);
        });
        accept();
        m_context.rearm();
        m_context.io.run();
    }

    void post(std::function<void()> work) override {
        asio::post(m_context.io, [this, work = std::move(work)] {
            work();
            m_context.rearm();
        });
    }

    void stop_accepting() override {
        m_context.is_stopping = true;
        ErrorCode ignored;
        m_acceptor.close(ignored);
        m_retry.cancel();
    }

    void stop(std::int64_t within_ms) override {
        m_is_ending = true;
        m_end.expires_after(std::chrono::milliseconds(within_ms));
        m_end.async_wait([this](ErrorCode) { m_context.io.stop(); });
        check_end();
    }

private:
    std::string load_tls(const ServerOptions& options) {
        using asio::ssl::context;
        m_context.tls = std::make_unique<context>(context::tls_server);
        context& tls = *m_context.tls;
        tls.set_options(context::default_workarounds | context::no_sslv2 | context::no_sslv3 |
                        context::no_tlsv1 | context::no_tlsv1_1 | context::single_dh_use);
        ErrorCode error;
        tls.use_certificate_chain_file(options.certificate, error);
        if (error)
            return "Cannot use the certificate " + options.certificate + ": " + error.message() +
                   ". It must be a PEM file this user can read.";
        tls.use_private_key_file(options.private_key, context::pem, error);
        if (error)
            return "Cannot use the private key " + options.private_key + ": " + error.message() +
                   ". It must be the PEM file that belongs to the certificate.";
        return {};
    }

    void accept() {
        m_acceptor.async_accept([this](ErrorCode error, Tcp::socket socket) {
            if (m_context.is_stopping) return;
            if (error) {
                // Out of file descriptors: some connection will end.
                m_retry.expires_after(std::chrono::milliseconds(100));
                m_retry.async_wait([this](ErrorCode) {
                    if (!m_context.is_stopping) accept();
                });
                return;
            }
            take(std::move(socket));
            accept();
        });
    }

    void take(Tcp::socket socket) {
        ErrorCode error;
        const auto remote = socket.remote_endpoint(error);
        if (error) return;
        const std::string key = limit_key(remote.address());
        const auto count = m_context.per_address.find(key);
        if (count != m_context.per_address.end() && count->second >= m_per_address) return; // closes it
        socket.set_option(Tcp::no_delay(true), error);
        start_http(m_context, std::move(socket), Place(m_context, key));
    }

    void check_end() {
        if (m_context.open_connections == 0) return m_context.io.stop();
        m_check.expires_after(std::chrono::milliseconds(10));
        m_check.async_wait([this](ErrorCode error) {
            if (!error) check_end();
        });
    }

    Context m_context;
    Tcp::acceptor m_acceptor;
    asio::signal_set m_signals;
    asio::steady_timer m_retry;
    asio::steady_timer m_end;
    asio::steady_timer m_check{m_context.io};
    std::size_t m_per_address = 0;
    bool m_is_ending = false;
};

} // namespace

void Context::rearm() {
    const std::int64_t next_ms = handlers.next_wake_ms();
    if (next_ms >= armed_ms) return; // it fires earlier than needed and is set again then
    armed_ms = next_ms;
    timer.expires_at(asio::steady_timer::time_point(std::chrono::milliseconds(next_ms)));
    timer.async_wait([this](ErrorCode error) {
        if (error) return;
        armed_ms = INT64_MAX;
        handlers.wake();
        rearm();
    });
}

Expected<std::unique_ptr<Server>, std::string> Server::listen(const ServerOptions& options) {
    auto server = std::make_unique<AsioServer>();
    if (std::string fault = server->open(options); !fault.empty()) return failure(std::move(fault));
    return std::unique_ptr<Server>(std::move(server));
}

std::optional<std::string> lan_address() {
    ifaddrs* all = nullptr;
    if (getifaddrs(&all) != 0) return std::nullopt;
    std::optional<std::string> found;
    for (const ifaddrs* entry = all; entry != nullptr && !found; entry = entry->ifa_next) {
        if (entry->ifa_addr == nullptr || entry->ifa_addr->sa_family != AF_INET) continue;
        const bool usable = (entry->ifa_flags & IFF_UP) != 0 && (entry->ifa_flags & IFF_LOOPBACK) == 0;
        const std::string_view name = entry->ifa_name;
        // Bridges of containers and virtual machines lead nowhere a phone could be.
        const bool is_inner = name.starts_with("docker") || name.starts_with("br-") ||
                              name.starts_with("veth") || name.starts_with("virbr");
        if (!usable || is_inner) continue;
        char text[INET_ADDRSTRLEN] = {};
        const auto* address = reinterpret_cast<const sockaddr_in*>(entry->ifa_addr);
        if (inet_ntop(AF_INET, &address->sin_addr, text, sizeof text) != nullptr) found = text;
    }
    freeifaddrs(all);
    return found;
}

} // namespace anker::server::net
