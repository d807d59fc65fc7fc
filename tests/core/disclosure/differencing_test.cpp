// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/differencing.hpp"
#include "tests/support/random.hpp"

#include <array>
#include <boost/test/unit_test.hpp>

using namespace anker;
using namespace anker::disclosure;

BOOST_AUTO_TEST_SUITE(differencing)

BOOST_AUTO_TEST_CASE(two_published_counts_tell_a_small_change_and_a_withheld_one_does_not) {
    const auto point = [](double v) { return Interval{v, v}; };
    BOOST_TEST(is_small_difference(difference(point(12), point(13)), 5));
    BOOST_TEST(is_small_difference(difference(point(13), point(12)), 5));
    BOOST_TEST(!is_small_difference(difference(point(12), point(12)), 5)); // nobody came or went, on balance
    BOOST_TEST(!is_small_difference(difference(point(12), point(17)), 5));
    BOOST_TEST(!is_small_difference(difference({0, 4}, point(6)), 5));
    BOOST_TEST(is_small_difference(difference({4, 5}, point(6)), 5)); // withheld, but nearly known
    const std::vector<Interval> earlier{point(12), point(20), {0, 4}};
    const std::vector<Interval> later{point(14), point(30), {5, 60}};
    BOOST_TEST((small_differences(earlier, later, 5) == std::vector<std::size_t>{0}));
}

BOOST_AUTO_TEST_CASE(a_shape_that_leaves_a_few_of_an_area_is_refused) {
    // Area 0 has 50 people, of whom 48 live in the drawn shape 1.
    const std::vector<Piece> close{{48, {0, 1}}, {2, {0}}};
    const std::vector<Region> regions{{true, {}}, {}};
    const ShapeVerdict refused = judge_shape(close, regions, 1, 5);
    BOOST_TEST(!refused.may_be_published);
    BOOST_TEST((refused.exposed == Interval{2, 2}));
    const std::vector<Piece> half{{30, {0, 1}}, {20, {0}}};
    BOOST_TEST(judge_shape(half, regions, 1, 5).may_be_published);
    // Withheld, the area tells nothing.
    const std::vector<Region> withheld{{false, {}}, {}};
    BOOST_TEST(judge_shape(close, withheld, 1, 5).may_be_published);
}

BOOST_AUTO_TEST_CASE(a_shape_around_two_areas_and_a_few_more_is_refused) {
    const std::vector<Piece> pieces{{30, {0, 2}}, {40, {1, 2}}, {3, {2}}};
    const std::vector<Region> regions{{true, {}}, {true, {}}, {}};
    BOOST_TEST(!judge_shape(pieces, regions, 2, 5).may_be_published);
    const std::vector<Piece> nobody{{30, {0, 2}}, {40, {1, 2}}, {0, {2}}};
    BOOST_TEST(judge_shape(nobody, regions, 2, 5).may_be_published);
}

BOOST_AUTO_TEST_CASE(a_third_shape_can_give_away_what_two_did_not) {
    // Shapes 1 and 2 are out; 3 is their union but for two people whom only it leaves out.
    const std::vector<Piece> pieces{{20, {0, 1, 3}}, {20, {0, 2, 3}}, {2, {0, 2}}, {60, {0}}};
    const std::vector<Region> before{{true, {}}, {true, {}}, {true, {}}, {}};
    const ShapeVerdict verdict = judge_shape(pieces, before, 3, 5);
    BOOST_TEST(!verdict.may_be_published);
    BOOST_TEST(verdict.exposed.high < 5);
}

BOOST_AUTO_TEST_CASE(a_shape_of_few_people_is_refused_by_itself) {
    const std::vector<Piece> pieces{{3, {0, 1}}, {50, {0}}};
    BOOST_TEST(!judge_shape(pieces, std::vector<Region>{{true, {}}, {}}, 1, 5).may_be_published);
    BOOST_TEST(!judge_shape(pieces, std::vector<Region>{{false, {}}, {}}, 1, 5).may_be_published);
}

