// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/primary_rules.hpp"
#include "core/disclosure/table_protection.hpp"
#include "core/tabular/text_table.hpp"
#include "tests/support/random.hpp"
#include "tests/support/shared.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>
#include <map>
#include <set>

using namespace anker;
using namespace anker::disclosure;

namespace {

/// Rows x columns with all totals: cells row by row, the last of each line its total.
struct Grid {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<double> values;
    std::vector<Sum> sums;

    [[nodiscard]] std::size_t at(std::size_t r, std::size_t c) const { return r * (columns + 1) + c; }
    Grid(std::size_t r_count, std::size_t c_count, const std::vector<double>& inner)
        : rows(r_count), columns(c_count), values((r_count + 1) * (c_count + 1), 0.0) {
        for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t c = 0; c < columns; ++c) {
                const double value = inner[r * columns + c];
                values[at(r, c)] = value;
                values[at(r, columns)] += value;
                values[at(rows, c)] += value;
                values[at(rows, columns)] += value;
            }
        }
        for (std::size_t r = 0; r <= rows; ++r) {
            Sum sum{at(r, columns), {}};
            for (std::size_t c = 0; c < columns; ++c) sum.parts.push_back(at(r, c));
            sums.push_back(sum);
        }
        for (std::size_t c = 0; c <= columns; ++c) {
            Sum sum{at(rows, c), {}};
            for (std::size_t r = 0; r < rows; ++r) sum.parts.push_back(at(r, c));
            sums.push_back(sum);
        }
    }
    [[nodiscard]] std::vector<TableCell> judged(const PrimaryRules& rules) const {
        std::vector<TableCell> cells;
        for (const double value : values) cells.push_back(judge_count(value, rules));
        return cells;
    }
};

Grid random_grid(test::Random& random, std::size_t rows, std::size_t columns, std::uint64_t limit) {
    std::vector<double> inner;
    for (std::size_t i = 0; i < rows * columns; ++i)
        inner.push_back(static_cast<double>(random.below(limit)));
    return {rows, columns, inner};
}

double cost_of(const std::vector<TableCell>& cells, const std::vector<Reason>& reasons) {
    double cost = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (reasons[i] != Reason::None && !cells[i].is_withheld()) cost += cells[i].value + 1;
    }
    return cost;
}

/// Whether a pattern leaves every withheld cell what it wants, by the attacker alone.
bool is_safe(std::vector<TableCell> cells, const std::vector<Reason>& reasons, const std::vector<Sum>& sums) {
    for (std::size_t i = 0; i < cells.size(); ++i) cells[i].reason = reasons[i];
    const AttackResult result = attack(known_intervals(cells), sums);
    if (!result.is_consistent) return false;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!cells[i].is_withheld()) continue;
        if (!result.intervals[i].covers(cells[i].wanted)) return false;
        if (result.intervals[i].width() + 1e-6 < cells[i].wanted_width) return false;
    }
    return true;
}

/// The cheapest safe pattern of all; less than nought where there is none.
double cheapest(const std::vector<TableCell>& cells, const std::vector<Sum>& sums) {
    std::vector<std::size_t> free;
    std::vector<Reason> start;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        start.push_back(cells[i].reason);
        if (!cells[i].is_withheld() && !cells[i].is_fixed) free.push_back(i);
    }
    double best = -1;
    for (std::uint32_t pattern = 0; pattern < (1U << free.size()); ++pattern) {
        std::vector<Reason> reasons = start;
        for (std::size_t k = 0; k < free.size(); ++k) {
            if ((pattern >> k & 1U) != 0) reasons[free[k]] = cells[free[k]].reason_beside;
        }
        const double cost = cost_of(cells, reasons);
        if (best >= 0 && cost >= best) continue;
        if (is_safe(cells, reasons, sums)) best = cost;
    }
    return best;
}

} // namespace

BOOST_AUTO_TEST_SUITE(table_protection)

BOOST_AUTO_TEST_CASE(the_attack_on_the_recoverable_table_finds_the_published_intervals) {
    const auto file = test::oracle("sdc_4x4_recoverable.csv");
    if (!file) return;
    const auto table = tabular::text_table_from(file->name, file->bytes, {}, {});
    BOOST_REQUIRE(table.has_value());
    std::vector<double> inner;
    std::vector<bool> withheld;
    for (const auto& row : table->rows) {
        inner.push_back(std::stod(row.cells[2]));
        withheld.push_back(row.cells[3] == "1");
    }
    BOOST_REQUIRE(inner.size() == 16u);
    const Grid grid(4, 4, inner);
    const auto attacked = [&](const std::vector<bool>& pattern) {
        std::vector<Interval> known;
        for (const double value : grid.values) known.push_back({value, value});
        for (std::size_t i = 0; i < 16; ++i) {
            if (pattern[i]) known[grid.at(i / 4, i % 4)] = Interval{};
        }
        return attack(known, grid.sums);
    };
    const AttackResult result = attacked(withheld);
    BOOST_REQUIRE(result.is_consistent);
    for (std::size_t i = 0; i < 16; ++i) {
        const Interval& found = result.intervals[grid.at(i / 4, i % 4)];
        BOOST_TEST(found.low == std::stod(table->rows[i].cells[4]));
        BOOST_TEST(found.high == std::stod(table->rows[i].cells[5]));
    }
    withheld[5] = true; // x|b
    const Interval opened = attacked(withheld).intervals[grid.at(0, 1)];
    BOOST_TEST(opened.low == 0);
    BOOST_TEST(opened.high == 141);
}

