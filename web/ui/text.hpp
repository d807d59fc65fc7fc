// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/ui/geometry.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct ImDrawList;

/// Text on the canvas. A run of text is shaped and rasterised by the browser once, kept as one rectangle in
/// Dear ImGui's dynamic atlas, and drawn as one quad: any script, any size, no font in the download. Runs not
/// used for a while make room for new ones.
namespace anker::ui::text {

struct Font {
    float px = 16; ///< CSS pixels
    int weight = 500;
};

/// Gives Dear ImGui the one font it insists on; ours has no glyphs, because runs come from the browser. Call
/// once after its context was made.
void install();

/// Call once per frame before anything is drawn.
void begin_frame(float pixel_ratio);

/// Advance width in CSS pixels. Cached.
[[nodiscard]] float width(std::string_view run, Font font);

/// Lines no wider than `max_width`. Cached.
[[nodiscard]] const std::vector<std::string>& wrapped(std::string_view text, Font font, float max_width);

/// Draws one run with its line box's top left corner at `at`; `line_height` in CSS pixels.
void draw(ImDrawList& list, std::string_view run, Font font, Point at, float line_height,
          std::uint32_t colour);

/// Draws a run centred at `centre` and turned by the unit vector `along`, with a halo: street names.
void draw_turned(ImDrawList& list, std::string_view run, Font font, Point centre, Point along,
                 std::uint32_t colour, std::uint32_t halo, float halo_px);

[[nodiscard]] bool is_right_to_left(std::string_view run);

} // namespace anker::ui::text
