// SPDX-License-Identifier: Apache-2.0
#include "core/index/outranking.hpp"

#include <algorithm>
#include <numeric>

namespace anker::index {

namespace {

using math::Matrix;
using Areas = std::vector<std::size_t>;

/// Sums of weights differ in their last bits by the order of adding; they must not make two equal rankings
/// differ.
constexpr double rounding = 1e-9;

/// Areas by their sums e(a, .), the largest first, equal ones in their own order.
Areas by_sums(const Matrix& e) {
    std::vector<double> sums(e.rows(), 0);
    for (std::size_t a = 0; a < e.rows(); ++a) {
        for (std::size_t b = 0; b < e.rows(); ++b) sums[a] += e(a, b);
    }
    Areas order(e.rows());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return sums[a] > sums[b] + rounding; });
    return order;
}

bool beats(const Matrix& e, std::size_t a, std::size_t b) {
    return e(a, b) > e(b, a) + rounding;
}

/// Areas in the order in which a depth-first walk along victories (or defeats) leaves them; `start` gives the
/// order of beginnings. Only areas of `is_open` are visited, and closed.
void walk(const Matrix& e, std::size_t start, bool is_forwards, std::vector<bool>& is_open, Areas& left) {
    struct Step {
        std::size_t area;
        std::size_t next;
    };
    std::vector<Step> path{{start, 0}};
    is_open[start] = false;
    while (!path.empty()) {
        Step& step = path.back();
        const std::size_t a = step.area;
        while (step.next < e.rows() &&
               !(is_open[step.next] && (is_forwards ? beats(e, a, step.next) : beats(e, step.next, a))))
            ++step.next;
        if (step.next == e.rows()) {
            left.push_back(a);
            path.pop_back();
            continue;
        }
        is_open[step.next] = false;
        path.push_back({step.next, 0});
    }
}

/// Groups of areas that beat each other in a circle (Kosaraju's strong components), each in the order of
/// `preferred`.
std::vector<Areas> strong_components(const Matrix& e, const Areas& preferred) {
    std::vector<bool> is_open(e.rows(), true);
    Areas left;
    for (const std::size_t start : preferred) {
        if (is_open[start]) walk(e, start, true, is_open, left);
    }
    is_open.assign(e.rows(), true);
    std::vector<std::size_t> group_of(e.rows(), 0);
    std::size_t count = 0;
    for (std::size_t k = left.size(); k-- > 0;) {
        if (!is_open[left[k]]) continue;
        Areas members;
        walk(e, left[k], false, is_open, members);
        for (const std::size_t area : members) group_of[area] = count;
        ++count;
    }
    std::vector<Areas> groups(count);
    for (const std::size_t area : preferred) groups[group_of[area]].push_back(area);
    return groups;
}

/// The groups in an order in which no later one beats an earlier one. Where the majority leaves the order
/// open, the group whose first area comes first in `preferred`.
std::vector<Areas> circles(const Matrix& e, const Areas& preferred) {
    std::vector<Areas> groups = strong_components(e, preferred);
    std::vector<std::size_t> place(e.rows());
    for (std::size_t k = 0; k < preferred.size(); ++k) place[preferred[k]] = k;
    std::sort(groups.begin(), groups.end(),
              [&](const Areas& a, const Areas& b) { return place[a.front()] < place[b.front()]; });
    std::vector<std::size_t> group_of(e.rows());
    for (std::size_t g = 0; g < groups.size(); ++g) {
        for (const std::size_t area : groups[g]) group_of[area] = g;
    }
    std::vector<std::size_t> defeats(groups.size(), 0); // by areas of groups that are not placed yet
    for (std::size_t a = 0; a < e.rows(); ++a) {
        for (std::size_t b = 0; b < e.rows(); ++b)
            defeats[group_of[b]] += group_of[a] != group_of[b] && beats(e, a, b) ? 1 : 0;
    }
    std::vector<bool> is_placed(groups.size(), false);
    std::vector<Areas> ordered;
    while (ordered.size() < groups.size()) {
        std::size_t first = 0;
        while (is_placed[first] || defeats[first] > 0) ++first;
        is_placed[first] = true;
        for (const std::size_t a : groups[first]) {
            for (std::size_t b = 0; b < e.rows(); ++b)
                defeats[group_of[b]] -= group_of[b] != first && beats(e, a, b) ? 1 : 0;
        }
        ordered.push_back(groups[first]);
    }
    return ordered;
}

/// best[S]: the greatest support of the areas in S among themselves, where they stand behind all others.
class Subsets {
public:
    Subsets(const Matrix& e, const Areas& areas)
        : m_e(e), m_areas(areas), m_best(std::size_t{1} << areas.size(), 0) {
        for (std::size_t set = 1; set < m_best.size(); ++set) {
            double best = -1;
            for (std::size_t k = 0; k < areas.size(); ++k) {
                if (((set >> k) & 1U) != 0) best = std::max(best, with_first(set, k));
            }
            m_best[set] = best;
        }
    }

