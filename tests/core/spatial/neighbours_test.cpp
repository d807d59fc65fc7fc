// SPDX-License-Identifier: Apache-2.0
#include "core/spatial/neighbours.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using spatial::Edge;
using spatial::Link;
using spatial::Reading;

BOOST_AUTO_TEST_SUITE(spatial_neighbours)

BOOST_AUTO_TEST_CASE(edges_given_once_hold_in_both_directions_where_that_is_asked_for) {
    const std::vector<Edge> edges{{0, 1, 1}, {2, 1, 1}};
    const auto one_way = spatial::neighbours_from_edges(4, edges, Reading::AsGiven);
    BOOST_REQUIRE(one_way.has_value());
    BOOST_CHECK_EQUAL(one_way->neighbours.links(), 2);
    BOOST_CHECK_EQUAL(one_way->neighbours.one_way_links(), 2);
    BOOST_CHECK_EQUAL(one_way->neighbours.islands(), 2); // 1 is a neighbour but has none; 3 is neither
    const auto both = spatial::neighbours_from_edges(4, edges, Reading::BothWays);
    BOOST_REQUIRE(both.has_value());
    BOOST_CHECK((both->neighbours.of[1] == std::vector<Link>{{0, 1}, {2, 1}}));
    BOOST_CHECK_EQUAL(both->neighbours.one_way_links(), 0);
    BOOST_CHECK_EQUAL(both->neighbours.islands(), 1);
}

BOOST_AUTO_TEST_CASE(self_edges_are_left_out_and_repeated_ones_count_once) {
    const std::vector<Edge> edges{{0, 0, 1}, {0, 1, 2}, {0, 1, 2}, {1, 0, 2}};
    for (const Reading reading : {Reading::AsGiven, Reading::BothWays}) {
        const auto list = spatial::neighbours_from_edges(2, edges, reading);
        BOOST_REQUIRE(list.has_value());
        BOOST_CHECK_EQUAL(list->self_edges, 1);
        BOOST_CHECK_EQUAL(list->repeated, 1);
        BOOST_CHECK((list->neighbours.of[0] == std::vector<Link>{{1, 2}}));
        BOOST_CHECK((list->neighbours.of[1] == std::vector<Link>{{0, 2}}));
    }
}

BOOST_AUTO_TEST_CASE(a_pair_with_two_weights_is_a_conflict_of_the_two_edges) {
    const std::vector<Edge> edges{{0, 1, 1}, {1, 2, 1}, {1, 0, 3}};
    BOOST_CHECK(spatial::neighbours_from_edges(3, edges, Reading::AsGiven).has_value());
    const auto conflict = spatial::neighbours_from_edges(3, edges, Reading::BothWays);
    BOOST_REQUIRE(!conflict.has_value());
    BOOST_CHECK_EQUAL(conflict.error().first, 0);
    BOOST_CHECK_EQUAL(conflict.error().second, 2);
}

BOOST_AUTO_TEST_CASE(row_standardised_weights_sum_to_one_and_keep_their_proportions) {
    const std::vector<Edge> edges{{0, 1, 1}, {0, 2, 3}, {1, 0, 5}};
    const auto list = spatial::neighbours_from_edges(3, edges, Reading::AsGiven);
    BOOST_REQUIRE(list.has_value());
    const auto row = spatial::weighted(list->neighbours, spatial::Weights::RowStandardised);
    BOOST_CHECK((row.of[0] == std::vector<Link>{{1, 0.25}, {2, 0.75}}));
    BOOST_CHECK((row.of[1] == std::vector<Link>{{0, 1}}));
    BOOST_CHECK(row.of[2].empty());
    const auto binary = spatial::weighted(list->neighbours, spatial::Weights::Binary);
    BOOST_CHECK((binary.of[0] == std::vector<Link>{{1, 1}, {2, 1}}));
}

BOOST_AUTO_TEST_CASE(restriction_drops_the_links_of_areas_that_are_left_out) {
    const std::vector<Edge> edges{{0, 1, 1}, {1, 2, 1}, {2, 3, 1}};
    const auto list = spatial::neighbours_from_edges(4, edges, Reading::BothWays);
    BOOST_REQUIRE(list.has_value());
    const auto kept = spatial::restricted_to(list->neighbours, std::vector<std::size_t>{0, 2, 3});
    BOOST_REQUIRE_EQUAL(kept.areas(), 3);
    BOOST_CHECK(kept.of[0].empty());
    BOOST_CHECK((kept.of[1] == std::vector<Link>{{2, 1}}));
    BOOST_CHECK((kept.of[2] == std::vector<Link>{{1, 1}}));
}

BOOST_AUTO_TEST_CASE(with_self_adds_every_area_once_in_its_place) {
    spatial::Neighbours neighbours;
    neighbours.of = {{{1, 1}, {2, 1}}, {{0, 1}}, {}};
    const auto around = spatial::with_self(neighbours);
    BOOST_CHECK((around.of[0] == std::vector<Link>{{0, 1}, {1, 1}, {2, 1}}));
    BOOST_CHECK((around.of[1] == std::vector<Link>{{0, 1}, {1, 1}}));
    BOOST_CHECK((around.of[2] == std::vector<Link>{{2, 1}}));
    BOOST_CHECK(spatial::with_self(around) == around);
}

BOOST_AUTO_TEST_SUITE_END()
