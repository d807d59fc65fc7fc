// SPDX-License-Identifier: Apache-2.0
#include "core/math/statistics.hpp"
#include "tests/support/recipes.hpp"

#include <algorithm>
#include <cmath>

using namespace anker;
using namespace anker::test::recipes;
using json::Json;

BOOST_AUTO_TEST_SUITE(index_groups)

namespace {

/// Four areas in two years and two Länder.
const std::string pooled = "key,year,land,people,a,b\n"
                           "01,2019,N,10,1,10\n02,2019,N,30,2,14\n03,2019,S,10,4,12\n04,2019,S,10,5,20\n"
                           "01,2020,N,10,3,16\n02,2020,N,30,4,15\n03,2020,S,20,6,19\n04,2020,S,20,9,30\n";

} // namespace

BOOST_AUTO_TEST_CASE(pooled_years_are_fitted_together_and_rescaled_year_by_year) {
    const std::string recipe = recipe_of(pooled_levels, R"("group_column": "year", )");
    const auto result = run(recipe, pooled);
    BOOST_TEST(result.files.at("out").starts_with(
        "key,year,left_out,reason,c,c_rank,c_class,land,land_rank\n01,2019,"));
    const auto values = column_of(result, "c");
    const auto ranks = column_of(result, "c_rank");
    const auto classes = column_of(result, "c_class");
    BOOST_REQUIRE_EQUAL(values.size(), 8U);
    // The component of two positively correlated variables weighs them alike.
    const std::vector<double> a{1, 2, 4, 5, 3, 4, 6, 9};
    const std::vector<double> b{10, 14, 12, 20, 16, 15, 19, 30};
    const math::Moments of_a = math::moments_of(a, math::Deviation::Sample);
    const math::Moments of_b = math::moments_of(b, math::Deviation::Sample);
    std::vector<double> score;
    for (std::size_t i = 0; i < 8; ++i)
        score.push_back((a[i] - of_a.mean) / of_a.deviation + (b[i] - of_b.mean) / of_b.deviation);
    for (std::size_t year = 0; year < 2; ++year) {
        const auto from = score.begin() + static_cast<std::ptrdiff_t>(4 * year);
        const auto [low, high] = std::minmax_element(from, from + 4);
        for (std::size_t i = 4 * year; i < 4 * year + 4; ++i)
            BOOST_TEST(std::abs(values[i] - (score[i] - *low) / (*high - *low)) < 1e-12);
    }
    BOOST_TEST(ranks[3] == 1);
    BOOST_TEST(ranks[7] == 1);
    BOOST_TEST(ranks[0] == 4);
    for (std::size_t year = 0; year < 2; ++year) {
        const auto from = classes.begin() + static_cast<std::ptrdiff_t>(4 * year);
        BOOST_TEST(std::count(from, from + 4, 2.0) == 2);
    }
    // Larger areas: weighted means of the rescaled scores, rescaled again; every row says what its Land has.
    const auto land = column_of(result, "land");
    const double north = (10 * values[4] + 30 * values[5]) / 40;
    const double south = (20 * values[6] + 20 * values[7]) / 40;
    BOOST_TEST(north < south);
    BOOST_TEST(land[4] == 0);
    BOOST_TEST(land[5] == 0);
    BOOST_TEST(land[6] == 1);
    const Json report = test::report_of(result)["levels"];
    BOOST_TEST(report[1]["larger_areas"] == 4);
    BOOST_TEST(report[0]["groups"][1]["group"] == "2020");
    BOOST_TEST(report[0]["groups"][1]["areas"] == 4);
    const double unit = report[1]["groups"][1]["rescale"]["unit"];
    BOOST_TEST(std::abs(unit - (south - north)) < 1e-12);
    // How far to the next class: with the numbers of the row's own year.
    const std::vector<std::string> columns{"level", "input", "value", "change_to_border_above"};
    const auto rows =
        jobs::read_texts({"d", result.files.find("derivation")->second}, columns, jobs::KeysMustDiffer::No);
    BOOST_REQUIRE(rows.has_value());
    const std::size_t first_2020 = 12; // three inputs per row
    BOOST_TEST(rows->texts[1][first_2020] == "a");
    const double moved = std::stod(rows->texts[3][first_2020]);
    const double border = report[0]["groups"][1]["borders"][0];
    const double slope = test::report_of(result)["levels"][0]["inputs"][0]["weight"].get<double>() /
                         of_a.deviation / report[0]["groups"][1]["rescale"]["unit"].get<double>();
    BOOST_TEST(std::abs(values[4] + slope * moved - border) < 1e-9);
}

BOOST_AUTO_TEST_CASE(groups_need_their_column_and_one_row_per_area) {
    const std::string recipe = recipe_of(pooled_levels, R"("group_column": "year", )");
    ANKER_CHECK_SAYS(refusal(recipe_of(pooled_levels), pooled), "field \"group_column\" must be a column");
    ANKER_CHECK_SAYS(refusal(recipe, pooled + "01,2020,N,10,3,16\n"),
                     "values.csv, line 10: area \"01\" in group \"2020\" was already in line 6");
    ANKER_CHECK_SAYS(refusal(recipe, pooled + "05,,N,10,3,16\n"), "the group is missing");
    ANKER_CHECK_SAYS(refusal(recipe, pooled + "05,2020,,10,3,16\n"), "the area of level \"land\" is missing");
    ANKER_CHECK_SAYS(refusal(recipe, pooled + "05,2020,N,-1,3,16\n"), "missing or negative");
    ANKER_CHECK_SAYS(refusal(recipe, pooled + "05,2020,W,0,3,16\n"), "all weights of \"W\" are 0");
    ANKER_CHECK_SAYS(refusal(recipe, pooled + "05,2021,W,1,3,16\n"),
                     "every area of group \"2021\" has the same sum");
    const auto uncertainty =
        test::refusal("uncertainty", {{"recipe", {"r.json", recipe}}, {"values", {"v.csv", pooled}}}, {});
    ANKER_CHECK_SAYS(uncertainty, "one row per area");
}

BOOST_AUTO_TEST_SUITE_END()
