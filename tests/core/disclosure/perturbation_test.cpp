// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/cell_key.hpp"
#include "core/disclosure/rounding.hpp"
#include "core/math/random.hpp"
#include "tests/support/shared.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace anker;
using namespace anker::disclosure;

namespace {

NoiseTable table_of(const NoiseRules& rules) {
    auto table = NoiseTable::make(rules);
    BOOST_REQUIRE_MESSAGE(table.has_value(), (table ? std::string() : table.error()));
    return std::move(*table);
}

} // namespace

BOOST_AUTO_TEST_SUITE(perturbation)

BOOST_AUTO_TEST_CASE(the_noise_table_is_the_published_one) {
    const auto file = test::oracle("ckm_ptable_maxent_D2_V1_js0.csv");
    if (!file) return;
    const std::vector<std::string> columns{"i", "v", "p"};
    const auto texts = jobs::read_texts(*file, columns, jobs::KeysMustDiffer::No);
    BOOST_REQUIRE(texts.has_value());
    const NoiseTable table = table_of({2, 1, 0});
    BOOST_REQUIRE(texts->keys.size() == 10u);
    for (std::size_t r = 0; r < texts->keys.size(); ++r) {
        const int count = std::stoi(texts->texts[0][r]);
        const int noise = std::stoi(texts->texts[1][r]);
        const NoiseRow& row = table.row(static_cast<std::uint64_t>(count));
        const auto at = static_cast<std::size_t>(noise - row.first);
        BOOST_REQUIRE(at < row.probability.size());
        BOOST_TEST(std::abs(row.probability[at] - std::stod(texts->texts[2][r])) < 1e-7);
    }
}

BOOST_AUTO_TEST_CASE(every_row_has_mean_nought_its_variance_and_no_forbidden_result) {
    for (const NoiseRules& rules : {NoiseRules{2, 1, 0}, NoiseRules{3, 2, 0}, NoiseRules{5, 3, 2},
                                    NoiseRules{4, 2.5, 1}, NoiseRules{8, 6, 0}}) {
        const NoiseTable table = table_of(rules);
        for (int count = 1; count <= rules.largest + rules.forbidden + 3; ++count) {
            const NoiseRow& row = table.row(static_cast<std::uint64_t>(count));
            double sum = 0;
            double mean = 0;
            double variance = 0;
            for (std::size_t i = 0; i < row.probability.size(); ++i) {
                const int noise = row.first + static_cast<int>(i);
                const double p = row.probability[i];
                sum += p;
                mean += p * noise;
                variance += p * noise * noise;
                if (p == 0) continue;
                BOOST_TEST(std::abs(noise) <= rules.largest);
                BOOST_TEST(count + noise >= 0);
                BOOST_TEST((count + noise == 0 || count + noise > rules.forbidden));
            }
            BOOST_TEST(std::abs(sum - 1) < 1e-12);
            BOOST_TEST(std::abs(mean) < 1e-9);
            BOOST_TEST(std::abs(variance - rules.variance) < 1e-9);
        }
    }
}

BOOST_AUTO_TEST_CASE(impossible_noise_is_refused_with_the_count) {
    const auto table = NoiseTable::make({2, 1, 2}); // 1 could only become 0 or 3: variance 2
    BOOST_REQUIRE(!table.has_value());
    BOOST_TEST(table.error().find("count of 1") != std::string::npos);
    BOOST_TEST(!NoiseTable::make({1, 3, 0}).has_value());
}

BOOST_AUTO_TEST_CASE(noise_grows_with_the_key_and_nought_stays_nought) {
    const NoiseTable table = table_of({2, 1, 0});
    BOOST_TEST(table.noise(0, 0.9999) == 0);
    for (const std::uint64_t count : {1ULL, 2ULL, 5ULL, 1000ULL}) {
        int last = -3;
        for (double key = 0; key < 1; key += 0.001) {
            const int noise = table.noise(count, key);
            BOOST_REQUIRE(noise >= last);
            last = noise;
        }
        BOOST_TEST(last == 2);
    }
    // Cumulated, of the row for 1: .39806, .70387, .89807.
    BOOST_TEST(table.noise(1, 0.398) == -1);
    BOOST_TEST(table.noise(1, 0.3981) == 0);
    BOOST_TEST(table.noise(1, 0.8980) == 1);
    BOOST_TEST(table.noise(1, 0.8981) == 2);
}

BOOST_AUTO_TEST_CASE(the_same_people_have_the_same_noise_in_any_order) {
    math::Random random(9);
    std::vector<double> keys;
    for (int i = 0; i < 50; ++i) keys.push_back(random.uniform());
    const double key = cell_key_of(keys);
    std::reverse(keys.begin(), keys.end());
    BOOST_TEST(std::abs(cell_key_of(keys) - key) < 1e-12);
    BOOST_TEST((key >= 0 && key < 1));
    BOOST_TEST(cell_key_from("area=Nord", 7) == cell_key_from("area=Nord", 7));
    BOOST_TEST(cell_key_from("area=Nord", 7) != cell_key_from("area=Nord", 8));
    // Evenly spread: 10,000 names, ten equal boxes.
    std::array<int, 10> boxes{};
    for (int i = 0; i < 10000; ++i)
        ++boxes[static_cast<std::size_t>(cell_key_from("area=" + std::to_string(i), 7) * 10)];
    for (const int box : boxes) BOOST_TEST(std::abs(box - 1000) < 150);
}

BOOST_AUTO_TEST_CASE(rounding_goes_to_the_nearest_multiple_and_says_what_it_leaves_open) {
    BOOST_TEST(rounded(2, 5) == 0);
    BOOST_TEST(rounded(3, 5) == 5);
    BOOST_TEST(rounded(7, 5) == 5);
    BOOST_TEST(rounded(5, 10) == 10);
    BOOST_TEST(rounded(4, 10) == 0);
    for (const double base : {5.0, 10.0}) {
        for (double n = 0; n < 60; ++n) {
            const Interval told = known_from_rounded(rounded(n, base), base);
            BOOST_TEST((told.low <= n && n <= told.high));
            // And not one more on either side.
            BOOST_TEST(rounded(told.low, base) == rounded(n, base));
            BOOST_TEST(rounded(told.high + 1, base) != rounded(n, base));
        }
    }
}

BOOST_AUTO_TEST_CASE(additive_totals_add_up_and_independent_ones_are_nearest) {
    // Two rows of two, row totals, column totals, all.
    const std::vector<double> values{2, 2, 4, 2, 7, 9, 4, 9, 13};
    const std::vector<Sum> sums{{8, {2, 5}}, {8, {6, 7}}, {2, {0, 1}}, {5, {3, 4}}, {6, {0, 3}}, {7, {1, 4}}};
    BOOST_TEST((rounded_table(values, sums, 5, RoundedTotals::Independent) ==
                std::vector<double>{0, 0, 5, 0, 5, 10, 5, 10, 15}));
    BOOST_TEST((rounded_table(values, sums, 5, RoundedTotals::Additive) ==
                std::vector<double>{0, 0, 0, 0, 5, 5, 0, 5, 5}));
}

BOOST_AUTO_TEST_SUITE_END()
