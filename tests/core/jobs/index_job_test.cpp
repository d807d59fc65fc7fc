// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/index_job.hpp"
#include "core/json/fields.hpp"
#include "tests/support/shared.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <dirent.h>
#include <fstream>
#include <sstream>

using namespace anker;

BOOST_AUTO_TEST_SUITE(index_job)

namespace {

Expected<jobs::Result, std::string> run(const std::string& recipe, const std::string& values) {
    jobs::Request request;
    request.files["recipe"] = {"recipe.json", recipe};
    request.files["values"] = {"values.csv", values};
    return jobs::run_job(*jobs::find_job("index"), request, [](auto, auto, auto) { return true; });
}

jobs::Result result_of(const std::string& recipe, const std::string& values) {
    auto result = run(recipe, values);
    BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? std::string() : result.error()));
    return std::move(*result);
}

std::string error_of(const std::string& recipe, const std::string& values) {
    const auto result = run(recipe, values);
    return result ? std::string() : result.error();
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

jobs::ValueTable table_of(const jobs::Result& result, const std::string& output,
                          const std::vector<std::string>& columns) {
    return test::numbers_of(jobs::File{output, result.files.at(output)}, columns);
}

const std::string simple = R"({"method": "composite", "id": "simple", "levels": [{"id": "i",
    "inputs": [{"column": "a", "direction": "burden"}, {"column": "b", "direction": "relief"}],
    "normalise": "min_max", "aggregation": "mean", "classes": {"kind": "equal_width", "count": 2}}]})";

} // namespace

BOOST_AUTO_TEST_CASE(values_and_a_recipe_become_an_index_with_its_derivation) {
    const auto result = result_of(simple, "key;name;a;b\n01;Nord;1,5;8\n02;Süd;3,5;2\n03;West;x;2\n");
    BOOST_TEST(result.files.at("out") == "key,left_out,reason,i,i_rank,i_class\n"
                                         "01,,,0,2,1\n02,,,1,1,2\n03,missing_value,,,,\n");
    BOOST_TEST(result.files.at("derivation") ==
               "key,level,input,value,normalised,weight,contribution,change_to_border_below,"
               "change_to_border_above\n"
               "01,i,a,1.5,0,1,0,,2\n01,i,b,8,0,1,0,,-6\n"
               "02,i,a,3.5,1,1,0.5,-2,\n02,i,b,2,1,1,0.5,6,\n");
    const auto report = json::parse_json(result.files.at("report"));
    BOOST_TEST(report["status"] == "not agreed, not disclosure-controlled");
    BOOST_TEST(report["left_out"]["missing_value"][0] == "03");
    BOOST_TEST(report["levels"][0]["fitted"]["inputs"][1]["unit"] == 6.0);
    BOOST_TEST(!report["levels"][0].contains("cronbach_alpha"), "two areas say nothing about that");
}

BOOST_AUTO_TEST_CASE(the_report_of_a_base_year_freezes_the_next) {
    const auto base = json::parse_json(result_of(simple, "key,a,b\n1,1,8\n2,3,2\n").files.at("report"));
    auto recipe = json::parse_json(simple);
    recipe["levels"][0]["freeze"] = base["levels"][0]["fitted"];
    const auto result = result_of(json::text_from_json(recipe), "key,a,b\n1,1,8\n2,5,2\n");
    BOOST_TEST(holds(result.files.at("out"), "\n2,,,1.5,1,2\n"));
}

