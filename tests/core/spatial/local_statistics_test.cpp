// SPDX-License-Identifier: Apache-2.0
#include "core/spatial/getis_ord.hpp"
#include "core/spatial/many_tests.hpp"
#include "core/spatial/moran.hpp"
#include "core/spatial/permutation.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

using namespace anker;
using spatial::Neighbours;
using spatial::Weights;

namespace {

/// Six points, neighbours up to a distance of 15 (the example of the documentation of esda's Getis-Ord
/// module); z values as it prints them.
const std::vector<double> six_values{2, 3, 3.2, 5, 8, 7};
Neighbours six_points() {
    Neighbours neighbours;
    neighbours.of = {{{1, 1}, {3, 1}},         {{0, 1}, {3, 1}, {4, 1}},         {{4, 1}},
                     {{0, 1}, {1, 1}, {4, 1}}, {{1, 1}, {2, 1}, {3, 1}, {5, 1}}, {{4, 1}}};
    return neighbours;
}

Neighbours grid(std::size_t side) {
    Neighbours neighbours;
    neighbours.of.resize(side * side);
    for (std::size_t y = 0; y < side; ++y) {
        for (std::size_t x = 0; x < side; ++x) {
            auto& links = neighbours.of[y * side + x];
            if (y > 0) links.push_back({(y - 1) * side + x, 1});
            if (x > 0) links.push_back({y * side + x - 1, 1});
            if (x + 1 < side) links.push_back({y * side + x + 1, 1});
            if (y + 1 < side) links.push_back({(y + 1) * side + x, 1});
        }
    }
    return neighbours;
}

std::vector<double> random_values(test::Random& random, std::size_t count) {
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) values.push_back(random.below(1000) / 10.0);
    return values;
}

