// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/ui/geometry.hpp"

#include "generated/strings.hpp"
#include "generated/tokens.hpp"
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct ImDrawList;

/// What is the same for everything drawn in a frame: colours, size step, language, direction. And the words.
namespace anker::ui {

/// One size step per surface, in em of its root size.
enum class Surface : std::uint8_t { Phone, Desk, Kiosk, Projector };

enum class ThemeChoice : std::uint8_t { System, Light, Dark };

struct Look {
    Colours colours;
    bool is_dark = false;
    Surface surface = Surface::Phone;
    float em = 16; ///< CSS pixels of one em on this surface, the person's own text size included
    float width = 0;
    float height = 0;
    bool right_to_left = false;
    bool less_motion = false;
    std::string language = "de";
    double now_ms = 0;
    ImDrawList* list = nullptr;
};
[[nodiscard]] const Look& look();
[[nodiscard]] inline const Colours& colours() {
    return look().colours;
}
/// Whole CSS pixels of this many em.
[[nodiscard]] float em(float times);

/// Step of the five status purples for class 1 (least burdened) to `classes`.
[[nodiscard]] std::size_t status_step(int class_number, int classes);

/// For the frame loop only.
void set_look(const Look& look);

// ---- words ----

/// Loads one language's file (one line per text, see tools/codegen/strings.py). False where it does not fit.
bool load_strings(std::string_view language, std::string_view file);
[[nodiscard]] bool has_strings(std::string_view language);

using Arguments = std::initializer_list<std::pair<std::string_view, std::string_view>>;
/// The text in the current language; {name} is replaced.
[[nodiscard]] std::string words(Text text, Arguments arguments = {});
/// The plural form for n; {n} is replaced too.
[[nodiscard]] std::string counted(Text text, std::int64_t n, Arguments arguments = {});
[[nodiscard]] std::string number(double value, int digits = 0);

/// A language's name in itself. Empty for one we do not offer.
[[nodiscard]] std::string_view own_name(std::string_view language);
[[nodiscard]] bool is_right_to_left_language(std::string_view language);

} // namespace anker::ui
