// SPDX-License-Identifier: Apache-2.0
#include "core/index/published.hpp"
#include "core/indicator/indicator.hpp"
#include "server/geo/common/intake.hpp"
#include "tests/server/geo/support/command.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using test::run;

BOOST_AUTO_TEST_SUITE(import_indicators)

/// A Quartier with the four areas of the fixture.
struct WithAreas {
    test::MemoryData data;
    test::Folder folder;
    WithAreas() {
        const auto ran = run(data, {"import", "areas", test::fixture("areas.geojson"), "--quartier", "ecke",
                                    "--key-column", "key", "--name-column", "name", "--version-date",
                                    "2024-01-01", "--source", "Tests"});
        BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
        const auto agreed =
            run(data, {"import", "catalogue", test::fixture("catalogue.json"), "--quartier", "ecke"});
        BOOST_REQUIRE_MESSAGE(agreed.status == 0, agreed.err);
    }
    void agree(const std::string& quartier, const std::string& catalogue) {
        const auto ran = run(data, {"import", "catalogue", test::in_project("assets/catalogues/" + catalogue),
                                    "--quartier", quartier});
        BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    }
    test::Ran import(const std::string& csv, const std::string& map, std::vector<std::string> more = {}) {
        std::vector<std::string> all{"import", "indicators", csv, "--map", map, "--quartier", "ecke"};
        all.insert(all.end(), more.begin(), more.end());
        return run(data, all);
    }
    /// The fixture's map with other table text.
    test::Ran import_text(const std::string& csv, std::vector<std::string> more = {}) {
        return import(folder.write("t.csv", csv), test::fixture("wide.json"), std::move(more));
    }
    indicator::IndicatorTable table(const std::string& quartier = "ecke") {
        const auto state = data.state(quartier);
        const auto& bytes =
            data.datasets.at(state.quartier.datasets.at(quartier::DatasetKind::Indicators).hash);
        const auto table = indicator::decode_indicator_table(exchange::text_from_bytes(bytes));
        BOOST_REQUIRE(table.has_value());
        return *table;
    }
};

constexpr const char* header = "Gebiet;Name;Jahr;Einwohner;unter 6;6 bis 17;Fläche je Person\n";

