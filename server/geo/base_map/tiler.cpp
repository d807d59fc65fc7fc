// SPDX-License-Identifier: Apache-2.0
#include "server/geo/base_map/tiler.hpp"

#include "server/geo/base_map/classify.hpp"
#include "server/geo/base_map/labels.hpp"
#include "server/geo/base_map/line_cut.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/vector/geos.hpp"

#include <algorithm>
#include <set>

namespace anker::exchange {

namespace {

using basemap::Level;
using basemap::TileKey;

/// Strokes reach over the tile's edge by this much (about 45 m north, 28 m east), so that joins and the
/// widest casing of the neighbour are drawn in full.
constexpr std::int32_t stroke_margin = 4'096;

/// In the overview a pixel is about 6 m and more.
constexpr double overview_tolerance_m = 8;
constexpr double overview_smallest_m2 = 4'000;

class Tiler {
public:
    Tiler(const geo::Box& window, TiledMap& map)
        : m_window(window), m_scale(geo::local_scale_at(window.centre().lat_e7)), m_map(map) {}

    [[nodiscard]] geo::LocalScale scale() const { return m_scale; }
    [[nodiscard]] const geo::Box& window() const { return m_window; }

    void add_surface(const MapSurface& surface) {
        const geo::Box box = geo::bounds(surface.shape);
        if (!box.overlaps(m_window)) {
            ++m_map.outside;
            return;
        }
        const Geometry shape = valid_shape(surface.shape, box.min);
        if (!shape) return;
        ++m_map.fills[static_cast<std::size_t>(surface.fill)];
        cut_surface(Level::Detail, surface.fill, shape.get(), box);
        add_to_overview(surface.fill, shape.get(), box);
    }

    void add_building(const MapSurface& building) {
        const geo::Position first = building.shape.front().outer.front();
        if (!m_window.contains(first)) {
            ++m_map.outside;
            return;
        }
        const Geometry shape = valid_shape(building.shape, first);
        if (!shape) return;
        const geo::MultiPolygon parts = m_geos.polygons(shape.get(), first);
        if (parts.empty()) return;
        ++m_map.fills[static_cast<std::size_t>(building.fill)];
        const TileKey key = basemap::tile_at(Level::Detail, first);
        for (const geo::Polygon& part : parts) add_mesh(key, building.fill, part);
    }

    void add_line(const MapLine& line) {
        geo::Box box;
        for (const geo::Position p : line.positions) box.add(p);
        if (!box.overlaps(m_window)) {
            ++m_map.outside;
            return;
        }
        ++m_map.strokes[static_cast<std::size_t>(line.stroke)];
        cut_stroke(Level::Detail, line.stroke, line.positions, box);
        if (line.in_overview) {
            const Line simple = simplified_line(line.positions, m_scale, overview_tolerance_m);
            cut_stroke(Level::Overview, line.stroke, simple, box);
        }
    }

    void add_label(Level level, const PlacedLabel& label) {
        if (!m_window.contains(label.centre)) return;
        const TileKey key = basemap::tile_at(level, label.centre);
        const geo::Position corner = basemap::corner_of(key);
        m_map.tiles[key].labels.push_back({label.text, label.stroke, label.centre.lon_e7 - corner.lon_e7,
                                           label.centre.lat_e7 - corner.lat_e7, label.dx, label.dy});
        if (level == Level::Detail) ++m_map.labels;
    }

private:
    /// Null, and counted, where nothing can be drawn.
    Geometry valid_shape(const geo::MultiPolygon& polygons, geo::Position origin) {
        Geometry shape = m_geos.from(polygons, origin);
        if (shape && GEOSisValid_r(m_geos.context(), shape.get()) != 1) ++m_map.repaired;
        shape = m_geos.valid(std::move(shape));
        if (!shape || m_geos.area(shape.get()) == 0) {
            ++m_map.not_drawn;
            return m_geos.own(nullptr);
        }
        return shape;
    }

