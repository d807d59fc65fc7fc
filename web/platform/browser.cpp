// SPDX-License-Identifier: Apache-2.0
#include "web/platform/browser.hpp"

#include <cstdlib>
#include <emscripten.h>

namespace anker::platform {

// clang-format off
EM_JS(void, anker_js_schedule, (), { Anker.schedule(); });
EM_JS(void, anker_js_wake_in, (double ms), { Anker.wakeIn(ms); });
EM_JS(void, anker_js_page, (float* out), { Anker.device.page(out); });
EM_JS(void, anker_js_theme, (const char* a, int an, const char* b, int bn), { Anker.device.setTheme(Anker.read(a, an), Anker.read(b, bn)); });
EM_JS(void, anker_js_reader, (int on), { Anker.device.setReader(on); });
EM_JS(void, anker_js_skin_label, (const char* a, int an), { Anker.device.setSkinLabel(Anker.read(a, an)); });
EM_JS(double, anker_js_date, (), { return Date.now(); });
EM_JS(void, anker_js_reload, (), { location.reload(); });
EM_JS(void, anker_js_studio, (), { Anker.device.openStudio(); });
EM_JS(char*, anker_js_fragment, (int* n), { return Anker.give(Anker.device.fragment(), n); });
EM_JS(char*, anker_js_origin, (int* n), { return Anker.give(Anker.device.origin(), n); });
EM_JS(char*, anker_js_languages, (int* n), { return Anker.give(Anker.device.languages(), n); });
EM_JS(char*, anker_js_load, (const char* k, int kn, int* n), { return Anker.give(Anker.device.load(Anker.read(k, kn)), n); });
EM_JS(int, anker_js_store, (const char* k, int kn, const char* v, int vn), { return Anker.device.store(Anker.read(k, kn), Anker.read(v, vn)); });
EM_JS(char*, anker_js_keys, (const char* k, int kn, int* n), { return Anker.give(Anker.device.keys(Anker.read(k, kn)), n); });
EM_JS(void, anker_js_random, (void* at, int n), { Anker.device.random(at, n); });
EM_JS(void, anker_js_open_socket, (const char* u, int un, const char* p, int pn), { Anker.device.openSocket(Anker.read(u, un), Anker.read(p, pn)); });
EM_JS(void, anker_js_send_socket, (const char* t, int tn), { Anker.device.sendSocket(Anker.read(t, tn)); });
EM_JS(void, anker_js_close_socket, (), { Anker.device.closeSocket(); });
EM_JS(void, anker_js_fetch, (int id, const char* m, int mn, const char* u, int un, const char* t, int tn, const char* b, int bn), {
    Anker.device.fetch(id, Anker.read(m, mn), Anker.read(u, un), Anker.read(t, tn), Anker.read(b, bn));
});
EM_JS(char*, anker_js_asset, (const char* k, int kn, int* n), { const name = Anker.read(k, kn); return Anker.give(Anker.assets[name] || name, n); });
EM_JS(void, anker_js_locate, (), { Anker.device.locate(); });
EM_JS(int, anker_js_speak, (const char* t, int tn, const char* l, int ln), { return Anker.device.speak(Anker.read(t, tn), Anker.read(l, ln)); });
EM_JS(void, anker_js_quiet, (), { Anker.device.quiet(); });
EM_JS(int, anker_js_plural, (const char* l, int ln, double n), { return Anker.device.plural(Anker.read(l, ln), n); });
EM_JS(char*, anker_js_number, (const char* l, int ln, double v, int d, int* n), { return Anker.give(Anker.device.number(Anker.read(l, ln), v, d), n); });
EM_JS(char*, anker_js_days, (const char* l, int ln, double v, int* n), { return Anker.give(Anker.device.days(Anker.read(l, ln), v), n); });
EM_JS(char*, anker_js_clock, (const char* l, int ln, int* n), { return Anker.give(Anker.device.clock(Anker.read(l, ln)), n); });
EM_JS(void, anker_js_copy, (const char* t, int tn), { Anker.device.copy(Anker.read(t, tn)); });
EM_JS(int, anker_js_measure, (const char* t, int tn, float px, int weight, float* out), { return Anker.text.measure(Anker.read(t, tn), px, weight, out); });
EM_JS(void, anker_js_raster, (const char* t, int tn, float px, int weight, const char* c, int cn, float halo, const char* hc, int hn, float x, float y, int w, int h, void* out), {
    Anker.text.raster(Anker.read(t, tn), px, weight, Anker.read(c, cn), halo, Anker.read(hc, hn), x, y, w, h, out);
});
EM_JS(char*, anker_js_wrap, (const char* t, int tn, float px, int weight, float width, int* n), { return Anker.give(Anker.text.wrap(Anker.read(t, tn), px, weight, width), n); });
EM_JS(int, anker_js_rtl, (const char* t, int tn), { return Anker.text.direction(Anker.read(t, tn)) === 'rtl' ? 1 : 0; });
EM_JS(void, anker_js_semantics, (const void* at, int n), { Anker.semantics.apply(at, n); });
// clang-format on

namespace {

std::vector<Input> queue;

int size_of(std::string_view text) {
    return static_cast<int>(text.size());
}

/// Takes over memory that Anker.give allocated.
std::string taken(char* at, int size) {
    std::string text(at, static_cast<std::size_t>(size));
    std::free(at);
    return text;
}

std::vector<std::string> split_lines(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t from = 0;
    while (true) {
        const std::size_t to = text.find('\n', from);
        lines.push_back(text.substr(from, to == std::string::npos ? to : to - from));
        if (to == std::string::npos) return lines;
        from = to + 1;
    }
}

} // namespace

extern "C" EMSCRIPTEN_KEEPALIVE void anker_input(int kind, double a, double b, double c, char* data,
                                                 int size) {
    // Action carries four facts: element, kind, number, text.
    queue.push_back(
        {static_cast<InputKind>(kind), a, b, c, std::string(data, static_cast<std::size_t>(size))});
    std::free(data);
}

std::vector<Input> take_inputs() {
    std::vector<Input> inputs;
    inputs.swap(queue);
    return inputs;
}

double now_ms() {
    return emscripten_get_now();
}
std::int64_t unix_ms() {
    return static_cast<std::int64_t>(anker_js_date());
}

Page page() {
    float facts[7];
    anker_js_page(facts);
    return {facts[0], facts[1], facts[2], facts[3], facts[4] != 0, facts[5] != 0, facts[6] != 0};
}

void schedule_frame() {
    anker_js_schedule();
}
void wake_in(double milliseconds) {
    anker_js_wake_in(milliseconds);
}

std::string url_fragment() {
    int n = 0;
    char* at = anker_js_fragment(&n);
    return taken(at, n);
}
std::string url_origin() {
    int n = 0;
    char* at = anker_js_origin(&n);
    return taken(at, n);
}
std::string preferred_languages() {
    int n = 0;
    char* at = anker_js_languages(&n);
    return taken(at, n);
}
void set_theme(std::string_view name, std::string_view paper) {
    anker_js_theme(name.data(), size_of(name), paper.data(), size_of(paper));
}
void set_reader_skin(bool on) {
    anker_js_reader(on ? 1 : 0);
}
void set_skin_label(std::string_view text) {
    anker_js_skin_label(text.data(), size_of(text));
}
void reload_page() {
    anker_js_reload();
}
void open_studio() {
    anker_js_studio();
}

std::string load(std::string_view key) {
    int n = 0;
    char* at = anker_js_load(key.data(), size_of(key), &n);
    return taken(at, n);
}
bool store(std::string_view key, std::string_view value) {
    return anker_js_store(key.data(), size_of(key), value.data(), size_of(value)) != 0;
}
std::vector<std::string> stored_keys(std::string_view prefix) {
    int n = 0;
    char* at = anker_js_keys(prefix.data(), size_of(prefix), &n);
    const std::string text = taken(at, n);
    return text.empty() ? std::vector<std::string>{} : split_lines(text);
}
void fill_random(std::span<std::uint8_t> bytes) {
    anker_js_random(bytes.data(), static_cast<int>(bytes.size()));
}

void open_socket(std::string_view url, std::string_view protocol) {
    anker_js_open_socket(url.data(), size_of(url), protocol.data(), size_of(protocol));
}
void send_socket(std::string_view text) {
    anker_js_send_socket(text.data(), size_of(text));
}
void close_socket() {
    anker_js_close_socket();
}
void fetch(std::uint32_t id, std::string_view method, std::string_view url, std::string_view bearer,
           std::string_view body) {
    anker_js_fetch(static_cast<int>(id), method.data(), size_of(method), url.data(), size_of(url),
                   bearer.data(), size_of(bearer), body.data(), size_of(body));
}
std::string asset_url(std::string_view name) {
    int n = 0;
    char* at = anker_js_asset(name.data(), size_of(name), &n);
    return taken(at, n);
}

void locate() {
    anker_js_locate();
}
bool speak(std::string_view text, std::string_view language) {
    return anker_js_speak(text.data(), size_of(text), language.data(), size_of(language)) != 0;
}
void stop_speaking() {
    anker_js_quiet();
}
int plural_category(std::string_view language, std::int64_t n) {
    return anker_js_plural(language.data(), size_of(language), static_cast<double>(n));
}
std::string format_number(std::string_view language, double value, int digits) {
    int n = 0;
    char* at = anker_js_number(language.data(), size_of(language), value, digits, &n);
    return taken(at, n);
}
std::string format_days_ago(std::string_view language, std::int64_t days) {
    int n = 0;
    char* at = anker_js_days(language.data(), size_of(language), static_cast<double>(days), &n);
    return taken(at, n);
}
std::string format_clock(std::string_view language) {
    int n = 0;
    char* at = anker_js_clock(language.data(), size_of(language), &n);
    return taken(at, n);
}
void copy_text(std::string_view text) {
    anker_js_copy(text.data(), size_of(text));
}

RunMetrics measure_text(std::string_view text, float px, int weight) {
    float m[7];
    const int coloured = anker_js_measure(text.data(), size_of(text), px, weight, m);
    return {m[0], m[1], m[2], m[3], m[4], m[5], m[6], coloured != 0};
}
void raster_text(std::string_view text, float px, int weight, std::string_view colour, float halo_px,
                 std::string_view halo_colour, float x, float y, int width, int height,
                 std::uint8_t* pixels) {
    anker_js_raster(text.data(), size_of(text), px, weight, colour.data(), size_of(colour), halo_px,
                    halo_colour.data(), size_of(halo_colour), x, y, width, height, pixels);
}
std::vector<std::string> wrap_text(std::string_view text, float px, int weight, float width) {
    int n = 0;
    char* at = anker_js_wrap(text.data(), size_of(text), px, weight, width, &n);
    return split_lines(taken(at, n));
}
bool is_right_to_left(std::string_view text) {
    return anker_js_rtl(text.data(), size_of(text)) != 0;
}

void apply_semantics(std::span<const std::uint8_t> operations) {
    anker_js_semantics(operations.data(), static_cast<int>(operations.size()));
}

} // namespace anker::platform