/// Whatever is published, no piece with a few people can be told by an attacker who tries every table.
BOOST_AUTO_TEST_CASE(after_many_shapes_no_small_piece_is_known) {
    test::Random random(12);
    int published = 0;
    int refused = 0;
    int checked = 0;
    for (int trial = 0; trial < 60; ++trial) {
        // Two areas (0, 1) and three shapes over four pieces.
        std::vector<Piece> pieces;
        for (std::size_t i = 0; i < 4; ++i) {
            Piece piece{static_cast<double>(random.below(10)), {i / 2}};
            for (std::size_t shape = 2; shape < 5; ++shape) {
                if (random.below(2) == 0) piece.regions.push_back(shape);
            }
            pieces.push_back(piece);
        }
        std::vector<Region> regions(5);
        regions[0].is_published = regions[1].is_published = true;
        for (std::size_t shape = 2; shape < 5; ++shape) {
            const bool may = judge_shape(pieces, regions, shape, 5).may_be_published;
            regions[shape].is_published = may;
            published += may ? 1 : 0;
            refused += may ? 0 : 1;
        }
        // Whether a piece can have a value while the published counts of the first `known` regions stay.
        const auto fits = [&](std::size_t wanted, double value, std::size_t known) {
            std::vector<double> guess(4, 0.0);
            std::array<std::size_t, 4> at{};
            for (;;) {
                for (std::size_t i = 0; i < 4; ++i) guess[i] = static_cast<double>(at[i]);
                bool is_same = guess[wanted] == value;
                for (std::size_t region = 0; region < known && is_same; ++region) {
                    if (!regions[region].is_published) continue;
                    double difference = 0;
                    for (std::size_t i = 0; i < 4; ++i) {
                        for (const std::size_t r : pieces[i].regions)
                            difference += r == region ? guess[i] - pieces[i].count : 0;
                    }
                    is_same = difference == 0;
                }
                if (is_same) return true;
                std::size_t k = 0;
                while (k < 4 && ++at[k] == 20) at[k++] = 0;
                if (k == 4) return false;
            }
        };
        for (std::size_t wanted = 0; wanted < 4; ++wanted) {
            if (pieces[wanted].count < 1 || pieces[wanted].count > 4) continue;
            // The piece must be able to be any of 0 .. 4 that the areas alone leave possible.
            for (double value = 0; value <= 4; ++value) {
                BOOST_REQUIRE_MESSAGE(fits(wanted, value, 5) || !fits(wanted, value, 2),
                                      "trial " << trial << " piece " << wanted);
                ++checked;
            }
            break; // one per trial: every table is tried
        }
    }
    BOOST_TEST(published > 0);
    BOOST_TEST(refused > 20);
    BOOST_TEST(checked > 20);
}

/// The reason, too, is known: the numbers it can stand for must not be one number only.
BOOST_AUTO_TEST_CASE(the_reason_for_a_hidden_change_leaves_several_numbers) {
    const auto hidden = [](const disclosure::Interval& earlier) {
        std::vector<int> numbers;
        for (const int n : {0, 5, 6, 7, 8, 9, 15, 16, 19, 20, 21, 24, 25}) {
            const disclosure::Interval now{static_cast<double>(n), static_cast<double>(n)};
            if (!disclosure::hides_change(earlier, now, 5)) continue;
            numbers.push_back(n);
            BOOST_TEST(disclosure::told_by_change(earlier, 5).covers(now));
        }
        return numbers;
    };
    BOOST_TEST(hidden({1, 4}) == (std::vector{0, 5, 6, 7, 8}));
    BOOST_TEST(hidden({20, 20}) == (std::vector{16, 19, 21, 24}));
    BOOST_TEST(hidden({5, std::numeric_limits<double>::infinity()}).empty());
    BOOST_TEST(hidden({0, std::numeric_limits<double>::infinity()}).empty());
    // Rounded to 10: 20 again, and 30.
    BOOST_TEST(!disclosure::hides_change({15, 24}, {15, 24}, 5));
    BOOST_TEST(!disclosure::hides_change({15, 24}, {25, 34}, 5));
}

BOOST_AUTO_TEST_SUITE_END()
