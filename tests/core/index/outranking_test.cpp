// SPDX-License-Identifier: Apache-2.0
#include "core/index/outranking.hpp"
#include "tests/support/random.hpp"
#include "tests/support/shared.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>

using namespace anker;
using Order = std::vector<std::size_t>;

namespace {

/// Indicators that put areas in this order, each as often as its weight says: values are places from below.
math::Matrix matrix_of(const std::vector<Order>& orders, const std::vector<double>& weights) {
    std::vector<std::vector<double>> values;
    for (const Order& order : orders) {
        std::vector<double>& column = values.emplace_back(order.size());
        for (std::size_t place = 0; place < order.size(); ++place)
            column[order[place]] = static_cast<double>(order.size() - place);
    }
    return index::outranking_matrix(values, weights);
}

double total(const std::vector<double>& weights) {
    return std::accumulate(weights.begin(), weights.end(), 0.0);
}

math::Matrix random_matrix(test::Random& random, std::size_t areas, std::size_t indicators) {
    std::vector<std::vector<double>> values(indicators);
    for (auto& column : values) {
        for (std::size_t i = 0; i < areas; ++i) column.push_back(static_cast<double>(random.below(areas)));
    }
    return index::outranking_matrix(values, std::vector<double>(indicators, 1));
}

} // namespace

BOOST_AUTO_TEST_SUITE(outranking)

BOOST_AUTO_TEST_CASE(condorcets_sixty_votes_of_1785) {
    // Condorcet (1785); OECD handbook (2008), tables 28 and 30: b before c before a, with 104 votes.
    constexpr std::size_t a = 0;
    constexpr std::size_t b = 1;
    constexpr std::size_t c = 2;
    const std::vector<double> votes{23, 17, 2, 10, 8};
    const math::Matrix e = matrix_of({{a, b, c}, {b, c, a}, {b, a, c}, {c, a, b}, {c, b, a}}, votes);
    const auto counted = [&](std::size_t x, std::size_t y) { return std::round(e(x, y) * total(votes)); };
    BOOST_TEST(counted(a, b) == 33);
    BOOST_TEST(counted(a, c) == 25);
    BOOST_TEST(counted(b, a) == 27);
    BOOST_TEST(counted(b, c) == 42);
    BOOST_TEST(counted(c, a) == 35);
    BOOST_TEST(counted(c, b) == 18);
    const std::vector<std::pair<Order, double>> published{{{a, b, c}, 100}, {{b, c, a}, 104},
                                                          {{c, a, b}, 86},  {{b, a, c}, 94},
                                                          {{c, b, a}, 80},  {{a, c, b}, 76}};
    for (const auto& [order, support] : published)
        BOOST_TEST(std::round(index::support_of(e, order) * total(votes)) == support);
    const index::Ranking ranking = index::ranking_of_maximal_support(e);
    BOOST_TEST(ranking.order == (Order{b, c, a}), boost::test_tools::per_element());
    BOOST_TEST(ranking.largest_circle == 3U);
    const auto equal = index::equal_rankings(e);
    BOOST_REQUIRE(equal.has_value());
    BOOST_TEST(equal->count == 1);
}

BOOST_AUTO_TEST_CASE(equal_values_share_the_weight) {
    const std::vector<std::vector<double>> values{{1, 1, 2}, {5, 3, 3}};
    const math::Matrix e = index::outranking_matrix(values, std::vector<double>{1, 3});
    BOOST_TEST(e(0, 1) == 0.875); // half of the first, the second
    BOOST_TEST(e(1, 0) == 0.125);
    BOOST_TEST(e(1, 2) == 0.375);
    BOOST_TEST(e(2, 1) == 0.625);
    BOOST_TEST(e(2, 2) == 0);
}

BOOST_AUTO_TEST_CASE(a_condorcet_order_needs_no_search) {
    // OECD handbook, tables 25 and 27 (after Moulin 1988): c before b before d before a.
    const math::Matrix e = matrix_of({{0, 1, 2, 3}, {0, 2, 1, 3}, {1, 3, 2, 0}, {2, 1, 3, 0}}, {3, 5, 7, 6});
    BOOST_TEST(std::round(21 * e(1, 3)) == 21);
    BOOST_TEST(std::round(21 * e(2, 1)) == 11);
    const index::Ranking ranking = index::ranking_of_maximal_support(e);
    BOOST_TEST(ranking.order == (Order{2, 1, 3, 0}), boost::test_tools::per_element());
    BOOST_TEST(ranking.largest_circle == 1U);
}

BOOST_AUTO_TEST_CASE(the_paradox_of_voting_has_three_answers) {
    // OECD handbook, table 34.
    const math::Matrix e = matrix_of({{0, 1, 2}, {2, 0, 1}, {1, 2, 0}}, {1, 1, 1});
    const auto equal = index::equal_rankings(e);
    BOOST_REQUIRE(equal.has_value());
    BOOST_TEST(equal->count == 3);
    BOOST_REQUIRE_EQUAL(equal->orders.size(), 3U);
    for (const Order& order : {Order{0, 1, 2}, Order{1, 2, 0}, Order{2, 0, 1}})
        BOOST_TEST(std::count(equal->orders.begin(), equal->orders.end(), order) == 1);
}

