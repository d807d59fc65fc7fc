// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/geo/polygon.hpp"

#include <cstdint>
#include <geos_c.h>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace anker::exchange {

struct GeometryFree {
    GEOSContextHandle_t context = nullptr;
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context, geometry); }
};
using Geometry = std::unique_ptr<GEOSGeometry, GeometryFree>;

/// GEOS on our integer positions. Coordinates in a Geometry are 1e-7 degrees counted from an origin that the
/// caller chooses, so they are whole numbers that a double holds exactly. A null Geometry means that GEOS
/// could not do it.
class Geos {
public:
    Geos();
    ~Geos();
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;

    /// Rings with fewer than three different positions are left out; null where nothing remains.
    [[nodiscard]] Geometry from(const geo::Polygon& polygon, geo::Position origin = {}) const;
    [[nodiscard]] Geometry from(const geo::MultiPolygon& polygons, geo::Position origin = {}) const;

    /// The polygons in a geometry of any kind; lines and points are left out. Coordinates are rounded.
    [[nodiscard]] geo::MultiPolygon polygons(const GEOSGeometry* geometry, geo::Position origin = {}) const;

    struct Fault {
        std::string reason; ///< as GEOS says it: "Self-intersection", "Ring Self-intersection", ...
        double x = 0, y = 0;
    };
    /// What makes the geometry invalid, if anything.
    [[nodiscard]] std::optional<Fault> fault(const GEOSGeometry* geometry) const;

    /// Valid polygons on whole coordinates that cover the same place. Already valid geometries keep their
    /// vertices.
    [[nodiscard]] Geometry valid(Geometry geometry) const;

    [[nodiscard]] Geometry cut(const GEOSGeometry* geometry, double x0, double y0, double x1,
                               double y1) const;
    [[nodiscard]] Geometry unite(std::vector<Geometry> geometries) const;
    [[nodiscard]] Geometry intersection(const GEOSGeometry* a, const GEOSGeometry* b) const;
    [[nodiscard]] Geometry simplified(const GEOSGeometry* geometry, double tolerance) const;
    [[nodiscard]] double area(const GEOSGeometry* geometry) const;

    struct Triangles {
        std::vector<std::uint32_t>
            indices;             ///< three each, into the positions in reading order (outer ring, holes)
        bool is_complete = true; ///< the triangles cover exactly the polygon
    };
    /// Triangles of a valid polygon, without new vertices.
    [[nodiscard]] Triangles triangulate(const geo::Polygon& polygon) const;

    [[nodiscard]] GEOSContextHandle_t context() const { return m_context; }
    [[nodiscard]] Geometry own(GEOSGeometry* geometry) const { return {geometry, GeometryFree{m_context}}; }

private:
    [[nodiscard]] GEOSGeometry* ring_from(std::span<const geo::Position> ring, geo::Position origin) const;
    void add_polygons(const GEOSGeometry* geometry, geo::Position origin, geo::MultiPolygon& out) const;
    [[nodiscard]] geo::Ring ring(const GEOSGeometry* ring, geo::Position origin) const;

    GEOSContextHandle_t m_context;
};

} // namespace anker::exchange
