// SPDX-License-Identifier: Apache-2.0
// What statistics offices deliver, and what is wrong with it.
#include "core/indicator/indicator.hpp"
#include "server/geo/common/intake.hpp"
#include "server/geo/indicators/area_join.hpp"
#include "tests/server/geo/support/command.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using test::run;

namespace {

/// The four areas of the fixture, "01", "010", "02" and "03", and its catalogue.
struct WithAgreement {
    test::MemoryData data;
    test::Folder folder;
    WithAgreement() {
        areas("2024-01-01");
        const auto ran =
            run(data, {"import", "catalogue", test::fixture("catalogue.json"), "--quartier", "ecke"});
        BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    }
    void areas(const std::string& version) {
        const auto ran = run(data, {"import", "areas", test::fixture("areas.geojson"), "--quartier", "ecke",
                                    "--key-column", "key", "--name-column", "name", "--version-date", version,
                                    "--source", "Tests"});
        BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    }
    test::Ran import(const std::string& csv, const std::string& map, std::vector<std::string> more = {}) {
        std::vector<std::string> all{
            "import",     "indicators", folder.write("t.csv", csv), "--map", folder.write("m.json", map),
            "--quartier", "ecke"};
        all.insert(all.end(), more.begin(), more.end());
        return run(data, all);
    }
    indicator::IndicatorTable table() {
        const auto state = data.state("ecke");
        const auto& bytes =
            data.datasets.at(state.quartier.datasets.at(quartier::DatasetKind::Indicators).hash);
        const auto table = indicator::decode_indicator_table(exchange::text_from_bytes(bytes));
        BOOST_REQUIRE(table.has_value());
        return *table;
    }
};

const std::string ready =
    R"({"source":"t","key":"k","date":"2023","indicators":[{"id":"poverty","value":"v"}]})";
const std::string counts =
    R"({"source":"t","key":"k","date":"2023","population":"n","indicators":[{"id":"poverty","numerator":["z"],)"
    R"("denominator":["n"]}]})";

} // namespace

BOOST_AUTO_TEST_SUITE(deliveries)

BOOST_FIXTURE_TEST_CASE(a_dry_run_reports_everything_and_stores_nothing, WithAgreement) {
    const int batches = data.batches;
    const auto report = folder.file("r.json");
    const auto ran = import("k;z;n\n01;-5;100\n010;130;100\n02;;100\n03;viele;100\n77;3;100\n01;6;100\n",
                            counts, {"--dry-run", "--report", report});
    BOOST_TEST(ran.status == 1, "nothing wrong may look right in a dry run either");
    BOOST_TEST(data.batches == batches);
    const std::string json = test::read_whole(report);
    for (const char* part :
         {R"("rows":6)", R"("areas_matched":4)", R"("keys_unmatched":1)", R"("duplicates":2)",
          R"("values_impossible":2)", R"("values_unreadable":1)", R"("values_missing":4)",
          R"("kind":"duplicate")", R"("kind":"impossible")", R"("kind":"unmatched")"}) {
        BOOST_TEST(json.find(part) != std::string::npos, part << " in " << json);
    }
    const auto right = import("k;z;n\n01;5;100\n010;13;100\n02;;100\n03;7;100\n", counts, {"--dry-run"});
    BOOST_REQUIRE_MESSAGE(right.status == 0, right.err);
    BOOST_TEST(right.says("Dry run: nothing was stored."));
    BOOST_TEST(right.says("2023 3 values from 5.00 to 13.00, 1 missing"), right.out);
    BOOST_TEST(data.batches == batches);
}

