// SPDX-License-Identifier: Apache-2.0
#include "web/app/gestures.hpp"

#include <algorithm>
#include <cmath>

namespace anker::app {

void zoom_about(map::Camera& camera, const map::View& view, geo::LocalScale scale, ui::Point fixed,
                double factor) {
    const double before = camera.px_per_m;
    camera.px_per_m = std::clamp(before * factor, map::farthest_px_per_m, map::closest_px_per_m);
    const ui::Point middle = view.visible().centre();
    const double dx = fixed.x - middle.x;
    const double dy = fixed.y - middle.y;
    const double shrink = 1 / before - 1 / camera.px_per_m; // metres per pixel gained
    camera.lon_e7 += dx * shrink * 1e9 / scale.lon_nm_per_e7;
    camera.lat_e7 -= dy * shrink * 1e9 / scale.lat_nm_per_e7;
}

Gestures::Result Gestures::apply(const std::vector<platform::PointerEvent>& events, const map::View& view,
                                 geo::LocalScale scale, double now_ms, map::Camera& camera) {
    using Kind = platform::PointerEvent::Kind;
    Result result;
    const auto pan = [&](float dx, float dy) {
        camera.lon_e7 -= dx / camera.px_per_m * 1e9 / scale.lon_nm_per_e7;
        camera.lat_e7 += dy / camera.px_per_m * 1e9 / scale.lat_nm_per_e7;
        result.moved = true;
    };
    for (const platform::PointerEvent& e : events) {
        const ui::Point at{e.x, e.y};
        if (e.kind == Kind::Wheel) {
            zoom_about(camera, view, scale, at, std::exp(std::clamp(e.wheel, -3.0f, 3.0f) * 0.18));
            result.moved = true;
        } else if (e.kind == Kind::Down) {
            m_fingers[e.pointer] = {at, at, now_ms, false};
        } else if (e.kind == Kind::Move) {
            const auto found = m_fingers.find(e.pointer);
            if (found == m_fingers.end()) continue;
            Finger& finger = found->second;
            const ui::Point before = finger.at;
            finger.at = at;
            // A finger trembles: eight pixels are still a tap.
            if (!finger.has_moved && std::hypot(at.x - finger.start.x, at.y - finger.start.y) < 8) continue;
            if (!finger.has_moved) {
                finger.has_moved = true;
                if (m_fingers.size() == 1) pan(at.x - finger.start.x, at.y - finger.start.y);
                continue;
            }
            if (m_fingers.size() == 1) {
                pan(at.x - before.x, at.y - before.y);
            } else if (m_fingers.size() == 2) {
                const Finger& other =
                    (m_fingers.begin()->first == e.pointer ? std::next(m_fingers.begin()) : m_fingers.begin())
                        ->second;
                const float old_distance = std::hypot(before.x - other.at.x, before.y - other.at.y);
                const float new_distance = std::hypot(at.x - other.at.x, at.y - other.at.y);
                if (old_distance > 10 && new_distance > 10) {
                    zoom_about(camera, view, scale, {(at.x + other.at.x) / 2, (at.y + other.at.y) / 2},
                               new_distance / old_distance);
                }
                pan((at.x - before.x) / 2, (at.y - before.y) / 2);
            }
        } else {
            const auto found = m_fingers.find(e.pointer);
            if (found == m_fingers.end()) continue;
            if (!found->second.has_moved && m_fingers.size() == 1 && now_ms - found->second.since_ms < 800)
                result.tap = at;
            m_fingers.erase(found);
        }
    }
    return result;
}

} // namespace anker::app
