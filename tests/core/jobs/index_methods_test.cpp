// SPDX-License-Identifier: Apache-2.0
#include "core/index/composite.hpp"
#include "tests/support/random.hpp"
#include "tests/support/recipes.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

using namespace anker;
using namespace anker::test::recipes;
using json::Json;

BOOST_AUTO_TEST_SUITE(index_methods)

BOOST_AUTO_TEST_CASE(outranking_is_a_recipe_and_its_comparisons_are_in_the_report) {
    // Condorcet's paradox, broken by a weight of 2.
    const std::string level = R"({"id": "i", "aggregation": "outranking", "inputs": [
        {"column": "p", "direction": "burden", "weight": 2}, {"column": "q", "direction": "burden"},
        {"column": "r", "direction": "relief"}]})";
    const auto result = run(recipe_of(level), "key,p,q,r\na,3,2,3\nb,2,1,1\nc,1,3,2\n");
    BOOST_TEST(result.files.at("out") == "key,left_out,reason,i,i_rank\na,,,2,1\nb,,,1,2\nc,,,0,3\n");
    const Json report = test::report_of(result)["levels"][0]["outranking"];
    BOOST_TEST(report["search"] == "exact");
    BOOST_TEST(report["largest_circle"] == 1);
    BOOST_TEST(report["rankings_of_this_support"] == 1);
    BOOST_TEST(report["ranking"] == (Json{"a", "b", "c"}));
    BOOST_TEST(report["matrix"][0] == (Json{0.0, 0.75, 0.5}));
    BOOST_TEST(report["support"] == 0.75 + 0.5 + 0.75);
    ANKER_CHECK_SAYS(
        refusal(recipe_of(R"({"id": "i", "aggregation": "outrank", "inputs": []})"), "key,p\na,1\n"),
        "inputs");
}

BOOST_AUTO_TEST_CASE(weights_from_rotated_factors_of_the_technology_achievement_index) {
    // OECD handbook, table 17: squared loadings scaled per factor, and shares of the factors.
    const auto values = test::oracle("tai23.csv");
    if (!values) return;
    const auto result = run(recipe_of(R"({"id": "tai", "high_means": "relief", "weighting": "rotated_factors",
        "factors": 4, "normalise": "min_max", "aggregation": "mean", )" +
                                      inputs_of(tai_columns, "relief") + "}"),
                            values->bytes);
    const Json level = test::report_of(result)["levels"][0];
    const std::vector<double> shares = level["factor_shares"];
    BOOST_REQUIRE_EQUAL(shares.size(), 4U);
    // Ours in descending order; logarithms with two decimals move the correlations by up to 0.018.
    const std::vector<double> published{0.38, 0.25, 0.20, 0.17};
    for (std::size_t k = 0; k < 4; ++k) BOOST_TEST(std::abs(shares[k] - published[k]) < 0.0101);
    const Json& within = level["squared_loadings_scaled"];
    BOOST_TEST(std::abs(within[2][0].get<double>() - 0.24) < 0.0051);
    BOOST_TEST(std::abs(within[5][0].get<double>() - 0.25) < 0.0051);
    BOOST_TEST(std::abs(within[6][0].get<double>() - 0.29) < 0.0051);
    // Table 18. Technology exports: 0.23 of 0.20 is 0.058 of all by the handbook's own table 17; it prints
    // 0.07.
    const std::vector<double> weights{0.17, 0.15, 0.11, 0.07, 0.08, 0.12, 0.14, 0.16};
    double sum = 0;
    for (std::size_t j = 0; j < 8; ++j) {
        const double weight = level["inputs"][j]["weight"];
        BOOST_TEST(std::abs(weight - weights[j]) < 0.0151, tai_columns[j]);
        sum += weight;
    }
    BOOST_TEST(std::abs(sum - 1) < 1e-12);
    // Without a number: eigenvalues above 1.
    const auto kaiser =
        run(recipe_of(R"({"id": "tai", "high_means": "relief", "weighting": "rotated_factors", )" +
                      inputs_of(tai_columns, "relief") + "}"),
            values->bytes);
    const Json by_kaiser = test::report_of(kaiser)["levels"][0];
    const std::vector<double> eigenvalues = by_kaiser["eigenvalues"];
    const auto above = std::count_if(eigenvalues.begin(), eigenvalues.end(), [](double v) { return v > 1; });
    BOOST_TEST(by_kaiser["factor_shares"].size() == static_cast<std::size_t>(above));
}

namespace {

/// How many of the 23 countries have the rank that the handbook publishes in this column.
std::size_t ranks_as_published(const jobs::Result& result, const jobs::File& ranks,
                               const std::string& column) {
    const auto computed = test::written(result, {"tai_rank"});
    const auto published = test::numbers_of(ranks, {column});
    std::size_t same = 0;
    for (std::size_t i = 0; i < computed.keys.size(); ++i) {
        const auto at = std::find(published.keys.begin(), published.keys.end(), computed.keys[i]);
        BOOST_REQUIRE(at != published.keys.end());
        const auto row = static_cast<std::size_t>(at - published.keys.begin());
        same += computed.values[0][i] == published.values[0][row] ? 1 : 0;
    }
    return same;
}

} // namespace

