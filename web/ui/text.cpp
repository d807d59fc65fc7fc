// SPDX-License-Identifier: Apache-2.0
#include "web/ui/text.hpp"

#include "core/base/hash.hpp"
#include "web/platform/browser.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <imgui.h>
#include <imgui_internal.h> // ImFontLoader is opaque in the public header; the version is bound in cmake/upstream.cmake
#include <misc/freetype/imgui_freetype.h>
#include <unordered_map>

namespace anker::ui::text {

namespace {

/// One rasterised run. Distances in CSS pixels from the text's origin on the baseline.
struct Run {
    ImFontAtlasRectId rect = ImFontAtlasRectId_Invalid;
    float left = 0, top = 0, width = 0, height = 0;
    bool is_coloured = false;
    std::uint32_t last_frame = 0;
};

struct Measured {
    platform::RunMetrics metrics;
    std::uint32_t last_frame = 0;
};

struct Wrapped {
    std::vector<std::string> lines;
    std::uint32_t last_frame = 0;
};

// Keys are 64-bit hashes of text and font; a collision among a few thousand runs has odds of 1 in 10^12.
std::unordered_map<std::uint64_t, Measured> measured;
std::unordered_map<std::uint64_t, Run> runs;
std::unordered_map<std::uint64_t, Wrapped> wraps;
float ratio = 1;
std::uint32_t frame = 0;

constexpr std::size_t most_runs = 1500;
constexpr std::size_t most_measures = 6000;
constexpr std::uint32_t stale_after_frames = 240;

std::uint64_t key_of(std::string_view text, float px, int weight, std::uint64_t extra) {
    base::StableHash hash;
    hash.add(text);
    hash.add(static_cast<std::uint64_t>(px * 64 + 0.5f) | static_cast<std::uint64_t>(weight) << 32);
    hash.add(extra);
    return hash.value();
}

template <class Map, class Drop>
void drop_stale(Map& map, Drop drop) {
    for (auto entry = map.begin(); entry != map.end();) {
        if (frame - entry->second.last_frame > stale_after_frames) {
            drop(entry->second);
            entry = map.erase(entry);
        } else {
            ++entry;
        }
    }
}

const platform::RunMetrics& metrics_of(std::string_view text, Font font) {
    auto [entry, fresh] = measured.try_emplace(key_of(text, font.px, font.weight, 0));
    // Measured at the size that is drawn, so that hinting and optical sizes agree.
    if (fresh) entry->second.metrics = platform::measure_text(text, font.px * ratio, font.weight);
    entry->second.last_frame = frame;
    return entry->second.metrics;
}

std::string css_colour(std::uint32_t abgr) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text = "#000000";
    for (int i = 0; i < 3; ++i) {
        const std::uint32_t byte = (abgr >> (8 * i)) & 255;
        text[static_cast<std::size_t>(1 + 2 * i)] = digits[byte >> 4];
        text[static_cast<std::size_t>(2 + 2 * i)] = digits[byte & 15];
    }
    return text;
}

/// Finds or rasterises. A plain run is white and tinted when drawn; emoji and halos carry their colours
/// themselves.
Run* run_of(std::string_view text, Font font, std::uint32_t colour, std::uint32_t halo, float halo_px) {
    const platform::RunMetrics& m = metrics_of(text, font);
    const bool is_coloured = m.is_coloured || halo_px > 0;
    const std::uint64_t extra =
        1 + (is_coloured ? std::uint64_t{colour} << 8 ^ std::uint64_t{halo} << 32 : 0);
    auto [entry, fresh] = runs.try_emplace(key_of(text, font.px * ratio, font.weight, extra));
    Run& run = entry->second;
    run.last_frame = frame;
    if (!fresh) return run.rect == ImFontAtlasRectId_Invalid ? nullptr : &run;

    const float margin = std::ceil(halo_px * ratio / 2) + 2;
    const float left = std::ceil(m.left) + margin;
    const float up = std::ceil(m.up) + margin;
    const int w = static_cast<int>(left + std::ceil(m.right) + margin);
    const int h = static_cast<int>(up + std::ceil(m.down) + margin);
    if (w <= 0 || h <= 0 || w > 4096 || h > 1024 || m.left + m.right <= 0) return nullptr; // blanks only
    ImFontAtlasRect rect;
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    run.rect = atlas.AddCustomRect(w, h, &rect);
    if (run.rect == ImFontAtlasRectId_Invalid) return nullptr;

    static std::vector<std::uint8_t> pixels;
    pixels.resize(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 4);
    platform::raster_text(text, font.px * ratio, font.weight, is_coloured ? css_colour(colour) : "#ffffff",
                          halo_px * ratio, css_colour(halo), left, up, w, h, pixels.data());
    if (!is_coloured) {
        for (std::size_t i = 0; i < pixels.size(); i += 4) pixels[i] = pixels[i + 1] = pixels[i + 2] = 255;
    }
    for (int y = 0; y < h; ++y) {
        std::memcpy(atlas.TexData->GetPixelsAt(rect.x, rect.y + y),
                    pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(w) * 4,
                    static_cast<std::size_t>(w) * 4);
    }
    run.left = -left / ratio;
    run.top = -up / ratio;
    run.width = static_cast<float>(w) / ratio;
    run.height = static_cast<float>(h) / ratio;
    run.is_coloured = is_coloured;
    return &run;
}

float snapped(float value) {
    return std::round(value * ratio) / ratio;
}

} // namespace

