// SPDX-License-Identifier: Apache-2.0
#include "core/quartier/quartier.hpp"

namespace anker::quartier {

bool is_key(std::string_view key) {
    if (key.empty() || key.size() > 40 || key.front() == '-' || key.back() == '-') return false;
    for (const char c : key) {
        const bool allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        if (!allowed) return false;
    }
    return true;
}

bool contains(const Quartier& quartier, geo::Position p) {
    return quartier.boundary.empty() ? quartier.extent.contains(p) : geo::contains(quartier.boundary, p);
}

bool is_near(const Quartier& quartier, geo::Position p) {
    const geo::Box& box = quartier.extent;
    const geo::Position nearest{std::clamp(p.lon_e7, box.min.lon_e7, box.max.lon_e7),
                                std::clamp(p.lat_e7, box.min.lat_e7, box.max.lat_e7)};
    return !box.is_empty() && quartier.scale.distance_m(p, nearest) <= outskirts_m;
}

} // namespace anker::quartier
