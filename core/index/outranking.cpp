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

/// Areas that can be reached from `start` along victories (forwards) or defeats, among those without a group.
std::vector<bool> reached(const Matrix& e, std::size_t start, bool is_forwards,
                          const std::vector<bool>& is_open) {
    std::vector<bool> seen(e.rows(), false);
    Areas next{start};
    seen[start] = true;
    while (!next.empty()) {
        const std::size_t a = next.back();
        next.pop_back();
        for (std::size_t b = 0; b < e.rows(); ++b) {
            if (seen[b] || !is_open[b] || !(is_forwards ? beats(e, a, b) : beats(e, b, a))) continue;
            seen[b] = true;
            next.push_back(b);
        }
    }
    return seen;
}

/// Groups of areas that beat each other in a circle, in an order in which no later group beats an earlier
/// one. `preferred` decides where the majority leaves the order open.
std::vector<Areas> circles(const Matrix& e, const Areas& preferred) {
    std::vector<bool> is_open(e.rows(), true);
    std::vector<Areas> found;
    for (const std::size_t start : preferred) {
        if (!is_open[start]) continue;
        const std::vector<bool> below = reached(e, start, true, is_open);
        const std::vector<bool> above = reached(e, start, false, is_open);
        Areas& group = found.emplace_back();
        for (const std::size_t a : preferred) {
            if (is_open[a] && below[a] && above[a]) group.push_back(a);
        }
        for (const std::size_t a : group) is_open[a] = false;
    }
    // Again and again the first group that no other remaining group beats.
    std::vector<Areas> ordered;
    while (!found.empty()) {
        const auto is_beaten = [&](const Areas& group) {
            return std::any_of(found.begin(), found.end(), [&](const Areas& other) {
                return &other != &group && std::any_of(other.begin(), other.end(), [&](std::size_t a) {
                    return std::any_of(group.begin(), group.end(),
                                       [&](std::size_t b) { return beats(e, a, b); });
                });
            });
        };
        const auto first = std::find_if_not(found.begin(), found.end(), is_beaten);
        ordered.push_back(std::move(*first));
        found.erase(first);
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