BOOST_AUTO_TEST_CASE(geometric_means_and_budget_allocation_rank_23_countries_as_published) {
    const auto values = test::oracle("tai23.csv");
    const auto ranks = test::oracle("tai23_published_ranks.csv");
    if (!values || !ranks) return;
    const auto result =
        run(recipe_of(R"({"id": "tai", "high_means": "relief", "aggregation": "geometric", )" +
                      inputs_of(tai_columns, "relief") + "}"),
            values->bytes);
    BOOST_TEST(ranks_as_published(result, *ranks, "GME") == 23U); // table 38
    // Table 22: weights that experts gave, for goalposts of the Human Development Report.
    std::ifstream file(std::string(ANKER_TEST_DATA) + "/../assets/recipes/methods/tai_2001.json");
    std::stringstream text;
    text << file.rdbuf();
    Json recipe = json::parse_json(text.str());
    const std::vector<double> weights{0.11, 0.11, 0.11, 0.18, 0.10, 0.06, 0.15, 0.18};
    for (std::size_t j = 0; j < weights.size(); ++j) recipe["levels"][0]["inputs"][j]["weight"] = weights[j];
    BOOST_TEST(ranks_as_published(run(recipe.dump(), values->bytes), *ranks, "BAP") == 23U);
}

BOOST_AUTO_TEST_CASE(the_benefit_of_the_doubt_gives_each_country_its_best_weights) {
    const auto values = test::oracle("tai23.csv");
    const auto ranks = test::oracle("tai23_published_ranks.csv");
    if (!values || !ranks) return;
    const auto result = run(recipe_of(R"({"id": "tai", "high_means": "relief", "normalise": "min_max",
        "aggregation": "benefit_of_the_doubt", "weight_shares": [0.1, 0.15], )" +
                                      inputs_of(tai_columns, "relief") + "}"),
                            values->bytes);
    // Table 19 of the OECD handbook, in the order of the file.
    const std::vector<double> scores{1,    1,    1,    0.87, 0.80, 0.75, 0.71, 0.73, 0.66, 0.62, 0.62, 0.86,
                                     0.60, 0.54, 0.58, 0.52, 0.51, 0.49, 0.34, 0.38, 0.31, 0.27, 0.28};
    const auto computed = column_of(result, "tai");
    BOOST_REQUIRE_EQUAL(computed.size(), scores.size());
    for (std::size_t i = 0; i < scores.size(); ++i)
        BOOST_TEST(std::abs(computed[i] - scores[i]) < 0.0101, test::written_texts(result, "country")[i]);
    BOOST_TEST(ranks_as_published(result, *ranks, "BOD") == 23U); // table 23
}

BOOST_AUTO_TEST_CASE(best_weights_by_hand) {
    const auto level = [](const std::string& more) {
        return recipe_of(R"({"id": "i", "aggregation": "benefit_of_the_doubt", )" + more +
                         inputs_of({"p", "q"}, "burden") + "}");
    };
    // c = (2, 2) with 4p <= 1 and 4q <= 1: 1. With a weight of at most 0.6 of the sum the others still
    // reach 1.
    const std::string csv = "key,p,q\na,4,0\nb,0,4\nc,2,2\nd,1,0\n";
    const auto free = column_of(run(level(""), csv), "i");
    BOOST_TEST(free[0] == 1);
    BOOST_TEST(free[2] == 1);
    BOOST_TEST(free[3] == 0.25);
    // Equal shares are a mean: w (p + q), the largest sum is 4.
    const auto equal = column_of(run(level(R"("weight_shares": [0.5, 0.5], )"), csv), "i");
    BOOST_TEST(equal[3] == 0.25, boost::test_tools::tolerance(1e-12));
    const auto rows =
        test::written_texts(run(level(R"("weight_shares": [0.5, 0.5], )"), csv), "weight", "derivation");
    for (const std::string& weight : rows) BOOST_TEST(std::abs(std::stod(weight) - 0.25) < 1e-12);
    ANKER_CHECK_SAYS(refusal(level(R"("weight_shares": [0.6, 0.9], )"), csv), "cannot sum to 1");
    ANKER_CHECK_SAYS(refusal(level(R"("weight_shares": [0.6, 0.2], )"), csv),
                     "the lowest and the highest share");
    ANKER_CHECK_SAYS(refusal(level(R"("normalise": {"scale": "z", "deviation": "sample"}, )"), csv),
                     "has values below 0");
    ANKER_CHECK_SAYS(
        refusal(recipe_of(R"({"id": "i", "weight_shares": [0, 0.6], )" + inputs_of({"p"}, "burden") + "}"),
                csv),
        "benefit_of_the_doubt");
    ANKER_CHECK_SAYS(test::refusal("uncertainty",
                                   {{"recipe", {"r.json", level("")}}, {"values", {"v.csv", csv}}},
                                   {{"vary", "weights"}}),
                     "the data decide them");
}

