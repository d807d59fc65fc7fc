// SPDX-License-Identifier: Apache-2.0
#include "core/access/street_graph.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <queue>
#include <utility>

namespace anker::access {

namespace {

constexpr double cell_m = 100;

std::int64_t millimetres(double metres) {
    return std::llround(metres * 1000);
}

/// Gives every vertex its node.
class NodeFinder {
public:
    NodeFinder(std::vector<geo::Position>& nodes, geo::LocalScale scale, double snap_m)
        : m_nodes(nodes), m_scale(scale), m_snap_m(snap_m) {}

    std::uint32_t node_at(geo::Position p) {
        if (const auto known = m_exact.find(p); known != m_exact.end()) return known->second;
        const std::uint32_t node = m_snap_m > 0 ? near(p) : added(p);
        m_exact.emplace(p, node);
        return node;
    }

private:
    using Cell = std::pair<std::int64_t, std::int64_t>;

    [[nodiscard]] Cell cell_of(geo::Position p) const {
        return {static_cast<std::int64_t>(std::floor(m_scale.east_m(p.lon_e7) / m_snap_m)),
                static_cast<std::int64_t>(std::floor(m_scale.north_m(p.lat_e7) / m_snap_m))};
    }
    std::uint32_t added(geo::Position p) {
        m_nodes.push_back(p);
        return static_cast<std::uint32_t>(m_nodes.size() - 1);
    }
    /// The nearest node within the tolerance, else a new one.
    std::uint32_t near(geo::Position p) {
        const Cell cell = cell_of(p);
        double nearest_m = m_snap_m;
        std::optional<std::uint32_t> nearest;
        for (std::int64_t x = cell.first - 1; x <= cell.first + 1; ++x) {
            for (std::int64_t y = cell.second - 1; y <= cell.second + 1; ++y) {
                const auto found = m_cells.find({x, y});
                if (found == m_cells.end()) continue;
                for (const std::uint32_t node : found->second) {
                    const double distance = m_scale.distance_m(p, m_nodes[node]);
                    if (distance < nearest_m || (distance == nearest_m && !nearest)) {
                        nearest_m = distance;
                        nearest = node;
                    }
                }
            }
        }
        if (nearest) return *nearest;
        const std::uint32_t node = added(p);
        m_cells[cell].push_back(node);
        return node;
    }

    std::vector<geo::Position>& m_nodes;
    geo::LocalScale m_scale;
    double m_snap_m;
    std::map<geo::Position, std::uint32_t> m_exact;
    std::map<Cell, std::vector<std::uint32_t>> m_cells;
};

} // namespace

StreetGraph::StreetGraph(std::span<const StreetLine> lines, geo::LocalScale scale, double snap_m)
    : m_scale(scale) {
    NodeFinder finder(m_nodes, scale, snap_m);
    for (const StreetLine& line : lines) {
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            const std::uint32_t from = finder.node_at(line[i]);
            const std::uint32_t to = finder.node_at(line[i + 1]);
            if (from == to) continue;
            m_segments.push_back({from, to, millimetres(m_scale.distance_m(m_nodes[from], m_nodes[to]))});
        }
    }
    add_neighbours();
    for (std::uint32_t s = 0; s < m_segments.size(); ++s) add_to_cells(s);
    std::sort(m_cells.begin(), m_cells.end());
    m_cells.erase(std::unique(m_cells.begin(), m_cells.end()), m_cells.end());
}

void StreetGraph::add_neighbours() {
    m_first_neighbour.assign(m_nodes.size() + 1, 0);
    for (const Segment& segment : m_segments) {
        ++m_first_neighbour[segment.from + 1];
        ++m_first_neighbour[segment.to + 1];
    }
    for (std::size_t n = 0; n < m_nodes.size(); ++n) m_first_neighbour[n + 1] += m_first_neighbour[n];
    m_neighbours.resize(m_segments.size() * 2);
    std::vector<std::size_t> next(m_first_neighbour.begin(), m_first_neighbour.end());
    for (const Segment& segment : m_segments) {
        m_neighbours[next[segment.from]++] = {segment.to, segment.length_mm};
        m_neighbours[next[segment.to]++] = {segment.from, segment.length_mm};
    }
}

StreetGraph::Cell StreetGraph::cell_at(double east_m, double north_m) const {
    return {static_cast<std::int64_t>(std::floor(east_m / cell_m)),
            static_cast<std::int64_t>(std::floor(north_m / cell_m))};
}

/// In pieces of one cell's length: the box around a long slanting segment would cover far more cells.
void StreetGraph::add_to_cells(std::uint32_t index) {
    const Segment& segment = m_segments[index];
    const double east = east_of(m_nodes[segment.from]);
    const double north = north_of(m_nodes[segment.from]);
    const double to_east = east_of(m_nodes[segment.to]) - east;
    const double to_north = north_of(m_nodes[segment.to]) - north;
    const auto pieces = static_cast<int>(static_cast<double>(segment.length_mm) / 1000 / cell_m) + 1;
    Cell last = cell_at(east, north);
    for (int piece = 1; piece <= pieces; ++piece) {
        const double share = static_cast<double>(piece) / pieces;
        const Cell next = cell_at(east + share * to_east, north + share * to_north);
        for (std::int64_t x = std::min(last.x, next.x); x <= std::max(last.x, next.x); ++x) {
            for (std::int64_t y = std::min(last.y, next.y); y <= std::max(last.y, next.y); ++y)
                m_cells.push_back({{x, y}, index});
        }
        last = next;
    }
}

