// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/control/channel.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace anker::server {

/// The server's end of the control socket: a thread that accepts and one per line, because imports are long
/// and few.
class ControlServer {
public:
    /// Answers one request, on the line's own thread. The first byte of the request says what is asked.
    using Answer = std::function<Bytes(Ask what, std::span<const std::uint8_t> request)>;

    ControlServer(int listening_socket, Answer answer);
    /// Ends all lines; a request that is being answered is finished first.
    ~ControlServer();

private:
    void accept_lines();
    void serve(Channel& channel);

    int m_socket;
    Answer m_answer;
    std::atomic<bool> m_is_ending{false};
    std::mutex m_mutex;
    struct Line {
        Channel channel;
        std::thread thread;
        std::atomic<bool> has_ended{false};
        explicit Line(Channel c) : channel(std::move(c)) {}
    };
    std::map<int, std::unique_ptr<Line>> m_lines;
    std::thread m_thread;
};

} // namespace anker::server