BOOST_AUTO_TEST_CASE(the_recoverable_table_is_repaired_by_the_cheapest_further_cell_that_is_enough) {
    const auto file = test::oracle("sdc_4x4_recoverable.csv");
    if (!file) return;
    const auto table = tabular::text_table_from(file->name, file->bytes, {}, {});
    BOOST_REQUIRE(table.has_value());
    std::vector<double> inner;
    for (const auto& row : table->rows) inner.push_back(std::stod(row.cells[2]));
    const Grid grid(4, 4, inner);
    std::vector<TableCell> cells(grid.values.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells[i].value = grid.values[i];
        cells[i].wanted = {grid.values[i], grid.values[i]};
        cells[i].wanted_width = 4;
    }
    for (std::size_t i = 0; i < 16; ++i) {
        if (table->rows[i].cells[3] == "1") cells[grid.at(i / 4, i % 4)].reason = Reason::TooFew;
    }
    const ProtectedTable result = protect_table(cells, grid.sums);
    BOOST_REQUIRE(result.is_consistent);
    BOOST_TEST(result.bare.empty());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (result.reasons[i] != Reason::None) BOOST_TEST(result.attack[i].width() >= 4);
    }
    // One more in column b opens w|b; nothing in column b is cheaper than x|b.
    BOOST_TEST(cost_of(cells, result.reasons) <= 125);
}

BOOST_AUTO_TEST_CASE(sdctables_first_example_withholds_the_same_cells) {
    // sdcTable, microdata1: counts of region by gender (A to D; male, female), minimum 3. OPT, HITAS and
    // HYPERCUBE withhold A male, C male and C female beside A female; 40 in all.
    const Grid grid(4, 2, {18, 2, 14, 19, 12, 10, 11, 14});
    for (const Reasons reasons : {Reasons::Shown, Reasons::Hidden}) {
        PrimaryRules rules;
        rules.minimum_count = 3;
        rules.reasons = reasons;
        const ProtectedTable result = protect_table(grid.judged(rules), grid.sums);
        std::set<std::size_t> withheld;
        double sum = 0;
        for (std::size_t i = 0; i < result.reasons.size(); ++i) {
            if (result.reasons[i] == Reason::None) continue;
            withheld.insert(i);
            if (result.reasons[i] == Reason::Complement) sum += grid.values[i];
        }
        BOOST_TEST(
            (withheld == std::set<std::size_t>{grid.at(0, 0), grid.at(0, 1), grid.at(2, 0), grid.at(2, 1)}));
        BOOST_TEST(sum == 40);
        BOOST_TEST((result.reasons[grid.at(0, 1)] == Reason::TooFew));
    }
}

BOOST_AUTO_TEST_CASE(two_withheld_cells_per_line_are_not_taken_for_enough) {
    const Grid grid(3, 3, {4, 5, 50, 6, 3, 60, 70, 80, 90});
    std::vector<TableCell> cells = grid.judged({});
    const ProtectedTable result = protect_table(cells, grid.sums);
    BOOST_TEST(is_safe(cells, result.reasons, grid.sums));
}

