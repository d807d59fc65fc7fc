// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/geo/position.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace anker::access {

/// The course of one street. Streets meet where they share a vertex: a bridge over a road shares none.
using StreetLine = std::vector<geo::Position>;

constexpr std::int64_t no_way_mm = std::numeric_limits<std::int64_t>::max();

/// A place on a street: the nearest point of the nearest segment.
struct Attachment {
    std::uint32_t segment = 0;
    std::int64_t along_mm = 0; ///< from the segment's first node
    std::int64_t off_mm = 0;   ///< straight from the position to the street
};

/// Streets as a graph to walk on, both ways. All lengths are whole millimetres, so that a way is equally long
/// in both directions, whatever the order in which its parts are added.
class StreetGraph {
public:
    /// Vertices at most `snap_m` apart become one node (the first one's place); 0 = only equal ones.
    StreetGraph(std::span<const StreetLine> lines, geo::LocalScale scale, double snap_m);

    [[nodiscard]] std::size_t nodes() const { return m_nodes.size(); }
    [[nodiscard]] std::size_t segments() const { return m_segments.size(); }
    /// Groups of streets with no way between them: more than one is common (courtyards, map edges), many
    /// hint at streets that miss each other.
    [[nodiscard]] std::size_t components() const;
    /// Nodes in the largest of them.
    [[nodiscard]] std::size_t largest_component() const;

    /// Nothing where no street is within `max_off_m`. Of equally near segments the first.
    [[nodiscard]] std::optional<Attachment> attach(geo::Position p, double max_off_m) const;

    /// Shortest way to every node, in millimetres.
    using Reach = std::vector<std::int64_t>;
    [[nodiscard]] Reach reach_from(const Attachment& source) const;
    /// From the source of `reach` to `target`, with both ways from and to the door.
    [[nodiscard]] std::int64_t way_mm(const Reach& reach, const Attachment& source,
                                      const Attachment& target) const;

private:
    struct Segment {
        std::uint32_t from = 0;
        std::uint32_t to = 0;
        std::int64_t length_mm = 0;
    };
    struct Neighbour {
        std::uint32_t node = 0;
        std::int64_t length_mm = 0;
    };
    struct Cell {
        std::int64_t x = 0;
        std::int64_t y = 0;
        friend constexpr auto operator<=>(const Cell&, const Cell&) = default;
    };
    struct CellEntry {
        Cell cell;
        std::uint32_t segment = 0;
        friend constexpr auto operator<=>(const CellEntry&, const CellEntry&) = default;
    };

    [[nodiscard]] Cell cell_at(double east_m, double north_m) const;
    [[nodiscard]] double east_of(geo::Position p) const { return m_scale.east_m(p.lon_e7); }
    [[nodiscard]] double north_of(geo::Position p) const { return m_scale.north_m(p.lat_e7); }
    void add_neighbours();
    void add_to_cells(std::uint32_t segment);
    [[nodiscard]] std::vector<std::size_t> component_sizes() const;

    geo::LocalScale m_scale;
    std::vector<geo::Position> m_nodes;
    std::vector<Segment> m_segments;
    std::vector<std::size_t> m_first_neighbour; ///< per node into m_neighbours, with an end
    std::vector<Neighbour> m_neighbours;
    std::vector<CellEntry> m_cells; ///< sorted
};

} // namespace anker::access
