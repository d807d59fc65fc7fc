// SPDX-License-Identifier: Apache-2.0
#include "web/map/camera.hpp"

#include <algorithm>
#include <cmath>

namespace anker::map {

View::View(const Camera& camera, geo::LocalScale scale, ui::Rect visible)
    : m_camera(camera), m_visible(visible) {
    m_middle_x = visible.x + visible.w / 2;
    m_middle_y = visible.y + visible.h / 2;
    m_px_per_lon = camera.px_per_m * scale.lon_nm_per_e7 / 1e9;
    m_px_per_lat = camera.px_per_m * scale.lat_nm_per_e7 / 1e9;
}

geo::Position View::position_from(ui::Point screen) const {
    const double lon = m_camera.lon_e7 + (screen.x - m_middle_x) / m_px_per_lon;
    const double lat = m_camera.lat_e7 - (screen.y - m_middle_y) / m_px_per_lat;
    return {static_cast<std::int32_t>(std::clamp(lon, -1.8e9, 1.8e9)),
            static_cast<std::int32_t>(std::clamp(lat, -9e8, 9e8))};
}

geo::Box View::ground(ui::Rect screen) const {
    geo::Box box;
    box.add(position_from({screen.x, screen.bottom()}));
    box.add(position_from({screen.right(), screen.y}));
    return box;
}

double View::mercator_zoom() const {
    const double latitude = m_camera.lat_e7 * 1e-7 * 3.14159265358979 / 180;
    return std::log2(156543.03392 * std::cos(latitude) * m_camera.px_per_m);
}

Camera camera_showing(const geo::Box& box, geo::LocalScale scale, ui::Rect visible, float margin_px) {
    Camera camera;
    const geo::Position centre = box.centre();
    camera.lon_e7 = centre.lon_e7;
    camera.lat_e7 = centre.lat_e7;
    const double width_m = std::max(1.0, scale.east_m(std::int64_t{box.max.lon_e7} - box.min.lon_e7));
    const double height_m = std::max(1.0, scale.north_m(std::int64_t{box.max.lat_e7} - box.min.lat_e7));
    const double w = std::max(40.0f, visible.w - 2 * margin_px);
    const double h = std::max(40.0f, visible.h - 2 * margin_px);
    camera.px_per_m = std::clamp(std::min(w / width_m, h / height_m), farthest_px_per_m, closest_px_per_m);
    return camera;
}

} // namespace anker::map
