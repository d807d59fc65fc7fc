// SPDX-License-Identifier: Apache-2.0
#include "core/representativity/linearisation.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace anker;
using representativity::SampleDesign;

BOOST_AUTO_TEST_SUITE(linearisation)

BOOST_AUTO_TEST_CASE(a_simple_random_sample_has_the_textbooks_variance) {
    // N = 100, n = 4: total 25 * sum y, variance N^2 (1 - n/N) s^2 / n (Cochran 1977, 2.22).
    const std::vector<double> y{3, 5, 8, 12};
    std::vector<double> influences;
    for (const double v : y) influences.push_back(25 * v);
    const SampleDesign design{{0, 1, 2, 3}, {0, 0, 0, 0}, {100}};
    const double s2 = (16 + 4 + 1 + 25) / 3.0;
    BOOST_TEST(*representativity::variance_of_sum(influences, design) == 100 * 100 * 0.96 * s2 / 4,
               boost::test_tools::tolerance(1e-12));
    const SampleDesign endless{{0, 1, 2, 3}, {0, 0, 0, 0}, {0}};
    BOOST_TEST(*representativity::variance_of_sum(influences, endless) == 100 * 100 * s2 / 4,
               boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(clusters_count_as_one_and_strata_apart) {
    // Two strata with two clusters each: sums 3, 7 and 10, 4.
    const std::vector<double> influences{1, 2, 7, 6, 4, 4};
    const SampleDesign design{{0, 0, 1, 2, 2, 3}, {0, 0, 1, 1}, {0, 4}};
    // stratum 1: 2 / 1 (2^2 + 2^2) = 16; stratum 2: (1 - 2/4) 2 (3^2 + 3^2) = 18
    BOOST_TEST(*representativity::variance_of_sum(influences, design) == 34);
    const SampleDesign lonely{{0, 0, 1, 2, 2, 2}, {0, 0, 1}, {0, 0}};
    const auto refused = representativity::variance_of_sum(influences, lonely);
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST(refused.error() == 1U);
}

BOOST_AUTO_TEST_CASE(what_the_margins_explain_has_no_error) {
    test::Random random(67);
    std::vector<std::vector<std::size_t>> categories(2);
    std::vector<double> explained;
    std::vector<double> noise;
    std::vector<double> weights;
    for (int i = 0; i < 200; ++i) {
        for (auto& variable : categories) variable.push_back(random.below<std::size_t>(3));
        explained.push_back(2.0 * static_cast<double>(categories[0].back()) -
                            5.0 * static_cast<double>(categories[1].back()));
        noise.push_back(static_cast<double>(random.below(1000)));
        weights.push_back(1 + static_cast<double>(random.below(5)));
    }
    for (const double rest : representativity::calibration_residuals(explained, weights, categories))
        BOOST_TEST(std::abs(rest) < 1e-9);
    // Of anything the rest is orthogonal to every category, and adding what is explained changes nothing.
    const auto rest = representativity::calibration_residuals(noise, weights, categories);
    for (const auto& variable : categories) {
        double sums[3]{};
        for (std::size_t i = 0; i < rest.size(); ++i) sums[variable[i]] += weights[i] * rest[i];
        for (const double sum : sums) BOOST_TEST(std::abs(sum) < 1e-6);
    }
    std::vector<double> both = noise;
    for (std::size_t i = 0; i < both.size(); ++i) both[i] += explained[i];
    const auto again = representativity::calibration_residuals(both, weights, categories);
    for (std::size_t i = 0; i < rest.size(); ++i) BOOST_TEST(std::abs(rest[i] - again[i]) < 1e-8);
}

BOOST_AUTO_TEST_SUITE_END()
