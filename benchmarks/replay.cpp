// SPDX-License-Identifier: Apache-2.0
// How long until a log of 100,000 events is a state? Checks that every run ends in the same state before it
// prints a time.
#include "core/workspace/state.hpp"
#include "tests/support/given.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

int main() {
    using namespace anker;
    using Clock = std::chrono::steady_clock;
    constexpr std::size_t events = 100'000;
    constexpr int runs = 9;
    // A prefix of a log is a log.
    std::vector<workspace::Recorded> log = test::varied_log(5, 130'000);
    if (log.size() < events) {
        std::fprintf(stderr, "replay: only %zu events were made\n", log.size());
        return 1;
    }
    log.resize(events);
    std::uint64_t hash = 0;
    std::vector<double> ms;
    for (int run = 0; run < runs; ++run) {
        const auto from = Clock::now();
        const workspace::State state = workspace::replay(log);
        ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - from).count());
        const std::uint64_t now = workspace::state_hash(state);
        if (run > 0 && now != hash) {
            std::fprintf(stderr, "replay: run %d ended in another state\n", run);
            return 1;
        }
        hash = now;
    }
    std::sort(ms.begin(), ms.end());
    std::printf("%zu events: median %.1f ms of %d runs (%.1f to %.1f), state hash %llu\n", events,
                ms[runs / 2], runs, ms.front(), ms.back(), static_cast<unsigned long long>(hash));
    return 0;
}