BOOST_FIXTURE_TEST_CASE(per_cents_that_look_like_shares_are_refused_until_the_map_says_what_they_are,
                        WithAgreement) {
    const std::string csv = "k,v\n01,0.125\n02,0.5\n03,0.75\n";
    const auto ran = import(csv, ready);
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(
        ran.says("row 2, column \"v\": the values of indicator \"poverty\" all lie from 0 to 1 and look "
                 "like shares"),
        ran.out);
    const auto as = [&](const std::string& unit) {
        return import(csv,
                      R"({"source":"t","key":"k","date":"2023","indicators":[{"id":"poverty","value":"v",)"
                      R"("value_unit":")" +
                          unit + R"("}]})");
    };
    BOOST_REQUIRE(as("share").status == 0);
    BOOST_TEST(table().find("poverty")->values[0][0] == 12.5);
    BOOST_REQUIRE(as("percent").status == 0);
    BOOST_TEST(table().find("poverty")->values[0][0] == 0.125);
    const auto shares =
        import("k,v\n01,12.5\n02,0.5\n", R"({"source":"t","key":"k","date":"2023","indicators":)"
                                         R"([{"id":"a_share","value":"v"}]})");
    BOOST_TEST(shares.says("a share of 12.5 is not possible: it goes from 0 to 1"), shares.out);
}

BOOST_FIXTURE_TEST_CASE(keys_without_their_leading_zeros_are_refused_even_where_others_match, WithAgreement) {
    const int batches = data.batches;
    const auto ran = import("k,v\n1,12.5\n02,50\n10,20\n", ready, {"--skip-bad"});
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(ran.says("row 2: key \"1\" differs from area \"01\" only in leading zeros; \"pad_key_to\": 2"),
               ran.out);
    BOOST_TEST(ran.says("row 4: key \"10\" differs from area \"010\""), ran.out);
    BOOST_TEST(ran.says("has 2 keys without their leading zeros"), ran.err);
    BOOST_TEST(data.batches == batches);
}

BOOST_AUTO_TEST_CASE(look_alike_keys_of_another_version_are_an_error_and_no_empty_map) {
    exchange::JoinTargets targets;
    for (int i = 0; i < 542; ++i) {
        targets.keys.push_back("0" + std::to_string(1'100'000 + i));
        targets.names.emplace_back();
    }
    targets.version = "the areas of 2021-01-01";
    exchange::AreaJoin join(targets, {}, 0);
    for (int i = 0; i < 447; ++i) {
        BOOST_REQUIRE(!join.find("0" + std::to_string(2'200'000 + i), static_cast<std::size_t>(i) + 2));
    }
    exchange::Report report("import indicators");
    const auto told = join.tell("old.csv", "column \"PLR\"", report);
    BOOST_REQUIRE(!told.has_value());
    for (const char* part :
         {"0 of 542 areas matched: none of the 447 keys of old.csv", "lost their leading zeros",
          "another version of the areas (these are the areas of 2021-01-01)"}) {
        BOOST_TEST(told.error().find(part) != std::string::npos, told.error());
    }
}

BOOST_FIXTURE_TEST_CASE(totals_among_the_areas_are_refused_unless_the_map_leaves_them_out, WithAgreement) {
    const std::string csv = "k;name;z;n\n01;Nord;5;100\n02;Süd;7;100\n99;Stadt insgesamt;12;200\n";
    const int batches = data.batches;
    const auto ran = import(csv, counts, {"--skip-bad"});
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(
        ran.says("row 4: key \"99\" looks like a row of totals among the areas; name it in \"not_areas\""),
        ran.out);
    BOOST_TEST(data.batches == batches);
    BOOST_TEST(import("k;z;n\n01;5;100\nSumme;12;200\n", counts).says("looks like a row of totals"));
    const auto skipped = import(
        csv, R"({"source":"t","key":"k","date":"2023","population":"n","not_areas":["99"],"indicators":)"
             R"([{"id":"poverty","numerator":["z"],"denominator":["n"]}]})");
    BOOST_TEST(skipped.status == 0, skipped.err);
    // In a long table the words stand among the features, and mean one.
    const auto as_feature =
        import("k;was;zahl\n01;Insgesamt;100\n01;arm;5\n77;Insgesamt;9\n",
               R"({"source":"t","key":"k","date":"2023","feature_columns":["was"],"value_column":"zahl",)"
               R"("indicators":[{"id":"poverty","numerator":["arm"],"denominator":["Insgesamt"]}]})");
    BOOST_TEST(as_feature.status == 0, as_feature.out << as_feature.err);
    BOOST_TEST(exchange::is_total_word(" Summe: "));
    BOOST_TEST(!exchange::is_total_word("Sommerfeld"));
}

