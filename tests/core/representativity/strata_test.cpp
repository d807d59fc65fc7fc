// SPDX-License-Identifier: Apache-2.0
#include "core/representativity/quality.hpp"
#include "core/representativity/strata.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace anker;
using representativity::Stratum;

namespace {

std::vector<Stratum> one_variable(const std::vector<double>& respondents) {
    std::vector<Stratum> strata;
    for (std::size_t k = 0; k < respondents.size(); ++k) strata.push_back({{k}, 100, respondents[k]});
    return strata;
}

using Groups = std::vector<std::size_t>;

} // namespace

BOOST_AUTO_TEST_SUITE(strata)

BOOST_AUTO_TEST_CASE(an_empty_category_joins_the_next_one_and_the_last_the_previous) {
    BOOST_CHECK((representativity::join_empty_strata(one_variable({5, 3, 4})) == Groups{0, 1, 2}));
    BOOST_CHECK((representativity::join_empty_strata(one_variable({5, 0, 4})) == Groups{0, 1, 1}));
    BOOST_CHECK((representativity::join_empty_strata(one_variable({0, 3, 4})) == Groups{0, 0, 1}));
    BOOST_CHECK((representativity::join_empty_strata(one_variable({5, 3, 0})) == Groups{0, 1, 1}));
    BOOST_CHECK((representativity::join_empty_strata(one_variable({5, 0, 0, 0})) == Groups{0, 0, 0, 0}));
    BOOST_CHECK(
        (representativity::join_empty_strata(one_variable({0, 0, 2, 0, 0})) == Groups{0, 0, 0, 0, 0}));
    auto nobody_there = one_variable({5, 0, 4});
    nobody_there[1].population = 0;
    BOOST_CHECK((representativity::join_empty_strata(nobody_there) == Groups{0, 1, 2}));
}

BOOST_AUTO_TEST_CASE(an_empty_cell_joins_the_one_that_shares_more_leading_categories) {
    const auto cell = [](std::size_t a, std::size_t b, double respondents) {
        return Stratum{{a, b}, 50, respondents};
    };
    // The last age of women joins the women before it, not the men after it.
    const std::vector<Stratum> cells{cell(0, 0, 3), cell(0, 1, 2), cell(0, 2, 0),
                                     cell(1, 0, 4), cell(1, 1, 0), cell(1, 2, 6)};
    BOOST_CHECK((representativity::join_empty_strata(cells) == Groups{0, 1, 1, 2, 3, 3}));
}

BOOST_AUTO_TEST_CASE(poststratified_weights_stand_for_the_whole_population_whatever_is_empty) {
    test::Random random(31);
    for (int round = 0; round < 100; ++round) {
        std::vector<Stratum> cells;
        double population = 0;
        for (std::size_t a = 0; a < 4; ++a) {
            for (std::size_t b = 0; b < 3; ++b) {
                cells.push_back({{a, b}, 1.0 * random.below(500), 1.0 * random.below(4)});
                population += cells.back().population;
                if (cells.back().population == 0) cells.back().respondents = 0;
            }
        }
        cells[0].respondents = 1;
        const auto groups = representativity::join_empty_strata(cells);
        const auto weights = representativity::poststratified_weights(cells, groups);
        double sum = 0;
        for (std::size_t c = 0; c < cells.size(); ++c) sum += weights[c] * cells[c].respondents;
        BOOST_CHECK_CLOSE_FRACTION(sum, population, 1e-12);
        for (std::size_t c = 0; c + 1 < cells.size(); ++c) {
            BOOST_CHECK(groups[c + 1] == groups[c] || groups[c + 1] == groups[c] + 1);
            if (groups[c] == groups[c + 1]) BOOST_CHECK_EQUAL(weights[c], weights[c + 1]);
        }
    }
}

BOOST_AUTO_TEST_CASE(equal_weights_cost_nothing_and_unequal_ones_what_kish_says) {
    const auto equal =
        representativity::quality_of_weights(std::vector<double>{4, 4}, std::vector<double>{3, 2});
    BOOST_CHECK_CLOSE_FRACTION(equal.n_effective, 5, 1e-15);
    BOOST_CHECK_CLOSE_FRACTION(equal.design_effect, 1, 1e-15);
    // weights 1, 1, 2: 16 / 6
    const auto unequal =
        representativity::quality_of_weights(std::vector<double>{1, 2, 9}, std::vector<double>{2, 1, 0});
    BOOST_CHECK_CLOSE_FRACTION(unequal.n_effective, 16.0 / 6, 1e-15);
    BOOST_CHECK_CLOSE_FRACTION(unequal.design_effect, 18.0 / 16, 1e-15);
    BOOST_CHECK_EQUAL(unequal.largest, 2);
    BOOST_CHECK_EQUAL(representativity::quality_of_weights({}, {}).design_effect, 0);
}

BOOST_AUTO_TEST_CASE(the_r_indicator_is_one_where_all_took_part_alike) {
    std::vector<Stratum> cells{{{0}, 100, 10}, {{1}, 300, 30}};
    BOOST_CHECK_CLOSE_FRACTION(representativity::r_indicator(cells), 1, 1e-12);
    // rho .4 and 0 in halves: SD .2
    cells = {{{0}, 100, 40}, {{1}, 100, 0}};
    BOOST_CHECK_CLOSE_FRACTION(representativity::r_indicator(cells), 0.6, 1e-12);
    // Post-stratified weights know the propensities of cells with respondents.
    cells = {{{0}, 100, 40}, {{1}, 300, 30}};
    BOOST_CHECK_CLOSE_FRACTION(
        representativity::r_indicator_of_weights(std::vector<double>{2.5, 10}, std::vector<double>{40, 30}),
        representativity::r_indicator(cells), 1e-12);
}

BOOST_AUTO_TEST_SUITE_END()
