// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.hpp"
#include "core/math/random.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <set>
#include <vector>

using namespace anker;

BOOST_AUTO_TEST_SUITE(random_numbers)

namespace {

struct Sample {
    double mean = 0;
    double variance = 0;
};
template <class Draw>
Sample sample_of(int n, Draw draw) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; ++i) {
        const double x = draw();
        sum += x;
        squares += x * x;
    }
    const double mean = sum / n;
    return {mean, squares / n - mean * mean};
}

} // namespace

BOOST_AUTO_TEST_CASE(a_seed_gives_the_same_numbers_in_every_build) {
    math::Random random(42);
    base::StableHash hash;
    for (int i = 0; i < 1000; ++i) {
        hash.add(random.next());
        for (const double v : {random.uniform(), random.normal(), random.gamma(0.3), random.gamma(7.5)})
            hash.add_bytes(&v, sizeof v);
        hash.add(random.below(17));
    }
    BOOST_TEST(hash.value() == 10384298872420389714ULL);
    BOOST_TEST(math::Random(1).next() != math::Random(2).next());
}

BOOST_AUTO_TEST_CASE(the_generator_is_xoshiro256starstar) {
    // Computed by hand from the published algorithm for the state that SplitMix64 makes of seed 0.
    math::Random random(0);
    BOOST_TEST(random.next() == 11091344671253066420ULL);
    BOOST_TEST(random.next() == 13793997310169335082ULL);
}

BOOST_AUTO_TEST_CASE(samples_have_the_moments_of_their_distributions) {
    math::Random random(7);
    constexpr int n = 200'000;
    const Sample uniform = sample_of(n, [&] { return random.uniform(); });
    BOOST_TEST(std::abs(uniform.mean - 0.5) < 0.004);
    BOOST_TEST(std::abs(uniform.variance - 1.0 / 12) < 0.002);
    const Sample normal = sample_of(n, [&] { return random.normal(); });
    BOOST_TEST(std::abs(normal.mean) < 0.012);
    BOOST_TEST(std::abs(normal.variance - 1) < 0.02);
    for (const double shape : {0.4, 1.0, 10.0}) {
        const Sample gamma = sample_of(n, [&] { return random.gamma(shape); });
        BOOST_TEST(std::abs(gamma.mean - shape) < 0.02 * shape + 0.01);
        BOOST_TEST(std::abs(gamma.variance - shape) < 0.05 * shape + 0.02);
    }
}

BOOST_AUTO_TEST_CASE(below_is_even_and_stays_below) {
    math::Random random(11);
    std::array<int, 6> counts{};
    for (int i = 0; i < 60'000; ++i) ++counts.at(static_cast<std::size_t>(random.below(6)));
    for (const int count : counts) BOOST_TEST(std::abs(count - 10'000) < 400);
}

BOOST_AUTO_TEST_CASE(dirichlet_shares_add_up_and_concentrate) {
    math::Random random(13);
    const std::vector<double> concentrations{10, 10, 20};
    std::vector<double> shares(3);
    std::array<double, 3> sums{};
    for (int i = 0; i < 20'000; ++i) {
        random.dirichlet(concentrations, shares);
        BOOST_REQUIRE(std::abs(shares[0] + shares[1] + shares[2] - 1) < 1e-12);
        for (std::size_t k = 0; k < 3; ++k) sums.at(k) += shares[k];
    }
    BOOST_TEST(std::abs(sums[2] / 20'000 - 0.5) < 0.005);
    BOOST_TEST(std::abs(sums[0] / 20'000 - 0.25) < 0.005);
}

BOOST_AUTO_TEST_CASE(shuffling_reaches_every_order) {
    math::Random random(17);
    std::set<std::vector<int>> orders;
    for (int i = 0; i < 2000; ++i) {
        std::vector<int> values{1, 2, 3, 4};
        random.shuffle(std::span<int>(values));
        orders.insert(values);
    }
    BOOST_TEST(orders.size() == 24U);
}

BOOST_AUTO_TEST_SUITE_END()
