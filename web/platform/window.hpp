// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/platform/browser.hpp"

#include <vector>

namespace anker::platform {

/// What a finger or mouse does on the bare map (controls get theirs from the page). CSS pixels.
struct PointerEvent {
    enum class Kind : std::uint8_t { Down, Move, Up, Wheel } kind = Kind::Move;
    std::int64_t pointer = 0; ///< finger, or 0 for the mouse
    float x = 0;
    float y = 0;
    float wheel = 0; ///< steps, away from the person is positive
};

/// The canvas as an SDL window with a WebGL 2 context. One per page.
class Window {
public:
    /// False where the browser gives no WebGL 2: the reader skin then carries everything.
    bool open(const Page& page);
    /// Follows the page's size and pixel ratio.
    void fit(const Page& page);
    [[nodiscard]] std::vector<PointerEvent> take_pointer_events();
    void present();

private:
    void* m_window = nullptr;
    void* m_context = nullptr;
    float m_width = 0;
    float m_height = 0;
    float m_pixel_ratio = 0;
};

} // namespace anker::platform