BOOST_FIXTURE_TEST_CASE(a_result_of_a_command_from_files_to_files_is_no_delivery, WithAgreement) {
    const int batches = data.batches;
    BOOST_TEST(import("k,left_out,reason,v\n01,,,12\n02,,,14\n", ready)
                   .says("looks like a result of `ankerpunkt index`, which is not agreed and not "
                         "disclosure-controlled"));
    BOOST_TEST(data.batches == batches);
}

BOOST_FIXTURE_TEST_CASE(outliers_are_named_with_row_area_and_rule_and_taken, WithAgreement) {
    std::string features;
    std::string csv = "k,v\n";
    for (int i = 0; i < 7; ++i) {
        const auto at = [i](double x, double y) {
            return "[" + std::to_string(7 + 0.01 * i + x) + "," + std::to_string(51 + y) + "]";
        };
        features += std::string(i == 0 ? "" : ",") + R"({"type":"Feature","properties":{"key":"a)" +
                    std::to_string(i) + R"("},"geometry":{"type":"Polygon","coordinates":[[)" + at(0, 0) +
                    "," + at(.01, 0) + "," + at(.01, .01) + "," + at(0, .01) + "," + at(0, 0) + "]]}}";
        csv += "a" + std::to_string(i) + "," + std::to_string(i == 6 ? 93 : 10 + i) + ".5\n";
    }
    const auto seven =
        folder.write("seven.geojson", R"({"type":"FeatureCollection","features":[)" + features + "]}");
    BOOST_REQUIRE(run(data, {"import", "areas", seven, "--quartier", "ecke", "--key-column", "key",
                             "--version-date", "2024-01-01", "--source", "Tests"})
                      .status == 0);
    const auto ran = import(csv, ready);
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    // Median 13.5, distances 0 1 1 2 2 3 80, so MAD 2: 0.6745 * 80 / 2 = 26.98.
    BOOST_TEST(
        ran.says("row 8, column \"v\": indicator \"poverty\" of 2023 is 93.50 in area \"a6\", far from "
                 "the others: robust z 26.98, beyond 3.5"),
        ran.out);
    BOOST_TEST(ran.says("Findings: 0 duplicates, 0 unreadable, 0 impossible, 1 outlier."), ran.out);
    BOOST_TEST(table().find("poverty")->values[0][6] == 93.5);
}

BOOST_FIXTURE_TEST_CASE(the_agreed_minimum_withholds_small_counts_and_says_so, WithAgreement) {
    std::string text = test::read_whole(test::fixture("catalogue.json"));
    const std::size_t at = text.find(R"("id": "poverty")");
    const std::size_t rule = text.find(R"("numerator": 0,)", at);
    BOOST_REQUIRE(rule != std::string::npos);
    text.replace(rule, 15, R"("numerator": 3,)");
    test::MemoryData fresh;
    std::swap(data, fresh);
    areas("2024-01-01");
    BOOST_REQUIRE(
        run(data, {"import", "catalogue", folder.write("c.json", text), "--quartier", "ecke"}).status == 0);
    const auto ran = import("k;z;n\n01;2;100\n010;3;100\n02;0;100\n", counts);
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("1 withheld by the agreed minimum and 1 beside them"), ran.out);
    const auto t = table();
    const auto& poverty = *t.find("poverty");
    BOOST_TEST(indicator::is_missing(poverty.values[0][0]));
    BOOST_TEST(indicator::is_missing(poverty.numerators[0][0]));
    BOOST_TEST(indicator::is_missing(poverty.values[0][1])); // 5 in all areas, less 3, would be 2
    BOOST_TEST(poverty.values[0][2] == 0.0);
    BOOST_REQUIRE(poverty.withheld.size() == 2u);
    BOOST_TEST(poverty.reason_withheld("2023", "010") == "complement");
    BOOST_TEST(poverty.reason_withheld("2023", "02") == "unknown");
    BOOST_TEST(poverty.withheld[0].area == "01");
    BOOST_TEST(poverty.withheld[0].reason == "too_few");
}

