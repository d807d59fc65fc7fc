// SPDX-License-Identifier: Apache-2.0
#include "web/map/base_map.hpp"

#include <algorithm>

namespace anker::map {

namespace {

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

void BaseMap::adopt(const std::string& manifest_hash) {
    if (manifest_hash == m_hash) return;
    *this = BaseMap{};
    m_hash = manifest_hash;
}

bool BaseMap::take_manifest(std::string_view bytes) {
    const auto manifest = basemap::decode_manifest(bytes_of(bytes));
    if (!manifest) return false;
    m_has_manifest = true;
    m_attribution = manifest->attribution;
    m_exists.insert(manifest->tiles.begin(), manifest->tiles.end());
    ++m_revision;
    return true;
}

std::vector<basemap::TileKey> BaseMap::missing(const geo::Box& ground, basemap::Level level) {
    std::vector<basemap::TileKey> keys;
    if (ground.is_empty()) return keys;
    const basemap::TileKey first = basemap::tile_at(level, ground.min);
    const basemap::TileKey last = basemap::tile_at(level, ground.max);
    for (std::int32_t y = first.y; y <= last.y; ++y) {
        for (std::int32_t x = first.x; x <= last.x; ++x) {
            const basemap::TileKey key{level, x, y};
            if (m_exists.contains(key) && m_asked.insert(key).second) keys.push_back(key);
        }
    }
    return keys;
}

void BaseMap::take_tile(basemap::TileKey key, std::string_view bytes, geo::LocalScale scale) {
    const auto tile = basemap::decode_tile(bytes_of(bytes));
    if (!tile) return; // a damaged tile stays a hole; asking again would bring the same bytes
    m_tiles[key] = gl::mesh_of(*tile, scale);
    const geo::Position corner = basemap::corner_of(key);
    if (key.level == basemap::Level::Detail) {
        for (const basemap::Label& label : tile->labels) {
            const geo::Position centre{corner.lon_e7 + label.x, corner.lat_e7 + label.y};
            m_names.push_back(
                {label.text, label.stroke, centre, {centre.lon_e7 + label.dx, centre.lat_e7 + label.dy}});
        }
        std::stable_sort(m_names.begin(), m_names.end(),
                         [](const StreetName& a, const StreetName& b) { return a.stroke > b.stroke; });
    }
    ++m_revision;
}

std::vector<gl::PlacedTile> BaseMap::placed(const geo::Box& ground, basemap::Level level) const {
    // Buildings belong to the tile of their first corner and may reach over: one tile's width more on each
    // side would draw four times as much, so only a tenth of a tile is added.
    geo::Box wide = ground;
    const auto i = static_cast<std::size_t>(level);
    const std::int32_t lon = (1 << basemap::lon_shift[i]) / 10;
    const std::int32_t lat = (1 << basemap::lat_shift[i]) / 10;
    wide.min = {wide.min.lon_e7 - lon, wide.min.lat_e7 - lat};
    wide.max = {wide.max.lon_e7 + lon, wide.max.lat_e7 + lat};
    std::vector<gl::PlacedTile> tiles;
    for (const auto& [key, mesh] : m_tiles) {
        if (key.level == level && basemap::box_of(key).overlaps(wide))
            tiles.push_back({&mesh, basemap::corner_of(key)});
    }
    return tiles;
}

} // namespace anker::map
