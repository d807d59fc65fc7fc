// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contribution/kinds.hpp"
#include "web/ui/geometry.hpp"
#include "web/ui/look.hpp"

#include "generated/icons.hpp"
#include <cstdint>
#include <span>
#include <string_view>

/// Paint without meaning: shapes, icons and labels of controls. What a person must be able to reach or hear
/// is drawn by the functions of controls.hpp, which call these. Everything here is mirrored in right-to-left
/// languages, except functions that say otherwise.
namespace anker::ui::paint {

struct Style {
    float em = 1.0625f;
    float line_height = 1.45f;
    int weight = 500;
};
namespace style {
constexpr Style display{type_em::display, line_height::display, 700};
constexpr Style h1{type_em::h1, line_height::heading, 700};
constexpr Style h2{type_em::h2, line_height::heading, 700};
constexpr Style button{type_em::button, line_height::heading, 600};
constexpr Style body{type_em::body, line_height::body, 500};
constexpr Style strong{type_em::body, line_height::label, 600};
constexpr Style label{type_em::label, line_height::label, 600};
constexpr Style note{type_em::label, line_height::label, 500};
constexpr Style small_text{type_em::small, line_height::label, 500};
constexpr Style micro{type_em::micro, line_height::label, 500};
} // namespace style

enum class Align : std::uint8_t { Start, Centre, End };
enum class Elevation : std::uint8_t { None, Raised, Floating, Sheet };

/// Where a left-to-right rectangle lies on the screen.
[[nodiscard]] Rect placed(Rect rect);

void fill(Rect rect, std::uint32_t colour, float radius = 0);
/// A surface with its shadow (light) or hairline (dark).
void surface(Rect rect, std::uint32_t colour, float radius, Elevation elevation);
/// A sheet: rounded at the top, runs out at the bottom edge.
void sheet(Rect rect, std::uint32_t colour, float radius);
void outline(Rect rect, std::uint32_t colour, float radius, float thickness);
void dashed_outline(Rect rect, std::uint32_t colour, float radius, float thickness);
void line(Point from, Point to, std::uint32_t colour, float thickness);
void disc(Point centre, float radius, std::uint32_t colour);
void ring(Point centre, float radius, std::uint32_t colour, float thickness);
/// Diagonal hatch over a rectangle: protected numbers.
void hatch(Rect rect, std::uint32_t colour);

/// An icon of the stencil set, fitted into the rectangle. Arrows and lists turn round in right-to-left
/// languages.
void icon(Rect rect, Icon icon, std::uint32_t colour);
/// The same, never mirrored and at a place on the unmirrored screen: marks on the map.
void icon_at(Point centre, float size, Icon icon, std::uint32_t colour);

[[nodiscard]] float text_width(std::string_view text, Style style);
/// Height of the text broken to this width.
[[nodiscard]] float text_height(std::string_view text, Style style, float width);
[[nodiscard]] float line_height_of(Style style);
/// Text broken into the rectangle, vertically centred. Text that does not fit is counted by the layout audit.
void text(Rect rect, std::string_view text, Style style, std::uint32_t colour, Align align = Align::Start);
/// One line, cut with an ellipsis where it is too long (street names, other people's words in lists).
void text_line(Rect rect, std::string_view text, Style style, std::uint32_t colour,
               Align align = Align::Start);

// ---- marks ----

struct MarkLook {
    bool is_professional = false;
    bool is_pending = false; ///< dashed: only its maker sees it
    bool is_plain = false;   ///< no pictogram
};
/// A need is a hollow diamond, a resource a solid circle; radius as in tokens `mark`. The place is not
/// mirrored.
void mark_at(Point centre, float radius, contribution::Kind kind, contribution::Theme theme,
             MarkLook look = {});
/// A mark inside a control, mirrored with it.
void mark(Rect rect, contribution::Kind kind, contribution::Theme theme, MarkLook look = {});
void diamond_at(Point centre, float half_diagonal, float corner, std::uint32_t colour);
void diamond_outline_at(Point centre, float half_diagonal, float corner, std::uint32_t colour,
                        float thickness);

[[nodiscard]] Icon icon_of(contribution::Theme theme);
[[nodiscard]] std::uint32_t colour_of(contribution::Kind kind);
[[nodiscard]] std::uint32_t with_alpha(std::uint32_t colour, float alpha);

// ---- layout audit ----

/// Before the first text of a frame.
void begin_frame();
/// Texts of the last frame that did not fit their boxes; reading changes nothing, so an idle page still
/// tells.
[[nodiscard]] std::vector<std::string> overflows_of_frame();

} // namespace anker::ui::paint
