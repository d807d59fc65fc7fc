// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/gate.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>
#include <functional>
#include <set>

using namespace anker;
using disclosure::Gate;
using disclosure::GatedBreakdown;
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

/// An attacker who knows the rules and tries every table that fits what is shown.
BOOST_AUTO_TEST_CASE(no_withheld_cell_can_be_worked_out_from_the_rest) {
    const std::uint32_t minimum = 4;
    const Gate gate({minimum, 100});
    test::Random random(17);
    int with_hidden_cells = 0;
    for (int i = 0; i < 400; ++i) {
        std::vector<std::uint32_t> cells(3);
        for (auto& cell : cells) cell = static_cast<std::uint32_t>(random.below(9));
        const GatedBreakdown shown = gate.breakdown(cells);
        if (!shown.total.is_shown()) continue;
        std::vector<std::set<std::uint32_t>> possible(cells.size());
        std::vector<std::uint32_t> guess(cells.size());
        const std::function<void(std::size_t, std::uint32_t)> try_from = [&](std::size_t at,
                                                                             std::uint32_t left) {
            if (at == cells.size()) {
                if (left != 0) return;
                for (std::size_t k = 0; k < guess.size(); ++k) possible[k].insert(guess[k]);
                return;
            }
            for (std::uint32_t v = 0; v <= left; ++v) {
                const auto& cell = shown.cells[at];
                const bool fits = cell.is_shown()                   ? v == cell.value()
                                  : cell.reason() == Reason::TooFew ? v >= 1 && v < minimum
                                                                    : v >= minimum;
                if (!fits) continue;
                guess[at] = v;
                try_from(at + 1, left - v);
            }
        };
        try_from(0, shown.total.value());
        for (std::size_t k = 0; k < cells.size(); ++k) {
            if (shown.cells[k].is_shown()) continue;
            ++with_hidden_cells;
            BOOST_REQUIRE_MESSAGE(possible[k].size() >= 3,
                                  "cell " << k << " of " << cells[0] << "," << cells[1] << "," << cells[2]);
        }
    }
    BOOST_TEST(with_hidden_cells > 100);
}

BOOST_AUTO_TEST_SUITE_END()
