// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/factor_job.hpp"
#include "core/json/fields.hpp"
#include "tests/support/shared.hpp"

#include <cmath>

using namespace anker;

namespace {

using Options = std::map<std::string, std::string, std::less<>>;

jobs::Result done(const jobs::File& values, Options options, std::string_view input = "values") {
    jobs::Request request;
    request.files[std::string(input)] = values;
    request.options = std::move(options);
    auto result = jobs::run_job(jobs::factor_job(), request, {});
    BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error()));
    return std::move(*result);
}

std::string error(const std::string& csv, Options options, std::string_view input = "values") {
    jobs::Request request;
    request.files[std::string(input)] = {"v.csv", csv};
    request.options = std::move(options);
    const auto result = jobs::run_job(jobs::factor_job(), request, {});
    return result ? std::string() : result.error();
}

const std::string small = "key;A;B;C\n"
                          "01;1,5;2;9\n"
                          "02;2,5;1;7\n"
                          "03;3,5;5;8\n"
                          "04;4,5;x;2\n"
                          "05;5,5;4;1\n"
                          "06;7,0;8;3\n";

} // namespace

BOOST_AUTO_TEST_SUITE(factor_job)

BOOST_AUTO_TEST_CASE(scores_of_us_arrests_are_those_of_prcomp) {
    const auto data = test::oracle("usarrests.csv");
    if (!data) return;
    const auto result = done(*data, {{"method", "pca"}, {"anchor", "Murder"}});
    const auto scores = test::numbers_of({"scores.csv", result.files.at("out")});
    BOOST_TEST(scores.areas() == 50u);
    BOOST_TEST(scores.columns.size() == 4u);
    // prcomp(USArrests, scale. = TRUE)$x begins -0.9756604 for Alabama, with the sign turned.
    BOOST_TEST(std::abs(scores.values[0][0] - 0.9756604) < 1e-6);
    const auto report = json::parse_json(result.files.at("report"));
    BOOST_TEST(std::abs(report["eigenvalues"][0].get<double>() - 2.48024157914949) < 1e-8);
    BOOST_TEST(report["status"] == "not agreed, not disclosure-controlled");
    BOOST_TEST(report["areas"] == 50);
    // n instead of n - 1 makes the scores larger by the root of 50 / 49.
    const auto population =
        done(*data, {{"method", "pca"}, {"anchor", "Murder"}, {"deviation", "population"}});
    const auto other = test::numbers_of({"scores.csv", population.files.at("out")});
    BOOST_TEST(std::abs(other.values[0][0] / scores.values[0][0] - std::sqrt(50.0 / 49)) < 1e-9);
}

BOOST_AUTO_TEST_CASE(a_covariance_matrix_is_enough_for_the_model) {
    const auto data = test::oracle("ability_cov.csv");
    if (!data) return;
    const auto result = done(*data, {{"method", "ml"}, {"n", "112"}, {"anchor", "vocab"}}, "covariance");
    const auto report = json::parse_json(result.files.at("report"));
    BOOST_TEST(std::abs(report["fit"]["chi_square_bartlett"].get<double>() - 75.18) < 0.005);
    BOOST_TEST(report["degrees_of_freedom"] == 9);
    BOOST_TEST(result.files.at("loadings").starts_with("variable,loading,uniqueness,weight,heywood\n"));
    BOOST_TEST(!result.files.contains("out")); // no areas, no scores
}

BOOST_AUTO_TEST_CASE(areas_with_a_missing_value_are_kept_without_a_score_and_said) {
    const auto result = done({"v.csv", small}, {{"method", "pca"}, {"columns", "A,B"}, {"scale", "0-100"}});
    const auto scores = test::numbers_of({"scores.csv", result.files.at("out")});
    BOOST_REQUIRE(scores.areas() == 6u);
    BOOST_TEST(scores.keys[0] == "01");
    BOOST_TEST(std::isnan(scores.values[0][3]));
    BOOST_TEST(std::abs(scores.values[0][5] - 100) < 1e-12);
    BOOST_REQUIRE(result.notes.size() == 1u);
    BOOST_TEST(result.notes[0] == "1 area has a missing value and no score: \"04 (line 5, column \"B\")\".");
}

BOOST_AUTO_TEST_CASE(a_rotation_gives_factors_with_weights_for_an_index) {
    const auto data = test::oracle("tai23.csv");
    if (!data) return;
    const auto result = done(*data, {{"method", "pca"}, {"rotate", "varimax"}, {"components", "4"}});
    BOOST_TEST(result.files.at("out").starts_with("country,factor_1,factor_2,factor_3,factor_4\n"));
    const auto report = json::parse_json(result.files.at("report"));
    double sum = 0;
    for (const auto& weight : report["index_weights"]) sum += weight.get<double>();
    BOOST_TEST(std::abs(sum - 1) < 1e-12);
}

BOOST_AUTO_TEST_CASE(a_model_of_three_variables_says_that_its_fit_is_empty) {
    const auto result = done({"v.csv", small}, {{"method", "ml"}, {"anchor", "A"}});
    bool is_said = false;
    for (const auto& note : result.notes) is_said = is_said || note.find("always fits") != std::string::npos;
    BOOST_TEST(is_said);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_analysed_is_refused_in_one_sentence) {
    BOOST_TEST(error("key,A,B\n1,2,3\n2,2,4\n3,2,5\n", {{"method", "pca"}}) ==
               "v.csv: \"A\" has the same value in every area and cannot be standardised; leave it out.");
    BOOST_TEST(error("key,A,B,C\n1,2,3,4\n2,3,4,1\n", {{"method", "pca"}}) ==
               "v.csv: 2 areas with all values are too few for 3 variables (3 are needed).");
    BOOST_TEST(error("key,A,B,C\n1,2,3,4\n2,3,4,1\n3,5,6,2\n4,1,2,2\n", {{"method", "ml"}}) ==
               "v.csv: \"A\" and \"B\" are the same up to scale; leave one of them out.");
    BOOST_TEST(error(small, {{"method", "pca"}, {"anchor", "D"}}) ==
               "--anchor \"D\": choose one of the columns \"A\", \"B\", \"C\".");
    BOOST_TEST(error(small, {{"method", "pca"}, {"components", "5"}}) ==
               "--components 5: there are only 3 variables.");
    BOOST_TEST(error(small, {{"method", "ml"}, {"rotate", "varimax"}}) ==
               "--rotate varimax: one factor cannot be rotated; it is for pca.");
    BOOST_TEST(error("v,A,B,C\nA,1,.5,.4\nB,.5,1,.3\nC,.2,.3,1\n", {{"method", "ml"}}, "covariance") ==
               "v.csv, line 2, column \"C\": the matrix is not symmetric; the covariance of A and B is that "
               "of B and A.");
    BOOST_TEST(error("v,A,B,C\nA,1,.5,.4\nC,.5,1,.3\nB,.4,.3,1\n", {{"method", "ml"}}, "covariance") ==
               "v.csv: the names of rows and columns must be the same, in the same order.");
    BOOST_TEST(error("key,A,B\n1,x,3\n2,x,4\n3,x,5\n", {{"method", "pca"}}) ==
               "v.csv: column \"A\" has no values.");
}

BOOST_AUTO_TEST_SUITE_END()