BOOST_AUTO_TEST_CASE(a_german_file_and_an_international_one_give_the_same_index) {
    const auto german = result_of(simple, "Schl\xFCssel;a;b\r\n01;1.234,5;8,0\r\n02;3.000,0;2,5\r\n");
    const auto international = result_of(simple, "Schl\xC3\xBCssel,a,b\n01,1234.5,8\n02,3000,2.5\n");
    BOOST_TEST(german.files.at("out") == international.files.at("out"));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_with_file_line_and_column) {
    BOOST_TEST(error_of(simple, "key,a,b\n1,1,2\n2,two,3\n") ==
               "values.csv, line 3, column \"a\": \"two\" is not a number.");
    BOOST_TEST(
        holds(error_of(simple, "key,a,b\n1,1,2\n1,2,3\n"), "line 3: area \"1\" was already in line 2"));
    BOOST_TEST(
        holds(error_of(simple, "key,a,b\n1,1,2\n,2,3\n"), "line 3: the area key in column \"key\" is empty"));
    BOOST_TEST(holds(error_of(simple, "key,a,b\n1,1,2\n2,3,4\nInsgesamt,4,6\n"), "line 4, column \"key\""));
    BOOST_TEST(holds(error_of(simple, "key,a\n1,1\n"), "\"b\""));
    BOOST_TEST(holds(error_of(simple, "key;a;b\n1;1.234;2\n2;2.345;3\n"), "can mean two numbers"));
    BOOST_TEST(holds(error_of("{", "key,a,b\n1,1,2\n"), "Recipe recipe.json: it is not JSON"));
    BOOST_TEST(holds(error_of("{}", "key,a,b\n1,1,2\n"), "field \"method\""));
    BOOST_TEST(holds(error_of(simple, "key,a,b\n1,1,2\n2,1,3\n"), "same value in every area"));
}

BOOST_AUTO_TEST_CASE(keys_that_may_have_lost_zeros_are_remarked) {
    const auto result = result_of(simple, "key,a,b\n1100101,1,8\n11001012,3,2\n");
    BOOST_REQUIRE_EQUAL(result.notes.size(), 1U);
    BOOST_TEST(holds(result.notes[0], "leading zeros"));
}

BOOST_AUTO_TEST_CASE(every_shipped_recipe_is_understood) {
    const std::string folder = std::string(ANKER_TEST_DATA) + "/../assets/recipes/methods";
    DIR* const listing = opendir(folder.c_str());
    BOOST_REQUIRE(listing != nullptr);
    std::size_t read = 0;
    while (const dirent* const entry = readdir(listing)) {
        const std::string name = entry->d_name;
        if (!name.ends_with(".json")) continue;
        std::ifstream file(folder + "/" + name);
        std::stringstream text;
        text << file.rdbuf();
        const auto recipe = jobs::read_recipe({name, text.str()});
        BOOST_TEST(recipe.has_value(), (recipe ? std::string() : recipe.error()));
        if (!recipe) continue;
        BOOST_TEST(recipe->id + ".json" == name);
        const std::string written = index::encode(*recipe);
        const auto again = index::decode_composite(written);
        BOOST_REQUIRE_MESSAGE(again.has_value(), (again ? std::string() : again.error()));
        BOOST_TEST(index::encode(*again) == written);
        BOOST_TEST(index::columns_of(*again) == index::columns_of(*recipe), boost::test_tools::per_element());
        ++read;
    }
    closedir(listing);
    BOOST_TEST(read >= 10U);
}

BOOST_AUTO_TEST_CASE(principal_components_of_r_as_a_recipe) {
    const auto values = test::oracle("usarrests.csv");
    const auto rotation = test::oracle("usarrests_pca_rotation.csv");
    if (!values || !rotation) return;
    std::string inputs;
    for (const char* column : {"Murder", "Assault", "UrbanPop", "Rape"})
        inputs += std::string(inputs.empty() ? "" : ",") + R"({"column": ")" + column +
                  R"(", "direction": "burden"})";
    const auto result =
        result_of(R"({"method": "composite", "id": "pca", "levels": [{"id": "pc1", "inputs": [)" + inputs +
                      R"(], "normalise": {"scale": "z", "deviation": "sample"},
        "weighting": "first_component", "score_variance": "eigenvalue", "anchor": "Murder"}]})",
                  values->bytes);
    const auto report = json::parse_json(result.files.at("report"));
    const auto published = test::numbers_of(*rotation);
    for (std::size_t j = 0; j < 4; ++j) {
        const double weight = report["levels"][0]["fitted"]["weights"][j].get<double>();
        BOOST_TEST(std::abs(weight + published.values[0][j]) < 1e-8, "R's sign is the other one");
    }
    const double eigenvalue = report["levels"][0]["eigenvalues"][0].get<double>();
    BOOST_TEST(std::abs(eigenvalue - 2.48024157914949) < 1e-8);
}

