// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/geo/position.hpp"
#include "web/ui/geometry.hpp"

namespace anker::map {

/// Where on the ground the middle of the view is, and how large a metre is. The map is a plane in the
/// Quartier's own scale factors: no projection enters, and nothing here is ever stored or sent.
struct Camera {
    double lon_e7 = 0;
    double lat_e7 = 0;
    double px_per_m = 0.5; ///< CSS pixels
};

constexpr double closest_px_per_m = 6.0;
constexpr double farthest_px_per_m = 0.004;

/// Turns positions into CSS pixels and back for one frame.
class View {
public:
    /// The camera's place is drawn in the middle of `visible`, the part of the screen not covered by panels.
    View(const Camera& camera, geo::LocalScale scale, ui::Rect visible);

    [[nodiscard]] ui::Point screen_from(geo::Position p) const {
        return {static_cast<float>(m_middle_x + (p.lon_e7 - m_camera.lon_e7) * m_px_per_lon),
                static_cast<float>(m_middle_y - (p.lat_e7 - m_camera.lat_e7) * m_px_per_lat)};
    }
    [[nodiscard]] geo::Position position_from(ui::Point screen) const;
    /// Ground seen in a screen rectangle.
    [[nodiscard]] geo::Box ground(ui::Rect screen) const;

    [[nodiscard]] const Camera& camera() const { return m_camera; }
    [[nodiscard]] ui::Rect visible() const { return m_visible; }
    [[nodiscard]] double px_per_lon_e7() const { return m_px_per_lon; }
    [[nodiscard]] double px_per_lat_e7() const { return m_px_per_lat; }
    /// Web-Mercator zoom at 256-pixel tiles with the same ground resolution: the unit of the design tokens.
    [[nodiscard]] double mercator_zoom() const;

private:
    Camera m_camera;
    ui::Rect m_visible;
    double m_middle_x = 0;
    double m_middle_y = 0;
    double m_px_per_lon = 0;
    double m_px_per_lat = 0;
};

/// A camera that shows the whole box in `visible`, with `margin_px` around.
[[nodiscard]] Camera camera_showing(const geo::Box& box, geo::LocalScale scale, ui::Rect visible,
                                    float margin_px);

} // namespace anker::map
