// SPDX-License-Identifier: Apache-2.0
#include "web/app/app.hpp"
#include "web/platform/exports.hpp"

namespace {
anker::app::App app(anker::app::professional_surface());
std::string probe_text;
} // namespace

ANKER_EXPORT void anker_frame(double) {
    app.frame();
}

/// For tests and figures: `Anker.probe()` in the page.
ANKER_EXPORT const char* anker_probe() {
    probe_text = app.probe();
    return probe_text.c_str();
}

int main() {
    app.start();
    anker::platform::schedule_frame();
    return 0;
}
