// SPDX-License-Identifier: Apache-2.0
#include "core/spatial/empirical_bayes.hpp"
#include "tests/support/random.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace anker;

BOOST_AUTO_TEST_SUITE(empirical_bayes)

BOOST_AUTO_TEST_CASE(a_case_counted_by_hand) {
    // r = .1, .3, .05; m = 55/500 = .11; s2 = (100 .0001 + 100 .0361 + 300 .0036) / 500 = .0094;
    // m / mean b = .11 / (500/3) = .00066; A = .00874
    const auto areas =
        spatial::empirical_bayes(std::vector<double>{10, 30, 15}, std::vector<double>{100, 100, 300});
    const double weight_small = 0.00874 / (0.00874 + 0.11 / 100);
    const double weight_large = 0.00874 / (0.00874 + 0.11 / 300);
    BOOST_CHECK_SMALL(areas[0].mean - 0.11, 1e-15);
    BOOST_CHECK_SMALL(areas[0].variance - 0.00874, 1e-15);
    BOOST_CHECK_SMALL(areas[0].weight - weight_small, 1e-14);
    BOOST_CHECK_SMALL(areas[1].weight - weight_small, 1e-14);
    BOOST_CHECK_SMALL(areas[2].weight - weight_large, 1e-14);
    BOOST_CHECK_SMALL(areas[1].estimate - (weight_small * 0.3 + (1 - weight_small) * 0.11), 1e-14);
}

BOOST_AUTO_TEST_CASE(five_counties_of_north_carolina_with_the_published_mean_and_variance) {
    // SIDS 1974-78 (Cressie and Read 1985): mean, variance and estimates as spdep's EBest gives them for all
    // 100 counties. Checks the last step only: the other 95 counties are not here.
    const std::vector<double> births{1091, 487, 3188, 508, 1421};
    const std::vector<double> deaths{1, 0, 5, 1, 9};
    const std::vector<double> published{.0016973, .0017054, .0017731, .0020129, .0035349};
    for (std::size_t i = 0; i < 5; ++i) {
        const auto county = spatial::drawn_to_mean(.002021445, 7.692931e-7, deaths[i], births[i]);
        BOOST_CHECK_SMALL(county.estimate - published[i], 6e-8);
    }
}

BOOST_AUTO_TEST_CASE(the_estimate_lies_between_raw_rate_and_mean_and_the_larger_area_keeps_more) {
    test::Random random(19);
    for (int round = 0; round < 50; ++round) {
        std::vector<double> events;
        std::vector<double> population;
        spatial::Neighbours ring;
        for (std::size_t i = 0; i < 30; ++i) {
            population.push_back(50 + random.below(2000));
            events.push_back(random.below(50));
            ring.of.push_back({});
            const std::size_t before = (i + 29) % 30;
            const std::size_t after = (i + 1) % 30;
            ring.of[i].push_back({std::min(before, after), 1});
            ring.of[i].push_back({std::max(before, after), 1});
        }
        for (const auto& areas : {spatial::empirical_bayes(events, population),
                                  spatial::spatial_empirical_bayes(events, population, ring)}) {
            for (const auto& area : areas) {
                BOOST_CHECK(area.weight >= 0 && area.weight <= 1);
                BOOST_CHECK_GE(area.estimate, std::min(area.raw, area.mean) - 1e-15);
                BOOST_CHECK_LE(area.estimate, std::max(area.raw, area.mean) + 1e-15);
            }
        }
        const auto areas = spatial::empirical_bayes(events, population);
        for (std::size_t i = 0; i + 1 < areas.size(); ++i) {
            if (population[i] >= population[i + 1]) BOOST_CHECK_GE(areas[i].weight, areas[i + 1].weight);
        }
    }
}

BOOST_AUTO_TEST_CASE(where_all_areas_are_neighbours_the_local_estimate_is_the_global_one) {
    const std::vector<double> events{10, 30, 15, 7};
    const std::vector<double> population{100, 100, 300, 250};
    spatial::Neighbours all;
    for (std::size_t i = 0; i < 4; ++i) {
        all.of.emplace_back();
        for (std::size_t j = 0; j < 4; ++j) {
            if (i != j) all.of[i].push_back({j, 0.5});
        }
    }
    const auto global = spatial::empirical_bayes(events, population);
    const auto local = spatial::spatial_empirical_bayes(events, population, all);
    for (std::size_t i = 0; i < 4; ++i) BOOST_CHECK_EQUAL(global[i].estimate, local[i].estimate);
}

BOOST_AUTO_TEST_CASE(rates_that_differ_no_more_than_chance_all_become_the_mean) {
    for (const auto& area :
         spatial::empirical_bayes(std::vector<double>{10, 11, 10}, std::vector<double>{100, 105, 98})) {
        BOOST_CHECK_EQUAL(area.variance, 0);
        BOOST_CHECK_EQUAL(area.estimate, area.mean);
    }
    for (const auto& area : spatial::empirical_bayes(std::vector<double>{0, 0}, std::vector<double>{9, 8}))
        BOOST_CHECK_EQUAL(area.estimate, 0);
}

BOOST_AUTO_TEST_CASE(an_island_keeps_its_raw_rate) {
    spatial::Neighbours none;
    none.of.resize(2);
    const auto areas =
        spatial::spatial_empirical_bayes(std::vector<double>{3, 9}, std::vector<double>{10, 90}, none);
    BOOST_CHECK_EQUAL(areas[0].estimate, 0.3);
    BOOST_CHECK_EQUAL(areas[1].estimate, 0.1);
}

BOOST_AUTO_TEST_SUITE_END()