BOOST_AUTO_TEST_CASE(inputs_with_low_loadings_are_dropped_one_by_one) {
    test::Random random(61);
    std::string csv = "key,a,b,c,x,y\n";
    for (int i = 0; i < 60; ++i) {
        const int common = static_cast<int>(random.below(100U));
        csv += std::to_string(i);
        for (int column = 0; column < 3; ++column)
            csv += "," + std::to_string(common + static_cast<int>(random.below(30U)));
        csv += "," + std::to_string(random.below(100U)) + "," + std::to_string(random.below(100U)) + "\n";
    }
    const auto level = [](const std::string& columns, const std::string& more) {
        std::vector<std::string> names;
        for (const char c : columns) names.emplace_back(1, c);
        return recipe_of(R"({"id": "i", "normalise": {"scale": "z", "deviation": "sample"},
            "weighting": "first_component", "anchor": "a", )" +
                         more + inputs_of(names, "burden") + "}");
    };
    const auto dropped = run(level("abcxy", R"("drop_below": 0.5, )"), csv);
    const Json report = test::report_of(dropped)["levels"][0];
    BOOST_REQUIRE_EQUAL(report["dropped"].size(), 2U);
    for (const Json& entry : report["dropped"]) {
        BOOST_TEST((entry["name"] == "x" || entry["name"] == "y"));
        BOOST_TEST(std::abs(entry["loading"].get<double>()) < 0.5);
    }
    BOOST_TEST(report["inputs"][3]["weight"] == 0.0);
    // What remains is the component of the others alone.
    const auto alone = run(level("abc", ""), csv);
    const auto one = column_of(dropped, "i");
    const auto other = column_of(alone, "i");
    BOOST_REQUIRE_EQUAL(one.size(), 60U);
    for (std::size_t i = 0; i < one.size(); ++i) BOOST_TEST(std::abs(one[i] - other[i]) < 1e-9);
    ANKER_CHECK_SAYS(refusal(level("abcxy", R"("drop_below": 0.9999, )"), csv), "lower \"drop_below\"");
    ANKER_CHECK_SAYS(refusal(level("abc", R"("drop_below": 2, )"), csv), "a loading between 0 and 1");
    ANKER_CHECK_SAYS(
        refusal(recipe_of(R"({"id": "i", "drop_below": 0.3, )" + inputs_of({"a"}, "burden") + "}"), csv),
        "first_component");
}

BOOST_AUTO_TEST_CASE(shares_and_percent_in_one_level_are_remarked) {
    const auto recipe = [](const std::string& unit) {
        return recipe_of(R"({"id": "i", "normalise": "min_max", "inputs": [
            {"column": "share_a", "direction": "burden")" +
                         unit + R"(}, {"column": "b", "direction": "burden"}]})");
    };
    const std::string values = "key,share_a,b\n1,0.1,20\n2,0.4,35\n3,0.2,40\n";
    BOOST_TEST(test::has_note(run(recipe(""), values),
                              "\"share_a\" look like shares from 0 to 1, \"b\" like percent"));
    BOOST_TEST(!test::has_note(run(recipe(R"(, "unit": "share")"), values), "look like shares"));
    const std::string same = "key,share_a,b\n1,10,20\n2,40,35\n3,20,40\n";
    BOOST_TEST(!test::has_note(run(recipe(""), same), "look like shares"));
}

BOOST_AUTO_TEST_CASE(new_fields_survive_writing_and_reading) {
    const std::string text = recipe_of(
        pooled_levels + R"(, {"id": "w", "weighting": "rotated_factors", "factors": 2, "aggregation": "sum",
            "normalise": {"scale": "distance_to_reference", "reference": "given", "within": "group"},
            "inputs": [{"column": "a", "direction": "burden", "reference": 3, "treat": true},
                       {"column": "b", "direction": "burden", "reference": 4}],
            "rescale": {"scale": "categories", "percentiles": [50], "scores": [0, 1]}},
            {"id": "o", "aggregation": "outranking", "inputs": [{"column": "a", "direction": "burden"}]},
            {"id": "d", "weighting": "first_component", "drop_below": 0.3, "anchor": "a",
             "normalise": {"scale": "z", "deviation": "sample"}, "inputs": [{"column": "a", "direction": "burden"},
             {"column": "b", "direction": "burden"}]})",
        R"("group_column": "year", "missing": {"method": "regression",
            "regressions": [{"column": "a", "on": ["b", "people"]}]}, )");
    const auto recipe = index::decode_composite(text);
    BOOST_REQUIRE_MESSAGE(recipe.has_value(), (recipe ? std::string() : recipe.error()));
    const std::string written = index::encode(*recipe);
    const auto again = index::decode_composite(written);
    BOOST_REQUIRE_MESSAGE(again.has_value(), (again ? std::string() : again.error()));
    BOOST_TEST(index::encode(*again) == written);
    for (const char* field :
         {"\"within\"", "\"factors\"", "\"reference\"", "\"treat\"", "\"percentiles\"", "\"outranking\"",
          "\"drop_below\"", "\"group_column\"", "\"regressions\"", "\"areas\""})
        BOOST_TEST(written.find(field) != std::string::npos, field);
    BOOST_TEST(index::text_columns_of(*again) == (std::vector<std::string>{"year", "land"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
