// SPDX-License-Identifier: Apache-2.0
#include "tests/support/recipes.hpp"

#include <algorithm>
#include <cmath>

using namespace anker;
using namespace anker::test::recipes;
using json::Json;

BOOST_AUTO_TEST_SUITE(index_missing)

namespace {

const std::string gaps = "key,a,b,c\n1,1,3,2\n2,2,5,8\n3,3,7,1\n4,4,9,5\n5,5,,4\n6,,13,3\n7,7,15,\n";
const std::string gap_level =
    R"({"id": "i", "normalise": "min_max", "aggregation": "mean", "inputs": [{"column": "a", "direction": "burden"},
       {"column": "b", "direction": "burden"}, {"column": "c", "direction": "relief", "unit": "percent"}],
       "classes": {"kind": "equal_width", "count": 2, "low": 0, "high": 1}})";

} // namespace

BOOST_AUTO_TEST_CASE(missing_values_are_left_out_unless_the_recipe_says_otherwise) {
    const auto plain = run(recipe_of(gap_level), gaps);
    const auto said = run(recipe_of(gap_level, R"("missing": {"method": "leave_out"}, )"), gaps);
    BOOST_TEST(plain.files.at("out") == said.files.at("out"));
    BOOST_TEST(test::report_of(plain)["left_out"]["missing_value"] == (Json{"5", "6", "7"}));
}

BOOST_AUTO_TEST_CASE(a_regression_fills_in_and_every_filled_cell_is_marked) {
    // b = 1 + 2 a exactly where both are there.
    const auto result = run(recipe_of(gap_level, R"("missing": {"method": "regression", "regressions": [
        {"column": "b", "on": ["a"]}, {"column": "a", "on": ["b", "c"]}]}, )"),
                            gaps);
    const Json report = test::report_of(result);
    BOOST_TEST(report["left_out"]["missing_value"] == (Json{"7"})); // c has no regression
    const Json b = report["imputed"][0];
    BOOST_TEST(std::abs(b["intercept"].get<double>() - 1) < 1e-12);
    BOOST_TEST(std::abs(b["slopes"][0].get<double>() - 2) < 1e-12);
    BOOST_TEST(b["rows"] == 5); // also row 7, where c is missing
    BOOST_TEST(std::abs(b["explained"].get<double>() - 1) < 1e-12);
    BOOST_REQUIRE_EQUAL(b["imputed"].size(), 1U);
    BOOST_TEST(b["imputed"][0]["area"] == "5");
    BOOST_TEST(std::abs(b["imputed"][0]["value"].get<double>() - 11) < 1e-12);
    BOOST_TEST(std::abs(report["imputed"][1]["imputed"][0]["value"].get<double>() - 6) < 1e-9);
    const auto marked = test::written_texts(result, "imputed", "derivation");
    const auto inputs = test::written_texts(result, "input", "derivation");
    for (std::size_t row = 0; row < marked.size(); ++row) {
        const bool is_filled = (row / 3 == 4 && inputs[row] == "b") || (row / 3 == 5 && inputs[row] == "a");
        BOOST_TEST(marked[row] == (is_filled ? "yes" : ""), row);
    }
    BOOST_TEST(test::has_note(result, "2 missing values were filled in by regression"));
}

BOOST_AUTO_TEST_CASE(a_regression_says_how_well_it_fits_and_stays_within_the_unit) {
    // By hand: slope 5.5 / 5, intercept 0, R squared 5.5^2 / (5 * 8.75).
    const auto result = run(recipe_of(R"({"id": "i", "normalise": "min_max", "inputs": [
        {"column": "y", "direction": "burden", "unit": "percent"}]})",
                                      R"("missing": {"method": "regression", "regressions": [
        {"column": "y", "on": ["x"]}]}, )"),
                            "key,x,y\n1,1,1\n2,2,3\n3,3,2\n4,4,5\n5,5,\n6,200,\n7,,\n");
    const Json y = test::report_of(result)["imputed"][0];
    BOOST_TEST(std::abs(y["slopes"][0].get<double>() - 1.1) < 1e-12);
    BOOST_TEST(std::abs(y["intercept"].get<double>()) < 1e-12);
    BOOST_TEST(std::abs(y["explained"].get<double>() - 5.5 * 5.5 / (5 * 8.75)) < 1e-12);
    BOOST_REQUIRE_EQUAL(y["imputed"].size(), 2U);
    BOOST_TEST(std::abs(y["imputed"][0]["value"].get<double>() - 5.5) < 1e-12);
    BOOST_TEST(y["imputed"][1]["value"] == 100.0); // 220 is no percentage
}

