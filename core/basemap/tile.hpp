// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/geo/position.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The base map as the client draws it: cut into tiles and triangulated at import, so that a phone only
/// uploads buffers. Everything is in the integer coordinates of geo::Position.
namespace anker::basemap {

/// Two levels: detail has everything, overview leaves out buildings, small streets and their names.
/// A tile is a power of two of 1e-7 degrees: 2^17 x 2^16 in detail (about 0.9 x 0.7 km in the Ruhr), eight
/// times that in the overview. No projection is needed to find or place one.
enum class Level : std::uint8_t { Detail, Overview };
constexpr std::array<int, 2> lon_shift{17, 20};
constexpr std::array<int, 2> lat_shift{16, 19};

struct TileKey {
    Level level = Level::Detail;
    std::int32_t x = 0; ///< lon_e7 >> lon_shift
    std::int32_t y = 0; ///< lat_e7 >> lat_shift
    friend constexpr auto operator<=>(const TileKey&, const TileKey&) = default;
};

[[nodiscard]] constexpr TileKey tile_at(Level level, geo::Position p) {
    const auto i = static_cast<std::size_t>(level);
    return {level, p.lon_e7 >> lon_shift[i], p.lat_e7 >> lat_shift[i]};
}
[[nodiscard]] constexpr geo::Position corner_of(TileKey key) {
    const auto i = static_cast<std::size_t>(key.level);
    return {key.x * (1 << lon_shift[i]), key.y * (1 << lat_shift[i])};
}
[[nodiscard]] constexpr geo::Box box_of(TileKey key) {
    const geo::Position corner = corner_of(key);
    const auto i = static_cast<std::size_t>(key.level);
    return {corner, {corner.lon_e7 + (1 << lon_shift[i]) - 1, corner.lat_e7 + (1 << lat_shift[i]) - 1}};
}

/// Filled surfaces, in paint order from below. Names are those of the colour tokens.
enum class FillClass : std::uint8_t {
    Residential,
    Farm,
    Green,
    Park,
    Forest,
    Work,
    Sport,
    Water,
    BuildingSecondary,
    BuildingMain,
    BuildingPublic
};
constexpr std::size_t fill_class_count = 11;

/// Lines, in paint order from below; widths are in the colour tokens (`map.streets`).
enum class StrokeClass : std::uint8_t {
    Footway,
    Steps,
    Cycleway,
    Track,
    Service,
    LivingStreet,
    Residential,
    Secondary,
    Rail,
    Stream
};
constexpr std::size_t stroke_class_count = 10;

/// Triangles of one class. Positions are whole 1e-7 degrees from the tile's corner; surfaces are cut at the
/// tile's edge, buildings are not (they belong to the tile of their first position and may reach over it).
struct FillMesh {
    FillClass fill = FillClass::Residential;
    std::vector<std::int32_t> xy;       ///< x0, y0, x1, y1, ...
    std::vector<std::uint32_t> indices; ///< three per triangle
    std::vector<std::uint32_t>
        outlines; ///< buildings only: lengths of the rings that `xy` is made of, in order
    friend bool operator==(const FillMesh&, const FillMesh&) = default;
};

/// One polyline, cut at the tile's edge with a margin.
struct Stroke {
    StrokeClass stroke = StrokeClass::Footway;
    std::vector<std::int32_t> xy;
    friend bool operator==(const Stroke&, const Stroke&) = default;
};

/// A name on the straightest part of its street: centre, half run along the street, and class for size.
struct Label {
    std::string text;
    StrokeClass stroke = StrokeClass::Residential;
    std::int32_t x = 0, y = 0; ///< centre, from the tile's corner
    std::int32_t
        dx = 0,
        dy = 0; ///< from the centre to the end of the straight part; dx >= 0, so text reads left to right
    friend bool operator==(const Label&, const Label&) = default;
};

struct Tile {
    std::vector<FillMesh> fills; ///< at most one mesh per class, ordered by class
    std::vector<Stroke> strokes; ///< ordered by class
    std::vector<Label> labels;
    friend bool operator==(const Tile&, const Tile&) = default;
};

[[nodiscard]] std::vector<std::uint8_t> encode(const Tile& tile);
[[nodiscard]] Expected<Tile, std::string> decode_tile(std::span<const std::uint8_t> bytes);

/// The data set an event adopts: which tiles exist, and who is to be named.
struct Manifest {
    std::string attribution; ///< shown on every map, as the licence asks
    geo::Box extent;
    std::vector<TileKey> tiles; ///< sorted
    std::vector<std::string>
        tile_hash; ///< BLAKE2b-256 of each tile's bytes: makes the manifest's hash cover them
    friend bool operator==(const Manifest&, const Manifest&) = default;
};
[[nodiscard]] std::vector<std::uint8_t> encode(const Manifest& manifest);
[[nodiscard]] Expected<Manifest, std::string> decode_manifest(std::span<const std::uint8_t> bytes);

} // namespace anker::basemap