BOOST_FIXTURE_TEST_CASE(a_wide_table_becomes_shares_values_and_population, WithAreas) {
    const auto ran = import(test::fixture("wide.csv"), test::fixture("wide.json"));
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    const auto t = table();
    BOOST_TEST((t.area_keys == std::vector<std::string>{"01", "010", "02", "03"}));
    BOOST_TEST((t.dates == std::vector<std::string>{"2023"}));
    BOOST_TEST(t.population[0][2] == 2'000);
    const auto& children = *t.find("children");
    BOOST_TEST(children.values[0][0] == 20.0);
    BOOST_TEST(children.numerators[0][0] == 200.0);
    BOOST_TEST(children.denominators[0][0] == 1'000.0);
    BOOST_TEST(indicator::is_missing(children.values[0][2]), "one part is unknown, so the sum is");
    BOOST_TEST(indicator::is_missing(children.values[0][1]));
    BOOST_TEST(children.values[0][3] == 20.0);
    BOOST_TEST(t.find("space")->values[0][2] == 38.2);
    BOOST_TEST(indicator::is_missing(t.find("space")->values[0][1]));
    BOOST_TEST((t.find("space")->direction == indicator::Direction::Relief));
    BOOST_TEST(t.find("count")->values[0][0] == 80.0);
}

BOOST_FIXTURE_TEST_CASE(the_join_is_told_key_by_key, WithAreas) {
    const auto ran = import(test::fixture("wide.csv"), test::fixture("wide.json"));
    BOOST_TEST(
        ran.says("4 of 4 areas matched; 1 other key in the table, and 1 row key left out as no areas."),
        ran.out);
    BOOST_TEST(ran.says("row 7: key \"99\" is no area"), ran.out);
    const auto less = import_text(std::string(header) + "01;N;2023;1.000;80;120;40,5\n");
    BOOST_TEST(less.says("1 of 4 areas matched"), less.out);
    BOOST_TEST(less.says("area \"010\" (\"Insel\") has no row in the table"), less.out);
}

BOOST_FIXTURE_TEST_CASE(lost_leading_zeros_are_recognised, WithAreas) {
    const auto ran =
        import_text(std::string(header) + "1;N;2023;1.000;80;120;40,5\n2;S;2023;2.000;100;5;38,2\n");
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(ran.says("0 of 4 areas matched: none of the 2 keys of"), ran.err);
    BOOST_TEST(ran.says("lost their leading zeros: 2 would match with \"pad_key_to\""), ran.err);
    const auto other = import_text(std::string(header) + "A;N;2023;1.000;80;120;40,5\n");
    BOOST_TEST(other.says("another version of the areas (these are the areas of 2024-01-01)"), other.err);
    BOOST_TEST(other.says("has \"A\"; the areas are \"01\", \"010\""), other.err);
}

BOOST_FIXTURE_TEST_CASE(impossible_values_are_refused_with_row_and_column, WithAreas) {
    const std::string text = std::string(header) +
                             "01;N;2023;1.000;-80;120;40,5\n02;S;2023;2.000;1.500;1.000;38,2\n" +
                             "03;O;2023;viele;10;10;44\n";
    const auto batches = data.batches;
    const auto ran = import_text(text);
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(ran.says("row 2, column \"unter 6\": feature \"unter 6\" is negative"), ran.out);
    BOOST_TEST(ran.says("row 3, column \"unter 6\": indicator \"children\" would be 2500 of 2000: more cases "
                        "than there are in the denominator, a share of 125 %"),
               ran.out);
    BOOST_TEST(ran.says("row 4, column \"Einwohner\": \"viele\" is no number with decimal comma"), ran.out);
    BOOST_TEST(ran.says("has 3 wrong values"), ran.err);
    BOOST_TEST(data.batches == batches);
    BOOST_TEST(import_text(text, {"--skip-bad"}).status == 0);
    BOOST_TEST(indicator::is_missing(table().find("children")->values[0][0]));
    BOOST_TEST(table().find("space")->values[0][3] == 44.0);
}

BOOST_FIXTURE_TEST_CASE(a_share_above_100_percent_is_refused_where_it_is_ready_made, WithAreas) {
    const auto map = folder.write(
        "m.json", R"({"source":"t","key":"k","date":"2023","indicators":[{"id":"poverty","value":"v"}]})");
    const auto ran = import(folder.write("s.csv", "k,v\n01,12.5\n02,112.5\n"), map);
    BOOST_TEST(ran.says("row 3, column \"v\": a share of 112.5 % is not possible"), ran.out);
}

BOOST_FIXTURE_TEST_CASE(one_cell_twice_is_refused_with_both_rows, WithAreas) {
    const auto ran =
        import_text(std::string(header) + "01;N;2023;1.000;80;120;40,5\n01;N;2023;1.100;80;120;40,5\n");
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(
        ran.says(
            "row 3, column \"Einwohner\": feature \"Einwohner\" of 2023 came for this area in row 2 already"),
        ran.out);
}

BOOST_FIXTURE_TEST_CASE(wrong_tables_and_maps_say_what_is_wrong, WithAreas) {
    const auto csv = test::fixture("wide.csv");
    const auto map_error = [&](const std::string& json) {
        const auto ran = import(csv, folder.write("m.json", json));
        BOOST_TEST(ran.status == 1);
        return ran.err;
    };
    BOOST_TEST(
        map_error("{\n\"source\": \"x\",\n\"key\" \"k\"\n}").find("m.json, line 3: this is not JSON") !=
        std::string::npos);
    BOOST_TEST(map_error("[]").find("m.json") != std::string::npos);
    BOOST_TEST(map_error(R"({"source":"x","date":"2023","indicators":[]})").find("field \"key\"") !=
               std::string::npos);
    BOOST_TEST(
        map_error(R"({"source":"x","key":"k","date":"2023","population":"p","indicators":[],"typo":1})")
            .find("typo") == std::string::npos); // told as unknown:
    BOOST_TEST(
        map_error(R"({"source":"x","key":"k","date":"2023","population":"p","indicators":[],"typo":1})")
            .find("missing, unknown or wrong") != std::string::npos);
    BOOST_TEST(
        map_error(
            R"({"source":"x","key":"Gebiet","date":{"column":"Year"},"population":"Einwohner","indicators":[]})")
            .find("has no column \"Year\"; line 1 names \"Gebiet\", \"Name\", \"Jahr\"") !=
        std::string::npos);
    BOOST_TEST(
        map_error(
            R"({"source":"x","key":"Gebiet","date":"2023","feature_columns":["Name"],"value_column":"Einwohner",)"
            R"("population":"Total","indicators":[]})")
            .find("has no rows of feature \"Total\"; others are \"Alle\", \"Fern\"") != std::string::npos);
    BOOST_TEST(import("/nowhere/t.csv", test::fixture("wide.json"))
                   .says("Cannot read /nowhere/t.csv: No such file"));
    BOOST_TEST(import(csv, "/nowhere/m.json").says("Cannot read /nowhere/m.json"));
    BOOST_TEST(import_text(std::string(header) + "01;N;bald;1.000;80;120;40,5\n")
                   .says("\"bald\" is no year or date"));
    BOOST_TEST(import_text(std::string(header) + "01;N;2023;1.000;80;120;1.500\n")
                   .says("can be thousands or decimals; say in the map"));
}

BOOST_AUTO_TEST_CASE(without_areas_the_next_step_is_named) {
    test::MemoryData data;
    BOOST_REQUIRE(
        run(data, {"import", "base-map", test::fixture("street_corner.osm"), "--quartier", "ecke"}).status ==
        0);
    const auto ran = run(data, {"import", "indicators", test::fixture("wide.csv"), "--map",
                                test::fixture("wide.json"), "--quartier", "ecke"});
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(ran.says(
        "There are no areas yet, and indicators belong to areas: run `ankerpunkt import areas` first."));
}

BOOST_FIXTURE_TEST_CASE(a_second_table_adds_to_the_first, WithAreas) {
    BOOST_REQUIRE(import(test::fixture("wide.csv"), test::fixture("wide.json")).status == 0);
    const auto map = folder.write(
        "m.json", R"({"source":"t","key":"k","dates":["2022","2024"],"indicators":[{"id":"jobs",)"
                  R"("unit":"count","direction":"relief","value":"jobs_{date}"}]})");
    const auto ran = import(folder.write("w.csv", "k,jobs_2022,jobs_2024\n01,10,20\n03,5,\n"), map);
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("3 indicators of earlier imports kept"), ran.out);
    auto t = table();
    BOOST_TEST((t.dates == std::vector<std::string>{"2022", "2023", "2024"}));
    BOOST_TEST(t.find("jobs")->values[2][0] == 20);
    BOOST_TEST(indicator::is_missing(t.find("jobs")->values[2][3]));
    BOOST_TEST(t.find("children")->values[1][0] == 20.0);
    BOOST_TEST(indicator::is_missing(t.find("children")->values[0][0]));
    BOOST_TEST(t.population[1][0] == 1'000);
    BOOST_REQUIRE(import(folder.file("w.csv"), map, {"--replace"}).status == 0);
    t = table();
    BOOST_TEST(t.indicators.size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_recipe_is_tried_before_it_is_adopted, WithAreas) {
    const auto recipe = [&](const std::string& indicator) {
        return folder.write("r.json",
                            R"({"method":"status_and_dynamics","id":"r","names":{"de":"R"},"date":"2023",)"
                            R"("components":[{"indicator":")" +
                                indicator + R"("}],"deviation":"population","decided_by":"Tests"})");
    };
    const auto import_recipe = [&](const std::string& file) {
        return run(data, {"import", "recipe", file, "--quartier", "ecke"});
    };
    BOOST_TEST(import_recipe(recipe("space")).says("no indicators yet"));
    BOOST_REQUIRE(import(test::fixture("wide.csv"), test::fixture("wide.json")).status == 0);
    BOOST_TEST(
        import_recipe(recipe("wealth"))
            .says("field \"components.1\": indicator \"wealth\" is not in the adopted catalogue, so it "
                  "cannot be indexed"));
    BOOST_TEST(import_recipe(recipe("jobs"))
                   .says("indicator \"jobs\" was not imported; there are \"children\", \"space\""));
    BOOST_TEST(import_recipe(recipe("children")).says("cannot be computed"),
               "two equal values cannot be ranked");
    BOOST_TEST(import_recipe(folder.write("r.json", "{}")).says("docs/recipes.md"));
    const auto ran = import_recipe(recipe("space"));
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("Status 2023"), ran.out);
    BOOST_TEST(ran.says("Without index: 1 area (small_population)"), ran.out);
    BOOST_TEST(data.state("ecke").quartier.datasets.contains(quartier::DatasetKind::Recipe));
    BOOST_TEST(import_recipe(folder.file("r.json")).says("Nothing new"));
}