BOOST_FIXTURE_TEST_CASE(a_time_series_grows_table_by_table, WithAgreement) {
    const auto map = [](const std::string& date) {
        return R"({"source":"t","key":"k","date":")" + date +
               R"(","indicators":[{"id":"poverty","value":"v"}]})";
    };
    BOOST_REQUIRE(import("k,v\n01,10\n02,20\n", map("2022")).status == 0);
    BOOST_REQUIRE(import("k,v\n01,11\n02,21\n", map("2023")).status == 0);
    BOOST_REQUIRE(import("k,v\n01,12\n", map("2022")).status == 0);
    const auto t = table();
    BOOST_TEST((t.dates == std::vector<std::string>{"2022", "2023"}));
    const auto& poverty = *t.find("poverty");
    BOOST_TEST(poverty.values[0][0] == 12);
    BOOST_TEST(indicator::is_missing(poverty.values[0][2]),
               "the later table of a date replaces the earlier one");
    BOOST_TEST(poverty.values[1][2] == 21);
    BOOST_REQUIRE(poverty.origins.size() == 2u);
    BOOST_TEST(poverty.origins[1].date == "2023");
    BOOST_TEST(poverty.origins[1].catalogue_version == 1u);
    BOOST_TEST(poverty.origins[1].areas_version == "2024-01-01");
}

/// Before 2024, area "A" became "01" and a quarter of "02"; "B" became the rest of "02"; "C" is "03".
const std::string crosswalk =
    "from_key;to_key;weight;source\nA;01;0,75;Einwohner 2019\nA;02;0,25;Einwohner 2019\n"
    "B;02;1;Einwohner 2019\nC;03;1;Einwohner 2019\n";
const std::string old_counts =
    R"({"source":"t","key":"k","date":"2019","areas_version":"2019-01-01","population":"n","indicators":)"
    R"([{"id":"poverty","numerator":["z"],"denominator":["n"]}]})";
const std::string old_table = "k;z;n\nA;40;400\nB;10;100\nC;;50\n";

BOOST_FIXTURE_TEST_CASE(a_crosswalk_adds_up_counts_and_is_written_down, WithAgreement) {
    const auto ran = import(old_table, old_counts, {"--crosswalk", folder.write("x.csv", crosswalk)});
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.out << ran.err);
    BOOST_TEST(
        ran.says("Carried over from the areas of 2019-01-01 to those of 2024-01-01 with crosswalk x.csv: "
                 "weights from \"Einwohner 2019\": 3 areas to 4 areas"),
        ran.out);
    const auto t = table();
    BOOST_TEST((t.area_keys == std::vector<std::string>{"01", "010", "02", "03"}));
    const auto& poverty = *t.find("poverty");
    BOOST_TEST(poverty.numerators[0][0] == 30);
    BOOST_TEST(poverty.denominators[0][0] == 300);
    BOOST_TEST(poverty.values[0][2] == 100.0 * (10 + 10) / (100 + 100));
    BOOST_TEST(indicator::is_missing(poverty.values[0][1]), "nothing became 010");
    BOOST_TEST(indicator::is_missing(poverty.values[0][3]), "an unknown part leaves the sum unknown");
    BOOST_TEST(t.population[0][2] == 200);
    BOOST_REQUIRE(poverty.origins.size() == 1u);
    BOOST_TEST(poverty.origins[0].areas_version == "2019-01-01");
    BOOST_TEST(poverty.origins[0].crosswalk == "x.csv: weights from \"Einwohner 2019\"");
    const auto without_a =
        import("k;z;n\nB;10;100\nC;5;50\n", old_counts, {"--crosswalk", folder.file("x.csv")});
    BOOST_REQUIRE_MESSAGE(without_a.status == 0, without_a.err);
    BOOST_TEST(without_a.says("area \"A\" has no row in the table"), without_a.out);
    BOOST_TEST(indicator::is_missing(table().find("poverty")->values[0][2]),
               "a unit without a row is unknown too");
    BOOST_TEST(table().find("poverty")->values[0][3] == 10.0);
}

