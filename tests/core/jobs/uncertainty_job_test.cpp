// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/uncertainty_job.hpp"
#include "core/json/fields.hpp"
#include "tests/support/shared.hpp"

#include <algorithm>
#include <cmath>

using namespace anker;

namespace {

using Options = std::map<std::string, std::string, std::less<>>;

const std::string recipe = R"({"method": "composite", "id": "two", "levels": [{"id": "need",
  "inputs": [{"column": "A", "direction": "burden", "unit": "percent"},
             {"column": "B", "direction": "burden", "unit": "percent"}],
  "normalise": {"scale": "z", "deviation": "population"},
  "rescale": {"scale": "z", "deviation": "population"},
  "classes": {"kind": "cuts", "cuts": [{"at": 0, "includes": "below"}]}}]})";

const std::string values = "key;A;B;N\n01;10;20;500\n02;12,5;15;400\n03;30;28;50\n04;5;40;900\n05;22;x;100\n"
                           "06;17;30;20\n";

Expected<jobs::Result, std::string> run(Options options, const std::string& csv = values) {
    jobs::Request request;
    request.files["recipe"] = {"r.json", recipe};
    request.files["values"] = {"v.csv", csv};
    request.options = std::move(options);
    return jobs::run_job(jobs::uncertainty_job(), request, {});
}

std::string error(Options options, const std::string& csv = values) {
    const auto result = run(std::move(options), csv);
    return result ? std::string() : result.error();
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty_job)

BOOST_AUTO_TEST_CASE(every_area_gets_its_interval_and_its_shares_of_classes) {
    const auto result = run(
        {{"denominators", "A=N,B=N"}, {"runs", "500"}, {"kept", "4"}, {"sobol", "40"}, {"sobol-area", "03"}});
    BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? std::string() : result.error()));
    const std::string& out = result->files.at("out");
    BOOST_TEST(out.starts_with("key,left_out,value,rank,rank_median,rank_low,rank_high,rank_shift,class,"
                               "class_stability,class_1,class_2\n01,,"));
    BOOST_TEST(out.find("\n05,missing_value,,,,,,,,,,\n") != std::string::npos);
    const auto table =
        test::numbers_of({"out.csv", out}, {"rank_low", "rank", "rank_high", "class_1", "class_2"});
    BOOST_TEST(table.areas() == 6u);
    for (const std::size_t area : {0U, 1U, 2U, 3U, 5U}) {
        BOOST_TEST(table.values[0][area] <= table.values[2][area]);
        BOOST_TEST(std::abs(table.values[3][area] + table.values[4][area] - 1) < 1e-12);
    }
    BOOST_TEST(result->files.at("draws").starts_with("key,draw_1,draw_2,draw_3,draw_4\n01,"));
    const auto report = json::parse_json(result->files.at("report"));
    BOOST_TEST(report["way"] == "fast");
    BOOST_TEST(report["varied"].size() == 4u);
    BOOST_TEST(report["sobol"]["mean_rank_shift"]["noise"]["total"].get<double>() > 0);
    BOOST_TEST(report["sobol"]["area"] == "03");
    BOOST_TEST(report["status"] == "not agreed, not disclosure-controlled");
    // The same again, and another seed.
    const auto again = run(
        {{"denominators", "A=N,B=N"}, {"runs", "500"}, {"kept", "4"}, {"sobol", "40"}, {"sobol-area", "03"}});
    BOOST_TEST(again->files == result->files);
    const auto other = run({{"denominators", "A=N,B=N"}, {"runs", "500"}, {"seed", "2"}});
    BOOST_TEST(other->files.at("out") != result->files.at("out"));
}

BOOST_AUTO_TEST_CASE(of_weights_that_the_data_decide_everything_else_varies) {
    std::string fitted = recipe;
    const std::string classes = R"("classes")";
    fitted.insert(fitted.find(classes), R"("weighting": "first_component", "anchor": "A", )");
    jobs::Request request;
    request.files["recipe"] = {"r.json", fitted};
    request.files["values"] = {"v.csv", values};
    request.options = {{"denominators", "A=N,B=N"}, {"runs", "100"}};
    const auto result = jobs::run_job(jobs::uncertainty_job(), request, {});
    BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? std::string() : result.error()));
    const auto report = json::parse_json(result->files.at("report"));
    BOOST_TEST(report["varied"] == json::Json::array({"left_out", "noise"}));
    request.options["vary"] = "weights";
    const auto refused = jobs::run_job(jobs::uncertainty_job(), request, {});
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST(refused.error().find("as the data decide them") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_order_of_rows_changes_nothing) {
    const Options options{{"denominators", "A=N,B=N"}, {"runs", "300"}};
    const auto result = run(options);
    const std::string other = "key;A;B;N\n06;17;30;20\n05;22;x;100\n03;30;28;50\n01;10;20;500\n04;5;40;900\n"
                              "02;12,5;15;400\n";
    const auto reordered = run(options, other);
    BOOST_REQUIRE(result && reordered);
    const std::vector<std::string> columns{"rank_low", "rank_median", "rank_high", "rank_shift", "class_1"};
    const auto one = test::numbers_of({"one", result->files.at("out")}, columns);
    const auto two = test::numbers_of({"two", reordered->files.at("out")}, columns);
    for (std::size_t i = 0; i < 6; ++i) {
        const auto j = static_cast<std::size_t>(std::find(two.keys.begin(), two.keys.end(), one.keys[i]) -
                                                two.keys.begin());
        for (std::size_t c = 0; c < columns.size() && i != 4; ++c)
            BOOST_TEST(one.values[c][i] == two.values[c][j]);
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_drawn_is_refused_in_one_sentence) {
    BOOST_TEST(error({{"vary", "weather"}}) ==
               "--vary \"weather\": choose from weights, left_out, normalisation and noise.");
    BOOST_TEST(error({{"level", "x"}}) == "--level \"x\": recipe \"two\" has the levels \"need\".");
    BOOST_TEST(error({{"vary", "noise"}}) ==
               "Noise cannot vary without denominators; name the column with the number of cases behind each "
               "share.");
    BOOST_TEST(error({{"denominators", "A"}}) == "Column \"A\" is a share; its noise needs denominators.");
    BOOST_TEST(error({{"sobol", "10"}, {"sobol-area", "05"}}) ==
               "--sobol-area \"05\": no area of v.csv with this key has an index.");
    BOOST_TEST(error({{"normalisations", "best"}}) ==
               "--normalisations \"best\": choose from z, robust_z, min_max, rank, percentile, "
               "exponential_rank and the recipe's own.");
    BOOST_TEST(error({{"denominators", "A=N"}}, "key;A;B;N\n01;10;20;0\n02;12,5;15;4\n03;1;2;3\n") ==
               "v.csv, line 2, area \"01\", column \"A\": the denominator of this share is missing or not "
               "above 0.");
}

BOOST_AUTO_TEST_CASE(a_job_can_be_cancelled) {
    jobs::Request request;
    request.files["recipe"] = {"r.json", recipe};
    request.files["values"] = {"v.csv", values};
    const auto result = jobs::run_job(jobs::uncertainty_job(), request,
                                      [](std::string_view, std::size_t, std::size_t) { return false; });
    BOOST_REQUIRE(!result.has_value());
    BOOST_TEST(result.error() == jobs::cancelled_sentence);
}

BOOST_AUTO_TEST_SUITE_END()
