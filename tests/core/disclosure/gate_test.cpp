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

BOOST_AUTO_TEST_SUITE_END()
