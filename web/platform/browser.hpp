// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The browser, as far as the rest of the client knows it. The JavaScript side is web/shell. Everything that
/// takes time answers with an Input in a later frame.
namespace anker::platform {

enum class InputKind : std::uint8_t {
    Wake,
    Action,
    SocketOpen,
    SocketText,
    SocketClosed,
    Fetched,
    Located,
    JobProgress,
    JobDone
};

/// One thing that happened since the last frame. What a, b, c and data mean depends on the kind:
/// Action: element id, kind, number, text. SocketClosed: code. Fetched: request id, HTTP status (0 = no
/// network), body. Located: longitude, latitude, 1 = found. JobProgress: job id, done, total (0 = unknown),
/// what. JobDone: job id, 1 = data is an encoded outcome, 0 = the worker broke down.
struct Input {
    InputKind kind = InputKind::Wake;
    double a = 0;
    double b = 0;
    double c = 0;
    std::string data;
};

/// All inputs since the last call, in order.
[[nodiscard]] std::vector<Input> take_inputs();

// ---- time and page ----

/// Milliseconds since the page was opened.
[[nodiscard]] double now_ms();
/// Milliseconds since 1970 on this device's clock.
[[nodiscard]] std::int64_t unix_ms();

struct Page {
    float width = 0; ///< CSS pixels
    float height = 0;
    float pixel_ratio = 1; ///< device pixels per CSS pixel
    float root_font_px = 16;
    bool prefers_dark = false;
    bool prefers_less_motion = false;
    bool reader_skin = false;
};
[[nodiscard]] Page page();

/// Asks for another frame as soon as the browser likes.
void schedule_frame();
/// Wakes the program once after this time; a later call replaces the earlier one; negative = never.
void wake_in(double milliseconds);

[[nodiscard]] std::string url_fragment();
[[nodiscard]] std::string url_origin();
/// The person's languages, two letters each, best first, separated by blanks.
[[nodiscard]] std::string preferred_languages();
void set_theme(std::string_view name, std::string_view paper_colour);
void set_reader_skin(bool on);
void set_skin_label(std::string_view text);
void reload_page();
/// Loads the page again with the studio's program.
void open_studio();

// ---- storage on this device ----

[[nodiscard]] std::string load(std::string_view key);
/// Empty value = remove. False where the browser refuses storage.
bool store(std::string_view key, std::string_view value);
/// Stored keys beginning with `prefix`, sorted.
[[nodiscard]] std::vector<std::string> stored_keys(std::string_view prefix);

void fill_random(std::span<std::uint8_t> bytes);

// ---- network ----

void open_socket(std::string_view url, std::string_view protocol);
void send_socket(std::string_view text);
void close_socket();
/// Answers with Fetched carrying `id`. `bearer` and `body` may be empty.
void fetch(std::uint32_t id, std::string_view method, std::string_view url, std::string_view bearer,
           std::string_view body);
/// URL of a built file of the client ("strings.ar.txt"), with its content hash.
[[nodiscard]] std::string asset_url(std::string_view name);

// ---- device and language ----

void locate();
/// False where no voice of this language is on the device.
bool speak(std::string_view text, std::string_view language);
void stop_speaking();
/// CLDR plural category: 0 zero, 1 one, 2 two, 3 few, 4 many, 5 other.
[[nodiscard]] int plural_category(std::string_view language, std::int64_t n);
[[nodiscard]] std::string format_number(std::string_view language, double value, int digits);
/// "today", "3 days ago" in that language.
[[nodiscard]] std::string format_days_ago(std::string_view language, std::int64_t days);
/// Local time, "17:42".
[[nodiscard]] std::string format_clock(std::string_view language);
void copy_text(std::string_view text);

// ---- text ----

struct RunMetrics {
    float width = 0;
    float ascent = 0; ///< of the line
    float descent = 0;
    float left = 0; ///< ink, from the origin
    float right = 0;
    float up = 0;
    float down = 0;
    bool is_coloured = false; ///< has emoji in their own colours
};
[[nodiscard]] RunMetrics measure_text(std::string_view text, float px, int weight);
/// Writes width x height RGBA pixels; the text's origin is at (x, y). `halo_px` > 0 strokes first.
void raster_text(std::string_view text, float px, int weight, std::string_view colour, float halo_px,
                 std::string_view halo_colour, float x, float y, int width, int height, std::uint8_t* pixels);
/// Lines no wider than `width`.
[[nodiscard]] std::vector<std::string> wrap_text(std::string_view text, float px, int weight, float width);
[[nodiscard]] bool is_right_to_left(std::string_view text);

// ---- semantic mirror ----

void apply_semantics(std::span<const std::uint8_t> operations);

} // namespace anker::platform