BOOST_AUTO_TEST_CASE(the_technology_achievement_index_ranks_23_countries_as_published) {
    const auto values = test::oracle("tai23.csv");
    const auto ranks = test::oracle("tai23_published_ranks.csv");
    const auto norms = test::oracle("tai23_published_schooling_norm.csv");
    if (!values || !ranks || !norms) return;
    std::string inputs;
    for (const char* column : {"patents", "royalties", "internet", "exports", "telephones_log",
                               "electricity_log", "schooling", "university"})
        inputs += std::string(inputs.empty() ? "" : ",") + R"({"column": ")" + column +
                  R"(", "direction": "relief"})";
    const auto recipe = [&](const std::string& normalise) {
        return R"({"method": "composite", "id": "tai", "levels": [{"id": "tai", "high_means": "relief", "inputs": [)" +
               inputs + R"(], "normalise": )" + normalise + R"(, "aggregation": "mean"}]})";
    };
    // Goalposts of the Human Development Report 2001 (technical note 2); values beyond them count as 0 or 1.
    const std::vector<std::pair<std::string, std::string>> goalposts{
        {"patents", "[0, 994]"},
        {"royalties", "[0, 272.6]"},
        {"internet", "[0, 232.4]"},
        {"exports", "[0, 80.8]"},
        {"telephones_log", "[0, 2.954725]"},
        {"electricity_log", "[1.342423, 3.843171]"},
        {"schooling", "[0.8, 12]"},
        {"university", "[0.1, 27.4]"}};
    std::string with_goalposts;
    for (const auto& [column, range] : goalposts) {
        with_goalposts += std::string(with_goalposts.empty() ? "" : ",") + R"({"column": ")" + column +
                          R"(", "direction": "relief", "goalposts": )" + range + "}";
    }
    const auto result =
        result_of(R"({"method": "composite", "id": "tai", "levels": [{"id": "tai",
        "high_means": "relief", "inputs": [)" +
                      with_goalposts + R"(], "normalise": "goalposts", "aggregation": "mean"}]})",
                  values->bytes);
    const auto computed = table_of(result, "out", {"tai", "tai_rank"});
    const auto published = test::numbers_of(*ranks, {"EW"});
    for (std::size_t i = 0; i < computed.areas(); ++i) {
        const auto at = std::find(published.keys.begin(), published.keys.end(), computed.keys[i]);
        BOOST_REQUIRE(at != published.keys.end());
        const auto row = static_cast<std::size_t>(at - published.keys.begin());
        BOOST_TEST(computed.values[1][i] == published.values[0][row], computed.keys[i]);
    }
    // The seven columns of table 15 that are scales of ours, for schooling.
    const auto table = test::numbers_of(*norms, {"zscore", "minmax", "dist_mean_ratio", "rank_low1"});
    const std::vector<std::pair<std::string, std::size_t>> scales{
        {R"({"scale": "z", "deviation": "sample"})", 0}, {R"("min_max")", 1}, {R"("ratio_to_mean")", 2}};
    for (const auto& [scale, column] : scales) {
        const auto scaled = result_of(recipe(scale), values->bytes);
        const auto rows =
            jobs::read_texts(jobs::File{"derivation", scaled.files.at("derivation")},
                             std::vector<std::string>{"input", "normalised"}, jobs::KeysMustDiffer::No);
        BOOST_REQUIRE(rows.has_value());
        std::size_t compared = 0;
        for (std::size_t r = 0; r < rows->keys.size(); ++r) {
            if (rows->texts[0][r] != "schooling") continue;
            const auto at = std::find(table.keys.begin(), table.keys.end(), rows->keys[r]);
            BOOST_REQUIRE(at != table.keys.end());
            const double expected = table.values[column][static_cast<std::size_t>(at - table.keys.begin())];
            BOOST_TEST(std::abs(std::stod(rows->texts[1][r]) - expected) <= 0.0051,
                       rows->keys[r] << " " << scale);
            ++compared;
        }
        BOOST_TEST(compared == 23U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
