// SPDX-License-Identifier: Apache-2.0
#include "server/geo/base_map/labels.hpp"

#include "core/base/text.hpp"
#include "server/geo/base_map/line_cut.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace anker::exchange {

namespace {

constexpr double largest_bend = 0.02; ///< deviation from the chord, as a part of the chord's length

struct Point {
    double x = 0, y = 0;
};

struct Run {
    Point from, to;
    double length = 0;
};

std::size_t character_count(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++count)
        i += std::max<std::size_t>(1, base::code_point_at(text, i).bytes);
    return count;
}

/// Joins lines at ends where exactly two of them meet.
std::vector<Line> stitched(std::vector<Line> lines) {
    std::map<geo::Position, std::vector<std::size_t>> ends;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        ends[lines[i].front()].push_back(i);
        ends[lines[i].back()].push_back(i);
    }
    for (const auto& [at, touching] : ends) {
        if (touching.size() != 2 || touching[0] == touching[1]) continue;
        // A joined line lives on in one of the two places; follow it by its ends.
        const auto line_ending_here = [&lines, at = at](std::size_t not_this) {
            for (std::size_t i = 0; i < lines.size(); ++i) {
                if (i != not_this && !lines[i].empty() && (lines[i].front() == at || lines[i].back() == at))
                    return i;
            }
            return lines.size();
        };
        const std::size_t a = line_ending_here(lines.size());
        const std::size_t b = a < lines.size() ? line_ending_here(a) : lines.size();
        if (b >= lines.size()) continue;
        if (lines[a].front() == at) std::reverse(lines[a].begin(), lines[a].end());
        if (lines[b].back() == at) std::reverse(lines[b].begin(), lines[b].end());
        lines[a].insert(lines[a].end(), lines[b].begin() + 1, lines[b].end());
        lines[b].clear();
    }
    std::erase_if(lines, [](const Line& line) { return line.size() < 2; });
    return lines;
}

double distance(Point a, Point b) {
    return std::sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
}

/// How far the points between `first` and `last` lie to the left of their chord, on average; nothing where
/// one of them lies too far off.
bool is_straight(const std::vector<Point>& points, std::size_t first, std::size_t last, double& mean_offset) {
    const Point a = points[first];
    const Point b = points[last];
    const double chord = distance(a, b);
    if (chord == 0) return false;
    double weighted = 0;
    double walked = 0;
    double before = 0;
    for (std::size_t i = first + 1; i <= last; ++i) {
        const double offset = ((b.x - a.x) * (points[i].y - a.y) - (b.y - a.y) * (points[i].x - a.x)) / chord;
        if (std::abs(offset) > largest_bend * chord) return false;
        const double step = distance(points[i - 1], points[i]);
        weighted += step * (before + offset) / 2;
        walked += step;
        before = offset;
    }
    if (walked > chord * 1.1) return false; // turns back on itself
    mean_offset = weighted / walked;
    return true;
}

void add_runs(const std::vector<Point>& points, const LabelRule& rule, std::vector<Run>& runs) {
    for (std::size_t first = 0; first + 1 < points.size(); ++first) {
        std::size_t best = first + 1;
        double best_offset = 0;
        double walked = 0;
        for (std::size_t last = first + 1; last < points.size(); ++last) {
            walked += distance(points[last - 1], points[last]);
            if (walked > rule.longest_run_m && last > first + 1) break;
            double offset = 0;
            if (is_straight(points, first, last, offset)) {
                best = last;
                best_offset = offset;
            }
        }
        const Point a = points[first];
        const Point b = points[best];
        const double length = distance(a, b);
        if (length == 0) continue;
        // Onto the middle of the street's own course.
        const Point shift{-(b.y - a.y) / length * best_offset, (b.x - a.x) / length * best_offset};
        const auto pieces = static_cast<int>(std::max(1.0, std::floor(length / rule.longest_run_m + 0.5)));
        for (int i = 0; i < pieces; ++i) {
            const auto along = [&](double fraction) {
                return Point{a.x + (b.x - a.x) * fraction + shift.x, a.y + (b.y - a.y) * fraction + shift.y};
            };
            runs.push_back({along(double(i) / pieces), along(double(i + 1) / pieces), length / pieces});
        }
    }
}

} // namespace

std::vector<PlacedLabel> place_labels(const std::vector<const MapLine*>& streets, geo::LocalScale scale,
                                      const LabelRule& rule) {
    std::map<std::pair<std::string, basemap::StrokeClass>, std::vector<Line>> by_name;
    for (const MapLine* street : streets) {
        if (!street->name.empty()) by_name[{street->name, street->stroke}].push_back(street->positions);
    }
    std::vector<PlacedLabel> labels;
    for (auto& [name, lines] : by_name) {
        if (base::find_text_fault(name.first, 200) != base::TextFault::None) continue;
        const geo::Position origin = lines.front().front();
        std::vector<Run> runs;
        for (const Line& line : stitched(std::move(lines))) {
            std::vector<Point> points;
            for (const geo::Position p : line) {
                points.push_back({scale.east_m(std::int64_t{p.lon_e7} - origin.lon_e7),
                                  scale.north_m(std::int64_t{p.lat_e7} - origin.lat_e7)});
            }
            add_runs(points, rule, runs);
        }
        std::stable_sort(runs.begin(), runs.end(),
                         [](const Run& a, const Run& b) { return a.length > b.length; });
        const double needed =
            static_cast<double>(character_count(name.first) + 2) * rule.metres_per_character;
        std::vector<Point> taken;
        for (const Run& run : runs) {
            if (run.length < needed) break;
            const Point centre{(run.from.x + run.to.x) / 2, (run.from.y + run.to.y) / 2};
            const auto too_near = [&](Point other) { return distance(centre, other) < rule.apart_m; };
            if (std::any_of(taken.begin(), taken.end(), too_near)) continue;
            taken.push_back(centre);
            const auto lon = [&](double metres) {
                return static_cast<std::int32_t>(std::lround(metres / scale.east_m(1)));
            };
            const auto lat = [&](double metres) {
                return static_cast<std::int32_t>(std::lround(metres / scale.north_m(1)));
            };
            PlacedLabel label{name.first,
                              name.second,
                              {origin.lon_e7 + lon(centre.x), origin.lat_e7 + lat(centre.y)},
                              lon(run.to.x - centre.x),
                              lat(run.to.y - centre.y)};
            if (label.dx < 0 || (label.dx == 0 && label.dy < 0)) {
                label.dx = -label.dx;
                label.dy = -label.dy;
            }
            labels.push_back(std::move(label));
        }
    }
    return labels;
}

} // namespace anker::exchange
