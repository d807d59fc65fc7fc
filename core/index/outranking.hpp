// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/math/matrix.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

/// Non-compensatory aggregation (OECD/JRC, Handbook on Constructing Composite Indicators, 6.12 and 6.13):
/// areas are compared pair by pair, and a bad value in one indicator is not made up for by a very good one in
/// another.
namespace anker::index {

/// e(a, b): weight of the indicators in which a is higher than b, and half the weight of those in which they
/// are equal; weights scaled to sum 1, so that e(a, b) + e(b, a) = 1. The diagonal is 0. `values` is
/// [indicator][area], high = high; `weights` has one >= 0 per indicator and a sum above 0.
[[nodiscard]] math::Matrix outranking_matrix(std::span<const std::vector<double>> values,
                                             std::span<const double> weights);

/// How a ranking was found.
enum class RankingSearch {
    Exact,      ///< no ranking has more support
    LocalSearch ///< no area can be moved to another place with more support; another ranking may have more
};

/// The ranking of maximal support: of all orders of the areas, one whose sum of e(a, b) over all pairs with a
/// before b is greatest (Condorcet, Kemeny, Young and Levenglick; a Kemeny median order).
struct Ranking {
    std::vector<std::size_t> order; ///< areas, the highest first
    double support = 0;
    RankingSearch search = RankingSearch::Exact;
    std::size_t largest_circle = 1; ///< most areas that beat each other in a circle
};

constexpr std::size_t most_listed = 10;
/// Up to so many areas in a circle the search is exact: 2^n n steps and 8 * 2^n bytes.
constexpr std::size_t most_exact = 16;
/// Beyond it a matrix of pairs no longer fits a browser.
constexpr std::size_t most_outranked = 3000;

/// Areas fall into groups that beat each other in a circle (the strong components of "more support before
/// than behind"). Between groups the majority decides, so that only the order inside each group has to be
/// searched: by dynamic programming over subsets up to `most_exact` areas (Held and Karp's form), beyond that
/// by moving single areas, best move first, from the order of their sums e(a, .) on. Equal support: the
/// larger sum e(a, .) first, then the order of the areas.
[[nodiscard]] Ranking ranking_of_maximal_support(const math::Matrix& outranking);

/// All rankings of maximal support: there can be several, and none of them is better than the others.
struct EqualRankings {
    std::vector<std::vector<std::size_t>> orders; ///< at most `most_listed`
    double count = 0;
};
/// Nothing for more than `most_exact` areas.
[[nodiscard]] std::optional<EqualRankings> equal_rankings(const math::Matrix& outranking);

/// Sum of e(a, b) over all pairs with a before b.
[[nodiscard]] double support_of(const math::Matrix& outranking, std::span<const std::size_t> order);

} // namespace anker::index