void install() {
    static char no_file[1];
    ImFontConfig config;
    config.FontData = no_file;
    config.FontDataSize = 1;
    config.FontDataOwnedByAtlas = false;
    config.SizePixels = 16;
    ImGui::GetIO().Fonts->AddFont(&config);
}

void begin_frame(float pixel_ratio) {
    ++frame;
    if (pixel_ratio != ratio) {
        ratio = pixel_ratio;
        measured.clear();
        wraps.clear();
    }
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    if (runs.size() > most_runs) drop_stale(runs, [&](Run& run) { atlas.RemoveCustomRect(run.rect); });
    if (measured.size() > most_measures) drop_stale(measured, [](Measured&) {});
    if (wraps.size() > most_runs) drop_stale(wraps, [](Wrapped&) {});
}

float width(std::string_view run, Font font) {
    return run.empty() ? 0 : metrics_of(run, font).width / ratio;
}

const std::vector<std::string>& wrapped(std::string_view text, Font font, float max_width) {
    auto [entry, fresh] =
        wraps.try_emplace(key_of(text, font.px, font.weight, static_cast<std::uint64_t>(max_width * 4)));
    if (fresh)
        entry->second.lines =
            platform::wrap_text(text, font.px, font.weight, std::max(max_width, 8.0f) + 0.5f);
    entry->second.last_frame = frame;
    return entry->second.lines;
}

void draw(ImDrawList& list, std::string_view run, Font font, Point at, float line_height,
          std::uint32_t colour) {
    if (run.empty()) return;
    const Run* r = run_of(run, font, colour, 0, 0);
    if (r == nullptr) return;
    const platform::RunMetrics& m = metrics_of(run, font);
    const float ascent = m.ascent / ratio;
    const float descent = m.descent / ratio;
    const float x = snapped(at.x) + r->left;
    const float y = snapped(at.y + (line_height - ascent - descent) / 2 + ascent) + r->top;
    ImFontAtlasRect rect;
    if (!ImGui::GetIO().Fonts->GetCustomRect(r->rect, &rect)) return;
    const std::uint32_t tint = r->is_coloured ? 0x00FFFFFFU | (colour & 0xFF000000U) : colour;
    list.AddImage(ImGui::GetIO().Fonts->TexRef, {x, y}, {x + r->width, y + r->height}, rect.uv0, rect.uv1,
                  tint);
}

void draw_turned(ImDrawList& list, std::string_view run, Font font, Point centre, Point along,
                 std::uint32_t colour, std::uint32_t halo, float halo_px) {
    const Run* r = run_of(run, font, colour, halo, halo_px);
    if (r == nullptr) return;
    const platform::RunMetrics& m = metrics_of(run, font);
    // From the run's middle: half the advance to the left, half the height of an x above the baseline.
    const float x0 = r->left - m.width / ratio / 2;
    const float y0 = r->top + font.px * 0.26f;
    const auto corner = [&](float x, float y) {
        return ImVec2(centre.x + x * along.x - y * along.y, centre.y + x * along.y + y * along.x);
    };
    ImFontAtlasRect rect;
    if (!ImGui::GetIO().Fonts->GetCustomRect(r->rect, &rect)) return;
    list.AddImageQuad(ImGui::GetIO().Fonts->TexRef, corner(x0, y0), corner(x0 + r->width, y0),
                      corner(x0 + r->width, y0 + r->height), corner(x0, y0 + r->height), rect.uv0,
                      {rect.uv1.x, rect.uv0.y}, rect.uv1, {rect.uv0.x, rect.uv1.y},
                      0x00FFFFFFU | (colour & 0xFF000000U));
}

bool is_right_to_left(std::string_view run) {
    return platform::is_right_to_left(run);
}

} // namespace anker::ui::text

/// Dear ImGui's only font loader in this build: a font without glyphs, because runs come from the browser.
namespace ImGuiFreeType {
const ImFontLoader* GetFontLoader() {
    static ImFontLoader loader;
    loader.Name = "runs";
    loader.FontSrcInit = [](ImFontAtlas*, ImFontConfig*) { return true; };
    loader.FontSrcContainsGlyph = [](ImFontAtlas*, ImFontConfig*, ImWchar) { return false; };
    loader.FontBakedInit = [](ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*) {
        baked->Ascent = baked->Size;
        return true;
    };
    loader.FontBakedLoadGlyph = [](ImFontAtlas*, ImFontConfig*, ImFontBaked*, void*, ImWchar, ImFontGlyph*,
                                   float*) { return false; };
    return &loader;
}
} // namespace ImGuiFreeType
