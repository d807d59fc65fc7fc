// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

namespace anker::server {

/// Time as the server sees it; tests bring their own.
struct Clock {
    std::function<std::int64_t()> unix_ms;   ///< stamped into events
    std::function<std::int64_t()> steady_ms; ///< for waiting; never goes back
};

[[nodiscard]] Clock system_clock();

} // namespace anker::server