void check_close(const std::vector<double>& got, const std::vector<double>& wanted, double tolerance) {
    BOOST_REQUIRE_EQUAL(got.size(), wanted.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        BOOST_CHECK_MESSAGE(std::fabs(got[i] - wanted[i]) <= tolerance,
                            i << ": " << got[i] << " is not " << wanted[i]);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(spatial_statistics)

BOOST_AUTO_TEST_CASE(gi_and_gi_star_of_six_points_are_the_published_ones) {
    check_close(spatial::getis_ord(six_values, six_points(), spatial::Self::Excluded),
                {-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941}, 5e-8);
    check_close(spatial::getis_ord(six_values, spatial::with_self(six_points()), spatial::Self::Included),
                {-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331}, 5e-8);
}

BOOST_AUTO_TEST_CASE(row_standardising_leaves_the_z_of_gi_and_gi_star_as_they_are) {
    test::Random random(3);
    for (int round = 0; round < 20; ++round) {
        const auto values = random_values(random, 25);
        const Neighbours binary = grid(5);
        check_close(spatial::getis_ord(values, spatial::weighted(binary, Weights::RowStandardised),
                                       spatial::Self::Excluded),
                    spatial::getis_ord(values, binary, spatial::Self::Excluded), 1e-10);
        check_close(spatial::getis_ord(
                        values, spatial::weighted(spatial::with_self(binary), Weights::RowStandardised),
                        spatial::Self::Included),
                    spatial::getis_ord(values, spatial::with_self(binary), spatial::Self::Included), 1e-10);
    }
}

BOOST_AUTO_TEST_CASE(local_moran_sums_up_to_the_global_one) {
    test::Random random(5);
    for (int round = 0; round < 20; ++round) {
        const auto values = random_values(random, 36);
        for (const Weights weights : {Weights::Binary, Weights::RowStandardised}) {
            const Neighbours near = spatial::weighted(grid(6), weights);
            double sum = 0;
            for (const auto& area : spatial::local_moran(values, near)) sum += area.i;
            double weight_sum = 0;
            for (const auto& links : near.of) {
                for (const auto& link : links) weight_sum += link.weight;
            }
            BOOST_CHECK_SMALL(sum / weight_sum - spatial::global_moran(values, near).i, 1e-12);
        }
    }
}

BOOST_AUTO_TEST_CASE(units_and_origin_do_not_matter_and_turning_the_scale_turns_gi_only) {
    test::Random random(7);
    const auto values = random_values(random, 25);
    std::vector<double> other;
    for (const double value : values) other.push_back(40 - 3 * value);
    const Neighbours near = spatial::weighted(grid(5), Weights::RowStandardised);
    const auto a = spatial::local_moran(values, near);
    const auto b = spatial::local_moran(other, near);
    const auto gi_a = spatial::getis_ord(values, near, spatial::Self::Excluded);
    const auto gi_b = spatial::getis_ord(other, near, spatial::Self::Excluded);
    for (std::size_t i = 0; i < a.size(); ++i) {
        BOOST_CHECK_SMALL(a[i].i - b[i].i, 1e-10);
        BOOST_CHECK_SMALL(a[i].z - b[i].z, 1e-9);
        BOOST_CHECK_SMALL(gi_a[i] + gi_b[i], 1e-9);
    }
}

BOOST_AUTO_TEST_CASE(expectation_and_variance_are_those_of_all_permutations) {
    // Local: the area keeps its value. Global: all orders of six values. Counted out, not by formula.
    std::vector<double> values{1, 2, 4, 8, 9, 3};
    Neighbours near = spatial::weighted(six_points(), Weights::RowStandardised);
    near.of[5] = {{0, 0.25}, {4, 0.5}}; // not symmetric, not summing to 1
    const auto local = spatial::local_moran(values, near);
    const auto global = spatial::global_moran(values, near);
    std::vector<double> local_sum(6, 0);
    std::vector<double> local_squares(6, 0);
    double global_sum = 0;
    double global_squares = 0;
    std::vector<std::size_t> order{0, 1, 2, 3, 4, 5};
    std::size_t orders = 0;
    std::vector<std::size_t> kept(6, 0);
    do {
        std::vector<double> shuffled;
        for (const std::size_t i : order) shuffled.push_back(values[i]);
        const double i = spatial::global_moran(shuffled, near).i;
        global_sum += i;
        global_squares += i * i;
        ++orders;
        const auto areas = spatial::local_moran(shuffled, near);
        for (std::size_t area = 0; area < 6; ++area) {
            if (order[area] != area) continue;
            ++kept[area];
            local_sum[area] += areas[area].i;
            local_squares[area] += areas[area].i * areas[area].i;
        }
    } while (std::next_permutation(order.begin(), order.end()));
    BOOST_CHECK_EQUAL(orders, 720);
    const double expected = global_sum / 720;
    BOOST_CHECK_SMALL(global.expected - expected, 1e-12);
    BOOST_CHECK_SMALL(global.variance - (global_squares / 720 - expected * expected), 1e-12);
    for (std::size_t area = 0; area < 6; ++area) {
        const double local_expected = local_sum[area] / static_cast<double>(kept[area]);
        BOOST_CHECK_SMALL(local[area].expected - local_expected, 1e-12);
        BOOST_CHECK_SMALL(local[area].variance - (local_squares[area] / static_cast<double>(kept[area]) -
                                                  local_expected * local_expected),
                          1e-12);
    }
}

BOOST_AUTO_TEST_CASE(shuffled_p_values_are_near_those_counted_over_every_draw) {
    // Area 2 has one neighbour (8 of 2, 3, 5, 8, 7): nobody is above, so 1 of 5 reaches it.
    math::Random random(11);
    const auto shuffled = spatial::shuffle_neighbours(six_values, six_points(), 20000, random, {});
    BOOST_REQUIRE(shuffled.has_value());
    const auto share = [](std::size_t count) { return static_cast<double>(count) / 20000; };
    BOOST_CHECK_SMALL(share((*shuffled)[2].at_least) - 0.2, 0.01);
    BOOST_CHECK_EQUAL((*shuffled)[2].at_most, 20000);
    // Area 0 has 3 + 5 = 8 of pairs of {3, 3.2, 5, 8, 7}: 6.2 and 8 of ten are at most 8.
    BOOST_CHECK_SMALL(share((*shuffled)[0].at_most) - 0.2, 0.01);
    BOOST_CHECK_SMALL(share((*shuffled)[0].at_least) - 0.9, 0.01);
    BOOST_CHECK_SMALL((*shuffled)[0].folded_p() - 0.2, 0.01);
    BOOST_CHECK_SMALL((*shuffled)[0].two_sided_p() - 0.4, 0.02);
}

BOOST_AUTO_TEST_CASE(a_self_link_keeps_the_value_of_the_area_while_neighbours_are_shuffled) {
    Neighbours only_self;
    only_self.of.resize(6);
    math::Random random(1);
    const auto alone = spatial::shuffle_neighbours(six_values, spatial::with_self(only_self), 99, random, {});
    BOOST_REQUIRE(alone.has_value());
    BOOST_CHECK_EQUAL((*alone)[0].draws, 0); // nothing to shuffle
    BOOST_CHECK(std::isnan((*alone)[0].two_sided_p()));
    math::Random a(9);
    math::Random b(9);
    const auto without = spatial::shuffle_neighbours(six_values, six_points(), 500, a, {});
    const auto with = spatial::shuffle_neighbours(six_values, spatial::with_self(six_points()), 500, b, {});
    for (std::size_t i = 0; i < 6; ++i) BOOST_CHECK_EQUAL((*without)[i].at_least, (*with)[i].at_least);
}

BOOST_AUTO_TEST_CASE(without_a_pattern_about_one_area_in_twenty_is_below_five_per_cent) {
    test::Random random(13);
    std::size_t below = 0;
    std::size_t remaining = 0;
    constexpr int rounds = 30;
    for (int round = 0; round < rounds; ++round) {
        const auto values = random_values(random, 100);
        math::Random draws(static_cast<std::uint64_t>(round));
        const auto shuffled = spatial::shuffle_neighbours(values, grid(10), 999, draws, {});
        std::vector<double> p;
        for (const auto& area : *shuffled) p.push_back(area.two_sided_p());
        for (const double value : p) below += value <= 0.05 ? 1U : 0U;
        for (const double value : spatial::benjamini_hochberg(p)) remaining += value <= 0.05 ? 1U : 0U;
    }
    BOOST_CHECK_GT(below, rounds * 3);
    BOOST_CHECK_LT(below, rounds * 7);
    BOOST_CHECK_LT(remaining, rounds);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_counts_and_a_stop_gives_nothing) {
    math::Random a(42);
    math::Random b(42);
    const auto first = spatial::shuffle_neighbours(six_values, six_points(), 200, a, {});
    const auto second = spatial::shuffle_neighbours(six_values, six_points(), 200, b, {});
    for (std::size_t i = 0; i < 6; ++i) {
        BOOST_CHECK_EQUAL((*first)[i].at_least, (*second)[i].at_least);
        BOOST_CHECK_EQUAL((*first)[i].at_most, (*second)[i].at_most);
    }
    const auto stop = [](std::size_t, std::size_t) { return false; };
    BOOST_CHECK(!spatial::shuffle_neighbours(six_values, six_points(), 10, a, stop).has_value());
    BOOST_CHECK(!spatial::shuffle_all(six_values, six_points(), 10, a, stop).has_value());
}

BOOST_AUTO_TEST_CASE(islands_and_neighbourhoods_of_everything_say_nothing) {
    Neighbours neighbours;
    neighbours.of = {{{1, 1}, {2, 1}, {3, 1}}, {{0, 1}}, {{0, 1}}, {}};
    const std::vector<double> values{1, 2, 3, 5};
    const auto gi = spatial::getis_ord(values, neighbours, spatial::Self::Excluded);
    BOOST_CHECK(std::isnan(gi[0])); // all others
    BOOST_CHECK(std::isnan(gi[3])); // none
    const auto star = spatial::getis_ord(values, spatial::with_self(neighbours), spatial::Self::Included);
    BOOST_CHECK(std::isnan(star[0]));
    BOOST_CHECK(!std::isnan(star[3]));
    const auto moran = spatial::local_moran(values, spatial::weighted(neighbours, Weights::RowStandardised));
    BOOST_CHECK(std::isnan(moran[0].z) && !std::isnan(moran[0].i));
    BOOST_CHECK(std::isnan(moran[3].i) && std::isnan(moran[3].z));
    const auto others_equal =
        spatial::getis_ord(std::vector<double>{9, 2, 2, 2}, neighbours, spatial::Self::Excluded);
    BOOST_CHECK(std::isnan(others_equal[0]));
}

BOOST_AUTO_TEST_CASE(adjusted_p_values_are_those_of_r) {
    // p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05, 0.5), "BH") and "bonferroni"
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> p{0.05, 0.01, none, 0.5, 0.03, 0.02, 0.04};
    const auto bh = spatial::benjamini_hochberg(p);
    const auto bonferroni = spatial::bonferroni(p);
    BOOST_CHECK(std::isnan(bh[2]) && std::isnan(bonferroni[2]));
    const std::vector<double> wanted_bh{0.06, 0.06, 0, 0.5, 0.06, 0.06, 0.06};
    const std::vector<double> wanted_bonferroni{0.3, 0.06, 0, 1, 0.18, 0.12, 0.24};
    for (const std::size_t i : {0U, 1U, 3U, 4U, 5U, 6U}) {
        BOOST_CHECK_SMALL(bh[i] - wanted_bh[i], 1e-15);
        BOOST_CHECK_SMALL(bonferroni[i] - wanted_bonferroni[i], 1e-15);
    }
}

BOOST_AUTO_TEST_CASE(adjusted_p_values_keep_the_order_and_only_grow) {
    test::Random random(17);
    for (int round = 0; round < 50; ++round) {
        std::vector<double> p;
        for (int i = 0; i < 40; ++i) p.push_back((random.below(1000) + 1) / 1000.0);
        const auto bh = spatial::benjamini_hochberg(p);
        const auto bonferroni = spatial::bonferroni(p);
        for (std::size_t i = 0; i < p.size(); ++i) {
            BOOST_CHECK(bh[i] >= p[i] && bh[i] <= bonferroni[i] && bonferroni[i] <= 1);
            for (std::size_t j = 0; j < p.size(); ++j) BOOST_CHECK(!(p[i] <= p[j]) || bh[i] <= bh[j]);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
