// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/synthesis_job.hpp"
#include "core/json/fields.hpp"
#include "core/tabular/csv.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;

namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

Expected<jobs::Result, std::string> run(const Texts& files, Texts options) {
    jobs::Request request;
    for (const auto& [name, bytes] : files) request.files[name] = {name + ".csv", bytes};
    if (!options.contains("burdened")) options["burdened"] = "3,4";
    request.options = std::move(options);
    return jobs::run_job(jobs::synthesis_job(), request, {});
}

jobs::Result done(const Texts& files, const Texts& options = {}) {
    auto result = run(files, options);
    BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? std::string() : result.error()));
    return std::move(*result);
}

std::string refusal(const Texts& files, const Texts& options = {}) {
    const auto result = run(files, options);
    BOOST_REQUIRE(!result);
    return result.error();
}

/// Rows as column name -> cell.
std::vector<std::map<std::string, std::string>> rows_of(const std::string& csv) {
    const tabular::Records records = tabular::split_records(csv, ',');
    std::vector<std::map<std::string, std::string>> rows;
    for (std::size_t r = 1; r < records.records.size(); ++r) {
        auto& row = rows.emplace_back();
        for (std::size_t c = 0; c < records.records[0].cells.size(); ++c)
            row[records.records[0].cells[c]] = records.records[r].cells[c];
    }
    return rows;
}

const std::string classes = "area;index_class;population\n"
                            "01;1;2000\n"  // many voices, no burden
                            "02;4;2000\n"  // none, burdened
                            "03;3;2000\n"  // many, burdened
                            "04;2;2000\n"  // none, no burden
                            "05;;2000\n"   // no class
                            "06;3;2000\n"; // as many as on average
const std::string voices = "area;theme;kind;perspective;count\n"
                           "01;green;need;resident;30\n"
                           "01;health;resource;resident;20\n"
                           "03;green;need;resident;25\n"
                           "03;green;resource;resident;25\n"
                           "03;green;resource;professional;7\n"
                           "05;health;need;resident;10\n"
                           "06;green;need;resident;22\n"
                           "02;green;need;professional;9\n";

} // namespace

BOOST_AUTO_TEST_SUITE(synthesis_job)

BOOST_AUTO_TEST_CASE(areas_are_listed_by_case_with_silence_where_the_index_is_high_first) {
    const jobs::Result result = done({{"index", classes}, {"voices", voices}});
    const auto rows = rows_of(result.files.at("out"));
    BOOST_REQUIRE(rows.size() == 18U); // all themes, green, health
    const std::vector<std::pair<std::string, std::string>> expected{
        {"02", "silent_burdened"},   {"03", "heard_burdened"}, {"01", "heard_unburdened"},
        {"04", "silent_unburdened"}, {"06", "undecided"},      {"05", "not_told"}};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        auto row = rows[i];
        BOOST_TEST(row["theme"] == "all");
        BOOST_TEST(row["area"] == expected[i].first);
        BOOST_TEST(row["case"] == expected[i].second);
    }
    auto heard = rows[1];
    BOOST_TEST(heard["needs_residents"] == "25");
    BOOST_TEST(heard["resources_professionals"] == "7");
    BOOST_TEST(heard["per_1000"] == "25");
    BOOST_TEST(heard["burdened"] == "yes");
    auto untold = rows[5];
    BOOST_TEST(untold["case_reason"] == "no_index");
    BOOST_TEST(untold["burdened"] == "");
    // Professionals spoke in area 02; its residents did not.
    auto silent = rows[0];
    BOOST_TEST(silent["needs_professionals"] == "9");
    BOOST_TEST(silent["per_1000"] == "0");
    const json::Json report = json::parse_json(result.files.at("report"));
    BOOST_TEST(report["themes"][0]["cases"]["silent_burdened"] == 1);
    BOOST_TEST(report["themes"][0]["per_1000"].get<double>() == 132.0 / 12,
               boost::test_tools::tolerance(1e-12));
    BOOST_TEST(report["disclosure"]["minimum_count"] == 5);
}

BOOST_AUTO_TEST_CASE(one_row_per_voice_and_counts_give_the_same_in_any_order) {
    std::string single = "area,theme,kind,perspective\n";
    for (int i = 0; i < 9; ++i) single += "02,green,need,professional\n";
    for (int i = 0; i < 22; ++i) single += "06,green,need,resident\n";
    for (int i = 0; i < 10; ++i) single += "05,health,need,resident\n";
    for (int i = 0; i < 20; ++i) single += "01,health,resource,resident\n01,green,need,resident\n";
    for (int i = 0; i < 10; ++i) single += "01,green,need,resident\n";
    for (int i = 0; i < 7; ++i) single += "03,green,resource,professional\n";
    for (int i = 0; i < 25; ++i) single += "03,green,resource,resident\n03,green,need,resident\n";
    BOOST_TEST(done({{"index", classes}, {"voices", voices}}).files.at("out") ==
               done({{"index", classes}, {"voices", single}}).files.at("out"));
}

