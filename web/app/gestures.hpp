// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/map/camera.hpp"
#include "web/platform/window.hpp"

#include <map>
#include <optional>
#include <vector>

namespace anker::app {

/// Fingers and mouse on the bare map: drag, pinch, wheel, tap, double tap.
class Gestures {
public:
    struct Result {
        std::optional<ui::Point> tap;
        bool moved = false;
    };
    /// Moves the camera; `view` is how the ground lay when the events happened.
    Result apply(const std::vector<platform::PointerEvent>& events, const map::View& view,
                 geo::LocalScale scale, double now_ms, map::Camera& camera);

private:
    struct Finger {
        ui::Point at;
        ui::Point start;
        double since_ms = 0;
        bool has_moved = false;
    };
    std::map<std::int64_t, Finger> m_fingers;
};

/// Scales the camera so that the ground under `fixed` stays there.
void zoom_about(map::Camera& camera, const map::View& view, geo::LocalScale scale, ui::Point fixed,
                double factor);

} // namespace anker::app
