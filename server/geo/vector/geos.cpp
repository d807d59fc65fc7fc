// SPDX-License-Identifier: Apache-2.0
#include "server/geo/vector/geos.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace anker::exchange {

namespace {

/// GEOS tells its troubles through these; a null result says the same, so they are dropped.
void ignore(const char*, ...) {}

std::uint64_t vertex_key(std::int64_t x, std::int64_t y) {
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(x)) << 32) |
           static_cast<std::uint32_t>(static_cast<std::int32_t>(y));
}

/// Twice the area: exact, because differences stay below 5 degrees.
std::int64_t doubled_area(const geo::Ring& ring) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geo::Position a = ring[i];
        const geo::Position b = ring[(i + 1) % ring.size()];
        sum += (std::int64_t{a.lon_e7} - ring[0].lon_e7) * (std::int64_t{b.lat_e7} - ring[0].lat_e7) -
               (std::int64_t{b.lon_e7} - ring[0].lon_e7) * (std::int64_t{a.lat_e7} - ring[0].lat_e7);
    }
    return sum < 0 ? -sum : sum;
}

} // namespace

Geos::Geos() : m_context(GEOS_init_r()) {
    GEOSContext_setNoticeHandler_r(m_context, ignore);
    GEOSContext_setErrorHandler_r(m_context, ignore);
}

Geos::~Geos() {
    GEOS_finish_r(m_context);
}

GEOSGeometry* Geos::ring_from(std::span<const geo::Position> ring, geo::Position origin) const {
    std::vector<geo::Position> clean;
    for (const geo::Position p : ring) {
        if (clean.empty() || clean.back() != p) clean.push_back(p);
    }
    while (clean.size() > 1 && clean.front() == clean.back()) clean.pop_back();
    if (clean.size() < 3) return nullptr;
    const auto count = static_cast<unsigned>(clean.size() + 1);
    GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(m_context, count, 2);
    for (unsigned i = 0; i < count; ++i) {
        const geo::Position p = clean[i % clean.size()];
        GEOSCoordSeq_setXY_r(m_context, sequence, i,
                             static_cast<double>(std::int64_t{p.lon_e7} - origin.lon_e7),
                             static_cast<double>(std::int64_t{p.lat_e7} - origin.lat_e7));
    }
    return GEOSGeom_createLinearRing_r(m_context, sequence);
}

Geometry Geos::from(const geo::Polygon& polygon, geo::Position origin) const {
    GEOSGeometry* outer = ring_from(polygon.outer, origin);
    if (outer == nullptr) return own(nullptr);
    std::vector<GEOSGeometry*> holes;
    for (const geo::Ring& hole : polygon.holes) {
        if (GEOSGeometry* ring = ring_from(hole, origin)) holes.push_back(ring);
    }
    return own(GEOSGeom_createPolygon_r(m_context, outer, holes.data(), static_cast<unsigned>(holes.size())));
}

Geometry Geos::from(const geo::MultiPolygon& polygons, geo::Position origin) const {
    std::vector<GEOSGeometry*> parts;
    for (const geo::Polygon& polygon : polygons) {
        if (Geometry part = from(polygon, origin)) parts.push_back(part.release());
    }
    if (parts.empty()) return own(nullptr);
    return own(GEOSGeom_createCollection_r(m_context, GEOS_MULTIPOLYGON, parts.data(),
                                           static_cast<unsigned>(parts.size())));
}

geo::Ring Geos::ring(const GEOSGeometry* line, geo::Position origin) const {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(m_context, line);
    unsigned count = 0;
    GEOSCoordSeq_getSize_r(m_context, sequence, &count);
    geo::Ring ring;
    for (unsigned i = 0; i + 1 < count; ++i) { // the last repeats the first
        double x = 0;
        double y = 0;
        GEOSCoordSeq_getXY_r(m_context, sequence, i, &x, &y);
        const geo::Position p{static_cast<std::int32_t>(std::llround(x) + origin.lon_e7),
                              static_cast<std::int32_t>(std::llround(y) + origin.lat_e7)};
        if (ring.empty() || ring.back() != p) ring.push_back(p);
    }
    while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    return ring;
}

void Geos::add_polygons(const GEOSGeometry* geometry, geo::Position origin, geo::MultiPolygon& out) const {
    if (geometry == nullptr || GEOSisEmpty_r(m_context, geometry) == 1) return;
    const int type = GEOSGeomTypeId_r(m_context, geometry);
    if (type == GEOS_POLYGON) {
        geo::Polygon polygon{ring(GEOSGetExteriorRing_r(m_context, geometry), origin), {}};
        if (polygon.outer.size() < 3) return;
        const int holes = GEOSGetNumInteriorRings_r(m_context, geometry);
        for (int i = 0; i < holes; ++i) {
            geo::Ring hole = ring(GEOSGetInteriorRingN_r(m_context, geometry, i), origin);
            if (hole.size() >= 3) polygon.holes.push_back(std::move(hole));
        }
        out.push_back(std::move(polygon));
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        const int parts = GEOSGetNumGeometries_r(m_context, geometry);
        for (int i = 0; i < parts; ++i) add_polygons(GEOSGetGeometryN_r(m_context, geometry, i), origin, out);
    }
}