BOOST_AUTO_TEST_CASE(small_counts_carry_their_reason_and_no_value) {
    const std::string few = voices + "04;health;need;resident;3\n";
    for (auto& row : rows_of(done({{"index", classes}, {"voices", few}}).files.at("out"))) {
        if (row["area"] != "04" || row["theme"] == "green") continue;
        BOOST_TEST(row["needs_residents"] == "");
        BOOST_TEST(row["needs_residents_reason"] == "too_few");
        BOOST_TEST(row["per_1000"] == "");
        BOOST_TEST(row["per_1000_reason"] == "too_few");
        // Four of 2,000 would be silent beside 11 per 1,000; on health it would be open.
        BOOST_TEST(row["case"] == (row["theme"] == "all" ? "silent_unburdened" : "not_told"));
    }
}

BOOST_AUTO_TEST_CASE(supply_stands_beside_with_its_tercile_and_may_differ_by_theme) {
    const std::string supply = "area,access\n01,0.1\n02,0.2\n03,0.3\n04,0.4\n05,0.5\n06,0.6\n";
    for (auto& row :
         rows_of(done({{"index", classes}, {"voices", voices}, {"supply", supply}}).files.at("out"))) {
        if (row["area"] == "02") BOOST_TEST((row["access"] == "0.2" && row["access_tercile"] == "1"));
        if (row["area"] == "06") BOOST_TEST(row["access_tercile"] == "3");
    }
    const std::string by_theme = "area,theme,access\n01,green,0.1\n02,green,0.2\n03,green,0.3\n";
    for (auto& row :
         rows_of(done({{"index", classes}, {"voices", voices}, {"supply", by_theme}}).files.at("out"))) {
        if (row["area"] == "03") BOOST_TEST(row["access"] == (row["theme"] == "green" ? "0.3" : ""));
    }
}

BOOST_AUTO_TEST_CASE(population_may_come_from_its_own_file_and_gaps_are_told) {
    const std::string residents = "area;Einwohner\n01;2000\n02;2000\n03;2000\n04;2000\n05;2000\n";
    const auto result = done({{"index", "area;index_class\n01;1\n02;4\n03;3\n04;2\n05;\n06;3\n"},
                              {"voices", voices},
                              {"residents", residents}},
                             {{"population", "Einwohner"}});
    BOOST_REQUIRE(result.notes.size() == 1U);
    BOOST_TEST(result.notes[0].find("1 area (\"06\") without a population") == 0U);
    for (auto& row : rows_of(result.files.at("out"))) {
        if (row["area"] == "06") BOOST_TEST((row["case"] == "not_told" && row["case_reason"] == "unknown"));
    }
}

BOOST_AUTO_TEST_CASE(voices_of_other_areas_are_left_out_and_told) {
    const auto result = done({{"index", classes}, {"voices", voices + "99;green;need;resident;1\n"}});
    BOOST_REQUIRE(result.notes.size() == 1U);
    BOOST_TEST(result.notes[0] == "Voices of 1 area key (\"99\") that are not in the index were left out.");
    BOOST_TEST(result.files.at("out").find("\n99,") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(bad_tables_are_refused_in_one_sentence) {
    BOOST_TEST(refusal({{"index", "area;index_class;population\n01;;5\n02;;7\n"}, {"voices", voices}}) ==
               "index.csv, column \"index_class\": no area has a class, so that nothing can be said.");
    BOOST_TEST(refusal({{"index", classes}, {"voices", voices}}, {{"burdened", "hoch"}}) ==
               "--burdened \"hoch\": no area of index.csv has such a class; there are \"1\", \"2\", \"3\", "
               "\"4\".");
    BOOST_TEST(refusal({{"index", "area;index_class;population\n01;3;\n02;1;\n"}, {"voices", voices}})
                   .find("no area has a population") != std::string::npos);
    BOOST_TEST(refusal({{"index", "area;index_class;population\n01;3;-4\n"}, {"voices", voices}}) ==
               "index.csv, line 2, column \"population\": a population cannot be negative.");
    BOOST_TEST(refusal({{"index", "area;index_class;population\n1;3;400\n"}, {"voices", voices}})
                   .find("leading zeros were lost") != std::string::npos);
    const auto with_row = [](const std::string& row) {
        return refusal({{"index", classes}, {"voices", voices + row}});
    };
    BOOST_TEST(with_row("01;green;wish;resident;1\n") ==
               "voices.csv, line 10, column \"kind\": \"wish\" is neither \"need\" nor \"resource\".");
    BOOST_TEST(with_row("01;green;need;child;1\n").find("column \"perspective\"") != std::string::npos);
    BOOST_TEST(with_row("01;green;need;resident;-1\n") ==
               "voices.csv, line 10, column \"count\": \"-1\" is not a count (a whole number from 0).");
    BOOST_TEST(with_row("01;green;need;resident;1,5\n").find("is not a count") != std::string::npos);
    BOOST_TEST(with_row("01;;need;resident;1\n").find("the theme is empty") != std::string::npos);
    BOOST_TEST(with_row("01;all;need;resident;1\n").find("leave such rows out") != std::string::npos);
    jobs::Request request;
    request.files["index"] = {"i.csv", classes};
    request.files["voices"] = {"v.csv", voices};
    BOOST_TEST(jobs::run_job(jobs::synthesis_job(), request, {}).error() == "synthesis needs --burdened.");
}

BOOST_AUTO_TEST_SUITE_END()
