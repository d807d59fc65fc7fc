// SPDX-License-Identifier: Apache-2.0
#include "core/representativity/raking.hpp"
#include "tests/support/random.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace anker;
using representativity::Cell;
using representativity::RakeFault;

namespace {

/// A population of three variables, and respondents drawn unevenly from it.
struct Sample {
    std::vector<Cell> cells;
    std::vector<std::vector<double>> targets;
};

Sample uneven_sample(test::Random& random) {
    Sample sample;
    const std::vector<std::size_t> sizes{3, 2, 4};
    for (const std::size_t size : sizes) sample.targets.emplace_back(size, 0.0);
    for (std::size_t a = 0; a < sizes[0]; ++a) {
        for (std::size_t b = 0; b < sizes[1]; ++b) {
            for (std::size_t c = 0; c < sizes[2]; ++c) {
                const double population = 100 + random.below(900);
                sample.targets[0][a] += population;
                sample.targets[1][b] += population;
                sample.targets[2][c] += population;
                sample.cells.push_back({{a, b, c}, 1.0 + random.below(20)});
            }
        }
    }
    return sample;
}

double sum_in(const Sample& sample, const std::vector<double>& mass, std::size_t variable,
              std::size_t category) {
    double sum = 0;
    for (std::size_t c = 0; c < mass.size(); ++c)
        sum += sample.cells[c].categories[variable] == category ? mass[c] : 0;
    return sum;
}

} // namespace

BOOST_AUTO_TEST_SUITE(raking)

BOOST_AUTO_TEST_CASE(raked_masses_reproduce_every_margin) {
    test::Random random(21);
    for (int round = 0; round < 50; ++round) {
        const Sample sample = uneven_sample(random);
        const auto raked = representativity::rake(sample.cells, sample.targets, {});
        BOOST_REQUIRE(raked.has_value());
        for (std::size_t v = 0; v < sample.targets.size(); ++v) {
            for (std::size_t k = 0; k < sample.targets[v].size(); ++k) {
                BOOST_CHECK_CLOSE_FRACTION(sum_in(sample, raked->mass, v, k), sample.targets[v][k], 1e-8);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(raking_keeps_the_odds_ratios_of_the_start) {
    test::Random random(22);
    const Sample sample = uneven_sample(random);
    const auto raked = representativity::rake(sample.cells, sample.targets, {});
    BOOST_REQUIRE(raked.has_value());
    const auto odds = [&](const auto& mass_of) { // of the first two categories of variables 0 and 2, b = 0
        return mass_of(0) * mass_of(9) / (mass_of(1) * mass_of(8));
    };
    BOOST_CHECK(sample.cells[8].categories == (std::vector<std::size_t>{1, 0, 0}));
    BOOST_CHECK_CLOSE_FRACTION(odds([&](std::size_t c) { return raked->mass[c]; }),
                               odds([&](std::size_t c) { return sample.cells[c].mass; }), 1e-9);
}

BOOST_AUTO_TEST_CASE(the_order_of_cells_and_variables_does_not_matter) {
    test::Random random(23);
    for (int round = 0; round < 20; ++round) {
        const Sample sample = uneven_sample(random);
        Sample other;
        other.targets = {sample.targets[2], sample.targets[0], sample.targets[1]};
        for (auto cell = sample.cells.rbegin(); cell != sample.cells.rend(); ++cell) {
            const auto& k = cell->categories;
            other.cells.push_back({{k[2], k[0], k[1]}, cell->mass * 7}); // nor does the unit
        }
        const auto a = representativity::rake(sample.cells, sample.targets, {1e-12, 1000, 0});
        const auto b = representativity::rake(other.cells, other.targets, {1e-12, 1000, 0});
        BOOST_REQUIRE(a.has_value() && b.has_value());
        for (std::size_t c = 0; c < a->mass.size(); ++c)
            BOOST_CHECK_CLOSE_FRACTION(a->mass[c], b->mass[a->mass.size() - 1 - c], 1e-9);
    }
}

BOOST_AUTO_TEST_CASE(with_a_bound_margins_hold_and_no_mass_grows_beyond_it) {
    test::Random random(24);
    std::size_t bounded = 0;
    for (int round = 0; round < 50; ++round) {
        Sample sample = uneven_sample(random);
        double population = 0;
        double respondents = 0;
        for (const double total : sample.targets[0]) population += total;
        for (const Cell& cell : sample.cells) respondents += cell.mass;
        for (Cell& cell : sample.cells) cell.mass *= population / respondents;
        const auto free = representativity::rake(sample.cells, sample.targets, {});
        BOOST_REQUIRE(free.has_value());
        double largest = 0;
        for (std::size_t c = 0; c < sample.cells.size(); ++c)
            largest = std::max(largest, free->mass[c] / sample.cells[c].mass);
        const double bound = 1 + (largest - 1) * 0.8;
        const auto raked = representativity::rake(sample.cells, sample.targets, {1e-9, 1000, bound});
        if (!raked) continue;
        ++bounded;
        for (std::size_t c = 0; c < sample.cells.size(); ++c)
            BOOST_CHECK_LE(raked->mass[c], sample.cells[c].mass * bound * (1 + 1e-12));
        for (std::size_t v = 0; v < sample.targets.size(); ++v) {
            for (std::size_t k = 0; k < sample.targets[v].size(); ++k)
                BOOST_CHECK_CLOSE_FRACTION(sum_in(sample, raked->mass, v, k), sample.targets[v][k], 1e-8);
        }
    }
    BOOST_CHECK_GT(bounded, 25);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_met_is_named) {
    const std::vector<std::vector<double>> targets{{10, 20}, {15, 15}};
    const auto fault_of = [&](const std::vector<Cell>& cells, double bound = 0) {
        const auto raked = representativity::rake(cells, targets, {1e-9, 200, bound});
        BOOST_REQUIRE(!raked.has_value());
        return raked.error();
    };
    const RakeFault nobody = fault_of({{{0, 0}, 1}, {{0, 1}, 1}});
    BOOST_CHECK(nobody.kind == RakeFault::Kind::Nobody && nobody.variable == 0 && nobody.category == 1);
    // 10 and 20 on one side, 15 and 15 on the other, but no respondents off the diagonal
    const RakeFault cycles = fault_of({{{0, 0}, 1}, {{1, 1}, 1}});
    BOOST_CHECK(cycles.kind == RakeFault::Kind::Cycles && cycles.target > 0 && cycles.sum != cycles.target);
    const RakeFault bound = fault_of({{{0, 0}, 10}, {{0, 1}, 10}, {{1, 0}, 5}, {{1, 1}, 5}}, 1.5);
    BOOST_CHECK(bound.kind == RakeFault::Kind::Bound && bound.variable == 0 && bound.category == 1);
}

BOOST_AUTO_TEST_CASE(a_target_of_nought_empties_its_category) {
    const std::vector<std::vector<double>> targets{{0, 30}, {10, 20}};
    const std::vector<Cell> cells{{{0, 0}, 5}, {{1, 0}, 5}, {{1, 1}, 5}};
    const auto raked = representativity::rake(cells, targets, {});
    BOOST_REQUIRE(raked.has_value());
    BOOST_CHECK_EQUAL(raked->mass[0], 0);
    BOOST_CHECK_CLOSE_FRACTION(raked->mass[1], 10, 1e-9);
    BOOST_CHECK_CLOSE_FRACTION(raked->mass[2], 20, 1e-9);
}

BOOST_AUTO_TEST_SUITE_END()
