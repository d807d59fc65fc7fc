// SPDX-License-Identifier: Apache-2.0
#include "core/spatial/contiguity.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>

namespace anker::spatial {

namespace {

using Vertex = std::size_t;

struct Cell {
    std::int64_t x = 0;
    std::int64_t y = 0;
    friend bool operator<(const Cell& a, const Cell& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; }
};

double squared_distance(Point a, Point b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/// Points in squares of one size, to find those near a place.
class PointGrid {
public:
    explicit PointGrid(double size) : m_size(size) {}
    void add(Point p, std::size_t value) { m_cells[cell_of(p)].push_back(value); }
    /// Calls `visit` with every value whose square reaches into the box.
    template <class Visit>
    void visit(Point low, Point high, const Visit& visit) const {
        const Cell from = cell_of(low);
        const Cell to = cell_of(high);
        for (std::int64_t x = from.x; x <= to.x; ++x) {
            // Of a column only the squares that hold something: long borders cross many empty ones.
            for (auto at = m_cells.lower_bound(Cell{x, from.y});
                 at != m_cells.end() && at->first.x == x && at->first.y <= to.y; ++at) {
                for (const std::size_t value : at->second) visit(value);
            }
        }
    }

private:
    [[nodiscard]] Cell cell_of(Point p) const {
        return {static_cast<std::int64_t>(std::floor(p.x / m_size)),
                static_cast<std::int64_t>(std::floor(p.y / m_size))};
    }
    double m_size;
    std::map<Cell, std::vector<std::size_t>> m_cells;
};

/// All different vertices; those within the tolerance of each other carry the same name.
struct Vertices {
    std::vector<Point> points;
    std::vector<Vertex> name; ///< [point], the lowest point of its group
};

Vertex name_of(std::vector<Vertex>& parent, Vertex v) {
    while (parent[v] != v) v = parent[v] = parent[parent[v]];
    return v;
}

bool is_before(Point a, Point b) {
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

Vertices vertices_of(std::span<const BorderedArea> areas, double tolerance) {
    Vertices vertices;
    for (const BorderedArea& area : areas) {
        for (const Border& border : area.borders)
            vertices.points.insert(vertices.points.end(), border.begin(), border.end());
    }
    std::sort(vertices.points.begin(), vertices.points.end(), is_before);
    vertices.points.erase(std::unique(vertices.points.begin(), vertices.points.end()), vertices.points.end());
    vertices.name.resize(vertices.points.size());
    std::iota(vertices.name.begin(), vertices.name.end(), Vertex{0});
    if (tolerance <= 0) return vertices;
    // In order of x only those just before can be near.
    Vertex first = 0;
    for (Vertex v = 0; v < vertices.points.size(); ++v) {
        const Point p = vertices.points[v];
        while (vertices.points[first].x < p.x - tolerance) ++first;
        for (Vertex other = first; other < v; ++other) {
            if (squared_distance(p, vertices.points[other]) > tolerance * tolerance) continue;
            const Vertex a = name_of(vertices.name, v);
            const Vertex b = name_of(vertices.name, other);
            vertices.name[std::max(a, b)] = std::min(a, b);
        }
    }
    for (Vertex v = 0; v < vertices.points.size(); ++v) vertices.name[v] = name_of(vertices.name, v);
    return vertices;
}

Vertex vertex_at(const Vertices& vertices, Point p) {
    const auto at = std::lower_bound(vertices.points.begin(), vertices.points.end(), p, is_before);
    return vertices.name[static_cast<std::size_t>(at - vertices.points.begin())];
}

/// Names of the vertices on the line from a to b, in its direction, both ends included.
class Splitter {
public:
    Splitter(const Vertices& vertices, double tolerance)
        : m_vertices(vertices), m_tolerance(tolerance), m_grid(cell_size(vertices, tolerance)) {
        for (Vertex v = 0; v < vertices.points.size(); ++v) {
            if (vertices.name[v] == v) m_grid.add(vertices.points[v], v);
        }
    }

    void split(Point a, Point b, std::vector<Vertex>& along) const {
        struct Hit {
            double at = 0;
            Vertex vertex = 0;
        };
        std::vector<Hit> hits;
        const double length_squared = squared_distance(a, b);
        const Vertex first = vertex_at(m_vertices, a);
        const Vertex last = vertex_at(m_vertices, b);
        m_grid.visit({std::min(a.x, b.x) - m_tolerance, std::min(a.y, b.y) - m_tolerance},
                     {std::max(a.x, b.x) + m_tolerance, std::max(a.y, b.y) + m_tolerance}, [&](Vertex v) {
                         if (v == first || v == last || length_squared == 0) return;
                         const Point p = m_vertices.points[v];
                         const double at =
                             ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length_squared;
                         if (at <= 0 || at >= 1) return;
                         const double cross = (p.x - a.x) * (b.y - a.y) - (p.y - a.y) * (b.x - a.x);
                         if (cross * cross > m_tolerance * m_tolerance * length_squared) return;
                         hits.push_back({at, v});
                     });
        std::sort(hits.begin(), hits.end(), [](const Hit& x, const Hit& y) {
            return x.at != y.at ? x.at < y.at : x.vertex < y.vertex;
        });
        along.assign(1, first);
        for (const Hit& hit : hits) along.push_back(hit.vertex);
        along.push_back(last);
    }

private:
    /// About one vertex per square on average.
    static double cell_size(const Vertices& vertices, double tolerance) {
        double low_y = vertices.points.front().y;
        double high_y = low_y;
        for (const Point p : vertices.points) {
            low_y = std::min(low_y, p.y);
            high_y = std::max(high_y, p.y);
        }
        const double width = vertices.points.back().x - vertices.points.front().x;
        const double side = std::max(width, high_y - low_y);
        const double cells = std::sqrt(static_cast<double>(vertices.points.size()));
        return std::max({side / cells, tolerance, 1e-9});
    }

    const Vertices& m_vertices;
    double m_tolerance;
    PointGrid m_grid;
};

/// A point or a piece of border (two vertices) with an area that has it.
struct Touch {
    Vertex from = 0;
    Vertex to = 0;
    std::size_t area = 0;
    friend bool operator<(const Touch& a, const Touch& b) {
        if (a.from != b.from) return a.from < b.from;
        return a.to != b.to ? a.to < b.to : a.area < b.area;
    }
    friend bool operator==(const Touch&, const Touch&) = default;
};

std::vector<Touch> touches_of(std::span<const BorderedArea> areas, Contiguity contiguity,
                              const Vertices& vertices, double tolerance) {
    const Splitter splitter(vertices, tolerance);
    std::vector<Touch> touches;
    std::vector<Vertex> along;
    for (std::size_t area = 0; area < areas.size(); ++area) {
        for (const Border& border : areas[area].borders) {
            for (std::size_t p = 0; p < border.size(); ++p) {
                splitter.split(border[p], border[(p + 1) % border.size()], along);
                for (std::size_t k = 1; k < along.size(); ++k) {
                    const Vertex from = std::min(along[k - 1], along[k]);
                    const Vertex to = std::max(along[k - 1], along[k]);
                    if (contiguity == Contiguity::Queen) touches.push_back({along[k], along[k], area});
                    if (contiguity == Contiguity::Rook && from != to) touches.push_back({from, to, area});
                }
            }
        }
    }
    std::sort(touches.begin(), touches.end());
    touches.erase(std::unique(touches.begin(), touches.end()), touches.end());
    return touches;
}

} // namespace

double usual_tolerance(std::span<const BorderedArea> areas) {
    for (const BorderedArea& area : areas) {
        for (const Border& border : area.borders) {
            for (const Point p : border) {
                if (std::fabs(p.x) > 180 || std::fabs(p.y) > 90) return 0.1;
            }
        }
    }
    return 1e-6;
}

Expected<Neighbours, std::string> contiguous_areas(std::span<const BorderedArea> areas, Contiguity contiguity,
                                                   double tolerance) {
    Neighbours neighbours;
    neighbours.of.resize(areas.size());
    double largest = 0;
    bool is_empty = true;
    for (const BorderedArea& area : areas) {
        for (const Border& border : area.borders) {
            for (const Point p : border) {
                largest = std::max({largest, std::fabs(p.x), std::fabs(p.y)});
                is_empty = false;
            }
        }
    }
    if (is_empty) return neighbours;
    if (!(largest <= 1e9))
        return failure(std::string("The areas have coordinates beyond 1e9; are they degrees or metres?"));
    if (tolerance > 0 && largest / tolerance > 1e14) {
        return failure(std::string("The tolerance is too small for coordinates of this size: numbers have "
                                   "fewer digits; give a larger one with --tolerance."));
    }
    const Vertices vertices = vertices_of(areas, tolerance);
    const std::vector<Touch> touches = touches_of(areas, contiguity, vertices, tolerance);
    std::vector<Edge> edges;
    for (std::size_t start = 0; start < touches.size();) {
        std::size_t end = start + 1;
        while (end < touches.size() && touches[end].from == touches[start].from &&
               touches[end].to == touches[start].to)
            ++end;
        for (std::size_t a = start; a < end; ++a) {
            for (std::size_t b = a + 1; b < end; ++b) edges.push_back({touches[a].area, touches[b].area, 1});
        }
        start = end;
    }
    const auto list = neighbours_from_edges(areas.size(), edges, Reading::BothWays);
    return list->neighbours; // weights are all 1: no conflict
}

} // namespace anker::spatial
