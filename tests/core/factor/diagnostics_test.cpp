// SPDX-License-Identifier: Apache-2.0
#include "core/factor/diagnostics.hpp"
#include "tests/support/shared.hpp"

#include <cmath>

using namespace anker;

BOOST_AUTO_TEST_SUITE(factor_diagnostics)

BOOST_AUTO_TEST_CASE(the_oecd_handbook_s_correlations_and_alphas_are_reproduced) {
    const auto data = test::oracle("tai23.csv");
    const auto correlations = test::oracle("tai23_published_correlation.csv");
    const auto alphas = test::oracle("tai23_published_rotated4.csv");
    if (!data || !correlations || !alphas) return;
    const auto table = test::numbers_of(*data);
    const auto expected = test::numbers_of(*correlations);
    const auto items = test::numbers_of(*alphas, {"alpha_if_deleted", "corr_with_total"});
    const auto result = factor::diagnose(table.values, table.columns);
    BOOST_REQUIRE(result.has_value());
    for (std::size_t v = 0; v < 8; ++v) {
        for (std::size_t w = 0; w < 8; ++w)
            BOOST_TEST(std::abs(result->correlation(v, w) - expected.values[w][v]) < 0.025);
        BOOST_TEST(std::abs(result->reliability.standardised_if_deleted[v] - items.values[0][v]) < 0.003);
        // A correlation, so at their tolerance: the handbook prints two variables as rounded logarithms.
        BOOST_TEST(std::abs(result->reliability.correlation_with_rest[v] - items.values[1][v]) < 0.025);
    }
    BOOST_TEST(std::abs(result->reliability.standardised - 0.70) < 0.0051);
}

BOOST_AUTO_TEST_CASE(measures_are_what_their_definitions_say) {
    const std::vector<std::vector<double>> values{{1, 2, 3, 4, 7}, {2, 1, 4, 3, 9}, {5, 1, 2, 8, 6}};
    const std::vector<std::string> names{"a", "b", "c"};
    const auto result = factor::diagnose(values, names);
    BOOST_REQUIRE(result.has_value());
    std::vector<double> sum(5);
    double variances = 0;
    for (const auto& column : values) {
        for (std::size_t i = 0; i < 5; ++i) sum[i] += column[i];
        const double deviation = math::moments_of(column, math::Deviation::Sample).deviation;
        variances += deviation * deviation;
    }
    const double of_sum = math::moments_of(sum, math::Deviation::Sample).deviation;
    BOOST_TEST(std::abs(result->reliability.raw - 1.5 * (1 - variances / (of_sum * of_sum))) < 1e-12);
    // Two variables left: standardised alpha is 2 r / (1 + r).
    const double r = math::correlation(values[0], values[1]);
    BOOST_TEST(std::abs(result->reliability.standardised_if_deleted[2] - 2 * r / (1 + r)) < 1e-12);
    // KMO from partial correlations by their textbook formula.
    const auto partial = [&](std::size_t x, std::size_t y, std::size_t z) {
        const double xy = result->correlation(x, y);
        const double xz = result->correlation(x, z);
        const double yz = result->correlation(y, z);
        return (xy - xz * yz) / std::sqrt((1 - xz * xz) * (1 - yz * yz));
    };
    const double squares = std::pow(result->correlation(0, 1), 2) + std::pow(result->correlation(0, 2), 2) +
                           std::pow(result->correlation(1, 2), 2);
    const double partial_squares =
        std::pow(partial(0, 1, 2), 2) + std::pow(partial(0, 2, 1), 2) + std::pow(partial(1, 2, 0), 2);
    BOOST_TEST(std::abs(result->adequacy - squares / (squares + partial_squares)) < 1e-12);
    const auto same = factor::diagnose(std::vector<std::vector<double>>{values[0], values[0]},
                                       std::vector<std::string>{"a", "b"});
    BOOST_TEST(std::isnan(same->adequacy));
    BOOST_TEST(std::abs(same->reliability.standardised - 1) < 1e-12);
}

BOOST_AUTO_TEST_SUITE_END()