BOOST_AUTO_TEST_CASE(five_countries_of_the_technology_achievement_index) {
    // OECD handbook, tables 35 to 37: matrix, support 6.375 and three rankings that have it.
    const auto file = test::oracle("tai23.csv");
    if (!file) return;
    auto table = test::numbers_of(*file);
    const std::vector<std::string> countries{"Finland", "United States", "Sweden", "Japan", "Korea"};
    std::vector<std::vector<double>> values(table.values.size());
    for (const std::string& country : countries) {
        const auto at = std::find(table.keys.begin(), table.keys.end(), country);
        BOOST_REQUIRE(at != table.keys.end());
        const auto row = static_cast<std::size_t>(at - table.keys.begin());
        for (std::size_t j = 0; j < values.size(); ++j) values[j].push_back(table.values[j][row]);
    }
    // Two decimals make the United States and Japan equal in telephones; table 35 has three.
    values[4][1] = 2.997;
    values[4][3] = 3.003;
    const std::vector<double> weights(values.size(), 1);
    const math::Matrix e = index::outranking_matrix(values, weights);
    const double published[5][5] = {{0, 0.5, 0.375, 0.75, 0.625},
                                    {0.5, 0, 0.5, 0.625, 0.625},
                                    {0.625, 0.5, 0, 0.75, 0.625},
                                    {0.25, 0.375, 0.25, 0, 0.75},
                                    {0.375, 0.375, 0.375, 0.25, 0}};
    for (std::size_t a = 0; a < 5; ++a) {
        for (std::size_t b = 0; b < 5; ++b) BOOST_TEST(e(a, b) == published[a][b]);
    }
    const index::Ranking ranking = index::ranking_of_maximal_support(e);
    BOOST_TEST(ranking.support == 6.375);
    BOOST_TEST((ranking.search == index::RankingSearch::Exact));
    const auto equal = index::equal_rankings(e);
    BOOST_REQUIRE(equal.has_value());
    BOOST_TEST(equal->count == 3);
    for (const Order& order : {Order{1, 2, 0, 3, 4}, Order{2, 0, 1, 3, 4}, Order{2, 1, 0, 3, 4}})
        BOOST_TEST(std::count(equal->orders.begin(), equal->orders.end(), order) == 1);
}

BOOST_AUTO_TEST_CASE(no_permutation_has_more_support) {
    test::Random random(53);
    std::size_t with_circle = 0;
    for (int round = 0; round < 120; ++round) {
        const std::size_t n = 3 + random.below<std::size_t>(5);
        const math::Matrix e = random_matrix(random, n, 3);
        Order order(n);
        std::iota(order.begin(), order.end(), std::size_t{0});
        double best = -1;
        double count = 0;
        do {
            const double support = index::support_of(e, order);
            if (support > best + 1e-9) count = 0;
            if (support > best - 1e-9) count += 1;
            best = std::max(best, support);
        } while (std::next_permutation(order.begin(), order.end()));
        const index::Ranking ranking = index::ranking_of_maximal_support(e);
        BOOST_TEST(std::abs(ranking.support - best) < 1e-9);
        const auto equal = index::equal_rankings(e);
        BOOST_REQUIRE(equal.has_value());
        BOOST_TEST(equal->count == count);
        for (const Order& other : equal->orders)
            BOOST_TEST(std::abs(index::support_of(e, other) - best) < 1e-9);
        with_circle += ranking.largest_circle > 1 ? 1 : 0;
    }
    BOOST_TEST(with_circle >= 10U);
}

BOOST_AUTO_TEST_CASE(between_circles_the_majority_decides) {
    // Two circles of three, all of the second below all of the first, and one area below everybody.
    std::vector<Order> orders;
    for (const Order& turn : {Order{0, 1, 2}, Order{1, 2, 0}, Order{2, 0, 1}}) {
        Order order{turn[0] + 1, turn[1] + 1, turn[2] + 1};
        for (const std::size_t k : turn) order.push_back(4 + k);
        order.push_back(0);
        orders.push_back(order);
    }
    const math::Matrix e = matrix_of(orders, {3, 2, 2});
    const index::Ranking ranking = index::ranking_of_maximal_support(e);
    BOOST_TEST(ranking.order == (Order{1, 2, 3, 4, 5, 6, 0}), boost::test_tools::per_element());
    BOOST_TEST(ranking.largest_circle == 3U);
    // Many areas in one clear order are exact without any search.
    std::vector<std::vector<double>> values(2);
    for (std::size_t i = 0; i < 300; ++i) {
        for (auto& column : values) column.push_back(static_cast<double>((i * 7) % 300));
    }
    const auto clear =
        index::ranking_of_maximal_support(index::outranking_matrix(values, std::vector<double>{1, 1}));
    BOOST_TEST((clear.search == index::RankingSearch::Exact));
    for (std::size_t k = 0; k < 300; ++k)
        BOOST_TEST(values[0][clear.order[k]] == 299.0 - static_cast<double>(k));
}

BOOST_AUTO_TEST_CASE(many_areas_in_a_circle_are_searched_locally) {
    test::Random random(59);
    const math::Matrix e = random_matrix(random, 60, 3);
    const index::Ranking ranking = index::ranking_of_maximal_support(e);
    BOOST_TEST((ranking.search == index::RankingSearch::LocalSearch));
    BOOST_TEST(ranking.largest_circle > index::most_exact);
    BOOST_TEST(!index::equal_rankings(e).has_value());
    Order sorted = ranking.order;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 0; i < sorted.size(); ++i) BOOST_TEST(sorted[i] == i);
    // No area gains support anywhere else.
    for (std::size_t from = 0; from < 60; ++from) {
        for (std::size_t to = 0; to < 60; ++to) {
            Order moved = ranking.order;
            const std::size_t area = moved[from];
            moved.erase(moved.begin() + static_cast<std::ptrdiff_t>(from));
            moved.insert(moved.begin() + static_cast<std::ptrdiff_t>(to), area);
            BOOST_TEST(index::support_of(e, moved) <= ranking.support + 1e-7);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
