// SPDX-License-Identifier: Apache-2.0
#include "core/math/matrix.hpp"
#include "core/math/statistics.hpp"
#include "tests/support/random.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace anker;

BOOST_AUTO_TEST_SUITE(statistics)

BOOST_AUTO_TEST_CASE(both_divisors_of_the_variance) {
    const std::vector<double> values{2, 4, 4, 4, 5, 5, 7, 9};
    BOOST_TEST(math::moments_of(values, math::Deviation::Population).deviation == 2);
    BOOST_TEST(math::moments_of(values, math::Deviation::Sample).deviation == std::sqrt(32.0 / 7));
    BOOST_TEST(math::moments_of(std::vector<double>{0.1, 0.1, 0.1}, math::Deviation::Sample).is_constant());
}

BOOST_AUTO_TEST_CASE(weights_count_values_as_often_as_they_say) {
    const std::vector<double> values{1, 5, 6};
    const std::vector<double> weights{2, 1, 3};
    const std::vector<double> written_out{1, 1, 5, 6, 6, 6};
    for (const auto kind : {math::Deviation::Population, math::Deviation::Sample}) {
        const auto weighted = math::weighted_moments_of(values, weights, kind);
        const auto plain = math::moments_of(written_out, kind);
        BOOST_TEST(weighted.mean == plain.mean, boost::test_tools::tolerance(1e-15));
        BOOST_TEST(weighted.deviation == plain.deviation, boost::test_tools::tolerance(1e-15));
    }
}

BOOST_AUTO_TEST_CASE(median_and_its_deviation) {
    BOOST_TEST(math::median(std::vector<double>{3, 1, 2}) == 2);
    BOOST_TEST(math::median(std::vector<double>{4, 1, 2, 3}) == 2.5);
    BOOST_TEST(math::median_absolute_deviation(std::vector<double>{1, 1, 2, 2, 4, 6, 9}) == 1);
}

BOOST_AUTO_TEST_CASE(equal_values_share_their_ranks_as_asked) {
    const std::vector<double> values{10, 20, 20, 5};
    BOOST_TEST((math::ranks(values, math::Ties::Average) == std::vector<double>{2, 3.5, 3.5, 1}));
    BOOST_TEST((math::ranks(values, math::Ties::Lowest) == std::vector<double>{2, 3, 3, 1}));
    BOOST_TEST((math::ranks(values, math::Ties::Highest) == std::vector<double>{2, 4, 4, 1}));
}

BOOST_AUTO_TEST_CASE(nine_types_of_quantile_as_hyndman_and_fan_define_them) {
    // R: quantile(c(1, 2, 4, 8, 16), c(.1, .25, .5, .9), type = t)
    const std::vector<double> values{1, 2, 4, 8, 16};
    const std::vector<std::vector<double>> expected{
        {1, 2, 4, 16},           // 1: inverse of the distribution function
        {1, 2, 4, 16},           // 2: the same, averaged where it jumps
        {1, 1, 2, 8},            // 3: nearest even position (SAS)
        {1, 1.25, 3, 12},        // 4: linear in the distribution function
        {1, 1.75, 4, 16},        // 5: mid-points
        {1, 1.5, 4, 16},         // 6: n + 1
        {1.4, 2, 4, 12.8},       // 7: R's default
        {1, 1 + 2.0 / 3, 4, 16}, // 8: median-unbiased
        {1, 1.6875, 4, 16}};     // 9: normal-unbiased
    const std::vector<double> probabilities{0.1, 0.25, 0.5, 0.9};
    for (int type = 1; type <= 9; ++type) {
        for (std::size_t k = 0; k < 4; ++k) {
            BOOST_TEST(math::quantile_of_sorted(values, probabilities[k], type) ==
                           expected[static_cast<std::size_t>(type - 1)][k],
                       boost::test_tools::tolerance(1e-12));
        }
    }
    for (int type = 1; type <= 9; ++type) {
        BOOST_TEST(math::quantile_of_sorted(values, 0, type) == 1);
        BOOST_TEST(math::quantile_of_sorted(values, 1, type) == 16);
    }
    BOOST_TEST(math::quantile_of_sorted(std::vector<double>{1, 2, 3, 4}, 0.5, 1) == 2);
    BOOST_TEST(math::quantile_of_sorted(std::vector<double>{1, 2, 3, 4}, 0.5, 2) == 2.5);
    BOOST_TEST(math::quantile_of_sorted(std::vector<double>{1, 2, 3, 4}, 0.5, 3) == 2);
}

namespace {

math::Matrix random_symmetric(test::Random& random, std::size_t n) {
    math::Matrix a(n, n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            a(i, j) = static_cast<double>(random.below(2001)) / 1000 - 1;
            a(j, i) = a(i, j);
        }
    }
    return a;
}

} // namespace

BOOST_AUTO_TEST_CASE(eigenvectors_rebuild_their_matrix) {
    test::Random random(5);
    for (std::size_t n = 1; n <= 12; ++n) {
        const math::Matrix a = random_symmetric(random, n);
        const math::Eigen eigen = math::symmetric_eigen(a);
        BOOST_TEST(std::is_sorted(eigen.values.rbegin(), eigen.values.rend()));
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) {
                double rebuilt = 0;
                double product = 0;
                for (std::size_t k = 0; k < n; ++k) {
                    rebuilt += eigen.vectors(i, k) * eigen.values[k] * eigen.vectors(j, k);
                    product += eigen.vectors(k, i) * eigen.vectors(k, j);
                }
                BOOST_TEST(std::abs(rebuilt - a(i, j)) < 1e-13);
                BOOST_TEST(std::abs(product - (i == j ? 1 : 0)) < 1e-13);
            }
        }
        for (std::size_t k = 0; k < n; ++k) {
            double sum = 0;
            for (std::size_t i = 0; i < n; ++i) sum += eigen.vectors(i, k);
            BOOST_TEST(sum > -1e-12, "signs are fixed");
        }
    }
}

BOOST_AUTO_TEST_CASE(an_inverse_times_its_matrix_is_one_and_singular_ones_are_refused) {
    test::Random random(6);
    const math::Matrix half = random_symmetric(random, 5);
    math::Matrix a(5, 5);
    for (std::size_t i = 0; i < 5; ++i) {
        for (std::size_t j = 0; j < 5; ++j) {
            for (std::size_t k = 0; k < 5; ++k) a(i, j) += half(i, k) * half(j, k);
        }
        a(i, i) += 0.1;
    }
    const auto inverse = math::inverse_of_positive_definite(a);
    BOOST_REQUIRE(inverse.has_value());
    for (std::size_t i = 0; i < 5; ++i) {
        for (std::size_t j = 0; j < 5; ++j) {
            double sum = 0;
            for (std::size_t k = 0; k < 5; ++k) sum += a(i, k) * (*inverse)(k, j);
            BOOST_TEST(std::abs(sum - (i == j ? 1 : 0)) < 1e-9);
        }
    }
    for (std::size_t j = 0; j < 5; ++j) {
        a(4, j) = 2 * a(3, j);
        a(j, 4) = a(4, j);
    }
    a(4, 4) = 4 * a(3, 3);
    BOOST_TEST(!math::cholesky(a).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