geo::MultiPolygon Geos::polygons(const GEOSGeometry* geometry, geo::Position origin) const {
    geo::MultiPolygon out;
    add_polygons(geometry, origin, out);
    return out;
}

std::optional<Geos::Fault> Geos::fault(const GEOSGeometry* geometry) const {
    char* reason = nullptr;
    GEOSGeometry* at = nullptr;
    const char valid = GEOSisValidDetail_r(m_context, geometry, 0, &reason, &at);
    const Geometry owned = own(at);
    std::optional<Fault> result;
    if (valid != 1) {
        result = Fault{reason != nullptr ? reason : "it cannot be checked", 0, 0};
        if (owned) {
            GEOSGeomGetX_r(m_context, owned.get(), &result->x);
            GEOSGeomGetY_r(m_context, owned.get(), &result->y);
        }
    }
    if (reason != nullptr) GEOSFree_r(m_context, reason);
    return result;
}

Geometry Geos::valid(Geometry geometry) const {
    if (!geometry) return geometry;
    if (GEOSisValid_r(m_context, geometry.get()) != 1)
        geometry = own(GEOSMakeValid_r(m_context, geometry.get()));
    if (!geometry) return geometry;
    // Rounds to whole coordinates and stays valid; new vertices of a repair or a cut are fractions until
    // here.
    return own(GEOSGeom_setPrecision_r(m_context, geometry.get(), 1.0, 0));
}

Geometry Geos::cut(const GEOSGeometry* geometry, double x0, double y0, double x1, double y1) const {
    return own(GEOSClipByRect_r(m_context, geometry, x0, y0, x1, y1));
}

Geometry Geos::unite(std::vector<Geometry> geometries) const {
    std::vector<GEOSGeometry*> parts;
    for (Geometry& geometry : geometries) {
        if (geometry) parts.push_back(geometry.release());
    }
    if (parts.empty()) return own(nullptr);
    const Geometry all = own(GEOSGeom_createCollection_r(m_context, GEOS_GEOMETRYCOLLECTION, parts.data(),
                                                         static_cast<unsigned>(parts.size())));
    return all ? own(GEOSUnaryUnion_r(m_context, all.get())) : own(nullptr);
}

Geometry Geos::intersection(const GEOSGeometry* a, const GEOSGeometry* b) const {
    return own(GEOSIntersection_r(m_context, a, b));
}

Geometry Geos::simplified(const GEOSGeometry* geometry, double tolerance) const {
    return own(GEOSTopologyPreserveSimplify_r(m_context, geometry, tolerance));
}

double Geos::area(const GEOSGeometry* geometry) const {
    double area = 0;
    return geometry != nullptr && GEOSArea_r(m_context, geometry, &area) == 1 ? area : 0;
}

Geos::Triangles Geos::triangulate(const geo::Polygon& polygon) const {
    Triangles result;
    const geo::Position origin = polygon.outer.empty() ? geo::Position{} : polygon.outer.front();
    std::unordered_map<std::uint64_t, std::uint32_t> vertex;
    std::uint32_t next = 0;
    const auto add_ring = [&](const geo::Ring& ring) {
        for (const geo::Position p : ring) {
            vertex.emplace(
                vertex_key(std::int64_t{p.lon_e7} - origin.lon_e7, std::int64_t{p.lat_e7} - origin.lat_e7),
                next++);
        }
    };
    add_ring(polygon.outer);
    std::int64_t wanted = doubled_area(polygon.outer);
    for (const geo::Ring& hole : polygon.holes) {
        add_ring(hole);
        wanted -= doubled_area(hole);
    }
    const Geometry shape = from(polygon, origin);
    const Geometry triangles =
        shape ? own(GEOSConstrainedDelaunayTriangulation_r(m_context, shape.get())) : own(nullptr);
    std::int64_t covered = 0;
    const int count = triangles ? GEOSGetNumGeometries_r(m_context, triangles.get()) : 0;
    for (int i = 0; i < count; ++i) {
        const GEOSGeometry* triangle = GEOSGetGeometryN_r(m_context, triangles.get(), i);
        const geo::Ring corners = ring(GEOSGetExteriorRing_r(m_context, triangle), {});
        if (corners.size() != 3) continue;
        std::array<std::uint32_t, 3> indices{};
        bool known = true;
        for (std::size_t c = 0; c < 3; ++c) {
            const auto found = vertex.find(vertex_key(corners[c].lon_e7, corners[c].lat_e7));
            known = known && found != vertex.end();
            if (known) indices[c] = found->second;
        }
        if (!known) continue;
        result.indices.insert(result.indices.end(), indices.begin(), indices.end());
        covered += doubled_area(corners);
    }
    result.is_complete = covered == wanted;
    return result;
}

} // namespace anker::exchange
