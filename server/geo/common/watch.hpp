// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/common/done.hpp"

#include <chrono>
#include <cstddef>
#include <string_view>

namespace anker::exchange {

/// Tells how far long work has come, on stderr and only after half a second; and hears Ctrl-C.
class Watch {
public:
    enum class Voice { Silent, Stderr };
    explicit Watch(Voice voice);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    /// Call often. `total` 0 = unknown. The error is the sentence that ends the command: nothing was stored.
    [[nodiscard]] Done step(std::string_view what, std::size_t done, std::size_t total);
    /// The same without telling anything.
    [[nodiscard]] Done check() const;
    /// Ends the progress line, so that other output starts on a line of its own.
    void finish();

    /// What Ctrl-C does while a command runs; safe in a signal handler.
    static void cancel();
    static void reset();
    [[nodiscard]] static bool is_cancelled();

private:
    using Clock = std::chrono::steady_clock;
    Voice m_voice;
    bool m_is_terminal;
    bool m_line_open = false;
    Clock::time_point m_begin = Clock::now();
    Clock::time_point m_last = m_begin;
};

} // namespace anker::exchange
