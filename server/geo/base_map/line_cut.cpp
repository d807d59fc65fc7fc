// SPDX-License-Identifier: Apache-2.0
#include "server/geo/base_map/line_cut.hpp"

#include <cmath>
#include <optional>

namespace anker::exchange {

namespace {

struct Span {
    double from = 0;
    double to = 1;
};

/// Liang and Barsky 1984: the part of a segment inside the box, as fractions of it.
std::optional<Span> inside(geo::Position a, geo::Position b, const geo::Box& box) {
    Span span;
    const double dx = static_cast<double>(std::int64_t{b.lon_e7} - a.lon_e7);
    const double dy = static_cast<double>(std::int64_t{b.lat_e7} - a.lat_e7);
    const double p[4] = {-dx, dx, -dy, dy};
    const double q[4] = {static_cast<double>(std::int64_t{a.lon_e7} - box.min.lon_e7),
                         static_cast<double>(std::int64_t{box.max.lon_e7} - a.lon_e7),
                         static_cast<double>(std::int64_t{a.lat_e7} - box.min.lat_e7),
                         static_cast<double>(std::int64_t{box.max.lat_e7} - a.lat_e7)};
    for (int side = 0; side < 4; ++side) {
        if (p[side] == 0) {
            if (q[side] < 0) return std::nullopt;
            continue;
        }
        const double t = q[side] / p[side];
        if (p[side] < 0) {
            if (t > span.to) return std::nullopt;
            if (t > span.from) span.from = t;
        } else {
            if (t < span.from) return std::nullopt;
            if (t < span.to) span.to = t;
        }
    }
    return span;
}

geo::Position at(geo::Position a, geo::Position b, double fraction) {
    if (fraction <= 0) return a;
    if (fraction >= 1) return b;
    return {static_cast<std::int32_t>(a.lon_e7 + std::llround((double(b.lon_e7) - a.lon_e7) * fraction)),
            static_cast<std::int32_t>(a.lat_e7 + std::llround((double(b.lat_e7) - a.lat_e7) * fraction))};
}

double distance_from_chord(geo::Position p, geo::Position a, geo::Position b, geo::LocalScale scale) {
    const double bx = scale.east_m(std::int64_t{b.lon_e7} - a.lon_e7);
    const double by = scale.north_m(std::int64_t{b.lat_e7} - a.lat_e7);
    const double px = scale.east_m(std::int64_t{p.lon_e7} - a.lon_e7);
    const double py = scale.north_m(std::int64_t{p.lat_e7} - a.lat_e7);
    const double length = std::sqrt(bx * bx + by * by);
    if (length == 0) return std::sqrt(px * px + py * py);
    return std::abs(bx * py - by * px) / length;
}

} // namespace

std::vector<Line> cut_line(std::span<const geo::Position> line, const geo::Box& box) {
    std::vector<Line> parts;
    bool open = false;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const auto span = inside(line[i], line[i + 1], box);
        if (!span) {
            open = false;
            continue;
        }
        const geo::Position from = at(line[i], line[i + 1], span->from);
        const geo::Position to = at(line[i], line[i + 1], span->to);
        if (!open || span->from > 0) {
            if (!parts.empty() && parts.back().size() < 2) parts.pop_back();
            parts.push_back({from});
        }
        if (parts.back().back() != to) parts.back().push_back(to);
        open = span->to >= 1;
    }
    if (!parts.empty() && parts.back().size() < 2) parts.pop_back();
    return parts;
}

Line simplified_line(std::span<const geo::Position> line, geo::LocalScale scale, double tolerance_m) {
    if (line.size() <= 2) return {line.begin(), line.end()};
    std::vector<bool> keep(line.size(), false);
    keep.front() = keep.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, line.size() - 1}};
    while (!open.empty()) {
        const auto [first, last] = open.back();
        open.pop_back();
        double furthest = tolerance_m;
        std::size_t split = 0;
        for (std::size_t i = first + 1; i < last; ++i) {
            const double distance = distance_from_chord(line[i], line[first], line[last], scale);
            if (distance > furthest) {
                furthest = distance;
                split = i;
            }
        }
        if (split == 0) continue;
        keep[split] = true;
        open.emplace_back(first, split);
        open.emplace_back(split, last);
    }
    Line result;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (keep[i]) result.push_back(line[i]);
    }
    return result;
}

} // namespace anker::exchange