BOOST_AUTO_TEST_CASE(what_a_regression_needs_is_said) {
    const auto says = [](const std::string& missing, const std::string& values) {
        return refusal(recipe_of(gap_level, R"("missing": )" + missing + ", "), values);
    };
    ANKER_CHECK_SAYS(says(R"({"method": "mean"})", gaps),
                     "field \"missing.method\" must be one of \"leave_out\"");
    ANKER_CHECK_SAYS(says(R"({"method": "regression"})", gaps), "a list such as");
    ANKER_CHECK_SAYS(says(R"({"method": "regression", "regressions": [{"column": "b", "on": ["b"]}]})", gaps),
                     "cannot explain itself");
    ANKER_CHECK_SAYS(says(R"({"method": "regression", "regressions": [{"column": "z", "on": ["b"]}]})", gaps),
                     "\"z\" is none of them");
    ANKER_CHECK_SAYS(says(R"({"method": "leave_out", "feasible": {}})", gaps),
                     "left out with method \"leave_out\"");
    const std::string on_c = R"({"method": "regression", "regressions": [{"column": "a", "on": ["c"]}]})";
    ANKER_CHECK_SAYS(says(on_c, "key,a,b,c\n1,1,3,2\n2,2,5,8\n3,,7,1\n"), "too few for 1 predictor");
    ANKER_CHECK_SAYS(says(on_c, "key,a,b,c\n1,1,3,2\n2,2,5,2\n3,3,7,2\n4,,5,2\n"),
                     "is the same in every row");
    ANKER_CHECK_SAYS(
        says(R"({"method": "regression", "regressions": [{"column": "c", "on": ["a", "b"]}]})", gaps),
        "follow from each other");
}

BOOST_AUTO_TEST_CASE(bounds_say_the_lowest_and_the_highest_index_an_area_could_have) {
    const std::string missing =
        R"("missing": {"method": "bounds", "feasible": {"a": [0, 10], "b": [3, 20]}}, )";
    const auto result = run(recipe_of(gap_level, missing), gaps);
    const auto plain = run(recipe_of(gap_level), gaps);
    const auto low = column_of(result, "i_lowest");
    const auto high = column_of(result, "i_highest");
    const auto value = column_of(result, "i");
    for (std::size_t i = 0; i < 4; ++i) {
        BOOST_TEST(value[i] == column_of(plain, "i")[i]);
        BOOST_TEST(low[i] == value[i]);
        BOOST_TEST(high[i] == value[i]);
    }
    // Normalised with the numbers of areas 1 to 4: a from 1 to 4, b from 3 to 9, c from 8 down to 1.
    BOOST_TEST(std::isnan(value[4]));
    BOOST_TEST(std::abs(low[4] - ((5 - 1) / 3.0 + 0 + (8 - 4) / 7.0) / 3) < 1e-12);
    BOOST_TEST(std::abs(high[4] - ((5 - 1) / 3.0 + (20 - 3) / 6.0 + (8 - 4) / 7.0) / 3) < 1e-12);
    // c is percent and relief: its lowest burden is 100.
    BOOST_TEST(std::abs(low[6] - ((7 - 1) / 3.0 + (15 - 3) / 6.0 + (8 - 100) / 7.0) / 3) < 1e-12);
    BOOST_TEST(std::abs(high[6] - ((7 - 1) / 3.0 + (15 - 3) / 6.0 + 8 / 7.0) / 3) < 1e-12);
    BOOST_TEST(column_of(result, "i_lowest_class")[6] == 1);
    BOOST_TEST(column_of(result, "i_highest_class")[6] == 2);
    BOOST_TEST(test::written_texts(result, "left_out")[4] == "missing_value");

    ANKER_CHECK_SAYS(refusal(recipe_of(gap_level, R"("missing": {"method": "bounds"}, )"), gaps),
                     "\"feasible\": {\"a\": [lowest, highest]}");
    const std::string ranks = R"({"id": "i", "normalise": "rank", )" + inputs_of({"a"}, "burden") + "}";
    ANKER_CHECK_SAYS(refusal(recipe_of(ranks, missing), gaps), "without ranks");
}

BOOST_AUTO_TEST_SUITE_END()
