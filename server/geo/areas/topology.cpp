// SPDX-License-Identifier: Apache-2.0
#include "server/geo/areas/topology.hpp"

#include "core/quartier/quartier.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/vector/geos.hpp"

namespace anker::exchange {

namespace {

constexpr double smallest_m2 = 1;                   ///< below this, two offices simply rounded differently
constexpr double smallest_boundary_hole_m2 = 2'000; ///< a hole people would notice in a Quartier
constexpr double finest_boundary_m = 2;

std::size_t position_count(const geo::MultiPolygon& polygons) {
    std::size_t count = 0;
    for (const geo::Polygon& polygon : polygons) {
        count += polygon.outer.size();
        for (const geo::Ring& hole : polygon.holes) count += hole.size();
    }
    return count;
}

class Measure {
public:
    Measure(const std::vector<aggregate::Area>& areas, Topology& topology)
        : m_areas(areas), m_topology(topology) {
        for (const aggregate::Area& area : areas) {
            m_boxes.push_back(geo::bounds(area.shape));
            topology.extent.add(m_boxes.back());
        }
        m_origin = topology.extent.min;
        m_scale = geo::local_scale_at(topology.extent.centre().lat_e7);
        for (const aggregate::Area& area : areas) m_shapes.push_back(m_geos.from(area.shape, m_origin));
    }

    Done find_overlaps(Watch& watch) {
        for (std::size_t a = 0; a < m_areas.size(); ++a) {
            ANKER_DO(watch.step("Comparing areas", a, m_areas.size()));
            for (std::size_t b = a + 1; b < m_areas.size(); ++b) {
                if (!m_boxes[a].overlaps(m_boxes[b])) continue;
                const Geometry shared = m_geos.intersection(m_shapes[a].get(), m_shapes[b].get());
                const double m2 = square_metres(shared.get());
                if (m2 < smallest_m2) continue;
                ++m_topology.overlapping_pairs;
                m_topology.overlap_m2 += m2;
                if (m2 > m_topology.worst_overlap_m2) {
                    m_topology.worst_overlap_m2 = m2;
                    m_topology.worst_overlap =
                        in_quotes(m_areas[a].key) + " and " + in_quotes(m_areas[b].key);
                }
            }
        }
        return {};
    }

    Done find_union() {
        const Geometry all = m_geos.valid(m_geos.unite(std::move(m_shapes)));
        if (!all)
            return failure(
                std::string("The areas cannot be united into a boundary; repair their outlines first."));
        m_topology.union_m2 = square_metres(all.get());
        geo::MultiPolygon outline = m_geos.polygons(all.get(), m_origin);
        for (geo::Polygon& polygon : outline)
            std::erase_if(polygon.holes, [this](const geo::Ring& h) { return is_filled(h); });
        std::erase_if(outline, [this](const geo::Polygon& polygon) {
            return geo::area_m2({geo::Polygon{polygon.outer, {}}}, m_scale) < smallest_m2;
        });
        simplify(outline);
        return {};
    }

private:
    double square_metres(const GEOSGeometry* geometry) const {
        return m_geos.area(geometry) * m_scale.east_m(1) * m_scale.north_m(1);
    }

    /// Counts a hole as a gap; small ones do not belong into a boundary.
    bool is_filled(const geo::Ring& hole) {
        const double m2 = geo::area_m2({geo::Polygon{hole, {}}}, m_scale);
        if (m2 >= smallest_m2) {
            ++m_topology.gaps;
            m_topology.gaps_m2 += m2;
            if (m2 > m_topology.largest_gap_m2) {
                m_topology.largest_gap_m2 = m2;
                m_topology.largest_gap = hole.front();
            }
        }
        return m2 < smallest_boundary_hole_m2;
    }

    /// As fine as the limit allows.
    void simplify(const geo::MultiPolygon& outline) {
        const Geometry exact = m_geos.from(outline, m_origin);
        for (double tolerance_m = finest_boundary_m; exact && tolerance_m < 5'000; tolerance_m *= 2) {
            const Geometry simple =
                m_geos.valid(m_geos.simplified(exact.get(), tolerance_m / m_scale.north_m(1)));
            m_topology.boundary = m_geos.polygons(simple.get(), m_origin);
            m_topology.boundary_tolerance_m = tolerance_m;
            if (position_count(m_topology.boundary) <= quartier::max_boundary_positions) return;
        }
        m_topology.boundary.clear(); // the extent must do
    }

    const std::vector<aggregate::Area>& m_areas;
    Topology& m_topology;
    Geos m_geos;
    std::vector<geo::Box> m_boxes;
    std::vector<Geometry> m_shapes;
    geo::Position m_origin;
    geo::LocalScale m_scale;
};

} // namespace

Expected<Topology, std::string> topology_of(const std::vector<aggregate::Area>& areas, Watch& watch) {
    Topology topology;
    Measure measure(areas, topology);
    ANKER_DO(measure.find_overlaps(watch));
    ANKER_DO(measure.find_union());
    return topology;
}

} // namespace anker::exchange