    void add_to_overview(basemap::FillClass fill, const GEOSGeometry* shape, const geo::Box& box) {
        const double m2 = m_geos.area(shape) * m_scale.east_m(1) * m_scale.north_m(1);
        if (m2 < overview_smallest_m2) return;
        Geometry simple = m_geos.valid(m_geos.simplified(shape, overview_tolerance_m / m_scale.north_m(1)));
        if (simple) cut_surface(Level::Overview, fill, simple.get(), box);
    }

    /// Keys of the tiles that the box touches inside the window.
    template <class Use>
    void for_tiles(Level level, const geo::Box& box, Use use) const {
        const auto i = static_cast<std::size_t>(level);
        const TileKey first = basemap::tile_at(level, {std::max(box.min.lon_e7, m_window.min.lon_e7),
                                                       std::max(box.min.lat_e7, m_window.min.lat_e7)});
        const TileKey last = basemap::tile_at(level, {std::min(box.max.lon_e7, m_window.max.lon_e7),
                                                      std::min(box.max.lat_e7, m_window.max.lat_e7)});
        for (std::int32_t x = first.x; x <= last.x; ++x) {
            for (std::int32_t y = first.y; y <= last.y; ++y) {
                const TileKey key{level, x, y};
                const geo::Position corner = basemap::corner_of(key);
                // One more than box_of: neighbours share the edge, so that no gap shows.
                use(key, geo::Box{corner,
                                  {corner.lon_e7 + (1 << basemap::lon_shift[i]),
                                   corner.lat_e7 + (1 << basemap::lat_shift[i])}});
            }
        }
    }

    void cut_surface(Level level, basemap::FillClass fill, const GEOSGeometry* shape, const geo::Box& box) {
        const geo::Position origin = box.min;
        for_tiles(level, box, [&](TileKey key, const geo::Box& tile) {
            const bool whole = tile.contains(box.min) && tile.contains(box.max);
            Geometry part = whole ? m_geos.own(GEOSGeom_clone_r(m_geos.context(), shape))
                                  : m_geos.cut(shape, double(tile.min.lon_e7) - origin.lon_e7,
                                               double(tile.min.lat_e7) - origin.lat_e7,
                                               double(tile.max.lon_e7) - origin.lon_e7,
                                               double(tile.max.lat_e7) - origin.lat_e7);
            part = m_geos.valid(std::move(part));
            for (const geo::Polygon& polygon : m_geos.polygons(part.get(), origin))
                add_mesh(key, fill, polygon);
        });
    }

    void add_mesh(TileKey key, basemap::FillClass fill, const geo::Polygon& polygon) {
        const Geos::Triangles triangles = m_geos.triangulate(polygon);
        if (!triangles.is_complete) ++m_map.not_drawn;
        if (triangles.indices.empty()) return;
        basemap::FillMesh& mesh = mesh_of(key, fill);
        const geo::Position corner = basemap::corner_of(key);
        const auto base = static_cast<std::uint32_t>(mesh.xy.size() / 2);
        const auto add_ring = [&](const geo::Ring& ring) {
            for (const geo::Position p : ring) {
                mesh.xy.push_back(p.lon_e7 - corner.lon_e7);
                mesh.xy.push_back(p.lat_e7 - corner.lat_e7);
            }
            if (is_building(fill)) mesh.outlines.push_back(static_cast<std::uint32_t>(ring.size()));
        };
        add_ring(polygon.outer);
        for (const geo::Ring& hole : polygon.holes) add_ring(hole);
        for (const std::uint32_t index : triangles.indices) mesh.indices.push_back(base + index);
        m_map.triangles += triangles.indices.size() / 3;
    }

