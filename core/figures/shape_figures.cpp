// SPDX-License-Identifier: Apache-2.0
#include "core/figures/shape_figures.hpp"

#include "core/disclosure/differencing.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace anker::figures {

namespace {

using contribution::Handle;
using contribution::Perspective;
using disclosure::Gate;
using disclosure::GatedCount;
using disclosure::Interval;
using disclosure::Piece;
using disclosure::Reason;
using disclosure::Region;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr auto resident = static_cast<std::size_t>(Perspective::Resident);
/// Needs, resources, and both together, which a rate tells and whoever adds them up knows.
constexpr std::size_t both = contribution::kind_count;
/// [needs, resources, both][perspective]
template <class T>
using Tables = std::array<std::array<T, contribution::perspective_count>, both + 1>;

/// Marks that lie in the same area (one past the last = in none) and the same shapes.
struct Place {
    std::size_t area = 0;
    std::vector<std::size_t> shapes;
    friend bool operator<(const Place& a, const Place& b) {
        return std::tie(a.area, a.shapes) < std::tie(b.area, b.shapes);
    }
};

/// Everything that is counted: by place, and the people in each shape.
struct Counted {
    std::map<Place, Tables<double>> places;
    std::vector<Tables<std::set<base::AuthorId>>> people; ///< [shape]: those that are known
    std::vector<Tables<std::uint32_t>> unknown_people;    ///< [shape]: a person each
};

Counted count_marks(std::span<const DrawnShape> shapes, const aggregate::VoiceCounter& voices,
                    const workspace::State& state) {
    Counted counted;
    counted.people.resize(shapes.size());
    counted.unknown_people.resize(shapes.size());
    std::vector<geo::Box> boxes;
    for (const DrawnShape& shape : shapes) boxes.push_back(geo::bounds(shape.outline));
    const contribution::Columns& c = state.contributions.columns();
    for (Handle row = 0; row < state.contributions.row_count(); ++row) {
        if (c.state[row] != contribution::MarkState::Shown) continue;
        const aggregate::AreaIndex area = voices.area_of(row);
        Place place{area == aggregate::no_area ? voices.areas().size() : area, {}};
        for (std::size_t s = 0; s < shapes.size(); ++s) {
            if (boxes[s].contains(c.at[row]) && geo::contains(shapes[s].outline, c.at[row]))
                place.shapes.push_back(s);
        }
        const auto perspective = static_cast<std::size_t>(c.perspective[row]);
        const base::AuthorId person = aggregate::person_behind(c, row);
        Tables<double>& tables = counted.places[place];
        for (const std::size_t table : {static_cast<std::size_t>(c.kind[row]), both}) {
            tables[table][perspective] += 1;
            for (const std::size_t s : place.shapes) {
                if (person.is_none())
                    ++counted.unknown_people[s][table][perspective];
                else
                    counted.people[s][table][perspective].insert(person);
            }
        }
    }
    return counted;
}

Interval told_by(const GatedCount& count, const disclosure::Rules& rules) {
    const double minimum = rules.minimum_count;
    switch (count.reason()) {
    case Reason::None: {
        const auto behind = rules.counts_behind(count.value());
        return {static_cast<double>(behind.low), static_cast<double>(behind.high)};
    }
    case Reason::TooFew:
        return {1, minimum - 1};
    case Reason::Complement:
    case Reason::Dominance:
        return {minimum, infinity};
    default:
        return {0, infinity};
    }
}

Interval told_by(const disclosure::GatedRate& rate, double count, const disclosure::Rules& rules) {
    if (rate.is_shown() && rules.round_to == 0) return {count, count};
    if (rate.is_shown()) {
        const auto behind = rules.counts_behind(rules.rounded(static_cast<std::uint32_t>(count)));
        return {static_cast<double>(behind.low), static_cast<double>(behind.high)};
    }
    const double minimum = rules.minimum_count;
    if (rate.reason() == Reason::TooFew) return {1, minimum - 1};
    const bool is_many = rate.reason() == Reason::Complement || rate.reason() == Reason::Dominance;
    return {is_many ? minimum : 0, infinity};
}

Interval plus(const Interval& a, const Interval& b) {
    return {a.low + b.low, a.high + b.high};
}

/// What is told of an area's table; `count` is the true one.
Interval told_of_area(const AreaFigures& area, std::size_t table, std::size_t perspective, double count,
                      const disclosure::Rules& rules) {
    const auto kind = [&](const KindFigures& of_kind) {
        return told_by(perspective == resident ? of_kind.residents : of_kind.professionals, rules);
    };
    if (table == 0) return kind(area.needs);
    if (table == 1) return kind(area.resources);
    const Interval sum = plus(kind(area.needs), kind(area.resources));
    if (perspective != resident) return sum;
    const Interval by_rate = told_by(area.voices_per_1000, count, rules);
    return {std::max(sum.low, by_rate.low), std::min(sum.high, by_rate.high)};
}

/// One table of counts cut into pieces, with all regions whose counts somebody may know: the shapes first,
/// then the areas that share marks with a shape, all others together, and the whole.
struct Ground {
    std::vector<Piece> pieces;
    std::vector<Region> regions;
    std::vector<double> shape_counts;
};

Ground ground_of(const Counted& counted, std::size_t shapes, const Figures& figures, std::size_t table,
                 std::size_t perspective, const disclosure::Rules& rules) {
    std::set<std::size_t> touched;
    for (const auto& [place, tables] : counted.places) {
        if (!place.shapes.empty()) touched.insert(place.area);
    }
    std::map<std::size_t, double> of_area;
    for (const auto& [place, tables] : counted.places) of_area[place.area] += tables[table][perspective];
    const auto told = [&](std::size_t area) -> Interval {
        if (area < figures.areas.size())
            return told_of_area(figures.areas[area], table, perspective, of_area[area], rules);
        if (perspective != resident) return {};
        const Interval needs = told_by(figures.needs_outside, rules);
        const Interval resources = told_by(figures.resources_outside, rules);
        return table == 0 ? needs : table == 1 ? resources : plus(needs, resources);
    };
    Ground ground;
    ground.regions.resize(shapes);
    ground.shape_counts.resize(shapes, 0);
    std::map<std::size_t, std::size_t> region_of;
    for (const std::size_t area : touched) {
        region_of[area] = ground.regions.size();
        const Interval known = told(area);
        ground.regions.push_back({known.is_point(), known});
    }
    const std::size_t elsewhere = ground.regions.size();
    Interval known_elsewhere{0, 0};
    for (std::size_t area = 0; area <= figures.areas.size(); ++area) {
        if (!touched.contains(area)) known_elsewhere = plus(known_elsewhere, told(area));
    }
    ground.regions.push_back({known_elsewhere.is_point(), known_elsewhere});
    const std::size_t whole = ground.regions.size();
    ground.regions.push_back({true, {}}); // everybody can count the marks on the map
    Piece rest{0, {elsewhere, whole}};
    for (const auto& [place, tables] : counted.places) {
        const double count = tables[table][perspective];
        const auto region = region_of.find(place.area);
        if (region == region_of.end()) {
            rest.count += count;
            continue;
        }
        Piece piece{count, place.shapes};
        piece.regions.push_back(region->second);
        piece.regions.push_back(whole);
        ground.pieces.push_back(std::move(piece));
        for (const std::size_t shape : place.shapes) ground.shape_counts[shape] += count;
    }
    ground.pieces.push_back(std::move(rest));
    return ground;
}

/// Whether the shape can be told beside what is told already, and leaves those shapes as safe as they were.
bool may_be_told(Ground& ground, std::size_t shape, double minimum) {
    ground.regions[shape].is_published = true;
    bool is_safe = disclosure::judge_shape(ground.pieces, ground.regions, shape, minimum).may_be_published;
    for (std::size_t other = 0; is_safe && other < ground.shape_counts.size(); ++other) {
        if (other != shape && ground.regions[other].is_published)
            is_safe = disclosure::judge_shape(ground.pieces, ground.regions, shape, minimum, other)
                          .may_be_published;
    }
    ground.regions[shape].is_published = is_safe;
    return is_safe;
}

/// Tables of one perspective, decided together.
class Judge {
public:
    Judge(const Counted& counted, std::size_t shapes, const Figures& figures, std::size_t perspective,
          const Gate& gate)
        : m_counted(counted), m_perspective(perspective), m_minimum(gate.rules().minimum_count) {
        for (std::size_t table = 0; table <= both; ++table)
            m_grounds.push_back(ground_of(counted, shapes, figures, table, perspective, gate.rules()));
    }

