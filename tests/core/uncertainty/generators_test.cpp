// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.hpp"
#include "core/math/elementary.hpp"
#include "core/math/statistics.hpp"
#include "core/uncertainty/area_sorter.hpp"
#include "core/uncertainty/normal_stream.hpp"
#include "core/uncertainty/sobol.hpp"
#include "tests/support/random.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstring>

using namespace anker;

BOOST_AUTO_TEST_SUITE(uncertainty_generators)

BOOST_AUTO_TEST_CASE(fast_normal_numbers_are_normal) {
    // 2 million of them: mean, variance, skewness, kurtosis, and the share below many points.
    uncertainty::NormalStream stream(7);
    constexpr std::size_t count = 2'000'000;
    std::vector<double> numbers(count);
    for (std::size_t i = 0; i < count; i += 2) stream.draw(numbers[i], numbers[i + 1]);
    double moments[5]{};
    for (const double x : numbers) {
        moments[1] += x;
        moments[2] += x * x;
        moments[3] += x * x * x;
        moments[4] += x * x * x * x;
    }
    BOOST_TEST(std::abs(moments[1] / count) < 4 / std::sqrt(2e6));
    BOOST_TEST(std::abs(moments[2] / count - 1) < 4 * std::sqrt(2 / 2e6));
    BOOST_TEST(std::abs(moments[3] / count) < 4 * std::sqrt(15 / 2e6));
    BOOST_TEST(std::abs(moments[4] / count - 3) < 4 * std::sqrt(96 / 2e6));
    std::sort(numbers.begin(), numbers.end());
    double largest = 0; // Kolmogorov and Smirnov
    for (std::size_t i = 0; i < count; i += 97) {
        const double expected = static_cast<double>(i) / count;
        largest = std::max(largest, std::abs(math::normal_probability(numbers[i]) - expected));
    }
    BOOST_TEST(largest < 1.63 / std::sqrt(2e6));
    // Beyond the lowest layer the tail has its own way: 2 P(Z > 4) = 6.3e-5, 127 expected.
    const auto beyond =
        std::count_if(numbers.begin(), numbers.end(), [](double x) { return std::abs(x) > 4; });
    BOOST_TEST(beyond > 127 - 45);
    BOOST_TEST(beyond < 127 + 45);
    // Neighbours do not follow each other.
    uncertainty::NormalStream again(7);
    double together = 0;
    for (std::size_t i = 0; i < count; i += 2) {
        double first = 0;
        double second = 0;
        again.draw(first, second);
        together += first * second;
    }
    BOOST_TEST(std::abs(together / 1e6) < 4 / 1e3);
}

BOOST_AUTO_TEST_CASE(fast_normal_numbers_are_the_same_everywhere) {
    base::StableHash hash;
    uncertainty::NormalStream stream(2021);
    for (int i = 0; i < 100'000; ++i) {
        double numbers[2]{};
        stream.draw(numbers[0], numbers[1]);
        hash.add_bytes(numbers, sizeof numbers);
    }
    BOOST_TEST(hash.value() == 9794231647078969192ULL);
}

BOOST_AUTO_TEST_CASE(areas_are_sorted_as_by_comparison) {
    test::Random random(1);
    for (int round = 0; round < 300; ++round) {
        const std::size_t n = 1 + random.below(700U);
        std::vector<double> values(n);
        for (double& value : values) {
            value = static_cast<double>(random.below(1000U)) - 300; // with ties
            if (round % 3 == 1) value /= 7e5;
            if (round % 3 == 2) value = value * value * value;
        }
        if (round % 5 == 0) values[random.below(n)] = 1e12; // one far outlier
        uncertainty::AreaSorter sorter(n);
        sorter.sort(values, *std::min_element(values.begin(), values.end()),
                    *std::max_element(values.begin(), values.end()));
        const auto expected = math::ascending_order(values);
        for (std::size_t i = 0; i < n; ++i) {
            if (round % 5 == 0) { // the outlier leaves 48 bits for 1e12: small differences may become ties
                BOOST_REQUIRE(std::abs(values[sorter.area(i)] - values[expected[i]]) < 0.01);
                continue;
            }
            BOOST_REQUIRE_EQUAL(sorter.area(i), expected[i]);
            if (i > 0)
                BOOST_REQUIRE_EQUAL(sorter.is_same(i, i - 1), values[expected[i]] == values[expected[i - 1]]);
        }
    }
}

BOOST_AUTO_TEST_CASE(sobol_indices_of_the_ishigami_function_are_the_analytic_ones) {
    // f = sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, x uniform from -pi to pi; 2^17 points from a seed.
    constexpr double pi = 3.14159265358979323846;
    const auto f = [](const double(&x)[3]) {
        return std::sin(x[0]) + 7 * std::sin(x[1]) * std::sin(x[1]) +
               0.1 * x[2] * x[2] * x[2] * x[2] * std::sin(x[0]);
    };
    test::Random random(5);
    const auto uniform = [&] { return pi * (2 * static_cast<double>(random.next() >> 11) * 0x1.0p-53 - 1); };
    std::vector<double> a;
    std::vector<double> b;
    std::vector<std::vector<double>> mixed(3);
    for (int i = 0; i < 131'072; ++i) {
        const double at_a[3]{uniform(), uniform(), uniform()};
        const double at_b[3]{uniform(), uniform(), uniform()};
        a.push_back(f(at_a));
        b.push_back(f(at_b));
        for (std::size_t k = 0; k < 3; ++k) {
            double at[3]{at_a[0], at_a[1], at_a[2]};
            at[k] = at_b[k];
            mixed[k].push_back(f(at));
        }
    }
    const auto indices = uncertainty::sobol_indices(a, b, mixed);
    const double first[3]{.313905, .442411, 0};
    const double total[3]{.557589, .442411, .243684};
    for (std::size_t k = 0; k < 3; ++k) {
        BOOST_TEST(std::abs(indices[k].first - first[k]) < 0.01);
        BOOST_TEST(std::abs(indices[k].total - total[k]) < 0.01);
    }
    const std::vector<double> constant(10, 4.0);
    BOOST_TEST(
        uncertainty::sobol_indices(constant, constant, std::vector<std::vector<double>>{constant})[0].total ==
        0);
}

BOOST_AUTO_TEST_SUITE_END()
