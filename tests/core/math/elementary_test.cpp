// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.hpp"
#include "core/math/elementary.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstring>
#include <limits>

using namespace anker;

BOOST_AUTO_TEST_SUITE(elementary)

namespace {

/// Distance in units of the last place of `exact`.
double units_apart(double value, double exact) {
    if (value == exact) return 0;
    const double unit = std::abs(std::nextafter(exact, std::numeric_limits<double>::infinity()) - exact);
    return std::abs(value - exact) / unit;
}

double drawn(test::Random& random, double low, double high) {
    return low + (high - low) * static_cast<double>(random.next() >> 11) * 0x1.0p-53;
}

} // namespace

BOOST_AUTO_TEST_CASE(exp_is_within_two_units_of_the_library) {
    test::Random random(1);
    double worst = 0;
    for (int i = 0; i < 200'000; ++i) {
        const double x = drawn(random, -700, 700);
        worst = std::max(worst, units_apart(math::exp(x), std::exp(x)));
        const double small = drawn(random, -2, 2);
        worst = std::max(worst, units_apart(math::exp(small), std::exp(small)));
    }
    BOOST_TEST(worst <= 2);
    BOOST_TEST(math::exp(0) == 1);
    BOOST_TEST(math::exp(-746) == 0);
    BOOST_TEST(math::exp(710) == std::numeric_limits<double>::infinity());
    BOOST_TEST(units_apart(math::exp(-744), std::exp(-744.0)) <= 1, "subnormal results");
}

BOOST_AUTO_TEST_CASE(log_is_within_two_units_of_the_library) {
    test::Random random(2);
    double worst = 0;
    for (int i = 0; i < 200'000; ++i) {
        const double x = std::exp(drawn(random, -700, 700));
        worst = std::max(worst, units_apart(math::log(x), std::log(x)));
        const double near_one = drawn(random, 0.5, 2);
        worst = std::max(worst, units_apart(math::log(near_one), std::log(near_one)));
    }
    BOOST_TEST(worst <= 2);
    BOOST_TEST(math::log(1) == 0);
    BOOST_TEST(math::log(0) == -std::numeric_limits<double>::infinity());
    BOOST_TEST(std::isnan(math::log(-1)));
    BOOST_TEST(units_apart(math::log(5e-324), std::log(5e-324)) <= 1);
}

BOOST_AUTO_TEST_CASE(powers_and_their_edges) {
    BOOST_TEST(math::power(2, 0.5) == std::sqrt(2.0), boost::test_tools::tolerance(1e-15));
    BOOST_TEST(math::power(0, 0) == 1);
    BOOST_TEST(math::power(0, 2) == 0);
    BOOST_TEST(math::power(7, 1) == 7);
}

BOOST_AUTO_TEST_CASE(the_normal_distribution_agrees_with_the_error_function) {
    for (double z = -8; z <= 8; z += 0.03125) {
        const double exact = 0.5 * std::erfc(-z / std::sqrt(2.0));
        BOOST_TEST(std::abs(math::normal_probability(z) - exact) < 1e-15, "z = " << z);
    }
    BOOST_TEST(math::normal_probability(1.959963984540054) == 0.975, boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(every_build_computes_the_same_bits) {
    // The hash was made by the native build; the same test runs as wasm.
    base::StableHash hash;
    test::Random random(3);
    for (int i = 0; i < 10'000; ++i) {
        const double x = drawn(random, -50, 50);
        for (const double v : {math::exp(x), math::log(x * x), math::normal_probability(x / 5)})
            hash.add_bytes(&v, sizeof v);
    }
    BOOST_TEST(hash.value() == 14642331181734288116ULL);
}

BOOST_AUTO_TEST_SUITE_END()