    /// Why needs and resources in the shape are withheld; None = they are told, and count for what follows.
    std::array<Reason, contribution::kind_count> judge(std::size_t shape) {
        std::array<Reason, contribution::kind_count> reasons{};
        for (std::size_t kind = 0; kind < reasons.size(); ++kind) {
            reasons[kind] = own_reason(shape, kind);
            Ground& ground = m_grounds[kind];
            if (reasons[kind] == Reason::None && !may_be_told(ground, shape, m_minimum))
                reasons[kind] = Reason::Difference;
            if (reasons[kind] == Reason::TooFew) ground.regions[shape].told = {1, m_minimum - 1};
        }
        const bool tells_sum = reasons[0] == Reason::None && reasons[1] == Reason::None;
        if (!tells_sum || may_be_told(m_grounds[both], shape, m_minimum)) return reasons;
        for (std::size_t kind = 0; kind < reasons.size(); ++kind) {
            m_grounds[kind].regions[shape].is_published = false;
            reasons[kind] = Reason::Difference;
        }
        return reasons;
    }

    [[nodiscard]] std::uint32_t count(std::size_t shape, std::size_t kind) const {
        return static_cast<std::uint32_t>(m_grounds[kind].shape_counts[shape]);
    }

private:
    [[nodiscard]] Reason own_reason(std::size_t shape, std::size_t kind) const {
        const double n = m_grounds[kind].shape_counts[shape];
        if (n > 0 && n < m_minimum) return Reason::TooFew;
        const double people = static_cast<double>(m_counted.people[shape][kind][m_perspective].size()) +
                              static_cast<double>(m_counted.unknown_people[shape][kind][m_perspective]);
        return n > 0 && people < m_minimum ? Reason::Dominance : Reason::None;
    }