    /// The orders of greatest support, at most `most`; the first areas of `areas` first where support is
    /// equal.
    [[nodiscard]] std::vector<Areas> orders(std::size_t most) const {
        std::vector<Areas> found;
        Areas head;
        extend(m_best.size() - 1, head, most, found);
        return found;
    }

    [[nodiscard]] double count() const {
        std::vector<double> ways(m_best.size(), 0);
        ways[0] = 1;
        for (std::size_t set = 1; set < m_best.size(); ++set) {
            for (std::size_t k = 0; k < m_areas.size(); ++k) {
                if (is_best_first(set, k)) ways[set] += ways[set & ~(std::size_t{1} << k)];
            }
        }
        return ways.back();
    }

private:
    [[nodiscard]] double with_first(std::size_t set, std::size_t k) const {
        const std::size_t rest = set & ~(std::size_t{1} << k);
        double support = m_best[rest];
        for (std::size_t other = 0; other < m_areas.size(); ++other) {
            if (((rest >> other) & 1U) != 0) support += m_e(m_areas[k], m_areas[other]);
        }
        return support;
    }
    [[nodiscard]] bool is_best_first(std::size_t set, std::size_t k) const {
        return ((set >> k) & 1U) != 0 && with_first(set, k) >= m_best[set] - rounding;
    }
    void extend(std::size_t set, Areas& head, std::size_t most, std::vector<Areas>& found) const {
        if (set == 0) found.push_back(head);
        for (std::size_t k = 0; k < m_areas.size() && found.size() < most; ++k) {
            if (!is_best_first(set, k)) continue;
            head.push_back(m_areas[k]);
            extend(set & ~(std::size_t{1} << k), head, most, found);
            head.pop_back();
        }
    }

    const Matrix& m_e;
    const Areas& m_areas;
    std::vector<double> m_best;
};

/// Moves single areas to the place with the most support until none gains any more.
void improve(const Matrix& e, Areas& order) {
    bool has_gained = true;
    while (has_gained) {
        has_gained = false;
        for (std::size_t from = 0; from < order.size(); ++from) {
            const std::size_t a = order[from];
            double gain = 0;
            double best = rounding;
            std::size_t to = from;
            for (std::size_t k = from; k-- > 0;) { // towards the front
                gain += e(a, order[k]) - e(order[k], a);
                if (gain > best) {
                    best = gain;
                    to = k;
                }
            }
            gain = 0;
            for (std::size_t k = from + 1; k < order.size(); ++k) {
                gain += e(order[k], a) - e(a, order[k]);
                if (gain > best) {
                    best = gain;
                    to = k;
                }
            }
            if (to == from) continue;
            has_gained = true;
            order.erase(order.begin() + static_cast<std::ptrdiff_t>(from));
            order.insert(order.begin() + static_cast<std::ptrdiff_t>(to), a);
        }
    }
}

} // namespace

Matrix outranking_matrix(std::span<const std::vector<double>> values, std::span<const double> weights) {
    const std::size_t n = values.empty() ? 0 : values.front().size();
    Matrix e(n, n);
    double sum = 0;
    for (const double weight : weights) sum += weight;
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = 0; b < n; ++b) {
            if (a == b) continue;
            for (std::size_t j = 0; j < values.size(); ++j) {
                if (values[j][a] > values[j][b]) e(a, b) += weights[j];
                if (values[j][a] == values[j][b]) e(a, b) += weights[j] / 2;
            }
            e(a, b) /= sum;
        }
    }
    return e;
}

double support_of(const Matrix& e, std::span<const std::size_t> order) {
    double support = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (std::size_t k = i + 1; k < order.size(); ++k) support += e(order[i], order[k]);
    }
    return support;
}

Ranking ranking_of_maximal_support(const Matrix& e) {
    const Areas preferred = by_sums(e);
    const std::vector<Areas> groups = circles(e, preferred);
    Ranking ranking;
    for (const Areas& group : groups) {
        ranking.largest_circle = std::max(ranking.largest_circle, group.size());
        Areas order = group;
        if (group.size() > most_exact) {
            improve(e, order);
            ranking.search = RankingSearch::LocalSearch;
        } else if (group.size() > 1) {
            order = Subsets(e, group).orders(1).front();
        }
        ranking.order.insert(ranking.order.end(), order.begin(), order.end());
    }
    ranking.support = support_of(e, ranking.order);
    return ranking;
}

std::optional<EqualRankings> equal_rankings(const Matrix& e) {
    if (e.rows() > most_exact) return std::nullopt;
    const Areas preferred = by_sums(e);
    const Subsets all(e, preferred);
    return EqualRankings{all.orders(most_listed), all.count()};
}

} // namespace anker::index
