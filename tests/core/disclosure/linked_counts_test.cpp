// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/linked_counts.hpp"
#include "tests/support/random.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <functional>
#include <set>

using namespace anker;
using disclosure::Gate;
using disclosure::GatedCount;
using disclosure::LinkedCounts;
using disclosure::Reason;

namespace {

struct Shown {
    GatedCount total;
    std::vector<GatedCount> cells;
};

/// One sum and its parts.
Shown protect(const Gate& gate, const std::vector<std::uint32_t>& values) {
    LinkedCounts counts(gate);
    std::vector<LinkedCounts::Cell> parts;
    std::uint32_t sum = 0;
    for (const std::uint32_t value : values) {
        parts.push_back(counts.add(value));
        sum += value;
    }
    const auto total = counts.add(sum);
    counts.add_sum(total, parts);
    counts.protect();
    Shown shown{counts.verdict(total), {}};
    for (const auto part : parts) shown.cells.push_back(counts.verdict(part));
    return shown;
}

} // namespace

BOOST_AUTO_TEST_SUITE(linked_counts)

BOOST_AUTO_TEST_CASE(nothing_is_withheld_without_need) {
    const Gate gate({5, 100});
    const Shown shown = protect(gate, {0, 5, 12, 40});
    BOOST_TEST(shown.total.value() == 57u);
    for (const auto& cell : shown.cells) BOOST_TEST(cell.is_shown());
}

BOOST_AUTO_TEST_CASE(a_small_count_takes_the_smallest_other_one_with_it) {
    const Gate gate({5, 100});
    const Shown shown = protect(gate, {3, 0, 12, 40});
    BOOST_TEST((shown.cells[0].reason() == Reason::TooFew));
    BOOST_TEST(shown.cells[1].is_shown());
    BOOST_TEST((shown.cells[2].reason() == Reason::Complement));
    BOOST_TEST(shown.cells[2].value() == 0u);
    BOOST_TEST(shown.cells[3].value() == 40u);
    BOOST_TEST(shown.total.value() == 55u);
}

BOOST_AUTO_TEST_CASE(where_no_part_can_protect_the_sum_goes) {
    const Gate gate({5, 100});
    const Shown shown = protect(gate, {4, 4}); // 8 of two counts below 5 can only be 4 and 4
    BOOST_TEST((shown.total.reason() == Reason::Complement));
}

BOOST_AUTO_TEST_CASE(what_is_public_stays_public) {
    const Gate gate({5, 100});
    LinkedCounts counts(gate);
    const std::array parts{counts.add(4), counts.add(4)};
    const auto total = counts.add_public(8);
    counts.add_sum(total, parts);
    counts.protect();
    BOOST_TEST(counts.verdict(total).value() == 8u);
    BOOST_TEST(!counts.verdict(parts[0]).is_shown());
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
        const Shown shown = protect(gate, cells);
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
