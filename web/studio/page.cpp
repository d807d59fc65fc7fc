// SPDX-License-Identifier: Apache-2.0
#include "web/studio/page.hpp"

#include <cstdlib>
#include <emscripten.h>

namespace anker::studio {

// clang-format off
EM_JS(void, anker_js_job_start, (int id, const char* at, int n), { Anker.lab.run(id, HEAPU8.slice(at, at + n)); });
EM_JS(void, anker_js_job_stop, (), { Anker.lab.stop(); });
EM_JS(void, anker_js_save, (const char* a, int an, const char* t, int tn, const char* b, int bn), {
    Anker.lab.save(Anker.read(a, an), Anker.read(t, tn), HEAPU8.slice(b, b + bn));
});
EM_JS(char*, anker_js_recipes, (int* n), { return Anker.give(Anker.lab.recipes(), n); });
// clang-format on

namespace {
int size_of(std::string_view text) {
    return static_cast<int>(text.size());
}
} // namespace

void start_job(std::uint32_t id, std::string_view order) {
    anker_js_job_start(static_cast<int>(id), order.data(), size_of(order));
}

void stop_jobs() {
    anker_js_job_stop();
}

void save_file(std::string_view name, std::string_view type, std::string_view bytes) {
    anker_js_save(name.data(), size_of(name), type.data(), size_of(type), bytes.data(), size_of(bytes));
}

std::vector<std::string> shipped_recipes() {
    int n = 0;
    char* at = anker_js_recipes(&n);
    const std::string text(at, static_cast<std::size_t>(n));
    std::free(at);
    std::vector<std::string> names;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t to = std::min(text.find('\n', from), text.size());
        names.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    return names;
}

} // namespace anker::studio
