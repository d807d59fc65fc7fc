// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/app/application.hpp"
#include "tests/server/support/net_client.hpp"
#include "tests/server/support/temp_folder.hpp"
#include "tests/support/given.hpp"

#include <atomic>
#include <thread>

namespace anker::test {

/// A running server with one Quartier "stockum" and an open session, on a free port, in this process.
class Serving {
public:
    explicit Serving(bool open_session = true);
    ~Serving();

    /// Ends the server and starts it again on the same data.
    void restart();
    void stop();

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::string secret_of(workspace::Role role) const;

    struct Token {
        std::string token;
        std::string device;
        base::SessionId session;
    };
    [[nodiscard]] Token token(workspace::Role role, const std::string& device = "") const;
    [[nodiscard]] HttpAnswer post_token(const std::string& body) const;

    /// Runs `work` on the server's thread and waits.
    void on_server(const std::function<void(server::Application&)>& work);

    TempFolder folder;
    base::SessionId session;
    std::atomic<std::int64_t> clock_offset_ms{0}; ///< added to the server's wall clock

private:
    void start();
    std::unique_ptr<server::Application> m_application;
    server::Log m_log{server::Log::Form::Silent};
    std::thread m_thread;
    std::uint16_t m_port = 0;
    bool m_open_session;
    std::map<workspace::Role, std::string> m_secrets;
};

/// A client that has said hello and is live.
class Guest {
public:
    Guest(Serving& serving, workspace::Role role, const std::string& device = "");
    /// Says hello from what it knows; fetches a snapshot where one is due.
    void hello();

    WsClient ws;
    Serving::Token token;
    std::string epoch;
    std::uint64_t since = 0;
    wire::Welcome welcome;

private:
    Serving& m_serving;
};

[[nodiscard]] wire::Submission make_mark(base::SessionId session, std::uint64_t n, std::string words = "");
[[nodiscard]] wire::ClientMessage put_of(wire::Submission submission);

} // namespace anker::test