BOOST_FIXTURE_TEST_CASE(a_published_index_keeps_its_values_and_direction, WithAreas) {
    const auto map = folder.write(
        "m.json",
        R"({"id":"published","names":{"de":"P"},"publisher":"Amt","date":"2022","direction":"relief",)"
        R"("key":"k","value_column":"v","pad_key_to":2})");
    const auto import_index = [&](const std::string& csv) {
        return run(data, {"import", "published-index", folder.write("p.csv", csv), "--map", map, "--quartier",
                          "ecke"});
    };
    BOOST_TEST(import_index("k,v\n1,.5\n1,.6\n").says("key \"1\" came in row 2 already"));
    BOOST_TEST(import_index("k,v\n1,good\n").says("row 2, column \"v\": \"good\" is no number"));
    const auto ran = import_index("k,v\n1,-.514\n2,.707\n3,\n");
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("2 values, 2 areas without; high means relief"), ran.out);
    const auto state = data.state("ecke");
    const auto index = index::decode_published_index(exchange::text_from_bytes(
        data.datasets.at(state.quartier.datasets.at(quartier::DatasetKind::PublishedIndex).hash)));
    BOOST_REQUIRE(index.has_value());
    BOOST_TEST(index->values[0] == -0.514);
    BOOST_TEST(indicator::is_missing(index->values[1]));
}

