// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/basemap/tile.hpp"
#include "web/map/camera.hpp"
#include "web/map/gl/renderer.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace anker::map {

/// Names of streets with their places, for labels and for choosing a place without a map.
struct StreetName {
    std::string text;
    basemap::StrokeClass stroke = basemap::StrokeClass::Residential;
    geo::Position centre;
    geo::Position end; ///< of the straight part the name stands on
};

/// The base map's tiles: which are needed, which are on the way, which are on the graphics card.
class BaseMap {
public:
    /// Starts over with another base map; empty hash = there is none.
    void adopt(const std::string& manifest_hash);
    /// The manifest arrived. False where it cannot be read.
    bool take_manifest(std::string_view bytes);
    [[nodiscard]] bool needs_manifest() const { return !m_hash.empty() && !m_has_manifest; }
    [[nodiscard]] bool is_known() const { return m_has_manifest; }
    [[nodiscard]] const std::string& hash() const { return m_hash; }
    [[nodiscard]] const std::string& attribution() const { return m_attribution; }

    /// Tiles seen on this ground that have not been asked for; they count as asked for from now on.
    [[nodiscard]] std::vector<basemap::TileKey> missing(const geo::Box& ground, basemap::Level level);
    void take_tile(basemap::TileKey key, std::string_view bytes, geo::LocalScale scale);
    /// The tile could not be had; it is asked for again when next seen.
    void tile_failed(basemap::TileKey key) { m_asked.erase(key); }

    [[nodiscard]] std::vector<gl::PlacedTile> placed(const geo::Box& ground, basemap::Level level) const;
    /// Names of all tiles loaded, most important first.
    [[nodiscard]] const std::vector<StreetName>& names() const { return m_names; }
    [[nodiscard]] std::size_t tiles_loaded() const { return m_tiles.size(); }
    /// Counts loads; caches compare it.
    [[nodiscard]] std::uint32_t revision() const { return m_revision; }

private:
    std::string m_hash;
    std::string m_attribution;
    bool m_has_manifest = false;
    std::set<basemap::TileKey> m_exists;
    std::set<basemap::TileKey> m_asked;
    std::map<basemap::TileKey, gl::TileMesh> m_tiles;
    std::vector<StreetName> m_names;
    std::uint32_t m_revision = 0;
};

} // namespace anker::map