BOOST_FIXTURE_TEST_CASE(no_crosswalk_is_ever_silent, WithAgreement) {
    const int batches = data.batches;
    const auto x = folder.write("x.csv", crosswalk);
    BOOST_TEST(import(old_table, old_counts)
                   .says("t.csv is for the areas of 2019-01-01 (" + folder.file("m.json") +
                         " says so), and the adopted ones are of 2024-01-01: name the crosswalk"));
    BOOST_TEST(import(old_table, counts, {"--crosswalk", x}).says("field \"areas_version\" must say"));
    std::string same = old_counts;
    same.replace(same.find("2019-01-01"), 10, "2024-01-01");
    BOOST_TEST(import(old_table, same, {"--crosswalk", x}).says("leave --crosswalk out"));
    const auto rate =
        import("k;v\nA;10\nB;20\nC;5\n",
               R"({"source":"t","key":"k","date":"2019","areas_version":"2019-01-01","indicators":)"
               R"([{"id":"poverty","value":"v"}]})",
               {"--crosswalk", x});
    BOOST_TEST(rate.says("Indicator \"poverty\" (percent) is a ready value, and a crosswalk can only add up "
                         "counts"),
               rate.err);
    BOOST_TEST(data.batches == batches);
}

BOOST_FIXTURE_TEST_CASE(a_wrong_crosswalk_is_refused_with_row_and_column, WithAgreement) {
    const auto said = [&](const std::string& rows) {
        const auto ran =
            import(old_table, old_counts,
                   {"--crosswalk", folder.write("x.csv", "from_key;to_key;weight;source\n" + rows)});
        BOOST_TEST(ran.status == 1);
        return ran;
    };
    BOOST_TEST(said("A;1;1;E\n")
                   .says("row 2, column \"to_key\": " + folder.file("x.csv") + ": \"1\" is no adopted area"));
    BOOST_TEST(
        said("A;01;1,5;E\n").says("column \"weight\": " + folder.file("x.csv") + ": \"1,5\" is no weight"));
    BOOST_TEST(said("A;01;0,5;E\nA;02;0,4;E\n").says("the weights of \"A\" add up to 0.9000, not to 1"));
    BOOST_TEST(said("A;01;0,5;E\nA;01;0,5;E\n").says("came in row 2 already"));
    BOOST_TEST(said("A;01;1;\n").says("say what the weight is made of"));
    const auto outside =
        import(old_table, old_counts,
               {"--crosswalk", folder.write("x.csv", "from_key;to_key;weight;source\nA;01;0.5;E\n"
                                                     "A;-;0.5;E\nB;02;1;E\nC;03;1;E\n")});
    BOOST_REQUIRE_MESSAGE(outside.status == 0, outside.out << outside.err);
    BOOST_TEST(table().find("poverty")->denominators[0][0] == 200);
}

BOOST_FIXTURE_TEST_CASE(numbers_of_an_old_version_are_not_mixed_with_new_ones, WithAgreement) {
    BOOST_REQUIRE(import("k,v\n01,10\n02,20\n", ready).status == 0);
    areas("2025-01-01");
    const auto ran = import("k,v\n01,11\n02,21\n", ready);
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(ran.says("earlier imports belong to the areas of 2024-01-01"), ran.err);
    BOOST_TEST(import("k,v\n01,11\n02,21\n", ready, {"--replace"}).status == 0);
    BOOST_TEST(table().areas_version == "2025-01-01");
}

BOOST_AUTO_TEST_SUITE_END()
