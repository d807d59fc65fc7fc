// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/attack.hpp"
#include "core/disclosure/linked_counts.hpp"
#include "tests/support/random.hpp"

#include <array>
#include <boost/test/unit_test.hpp>

using namespace anker;
using disclosure::CountRange;
using disclosure::Gate;
using disclosure::Interval;
using disclosure::LinkedCounts;
using disclosure::Noughts;
using disclosure::PairRange;
using disclosure::Reason;
using Cell = LinkedCounts::Cell;

namespace {

CountRange around(test::Random& random, std::int64_t value) {
    if (random.below(3) == 0) return {value, value};
    return {std::max<std::int64_t>(0, value - random.below(6)), value + random.below(6)};
}

Interval interval(const CountRange& range) {
    return {static_cast<double>(range.low), static_cast<double>(range.high)};
}

/// The counts of a Quartier as core/figures links them, once for LinkedCounts and once for the linear
/// program.
class Quartier {
public:
    static constexpr std::uint32_t minimum = 5;
    Quartier(test::Random& random, std::size_t areas, std::uint32_t largest) {
        std::array<std::vector<Cell>, 2> of_kind;
        std::array<std::uint32_t, 2> inside{};
        std::vector<LinkedCounts::Row> rows;
        for (std::size_t i = 0; i < areas; ++i) {
            std::array<std::uint32_t, 2> total{};
            for (std::size_t k = 0; k < 2; ++k) {
                std::vector<Cell> themes;
                for (int t = 0; t < 3; ++t) {
                    const std::uint32_t n = random.below(largest);
                    total[k] += n;
                    themes.push_back(add(n, 0));
                }
                of_kind[k].push_back(add(total[k], 1));
                add_sum(of_kind[k].back(), themes, Noughts::Masked);
                inside[k] += total[k];
            }
            rows.push_back({of_kind[0].back(), of_kind[1].back(), add(total[0] + total[1], 1)});
            add_sum(rows.back().both, std::array{rows.back().first, rows.back().second});
        }
        std::array<Cell, 2> outside{};
        std::array<Cell, 2> whole{};
        for (std::size_t k = 0; k < 2; ++k) {
            const std::uint32_t n = random.below(largest);
            outside[k] = add(n, 1);
            std::vector<Cell> parts = of_kind[k];
            parts.push_back(outside[k]);
            whole[k] = add_public(inside[k] + n);
            add_sum(whole[k], parts);
        }
        const Cell all = add(inside[0] + inside[1], 1);
        std::vector<Cell> both;
        for (const LinkedCounts::Row& row : rows) both.push_back(row.both);
        add_sum(all, both);
        counts.add_table(rows, {whole[0], whole[1], all}, outside[0], outside[1]);
        counts.protect();
    }

    /// What the program is told: the same as the bounds.
    [[nodiscard]] std::vector<Interval> told() const {
        std::vector<Interval> known;
        for (Cell cell = 0; cell < truth.size(); ++cell) {
            switch (is_public[cell] ? Reason::None : counts.verdict(cell).reason()) {
            case Reason::TooFew:
                known.push_back({least[cell], minimum - 1.0});
                break;
            case Reason::Complement:
                known.push_back({minimum, std::numeric_limits<double>::infinity()});
                break;
            default:
                known.push_back({static_cast<double>(truth[cell]), static_cast<double>(truth[cell])});
            }
        }
        return known;
    }

    Gate gate{{minimum, 100}};
    LinkedCounts counts{gate};
    std::vector<std::uint32_t> truth;
    std::vector<double> least; ///< of "too few"
    std::vector<bool> is_public;
    std::vector<disclosure::Sum> sums;

private:
    Cell add(std::uint32_t n, double least_of_few) {
        truth.push_back(n);
        least.push_back(least_of_few);
        is_public.push_back(false);
        return counts.add(n);
    }
    Cell add_public(std::uint32_t n) {
        truth.push_back(n);
        least.push_back(0);
        is_public.push_back(true);
        return counts.add_public(n);
    }
    void add_sum(Cell total, std::span<const Cell> parts, Noughts noughts = Noughts::Shown) {
        counts.add_sum(total, parts, noughts);
        sums.push_back({total, {parts.begin(), parts.end()}});
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(joint_bounds)

BOOST_AUTO_TEST_CASE(rows_of_two_columns_are_narrowed_as_by_a_linear_program) {
    test::Random random(11);
    int narrowed = 0;
    for (int round = 0; round < 300; ++round) {
        std::vector<PairRange> rows;
        std::array<std::int64_t, 2> total{};
        for (int i = 0; i < 2 + round % 5; ++i) {
            const std::int64_t first = random.below(9);
            const std::int64_t second = random.below(9);
            rows.push_back({around(random, first), around(random, second), around(random, first + second)});
            total = {total[0] + first, total[1] + second};
        }
        PairRange totals{around(random, total[0]), around(random, total[1]),
                         around(random, total[0] + total[1])};
        // Cells: three per row, then the totals.
        std::vector<Interval> told;
        std::vector<disclosure::Sum> sums(4);
        for (const PairRange& row : rows) {
            const std::size_t at = told.size();
            for (const CountRange& range : {row.first, row.second, row.both}) told.push_back(interval(range));
            sums.push_back({at + 2, {at, at + 1}});
            for (std::size_t column = 0; column < 3; ++column) sums[column].parts.push_back(at + column);
        }
        for (std::size_t column = 0; column < 3; ++column) sums[column].total = told.size() + column;
        sums[3] = {told.size() + 2, {told.size(), told.size() + 1}};
        for (const CountRange& range : {totals.first, totals.second, totals.both})
            told.push_back(interval(range));

        disclosure::narrow_jointly(rows, totals);
        const auto program = disclosure::attack(told, sums);
        BOOST_REQUIRE(program.is_consistent);
        rows.push_back(totals);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            std::size_t cell = 3 * i;
            for (const CountRange& range : {rows[i].first, rows[i].second, rows[i].both}) {
                BOOST_REQUIRE((interval(range) == program.intervals[cell]));
                narrowed += interval(range) == told[cell] ? 0 : 1;
                ++cell;
            }
        }
    }
    BOOST_TEST(narrowed > 1000);
}

/// What LinkedCounts takes for known is what a linear program over all sums at once works out, and it leaves
/// three values wherever withholding everything would.
BOOST_AUTO_TEST_CASE(bounds_of_a_quartier_are_those_of_the_linear_program) {
    test::Random random(12);
    int withheld = 0;
    int narrow = 0;
    for (int round = 0; round < 60; ++round) {
        Quartier quartier(random, 2 + static_cast<std::size_t>(round % 4),
                          4 + static_cast<std::uint32_t>(round % 9));
        const auto told = quartier.told();
        const auto program = disclosure::attack(told, quartier.sums);
        BOOST_REQUIRE(program.is_consistent);
        for (Cell cell = 0; cell < told.size(); ++cell) {
            BOOST_REQUIRE_MESSAGE(
                (interval(quartier.counts.known(cell)) == program.intervals[cell]),
                "round " << round << ", cell " << cell << ": " << quartier.counts.known(cell).low << " to "
                         << quartier.counts.known(cell).high << ", by the program "
                         << program.intervals[cell].low << " to " << program.intervals[cell].high);
            if (told[cell].is_point()) continue;
            ++withheld;
            narrow += quartier.counts.known(cell).width() < 3 ? 1 : 0;
        }
    }
    BOOST_TEST(withheld > 500);
    BOOST_TEST(narrow * 50 < withheld); // only where public totals leave no more
}

BOOST_AUTO_TEST_SUITE_END()
