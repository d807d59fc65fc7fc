// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/message.hpp"

#include <cstdlib>
#include <emscripten.h>

// The jobs of core as a program of their own, for a worker: the page stays quick while they run, and nobody
// downloads them who runs none. web/lab/worker.js is the other side.

// clang-format off
EM_JS(void, anker_js_progress, (const char* what, int size, double done, double total), {
    Lab.progress(Lab.read(what, size), done, total);
});
// clang-format on

namespace {
std::string outcome;
} // namespace

/// Runs an encoded order and keeps the encoded outcome until the next one. Takes over the memory.
extern "C" EMSCRIPTEN_KEEPALIVE const char* lab_run(char* at, int size) {
    using namespace anker::jobs;
    auto order = decode_order({at, static_cast<std::size_t>(size)});
    std::free(at);
    if (!order) {
        outcome = encode(Outcome(anker::failure(order.error())));
        return outcome.data();
    }
    // Whoever cancels ends the worker: nothing waits for an answer.
    const Progress progress = [](std::string_view what, std::size_t done, std::size_t total) {
        anker_js_progress(what.data(), static_cast<int>(what.size()), static_cast<double>(done),
                          static_cast<double>(total));
        return true;
    };
    outcome = encode(carry_out(std::move(*order), progress));
    return outcome.data();
}

extern "C" EMSCRIPTEN_KEEPALIVE int lab_size() {
    return static_cast<int>(outcome.size());
}
