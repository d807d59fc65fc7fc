// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstdint>
#include <limits>

namespace anker::geo {

/// A place on WGS 84 in units of 1e-7 degrees (about 1 cm), as OpenStreetMap stores it: equality, order and
/// hashes are exact and the same on every machine.
struct Position {
    std::int32_t lon_e7 = 0;
    std::int32_t lat_e7 = 0;
    friend constexpr auto operator<=>(const Position&, const Position&) = default;
};

constexpr std::int32_t max_lon_e7 = 1'800'000'000;
constexpr std::int32_t max_lat_e7 = 900'000'000;

[[nodiscard]] constexpr bool is_on_earth(std::int64_t lon_e7, std::int64_t lat_e7) {
    return lon_e7 >= -max_lon_e7 && lon_e7 <= max_lon_e7 && lat_e7 >= -max_lat_e7 && lat_e7 <= max_lat_e7;
}

/// Nearest 1e-7 degree. Only for values already known to lie on earth.
[[nodiscard]] inline Position position_from_degrees(double lon, double lat) {
    return {static_cast<std::int32_t>(std::llround(lon * 1e7)),
            static_cast<std::int32_t>(std::llround(lat * 1e7))};
}

/// An axis-parallel box, both corners inside. Empty until something is added.
struct Box {
    Position min{std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::max()};
    Position max{std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::min()};

    friend constexpr auto operator<=>(const Box&, const Box&) = default;
    [[nodiscard]] constexpr bool is_empty() const {
        return min.lon_e7 > max.lon_e7 || min.lat_e7 > max.lat_e7;
    }
    constexpr void add(Position p) {
        min = {std::min(min.lon_e7, p.lon_e7), std::min(min.lat_e7, p.lat_e7)};
        max = {std::max(max.lon_e7, p.lon_e7), std::max(max.lat_e7, p.lat_e7)};
    }
    constexpr void add(const Box& other) {
        if (other.is_empty()) return;
        add(other.min);
        add(other.max);
    }
    [[nodiscard]] constexpr bool contains(Position p) const {
        return p.lon_e7 >= min.lon_e7 && p.lon_e7 <= max.lon_e7 && p.lat_e7 >= min.lat_e7 &&
               p.lat_e7 <= max.lat_e7;
    }
    [[nodiscard]] constexpr bool overlaps(const Box& other) const {
        return min.lon_e7 <= other.max.lon_e7 && max.lon_e7 >= other.min.lon_e7 &&
               min.lat_e7 <= other.max.lat_e7 && max.lat_e7 >= other.min.lat_e7;
    }
    [[nodiscard]] constexpr Position centre() const {
        return {static_cast<std::int32_t>((std::int64_t{min.lon_e7} + max.lon_e7) / 2),
                static_cast<std::int32_t>((std::int64_t{min.lat_e7} + max.lat_e7) / 2)};
    }
};

/// Metres per 1e-7 degree in the middle of a Quartier, as whole nanometres. Fixed in the Quartier's first
/// event, because a cosine computed on two machines may differ in its last bit. A plane with these factors is
/// off by less than 1 % in a city of 100 km; extents over 5 degrees are refused.
struct LocalScale {
    std::int32_t lon_nm_per_e7 = 0;
    std::int32_t lat_nm_per_e7 = 0;
    friend constexpr auto operator<=>(const LocalScale&, const LocalScale&) = default;

    [[nodiscard]] double east_m(std::int64_t lon_difference_e7) const {
        return static_cast<double>(lon_difference_e7) * static_cast<double>(lon_nm_per_e7) / 1e9;
    }
    [[nodiscard]] double north_m(std::int64_t lat_difference_e7) const {
        return static_cast<double>(lat_difference_e7) * static_cast<double>(lat_nm_per_e7) / 1e9;
    }
    [[nodiscard]] double distance_m(Position a, Position b) const {
        const double east = east_m(std::int64_t{a.lon_e7} - b.lon_e7);
        const double north = north_m(std::int64_t{a.lat_e7} - b.lat_e7);
        return std::sqrt(east * east + north * north);
    }
};

/// For the founding event only (uses a cosine): sphere of radius 6,378,137 m, at the latitude given.
[[nodiscard]] inline LocalScale local_scale_at(std::int32_t lat_e7) {
    constexpr double nm_per_e7 = 6'378'137.0 * 3.14159265358979323846 / 180.0 * 1e-7 * 1e9;
    const double radians = static_cast<double>(lat_e7) * 1e-7 * 3.14159265358979323846 / 180.0;
    return {static_cast<std::int32_t>(std::lround(nm_per_e7 * std::cos(radians))),
            static_cast<std::int32_t>(std::lround(nm_per_e7))};
}

constexpr std::int32_t max_quartier_extent_e7 =
    50'000'000; ///< 5 degrees: int64 products of differences stay exact

} // namespace anker::geo
