// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/gate.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using disclosure::Gate;
using disclosure::Reason;

BOOST_AUTO_TEST_SUITE(gate)

BOOST_AUTO_TEST_CASE(counts_below_the_minimum_are_withheld_and_zero_stays_zero) {
    const Gate gate({5, 100});
    BOOST_TEST(gate.count(0).is_shown());
    for (std::uint32_t n = 1; n < 5; ++n) {
        BOOST_TEST(!gate.count(n).is_shown());
        BOOST_TEST(gate.count(n).value() == 0u); // the value is gone, not only hidden
    }
    BOOST_TEST(gate.count(5).value() == 5u);
}

BOOST_AUTO_TEST_CASE(a_rate_needs_enough_cases_and_enough_people) {
    const Gate gate({5, 100});
    BOOST_TEST((gate.rate(4, 1000).reason() == Reason::TooFew));
    BOOST_TEST((gate.rate(50, 99).reason() == Reason::SmallPopulation));
    BOOST_TEST((gate.rate(50, -1).reason() == Reason::Unknown));
    const auto rate = gate.rate(15, 1240);
    BOOST_TEST(rate.per_1000() == 12.0967742, boost::test_tools::tolerance(1e-6));
    // Exact Poisson limits for 15 cases: 8.40 and 24.74 (chi-square); Byar's approximation is within 1 %.
    BOOST_TEST(rate.low() * 1.24 == 8.395, boost::test_tools::tolerance(0.01));
    BOOST_TEST(rate.high() * 1.24 == 24.74, boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(shown_counts_are_rounded_and_never_below_the_minimum) {
    for (const std::uint32_t base : {0u, 5u, 10u}) {
        for (const std::uint32_t minimum : {3u, 5u, 12u}) {
            const disclosure::Rules rules{minimum, 100, base};
            const Gate gate(rules);
            for (std::uint32_t n = minimum; n < 60; ++n) {
                const std::uint32_t shown = gate.count(n).value();
                BOOST_REQUIRE(shown >= minimum);
                BOOST_REQUIRE(base == 0 ? shown == n : shown % base == 0);
                // A reader's range holds exactly the counts that are shown so.
                const auto behind = rules.counts_behind(shown);
                BOOST_REQUIRE(behind.low <= n);
                BOOST_REQUIRE(n <= behind.high);
                BOOST_REQUIRE(rules.rounded(behind.low) == shown);
                BOOST_REQUIRE(rules.rounded(behind.high) == shown);
                BOOST_REQUIRE(behind.low >= minimum);
                BOOST_REQUIRE(rules.rounded(behind.high + 1) == shown + (base == 0 ? 1 : base));
            }
            BOOST_TEST(gate.count(0).value() == 0u);
            BOOST_TEST(!gate.count(minimum - 1).is_shown());
        }
    }
    BOOST_TEST(Gate({3, 100, 10}).count(14).value() == 10u);
    BOOST_TEST(Gate({3, 100, 5}).count(13).value() == 15u);
}

BOOST_AUTO_TEST_CASE(a_rate_is_made_from_the_rounded_count) {
    BOOST_TEST(Gate({5, 100, 10}).rate(17, 1000).per_1000() == 20.0);
    BOOST_TEST(Gate({5, 100, 10}).rate(17, 1000).low() == Gate({5, 100}).rate(20, 1000).low());
    BOOST_TEST((Gate({20, 100, 10}).rate(17, 1000).reason() == Reason::TooFew));
}

BOOST_AUTO_TEST_SUITE_END()
