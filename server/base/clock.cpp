// SPDX-License-Identifier: Apache-2.0
#include "server/base/clock.hpp"

#include <chrono>

namespace anker::server {

namespace {

template <class T>
std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(T::now().time_since_epoch()).count();
}

} // namespace

Clock system_clock() {
    return {now_ms<std::chrono::system_clock>, now_ms<std::chrono::steady_clock>};
}

} // namespace anker::server