BOOST_FIXTURE_TEST_CASE(cologne_joins_86_of_86_and_gets_its_index, WithAreas) {
    const auto areas = test::shared_data("boundaries/koeln/Stadtteil.shp");
    const auto csv = test::shared_data("indicators/koeln/koeln_bevoelkerung_2005_2012_long.csv");
    if (!areas || !csv) return;
    BOOST_REQUIRE(
        run(data, {"import", "areas", *areas, "--quartier", "koeln", "--key-column", "STT_NR",
                   "--name-column", "STT_NAME", "--version-date", "2012-12-31", "--source", "Stadt Köln"})
            .status == 0);
    agree("koeln", "koeln.json");
    const auto ran =
        run(data, {"import", "indicators", *csv, "--map",
                   test::in_project("assets/mappings/koeln-bevoelkerung.json"), "--quartier", "koeln"});
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("86 of 86 areas matched; 0 other keys in the table, and 10 row keys left out"),
               ran.out);
    const auto t = table("koeln");
    // Altstadt/Süd 2012, from the file by hand: 521+356+394+487+370 of 27,515; 2,109; 8,404.
    BOOST_TEST(t.area_keys[0] == "101");
    BOOST_TEST(t.find("share_under_18")->values[1][0] == 100.0 * 2'128 / 27'515);
    BOOST_TEST(t.find("share_75_and_over")->values[1][0] == 100.0 * 2'109 / 27'515);
    BOOST_TEST(t.find("share_migration")->values[1][0] == 100.0 * 8'404 / 27'515);
    BOOST_TEST(t.population[1][0] == 27'515);
    const auto recipe =
        run(data, {"import", "recipe", test::in_project("assets/recipes/koeln.json"), "--quartier", "koeln"});
    BOOST_REQUIRE_MESSAGE(recipe.status == 0, recipe.err);
    BOOST_TEST(recipe.says("1: 11, 2: 64, 3: 4, 4: 7"), recipe.out);
    BOOST_TEST(recipe.says("1: 11, 2: 63, 3: 12"), recipe.out);
}

