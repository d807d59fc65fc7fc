// SPDX-License-Identifier: Apache-2.0
#include "server/control/control_server.hpp"

#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace anker::server {

ControlServer::ControlServer(int listening_socket, Answer answer)
    : m_socket(listening_socket), m_answer(std::move(answer)), m_thread([this] { accept_lines(); }) {}

ControlServer::~ControlServer() {
    m_is_ending = true;
    ::shutdown(m_socket, SHUT_RDWR); // wakes accept
    m_thread.join();
    ::close(m_socket);
    {
        const std::lock_guard lock(m_mutex);
        for (auto& [number, line] : m_lines) line->channel.shut();
    }
    for (auto& [number, line] : m_lines) line->thread.join();
}

void ControlServer::accept_lines() {
    for (int number = 0;; ++number) {
        const int socket = ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC);
        if (m_is_ending) {
            if (socket >= 0) ::close(socket);
            return;
        }
        if (socket < 0) {
            if (errno == EINTR || errno == ECONNABORTED) continue;
            return;
        }
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_lines, [](auto& entry) {
            if (!entry.second->has_ended) return false;
            entry.second->thread.join();
            return true;
        });
        auto line = std::make_unique<Line>(Channel(socket));
        Line* running = line.get();
        line->thread = std::thread([this, running] {
            serve(running->channel);
            running->channel.shut();
            running->has_ended = true;
        });
        m_lines[number] = std::move(line);
    }
}

void ControlServer::serve(Channel& channel) {
    while (!m_is_ending) {
        const auto message = channel.receive();
        if (!message || message->empty()) return;
        const Bytes answer =
            m_answer(static_cast<Ask>(message->front()), std::span<const std::uint8_t>(*message).subspan(1));
        if (!channel.send(answer)) return;
    }
}

} // namespace anker::server
