// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/area_set.hpp"

#include "core/base/bytes.hpp"

namespace anker::aggregate {

namespace {

constexpr std::uint32_t magic = 0x31414B41; // "AKA1"

void write_ring(base::ByteWriter& out, const geo::Ring& ring, geo::Position& last) {
    out.varint(ring.size());
    for (const geo::Position p : ring) {
        out.signed_varint(std::int64_t{p.lon_e7} - last.lon_e7);
        out.signed_varint(std::int64_t{p.lat_e7} - last.lat_e7);
        last = p;
    }
}

geo::Ring read_ring(base::ByteReader& in, geo::Position& last) {
    geo::Ring ring(in.count(2));
    for (geo::Position& p : ring) {
        const std::int64_t lon = last.lon_e7 + in.signed_varint();
        const std::int64_t lat = last.lat_e7 + in.signed_varint();
        if (!geo::is_on_earth(lon, lat)) {
            in.fail();
            return {};
        }
        p = {static_cast<std::int32_t>(lon), static_cast<std::int32_t>(lat)};
        last = p;
    }
    return ring;
}

} // namespace

std::vector<std::uint8_t> encode(const AreaSet& set) {
    base::ByteWriter out;
    out.u32(magic);
    out.text(set.version_date);
    out.varint(set.areas.size());
    geo::Position last;
    for (const Area& area : set.areas) {
        out.text(area.key);
        out.text(area.name);
        out.varint(area.shape.size());
        for (const geo::Polygon& polygon : area.shape) {
            write_ring(out, polygon.outer, last);
            out.varint(polygon.holes.size());
            for (const geo::Ring& hole : polygon.holes) write_ring(out, hole, last);
        }
        out.varint(area.triangles.size());
        std::int64_t previous = 0;
        for (const std::uint32_t index : area.triangles) {
            out.signed_varint(std::int64_t{index} - previous);
            previous = index;
        }
    }
    return out.take();
}

Expected<AreaSet, std::string> decode_area_set(std::span<const std::uint8_t> bytes) {
    base::ByteReader in(bytes);
    if (in.u32() != magic) return failure(std::string("areas: not an area data set of this version"));
    AreaSet set;
    set.version_date = in.text();
    set.areas.resize(in.count(4));
    geo::Position last;
    for (Area& area : set.areas) {
        area.key = in.text();
        area.name = in.text();
        area.shape.resize(in.count(2));
        std::size_t positions = 0;
        for (geo::Polygon& polygon : area.shape) {
            polygon.outer = read_ring(in, last);
            positions += polygon.outer.size();
            polygon.holes.resize(in.count(1));
            for (geo::Ring& hole : polygon.holes) {
                hole = read_ring(in, last);
                positions += hole.size();
            }
        }
        area.triangles.resize(in.count(1));
        std::int64_t previous = 0;
        for (std::uint32_t& index : area.triangles) {
            previous += in.signed_varint();
            if (previous < 0 || previous >= static_cast<std::int64_t>(positions)) in.fail();
            index = static_cast<std::uint32_t>(previous);
        }
        if (in.failed()) break;
    }
    if (in.failed() || in.remaining() != 0)
        return failure("areas: broken at byte " + std::to_string(in.position()));
    return set;
}

AreaLocator::AreaLocator(const AreaSet& set) : m_set(set), m_cells(cells_per_side * cells_per_side) {
    m_boxes.resize(set.areas.size());
    for (std::size_t i = 0; i < set.areas.size(); ++i) {
        for (const geo::Polygon& polygon : set.areas[i].shape) {
            m_boxes[i].push_back(geo::bounds({polygon}));
            m_bounds.add(m_boxes[i].back());
        }
    }
    for (std::size_t i = 0; i < set.areas.size(); ++i) {
        const geo::Box box = geo::bounds(set.areas[i].shape);
        if (box.is_empty()) continue;
        const std::size_t first = cell_of(box.min);
        const std::size_t last = cell_of(box.max);
        for (std::size_t y = first / cells_per_side; y <= last / cells_per_side; ++y) {
            for (std::size_t x = first % cells_per_side; x <= last % cells_per_side; ++x) {
                m_cells[y * cells_per_side + x].push_back(static_cast<AreaIndex>(i));
            }
        }
    }
}

std::size_t AreaLocator::cell_of(geo::Position p) const {
    const auto along = [](std::int64_t value, std::int64_t min, std::int64_t max) {
        return static_cast<std::size_t>((value - min) * cells_per_side / (max - min + 1));
    };
    return along(p.lat_e7, m_bounds.min.lat_e7, m_bounds.max.lat_e7) * cells_per_side +
           along(p.lon_e7, m_bounds.min.lon_e7, m_bounds.max.lon_e7);
}

AreaIndex AreaLocator::find(geo::Position p) const {
    if (m_bounds.is_empty() || !m_bounds.contains(p)) return no_area;
    for (const AreaIndex area : m_cells[cell_of(p)]) {
        for (std::size_t k = 0; k < m_boxes[area].size(); ++k) {
            if (m_boxes[area][k].contains(p) && geo::contains(m_set.areas[area].shape[k], p)) return area;
        }
    }
    return no_area;
}

} // namespace anker::aggregate