    basemap::FillMesh& mesh_of(TileKey key, basemap::FillClass fill) {
        std::vector<basemap::FillMesh>& fills = m_map.tiles[key].fills;
        const auto at = std::lower_bound(
            fills.begin(), fills.end(), fill,
            [](const basemap::FillMesh& mesh, basemap::FillClass f) { return mesh.fill < f; });
        if (at != fills.end() && at->fill == fill) return *at;
        return *fills.insert(at, basemap::FillMesh{fill, {}, {}, {}});
    }

    void cut_stroke(Level level, basemap::StrokeClass stroke, const Line& line, geo::Box box) {
        box = {{box.min.lon_e7 - stroke_margin, box.min.lat_e7 - stroke_margin},
               {box.max.lon_e7 + stroke_margin, box.max.lat_e7 + stroke_margin}};
        for_tiles(level, box, [&](TileKey key, geo::Box tile) {
            const geo::Position corner = tile.min;
            tile = {{tile.min.lon_e7 - stroke_margin, tile.min.lat_e7 - stroke_margin},
                    {tile.max.lon_e7 + stroke_margin, tile.max.lat_e7 + stroke_margin}};
            for (const Line& part : cut_line(line, tile)) {
                basemap::Stroke piece{stroke, {}};
                for (const geo::Position p : part) {
                    piece.xy.push_back(p.lon_e7 - corner.lon_e7);
                    piece.xy.push_back(p.lat_e7 - corner.lat_e7);
                }
                m_map.tiles[key].strokes.push_back(std::move(piece));
            }
        });
    }

    geo::Box m_window;
    geo::LocalScale m_scale;
    TiledMap& m_map;
    Geos m_geos;
};

/// Classes with a `label_from` in the tokens of the look; paths and drives stay without names.
bool has_label(basemap::StrokeClass stroke) {
    using enum basemap::StrokeClass;
    return stroke == LivingStreet || stroke == Residential || stroke == Secondary;
}

void add_labels(const MapSource& source, Tiler& tiler, TiledMap& map) {
    std::vector<const MapLine*> all;
    std::vector<const MapLine*> main_roads;
    std::set<std::string_view> names;
    for (const MapLine& line : source.lines) {
        if (line.name.empty() || !has_label(line.stroke)) continue;
        all.push_back(&line);
        names.insert(line.name);
        if (line.in_overview) main_roads.push_back(&line);
    }
    map.street_names = names.size();
    for (const PlacedLabel& label : place_labels(all, tiler.scale(), detail_labels)) {
        tiler.add_label(Level::Detail, label);
    }
    for (const PlacedLabel& label : place_labels(main_roads, tiler.scale(), overview_labels)) {
        tiler.add_label(Level::Overview, label);
    }
}

} // namespace

Expected<TiledMap, std::string> cut_into_tiles(const MapSource& source, const geo::Box& window,
                                               Watch& watch) {
    TiledMap map;
    Tiler tiler(window, map);
    const std::size_t total = source.surfaces.size() + source.buildings.size() + source.lines.size();
    std::size_t done = 0;
    const auto next = [&] { return watch.step("Cutting tiles", ++done, total); };
    for (const MapSurface& surface : source.surfaces) {
        tiler.add_surface(surface);
        ANKER_DO(next());
        if (map.tiles.size() > max_tiles) {
            return failure("The map needs more than " + grouped(max_tiles) +
                           " tiles; cut a smaller extract around the Quartier.");
        }
    }
    for (const MapSurface& building : source.buildings) {
        tiler.add_building(building);
        ANKER_DO(next());
    }
    for (const MapLine& line : source.lines) {
        tiler.add_line(line);
        ANKER_DO(next());
    }
    add_labels(source, tiler, map);
    for (auto& [key, tile] : map.tiles) {
        std::stable_sort(
            tile.strokes.begin(), tile.strokes.end(),
            [](const basemap::Stroke& a, const basemap::Stroke& b) { return a.stroke < b.stroke; });
    }
    return map;
}

} // namespace anker::exchange
