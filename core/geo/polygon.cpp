// SPDX-License-Identifier: Apache-2.0
#include "core/geo/polygon.hpp"

namespace anker::geo {

namespace {

/// > 0 where c lies left of a->b, 0 on the line. Exact for differences below 2^31 / 4.
std::int64_t side(Position a, Position b, Position c) {
    const std::int64_t abx = std::int64_t{b.lon_e7} - a.lon_e7;
    const std::int64_t aby = std::int64_t{b.lat_e7} - a.lat_e7;
    const std::int64_t acx = std::int64_t{c.lon_e7} - a.lon_e7;
    const std::int64_t acy = std::int64_t{c.lat_e7} - a.lat_e7;
    return abx * acy - aby * acx;
}

bool in_box_of(Position a, Position b, Position p) {
    return p.lon_e7 >= std::min(a.lon_e7, b.lon_e7) && p.lon_e7 <= std::max(a.lon_e7, b.lon_e7) &&
           p.lat_e7 >= std::min(a.lat_e7, b.lat_e7) && p.lat_e7 <= std::max(a.lat_e7, b.lat_e7);
}

enum class Where { Outside, Border, Inside };

Where locate(const Ring& ring, Position p) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const Position a = ring[j];
        const Position b = ring[i];
        if ((a.lat_e7 > p.lat_e7) != (b.lat_e7 > p.lat_e7)) {
            const std::int64_t s = side(a, b, p);
            if (s == 0) return Where::Border;
            if ((s > 0) == (b.lat_e7 > a.lat_e7)) inside = !inside;
        } else if (in_box_of(a, b, p) && side(a, b, p) == 0) {
            return Where::Border;
        }
    }
    return inside ? Where::Inside : Where::Outside;
}

int sign(std::int64_t value) {
    return (value > 0) - (value < 0);
}

bool segments_touch(Position a, Position b, Position c, Position d) {
    const int c_side = sign(side(a, b, c));
    const int d_side = sign(side(a, b, d));
    const int a_side = sign(side(c, d, a));
    const int b_side = sign(side(c, d, b));
    if (c_side * d_side < 0 && a_side * b_side < 0) return true;
    return (c_side == 0 && in_box_of(a, b, c)) || (d_side == 0 && in_box_of(a, b, d)) ||
           (a_side == 0 && in_box_of(c, d, a)) || (b_side == 0 && in_box_of(c, d, b));
}

double ring_area_m2(const Ring& ring, LocalScale scale) {
    double doubled = 0;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const std::int64_t ax = std::int64_t{ring[j].lon_e7} - ring[0].lon_e7;
        const std::int64_t ay = std::int64_t{ring[j].lat_e7} - ring[0].lat_e7;
        const std::int64_t bx = std::int64_t{ring[i].lon_e7} - ring[0].lon_e7;
        const std::int64_t by = std::int64_t{ring[i].lat_e7} - ring[0].lat_e7;
        doubled += scale.east_m(ax) * scale.north_m(by) - scale.east_m(bx) * scale.north_m(ay);
    }
    return std::abs(doubled) / 2;
}

double polygon_area_m2(const Polygon& polygon, LocalScale scale) {
    double area = ring_area_m2(polygon.outer, scale);
    for (const Ring& hole : polygon.holes) area -= ring_area_m2(hole, scale);
    return area;
}

double squared_distance_to_segment(Position p, Position a, Position b, LocalScale scale) {
    const double px = scale.east_m(std::int64_t{p.lon_e7} - a.lon_e7);
    const double py = scale.north_m(std::int64_t{p.lat_e7} - a.lat_e7);
    const double bx = scale.east_m(std::int64_t{b.lon_e7} - a.lon_e7);
    const double by = scale.north_m(std::int64_t{b.lat_e7} - a.lat_e7);
    const double length2 = bx * bx + by * by;
    const double t = length2 > 0 ? std::clamp((px * bx + py * by) / length2, 0.0, 1.0) : 0.0;
    const double dx = px - t * bx;
    const double dy = py - t * by;
    return dx * dx + dy * dy;
}

double squared_distance_to_border(Position p, const Polygon& polygon, LocalScale scale) {
    double nearest = std::numeric_limits<double>::max();
    const auto visit = [&](const Ring& ring) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            nearest = std::min(nearest, squared_distance_to_segment(p, ring[j], ring[i], scale));
        }
    };
    visit(polygon.outer);
    for (const Ring& hole : polygon.holes) visit(hole);
    return nearest;
}

} // namespace

bool contains(const Polygon& polygon, Position p) {
    if (polygon.outer.size() < 3) return false;
    switch (locate(polygon.outer, p)) {
    case Where::Outside:
        return false;
    case Where::Border:
        return true;
    case Where::Inside:
        break;
    }
    for (const Ring& hole : polygon.holes) {
        if (hole.size() >= 3 && locate(hole, p) == Where::Inside) return false;
    }
    return true;
}

bool contains(const MultiPolygon& polygons, Position p) {
    for (const Polygon& polygon : polygons) {
        if (contains(polygon, p)) return true;
    }
    return false;
}

Box bounds(const MultiPolygon& polygons) {
    Box box;
    for (const Polygon& polygon : polygons) {
        for (const Position p : polygon.outer) box.add(p);
    }
    return box;
}

double area_m2(const MultiPolygon& polygons, LocalScale scale) {
    double area = 0;
    for (const Polygon& polygon : polygons) area += polygon_area_m2(polygon, scale);
    return area;
}

Position point_on_surface(const MultiPolygon& polygons, LocalScale scale) {
    const Polygon* largest = nullptr;
    double largest_area = -1;
    for (const Polygon& polygon : polygons) {
        const double area = polygon_area_m2(polygon, scale);
        if (area > largest_area) largest = &polygon, largest_area = area;
    }
    if (largest == nullptr || largest->outer.empty()) return {};
    const Box box = bounds({*largest});
    Position best = largest->outer.front();
    double best_distance = -1;
    constexpr int steps = 16;
    for (int y = 1; y < steps; ++y) {
        for (int x = 1; x < steps; ++x) {
            const Position p{
                static_cast<std::int32_t>(box.min.lon_e7 +
                                          (std::int64_t{box.max.lon_e7} - box.min.lon_e7) * x / steps),
                static_cast<std::int32_t>(box.min.lat_e7 +
                                          (std::int64_t{box.max.lat_e7} - box.min.lat_e7) * y / steps)};
            if (!contains(*largest, p)) continue;
            const double distance = squared_distance_to_border(p, *largest, scale);
            if (distance > best_distance) best = p, best_distance = distance;
        }
    }
    return best;
}

bool crosses_itself(std::span<const Position> ring) {
    const std::size_t n = ring.size();
    if (n < 3) return true;
    for (std::size_t i = 0; i < n; ++i) {
        const Position a = ring[i];
        const Position b = ring[(i + 1) % n];
        if (a == b) return true;
        for (std::size_t k = i + 1; k < n; ++k) {
            const Position c = ring[k];
            const Position d = ring[(k + 1) % n];
            const bool next = k == i + 1;
            const bool previous = (k + 1) % n == i;
            if (next || previous) {
                // Neighbours share one end; they may not fold back onto each other.
                const Position shared = next ? b : a;
                const Position near = next ? a : b;
                const Position far = next ? d : c;
                if (side(near, shared, far) == 0 &&
                    (in_box_of(near, shared, far) || in_box_of(shared, far, near))) {
                    return true;
                }
                continue;
            }
            if (segments_touch(a, b, c, d)) return true;
        }
    }
    return false;
}

} // namespace anker::geo