BOOST_FIXTURE_TEST_CASE(berlin_joins_138_of_138_as_an_index_published_elsewhere, WithAreas) {
    const auto areas = test::shared_data("boundaries/berlin/lor-bezirksregionen-bis2020.geojson");
    const auto csv = test::shared_data("indicators/berlin/gssa_2022_bezirksregionen.csv");
    if (!areas || !csv) return;
    BOOST_REQUIRE(run(data, {"import", "areas", *areas, "--quartier", "berlin", "--key-column", "id",
                             "--name-column", "name", "--version-date", "2019-01-01", "--source", "AfS"})
                      .status == 0);
    agree("berlin", "berlin.json");
    const auto ran =
        run(data, {"import", "published-index", *csv, "--map",
                   test::in_project("assets/mappings/berlin-gssa-2022.json"), "--quartier", "berlin"});
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("138 of 138 areas matched"), ran.out);
    BOOST_TEST(ran.says("137 values, 1 area without; high means relief"), ran.out);
}

BOOST_FIXTURE_TEST_CASE(a_genesis_table_is_read_through_its_head_and_foot, WithAreas) {
    const auto csv = test::shared_data("indicators/nrw/GENESIS_173-21-4_bevoelkerung_kreise_2014_latin1.csv");
    if (!csv) return;
    const auto square = [](const std::string& key, double x) {
        const auto at = [](double lon, double lat) {
            return "[" + std::to_string(lon) + "," + std::to_string(lat) + "]";
        };
        return R"({"type":"Feature","properties":{"key":")" + key +
               R"("},"geometry":{"type":"Polygon","coordinates":[[)" + at(x, 51) + "," + at(x + .1, 51) +
               "," + at(x + .1, 51.1) + "," + at(x, 51) + "]]}}";
    };
    const auto areas =
        folder.write("kreise.geojson", R"({"type":"FeatureCollection","features":[)" + square("05978", 7) +
                                           "," + square("05913", 7.2) + "]}");
    BOOST_REQUIRE(run(data, {"import", "areas", areas, "--quartier", "kreise", "--key-column", "key",
                             "--version-date", "2014-12-31", "--source", "Tests"})
                      .status == 0);
    agree("kreise", "nrw-kreise.json");
    const auto ran =
        run(data, {"import", "indicators", *csv, "--map",
                   test::in_project("assets/mappings/nrw-genesis-173-21-4.json"), "--quartier", "kreise"});
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("2 of 2 areas matched"), ran.out);
    BOOST_TEST(ran.says("Windows-1252, cells divided by \";\", 7 head lines, 5 foot lines"), ran.out);
    BOOST_TEST(table("kreise").population[0][1] == 391'774, "Unna, Kreis");
}

BOOST_AUTO_TEST_SUITE_END()
