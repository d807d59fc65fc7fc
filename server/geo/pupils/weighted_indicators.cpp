// SPDX-License-Identifier: Apache-2.0
#include "core/indicator/indicator.hpp"
#include "server/geo/pupils/protected_pupils.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace anker::exchange {

namespace {

constexpr std::size_t values_left = 3;
constexpr std::int64_t furthest = 6;        ///< how far a flow is moved in the search
constexpr std::size_t most_tries = 400'000; ///< a school is judged in well under a second

/// Rounded means of the flows as they are with these hidden counts.
class Means {
public:
    Means(std::span<const HiddenFlow> hidden, std::span<const double> shown_weight,
          std::span<const double> shown_sum, double round_to)
        : m_hidden(hidden), m_weight(shown_weight), m_sum(shown_sum), m_round_to(round_to) {}

    [[nodiscard]] std::vector<double> of(std::span<const std::int64_t> counts) const {
        std::vector<double> means;
        for (std::size_t j = 0; j < m_weight.size(); ++j) {
            double weight = m_weight[j];
            double sum = m_sum[j];
            for (std::size_t i = 0; i < m_hidden.size(); ++i) {
                if (indicator::is_missing(m_hidden[i].values[j])) continue;
                weight += static_cast<double>(counts[i]);
                sum += static_cast<double>(counts[i]) * m_hidden[i].values[j];
            }
            means.push_back(weight > 0 ? rounded_mean(sum / weight, m_round_to) : 0);
        }
        return means;
    }

private:
    std::span<const HiddenFlow> m_hidden;
    std::span<const double> m_weight;
    std::span<const double> m_sum;
    double m_round_to;
};

} // namespace

double rounded_mean(double mean, double step) {
    const double steps_per_unit = 1 / step;
    return std::round(mean * steps_per_unit) / steps_per_unit;
}

bool leaves_doubt(std::span<const HiddenFlow> hidden, std::span<const double> shown_weight,
                  std::span<const double> shown_sum, double round_to) {
    const Means means(hidden, shown_weight, shown_sum, round_to);
    std::vector<std::int64_t> counts;
    std::vector<std::set<std::int64_t>> possible;
    std::vector<std::size_t> wanted;
    for (const HiddenFlow& flow : hidden) {
        counts.push_back(flow.count);
        possible.push_back({flow.count});
        wanted.push_back(std::min(values_left, static_cast<std::size_t>(flow.high - flow.low + 1)));
    }
    const std::vector<double> published = means.of(counts);
    std::size_t tries = 0;
    const auto is_enough = [&] {
        for (std::size_t i = 0; i < hidden.size(); ++i) {
            if (possible[i].size() < wanted[i]) return false;
        }
        return true;
    };
    const auto try_moves = [&](std::span<const std::size_t> cells, std::span<const std::int64_t> moves) {
        ++tries;
        bool is_possible = true;
        for (std::size_t k = 0; k < cells.size(); ++k) {
            counts[cells[k]] += moves[k];
            const HiddenFlow& flow = hidden[cells[k]];
            is_possible = is_possible && counts[cells[k]] >= flow.low && counts[cells[k]] <= flow.high;
        }
        if (is_possible && means.of(counts) == published) {
            for (const std::size_t cell : cells) possible[cell].insert(counts[cell]);
        }
        for (std::size_t k = 0; k < cells.size(); ++k) counts[cells[k]] -= moves[k];
    };
    // Pupils move between two withheld flows, or among three; their sum stays.
    const std::size_t n = hidden.size();
    for (std::size_t a = 0; a < n && !is_enough(); ++a) {
        for (std::size_t b = 0; b < n && tries < most_tries; ++b) {
            if (a == b) continue;
            for (std::int64_t d = 1; d <= furthest; ++d) try_moves(std::array{a, b}, std::array{d, -d});
        }
        for (std::size_t b = 0; b < n && possible[a].size() < wanted[a]; ++b) {
            for (std::size_t c = b + 1; c < n && tries < most_tries; ++c) {
                if (a == b || a == c) continue;
                for (std::int64_t d = 1; d <= furthest; ++d) {
                    for (std::int64_t e = -furthest; e <= furthest; ++e) {
                        try_moves(std::array{a, b, c}, std::array{d, e, -d - e});
                        try_moves(std::array{a, b, c}, std::array{-d, e, d - e});
                    }
                }
            }
        }
    }
    return is_enough();
}

} // namespace anker::exchange
