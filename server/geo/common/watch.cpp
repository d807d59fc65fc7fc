// SPDX-License-Identifier: Apache-2.0
#include "server/geo/common/watch.hpp"

#include "server/geo/common/sentence.hpp"

#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace anker::exchange {

namespace {

volatile std::sig_atomic_t cancelled = 0;

} // namespace

Watch::Watch(Voice voice) : m_voice(voice), m_is_terminal(isatty(STDERR_FILENO) == 1) {}

Watch::~Watch() {
    finish();
}

void Watch::cancel() {
    cancelled = 1;
}

void Watch::reset() {
    cancelled = 0;
}

bool Watch::is_cancelled() {
    return cancelled != 0;
}

Done Watch::check() const {
    if (is_cancelled()) return failure(std::string("Cancelled; nothing was stored."));
    return {};
}

Done Watch::step(std::string_view what, std::size_t done, std::size_t total) {
    if (m_voice == Voice::Stderr) {
        using namespace std::chrono_literals;
        const Clock::time_point now = Clock::now();
        // A log file gets a line every two seconds, a person's terminal one that changes in place.
        if (now - m_begin > 500ms && now - m_last > (m_is_terminal ? 200ms : 2000ms)) {
            m_last = now;
            std::string line(what);
            line += ": " + grouped(static_cast<std::int64_t>(done));
            if (total > 0) {
                line += " of " + grouped(static_cast<std::int64_t>(total)) + " (" +
                        std::to_string(done * 100 / total) + " %)";
            }
            std::fprintf(stderr, m_is_terminal ? "\r\033[K%s" : "%s\n", line.c_str());
            std::fflush(stderr);
            m_line_open = m_is_terminal;
        }
    }
    return check();
}

void Watch::finish() {
    if (m_line_open) std::fputs("\r\033[K", stderr);
    m_line_open = false;
}

} // namespace anker::exchange