std::vector<std::size_t> StreetGraph::component_sizes() const {
    std::vector<std::uint8_t> is_seen(m_nodes.size(), 0);
    std::vector<std::size_t> sizes;
    std::vector<std::uint32_t> waiting;
    for (std::uint32_t start = 0; start < m_nodes.size(); ++start) {
        if (is_seen[start] != 0) continue;
        std::size_t size = 0;
        is_seen[start] = 1;
        waiting.push_back(start);
        while (!waiting.empty()) {
            const std::uint32_t node = waiting.back();
            waiting.pop_back();
            ++size;
            for (std::size_t n = m_first_neighbour[node]; n < m_first_neighbour[node + 1]; ++n) {
                if (std::exchange(is_seen[m_neighbours[n].node], std::uint8_t{1}) == 0)
                    waiting.push_back(m_neighbours[n].node);
            }
        }
        sizes.push_back(size);
    }
    return sizes;
}

std::size_t StreetGraph::components() const {
    return component_sizes().size();
}

std::size_t StreetGraph::largest_component() const {
    const std::vector<std::size_t> sizes = component_sizes();
    return sizes.empty() ? 0 : *std::max_element(sizes.begin(), sizes.end());
}

std::optional<Attachment> StreetGraph::attach(geo::Position p, double max_off_m) const {
    const double east = east_of(p);
    const double north = north_of(p);
    const Cell low = cell_at(east - max_off_m, north - max_off_m);
    const Cell high = cell_at(east + max_off_m, north + max_off_m);
    double nearest = max_off_m * max_off_m;
    std::optional<std::pair<std::uint32_t, double>> found; // segment and share of its length
    const auto look_at = [&](std::uint32_t index) {
        const Segment& segment = m_segments[index];
        const double from_east = east_of(m_nodes[segment.from]);
        const double from_north = north_of(m_nodes[segment.from]);
        const double run_east = east_of(m_nodes[segment.to]) - from_east;
        const double run_north = north_of(m_nodes[segment.to]) - from_north;
        const double square = run_east * run_east + run_north * run_north;
        const double along = (east - from_east) * run_east + (north - from_north) * run_north;
        const double share = square > 0 ? std::clamp(along / square, 0.0, 1.0) : 0;
        const double off_east = from_east + share * run_east - east;
        const double off_north = from_north + share * run_north - north;
        const double off = off_east * off_east + off_north * off_north;
        const bool is_nearer =
            found ? off < nearest || (off == nearest && index < found->first) : off <= nearest;
        if (!is_nearer) return;
        nearest = off;
        found = {index, share};
    };
    for (std::int64_t x = low.x; x <= high.x; ++x) {
        const CellEntry first{{x, low.y}, 0};
        for (auto entry = std::lower_bound(m_cells.begin(), m_cells.end(), first);
             entry != m_cells.end() && entry->cell.x == x && entry->cell.y <= high.y; ++entry)
            look_at(entry->segment);
    }
    if (!found) return std::nullopt;
    const std::int64_t length = m_segments[found->first].length_mm;
    const std::int64_t along = std::llround(found->second * static_cast<double>(length));
    return Attachment{found->first, along, millimetres(std::sqrt(nearest))};
}

StreetGraph::Reach StreetGraph::reach_from(const Attachment& source) const {
    Reach reach(m_nodes.size(), no_way_mm);
    using Entry = std::pair<std::int64_t, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> waiting;
    const auto offer = [&](std::uint32_t node, std::int64_t way) {
        if (way >= reach[node]) return;
        reach[node] = way;
        waiting.emplace(way, node);
    };
    const Segment& segment = m_segments[source.segment];
    offer(segment.from, source.off_mm + source.along_mm);
    offer(segment.to, source.off_mm + segment.length_mm - source.along_mm);
    while (!waiting.empty()) {
        const auto [way, node] = waiting.top();
        waiting.pop();
        if (way > reach[node]) continue;
        for (std::size_t n = m_first_neighbour[node]; n < m_first_neighbour[node + 1]; ++n)
            offer(m_neighbours[n].node, way + m_neighbours[n].length_mm);
    }
    return reach;
}

std::int64_t StreetGraph::way_mm(const Reach& reach, const Attachment& source,
                                 const Attachment& target) const {
    const Segment& segment = m_segments[target.segment];
    std::int64_t way = no_way_mm;
    const auto offer = [&](std::int64_t to_node, std::int64_t rest) {
        if (to_node != no_way_mm) way = std::min(way, to_node + rest + target.off_mm);
    };
    offer(reach[segment.from], target.along_mm);
    offer(reach[segment.to], segment.length_mm - target.along_mm);
    if (source.segment == target.segment) offer(source.off_mm, std::abs(source.along_mm - target.along_mm));
    return way;
}

} // namespace anker::access