BOOST_AUTO_TEST_CASE(every_pattern_is_safe_and_small_ones_are_mostly_the_cheapest) {
    test::Random random(77);
    int equal = 0;
    int compared = 0;
    int with_complements = 0;
    double found = 0;
    double least = 0;
    for (int trial = 0; trial < 60; ++trial) {
        const Grid grid = random_grid(random, trial % 6 == 0 ? 3 : 2, 2, trial % 2 == 0 ? 15 : 40);
        PrimaryRules rules;
        rules.minimum_count = 3 + static_cast<double>(random.below(3));
        rules.zeros = static_cast<Zeros>(random.below(3));
        rules.reasons = static_cast<Reasons>(random.below(2));
        const std::vector<TableCell> cells = grid.judged(rules);
        const ProtectedTable result = protect_table(cells, grid.sums);
        BOOST_REQUIRE(result.is_consistent);
        if (!result.bare.empty() || !result.narrow.empty()) continue;
        const double own = cost_of(cells, result.reasons);
        const double best = cheapest(cells, grid.sums);
        // Complements may have less than they want where nothing more can be had; then there is no best.
        if (best < 0) continue;
        BOOST_REQUIRE_MESSAGE(is_safe(cells, result.reasons, grid.sums), "trial " << trial);
        BOOST_REQUIRE(own >= best);
        ++compared;
        with_complements += best > 0 ? 1 : 0;
        equal += own == best ? 1 : 0;
        found += own;
        least += best;
    }
    BOOST_TEST_MESSAGE("cheapest pattern in " << equal << " of " << compared << " tables ("
                                              << with_complements << " needed complements), cost " << found
                                              << " against " << least);
    BOOST_TEST(compared > 30);
    BOOST_TEST(with_complements > 15);
    BOOST_TEST(equal * 10 >= compared * 8);
}

/// Tries every whole-number table that fits what a reader has: published cells, sums, and what reasons mean.
BOOST_AUTO_TEST_CASE(an_attacker_who_tries_every_table_finds_the_same_intervals) {
    test::Random random(5);
    int withheld = 0;
    for (int trial = 0; trial < 40; ++trial) {
        const Grid grid = random_grid(random, 2, 3, 9);
        PrimaryRules rules;
        rules.minimum_count = 4;
        const std::vector<TableCell> cells = grid.judged(rules);
        const ProtectedTable result = protect_table(cells, grid.sums);
        std::vector<TableCell> shown = cells;
        for (std::size_t i = 0; i < cells.size(); ++i) shown[i].reason = result.reasons[i];
        const std::vector<Interval> known = known_intervals(shown);
        std::vector<Interval> possible(cells.size(), {1e9, -1e9});
        std::array<double, 6> inner{};
        const double most = grid.values.back() + 8; // a withheld grand total may be larger than it is
        const std::function<void(std::size_t)> fill = [&](std::size_t k) {
            if (k == inner.size()) {
                const Grid guess(2, 3, {inner.begin(), inner.end()});
                for (std::size_t i = 0; i < known.size(); ++i) {
                    if (guess.values[i] < known[i].low || guess.values[i] > known[i].high) return;
                }
                for (std::size_t i = 0; i < known.size(); ++i) {
                    possible[i].low = std::min(possible[i].low, guess.values[i]);
                    possible[i].high = std::max(possible[i].high, guess.values[i]);
                }
                return;
            }
            const Interval& range = known[grid.at(k / 3, k % 3)];
            const double end =
                std::min({range.high, most, known[grid.at(k / 3, 3)].high, known[grid.at(2, k % 3)].high});
            for (double v = range.low; v <= end; ++v) {
                inner[k] = v;
                fill(k + 1);
            }
        };
        if (known.back().high > most) continue; // without a known total there is no end to trying
        fill(0);
        for (std::size_t i = 0; i < known.size(); ++i) {
            BOOST_REQUIRE_EQUAL(possible[i].low, result.attack[i].low);
            BOOST_REQUIRE_EQUAL(possible[i].high, result.attack[i].high);
            withheld += shown[i].is_withheld() ? 1 : 0;
        }
    }
    BOOST_TEST(withheld > 60);
}

BOOST_AUTO_TEST_CASE(a_pattern_with_one_complement_less_is_found_out) {
    // The planted fault: publish any complement again, and some cell falls below what it wants.
    test::Random random(23);
    int tried = 0;
    for (int trial = 0; trial < 20; ++trial) {
        const Grid grid = random_grid(random, 4, 3, 30);
        const std::vector<TableCell> cells = grid.judged({});
        const ProtectedTable result = protect_table(cells, grid.sums);
        if (!result.bare.empty() || !result.narrow.empty() || !is_safe(cells, result.reasons, grid.sums))
            continue;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (result.reasons[i] == Reason::None || cells[i].is_withheld()) continue;
            std::vector<Reason> fewer = result.reasons;
            fewer[i] = Reason::None;
            BOOST_TEST(!is_safe(cells, fewer, grid.sums));
            ++tried;
        }
    }
    BOOST_TEST(tried > 20);
}