    const Counted& m_counted;
    std::size_t m_perspective;
    double m_minimum;
    std::vector<Ground> m_grounds; ///< needs, resources, both
};

} // namespace

std::vector<ShapeFigures> make_shape_figures(std::span<const DrawnShape> shapes, const Inputs& inputs,
                                             const workspace::State& state, const Figures& figures,
                                             const Gate& gate) {
    const Counted counted = count_marks(shapes, *inputs.voices, state);
    std::array<Judge, contribution::perspective_count> judges{
        Judge(counted, shapes.size(), figures, 0, gate), Judge(counted, shapes.size(), figures, 1, gate)};
    std::vector<ShapeFigures> result;
    for (std::size_t shape = 0; shape < shapes.size(); ++shape) {
        const std::array reasons{judges[0].judge(shape), judges[1].judge(shape)};
        const auto gated = [&](std::size_t kind, std::size_t perspective) {
            const Reason reason = reasons[perspective][kind];
            return reason == Reason::None ? gate.count(judges[perspective].count(shape, kind))
                                          : gate.withheld(reason);
        };
        using Row = std::array<GatedCount, contribution::perspective_count>;
        result.push_back({{Row{gated(0, 0), gated(0, 1)}, Row{gated(1, 0), gated(1, 1)}}});
    }
    return result;
}

} // namespace anker::figures
