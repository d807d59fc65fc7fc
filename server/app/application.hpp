// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/control/control_server.hpp"
#include "server/http/site.hpp"
#include "server/net/server.hpp"
#include "server/room/hall.hpp"
#include "server/room/local_access.hpp"
#include "server/room/writer_thread.hpp"

#include <atomic>
#include <memory>
#include <string>

namespace anker::server {

struct ServeOptions {
    std::string data = "./data";
    std::uint16_t port = 8080; ///< 0 = any free one
    std::string bind = "127.0.0.1";
    bool lan = false; ///< listen on all addresses, and put the machine's own into links
    std::string certificate;
    std::string private_key;
    std::string public_url; ///< what links begin with behind a proxy; also allowed as Origin
    std::string quartier;   ///< whose links are printed; empty = the first
    bool open_session = false;
};

/// The running server: data folder, rooms, sockets, control socket.
class Application {
public:
    /// Ready to run: everything that can fail has been tried. The error is one English sentence.
    [[nodiscard]] static Expected<std::unique_ptr<Application>, std::string>
    start(const ServeOptions& options, const Clock& clock, Log& log);
    ~Application();

    /// Serves until a signal or `stop`.
    void run();
    /// From any thread.
    void stop();
    /// Runs `work` on the server's thread, soon. From any thread.
    void post(std::function<void()> work) { m_net->post(std::move(work)); }

    [[nodiscard]] std::uint16_t port() const { return m_net->port(); }
    [[nodiscard]] const std::string& origin() const { return m_origin; }
    /// What is printed at the start: where the links are, the residents' one with its QR code.
    [[nodiscard]] std::string welcome(bool with_colours);
    [[nodiscard]] Hall& hall() { return *m_hall; } ///< on the server's thread, or before `run`

private:
    Application(OwnedData data, std::unique_ptr<net::Server> net, const Clock& clock, Log& log);
    [[nodiscard]] Expected<void, std::string> prepare(const ServeOptions& options);
    void open_first_session(const std::string& quartier);
    void end();
    [[nodiscard]] net::Handlers handlers();
    [[nodiscard]] Bytes answer(Ask what, std::span<const std::uint8_t> request);
    template <class Work>
    [[nodiscard]] Bytes on_server_thread(Work work);
    [[nodiscard]] Expected<std::string, std::string> chosen_quartier(const std::string& wanted);

    OwnedData m_data;
    std::unique_ptr<net::Server> m_net;
    Clock m_clock;
    Log& m_log;
    std::string m_origin;
    std::string m_quartier;
    bool m_lan_without_tls = false;
    std::unique_ptr<WriterThread> m_writer;
    std::unique_ptr<Hall> m_hall;
    std::unique_ptr<http::Site> m_site;
    std::atomic<bool> m_is_ending{false};
    std::unique_ptr<ControlServer> m_control;
};

/// All links of a Quartier as lines for people. `origin` is what they begin with.
[[nodiscard]] std::string links_text(const LinkBook& book, const std::string& quartier,
                                     const std::string& origin, const workspace::State* state);

} // namespace anker::server