BOOST_AUTO_TEST_CASE(a_long_table_does_not_lose_much_more_than_its_small_cells) {
    // In this one a complement of 5 must be opened upwards: told "5 or more", it cannot go down.
    test::Random random(24);
    const Grid grid = random_grid(random, 40, 3, 60);
    const std::vector<TableCell> cells = grid.judged({});
    const ProtectedTable result = protect_table(cells, grid.sums);
    BOOST_TEST(is_safe(cells, result.reasons, grid.sums));
    int small = 0;
    int further = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        small += cells[i].is_withheld() ? 1 : 0;
        further += result.reasons[i] != Reason::None && !cells[i].is_withheld() ? 1 : 0;
    }
    BOOST_TEST(small == 11);
    BOOST_TEST(further <= 2 * small);
    BOOST_TEST_MESSAGE(further << " further cells for " << small << " small ones");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_protected_is_said_and_what_does_not_add_up_too) {
    // The total and the other part are published already.
    std::vector<TableCell> cells{judge_count(2, {}), judge_count(9, {}), judge_count(11, {})};
    cells[1].is_fixed = true;
    cells[2].is_fixed = true;
    const std::vector<Sum> sums{{2, {0, 1}}};
    const ProtectedTable bare = protect_table(cells, sums);
    BOOST_TEST(bare.is_consistent);
    BOOST_TEST((bare.bare == std::vector<std::size_t>{0}));
    cells[2].value = 12;
    BOOST_TEST(!protect_table(
                    std::vector<TableCell>{judge_count(7, {}), judge_count(9, {}), judge_count(12, {})}, sums)
                    .is_consistent);
}

BOOST_AUTO_TEST_CASE(hierarchies_and_linked_tables_are_sums_like_any_other) {
    // City = two districts of two areas each; the second report shows the same areas by another split.
    // 0 city, 1 and 2 districts, 3 to 6 areas, 7 and 8 parts of area 3 (by sex), 9 and 10 parts (by age).
    const std::vector<double> values{100, 40, 60, 15, 25, 28, 32, 3, 12, 6, 9};
    const std::vector<Sum> sums{{0, {1, 2}}, {1, {3, 4}}, {2, {5, 6}}, {3, {7, 8}}, {3, {9, 10}}};
    std::vector<TableCell> cells;
    for (const double value : values) cells.push_back(judge_count(value, {}));
    const ProtectedTable result = protect_table(cells, sums);
    BOOST_TEST((result.reasons[7] == Reason::TooFew));
    BOOST_TEST((result.reasons[8] == Reason::Complement));
    BOOST_TEST(result.attack[7].covers({0, 4}));
    // The area's total is shown, so the other split needs nothing.
    BOOST_TEST((result.reasons[3] == Reason::None));
    BOOST_TEST((result.reasons[9] == Reason::None));
    // An area that is withheld takes another one of its district and its own splits with it.
    cells[3].reason = Reason::Complement;
    const ProtectedTable linked = protect_table(cells, sums);
    BOOST_TEST((linked.reasons[4] == Reason::Complement || linked.reasons[1] == Reason::Complement));
    BOOST_TEST((linked.reasons[9] != Reason::None || linked.reasons[10] != Reason::None));
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (linked.reasons[i] != Reason::None) BOOST_TEST(linked.attack[i].width() >= 4);
    }
}

BOOST_AUTO_TEST_CASE(a_cube_with_all_totals_keeps_its_small_cells) {
    test::Random random(3);
    // Index 3a + b and so on with the last of each axis the total: 3 x 3 x 3 = 2 x 2 x 2 and totals.
    std::vector<double> values(27, 0.0);
    const auto at = [](std::size_t a, std::size_t b, std::size_t c) { return a * 9 + b * 3 + c; };
    std::vector<Sum> sums;
    for (int trial = 0; trial < 20; ++trial) {
        std::fill(values.begin(), values.end(), 0.0);
        for (std::size_t k = 0; k < 8; ++k) {
            const auto v = static_cast<double>(random.below(25));
            const std::array<std::size_t, 3> where{k / 4, k / 2 % 2, k % 2};
            for (std::size_t total = 0; total < 8; ++total) {
                values[at((total & 1U) != 0 ? 2 : where[0], (total & 2U) != 0 ? 2 : where[1],
                          (total & 4U) != 0 ? 2 : where[2])] += v;
            }
        }
        sums.clear();
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t j = 0; j < 3; ++j) {
                sums.push_back({at(2, i, j), {at(0, i, j), at(1, i, j)}});
                sums.push_back({at(i, 2, j), {at(i, 0, j), at(i, 1, j)}});
                sums.push_back({at(i, j, 2), {at(i, j, 0), at(i, j, 1)}});
            }
        }
        std::vector<TableCell> cells;
        for (const double value : values) cells.push_back(judge_count(value, {}));
        const ProtectedTable result = protect_table(cells, sums);
        BOOST_REQUIRE(result.is_consistent);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            BOOST_TEST(result.attack[i].covers({values[i], values[i]}));
            const bool is_limited = std::count(result.narrow.begin(), result.narrow.end(), i) +
                                        std::count(result.bare.begin(), result.bare.end(), i) >
                                    0;
            if (cells[i].is_withheld() && !is_limited) BOOST_TEST(result.attack[i].covers(cells[i].wanted));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
