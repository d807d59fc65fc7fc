// SPDX-License-Identifier: Apache-2.0
#include "core/geo/polygon.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using geo::Position;

BOOST_AUTO_TEST_SUITE(polygon)

static const geo::Polygon square_with_hole{{{0, 0}, {100, 0}, {100, 100}, {0, 100}},
                                           {{{40, 40}, {60, 40}, {60, 60}, {40, 60}}}};

BOOST_AUTO_TEST_CASE(a_point_on_the_border_is_inside_and_a_point_in_a_hole_is_not) {
    BOOST_TEST(geo::contains(square_with_hole, Position{10, 10}));
    BOOST_TEST(geo::contains(square_with_hole, Position{0, 50}));
    BOOST_TEST(geo::contains(square_with_hole, Position{100, 100}));
    BOOST_TEST(!geo::contains(square_with_hole, Position{50, 50}));
    BOOST_TEST(geo::contains(square_with_hole, Position{40, 50}));
    BOOST_TEST(!geo::contains(square_with_hole, Position{101, 50}));
}

BOOST_AUTO_TEST_CASE(the_test_stays_exact_at_five_degrees) {
    const std::int32_t side = geo::max_quartier_extent_e7;
    const geo::Polygon triangle{{{0, 0}, {side, side - 1}, {0, side}}, {}};
    // On the long edge x = t * side, y = t * (side - 1): only its two ends are whole numbers.
    BOOST_TEST(geo::contains(triangle, Position{side, side - 1}));
    BOOST_TEST(!geo::contains(triangle, Position{side / 2, side / 2 - 1}));
    BOOST_TEST(geo::contains(triangle, Position{side / 2, side / 2}));
}

BOOST_AUTO_TEST_CASE(every_point_of_a_split_square_lies_in_one_part) {
    const geo::Polygon left{{{0, 0}, {57, 0}, {31, 100}, {0, 100}}, {}};
    const geo::Polygon right{{{57, 0}, {100, 0}, {100, 100}, {31, 100}}, {}};
    test::Random random(7);
    for (int i = 0; i < 2000; ++i) {
        const Position p{static_cast<std::int32_t>(random.below(101)),
                         static_cast<std::int32_t>(random.below(101))};
        BOOST_REQUIRE(geo::contains(left, p) || geo::contains(right, p));
    }
}

BOOST_AUTO_TEST_CASE(a_bow_tie_crosses_itself_and_a_square_does_not) {
    BOOST_TEST(!geo::crosses_itself(square_with_hole.outer));
    const geo::Ring bow_tie{{0, 0}, {100, 100}, {100, 0}, {0, 100}};
    BOOST_TEST(geo::crosses_itself(bow_tie));
    const geo::Ring spike{{0, 0}, {100, 0}, {50, 0}, {50, 50}};
    BOOST_TEST(geo::crosses_itself(spike));
    const geo::Ring repeated{{0, 0}, {0, 0}, {100, 0}, {50, 50}};
    BOOST_TEST(geo::crosses_itself(repeated));
}

BOOST_AUTO_TEST_CASE(area_takes_holes_off) {
    const geo::LocalScale metre_scale{1'000'000'000, 1'000'000'000}; // one unit = one metre
    BOOST_TEST(geo::area_m2({square_with_hole}, metre_scale) == 100.0 * 100 - 20 * 20,
               boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(the_point_on_surface_lies_inside_even_in_a_horseshoe) {
    const geo::Polygon horseshoe{
        {{0, 0}, {300, 0}, {300, 300}, {200, 300}, {200, 100}, {100, 100}, {100, 300}, {0, 300}}, {}};
    const geo::LocalScale metre_scale{1'000'000'000, 1'000'000'000};
    BOOST_TEST(geo::contains(horseshoe, geo::point_on_surface({horseshoe}, metre_scale)));
}

BOOST_AUTO_TEST_SUITE_END()
