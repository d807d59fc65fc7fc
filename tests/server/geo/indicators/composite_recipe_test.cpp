// SPDX-License-Identifier: Apache-2.0
// A composite recipe in a Quartier: adopted, shown, exported, and computed again from the exported files.
#include "core/index/adopted_recipe.hpp"
#include "core/jobs/index_job.hpp"
#include "core/json/fields.hpp"
#include "core/tabular/csv.hpp"
#include "core/tabular/number.hpp"
#include "tests/server/geo/support/command.hpp"

#include <boost/test/unit_test.hpp>
#include <map>

using namespace anker;
using json::Json;
using test::run;

namespace {

/// Ten agreed areas in a row; area "03" is small, area "05" lacks a value.
struct WithIndicators {
    test::MemoryData data;
    test::Folder folder;

    WithIndicators() {
        std::string features;
        std::string csv = "key,year,people,poverty,space\n";
        for (int i = 0; i < 10; ++i) {
            const std::string key = "0" + std::to_string(i);
            const auto at = [&](double lon, double lat) {
                return "[" + std::to_string(7 + 0.01 * i + lon) + "," + std::to_string(51 + lat) + "]";
            };
            features += std::string(i > 0 ? "," : "") + R"({"type":"Feature","properties":{"key":")" + key +
                        R"("},"geometry":{"type":"Polygon","coordinates":[[)" + at(0, 0) + "," + at(.01, 0) +
                        "," + at(.01, .01) + "," + at(0, .01) + "," + at(0, 0) + "]]}}";
            for (const int year : {2021, 2024}) {
                const int poverty = (i * 37) % 50 + (year == 2024 ? i : 0);
                csv += key + "," + std::to_string(year) + "," + (i == 3 ? "150" : "1200") + "," +
                       (i == 5 && year == 2024 ? "" : std::to_string(poverty) + ".5") + "," +
                       std::to_string(30 + (i * 13) % 20) + ".25\n";
            }
        }
        must({"import", "areas",
              folder.write("areas.geojson", R"({"type":"FeatureCollection","features":[)" + features + "]}"),
              "--quartier", "zeile", "--key-column", "key", "--version-date", "2024-01-01", "--source",
              "Tests"});
        must({"import", "catalogue", folder.write("catalogue.json", catalogue()), "--quartier", "zeile"});
        must({"import", "indicators", folder.write("values.csv", csv), "--map",
              folder.write("map.json", R"({"source":"Tests","key":"key","date":{"column":"year"},)"
                                       R"("population":"people","decimal":".","indicators":[)"
                                       R"({"id":"poverty","value":"poverty"},)"
                                       R"({"id":"space","value":"space"}]})"),
              "--quartier", "zeile"});
    }

    static std::string catalogue() {
        const auto entry = [](const std::string& id, const std::string& unit, const std::string& direction) {
            const Json names{{"de", id}};
            Json json{{"id", id},
                      {"version", 1},
                      {"names", {{"plain", names}, {"technical", names}}},
                      {"numerator", {{"id", id + "_n"}, {"names", names}}},
                      {"unit", unit},
                      {"direction", direction},
                      {"domain", "tests"},
                      {"source", "Tests"},
                      {"licence", "CC0"},
                      {"steward", "niemand"},
                      {"areas_version", "any"},
                      {"minimum_cases", {{"numerator", 0}, {"denominator", 0}}},
                      {"agreed_by", "Tests"},
                      {"agreed_at", "2024-01-01"},
                      {"history",
                       {{{"version", 1}, {"at", "2024-01-01"}, {"by", "Tests"}, {"what", "first version"}}}}};
            if (unit == "percent") json["denominator"] = {{"id", id + "_d"}, {"names", names}};
            return json;
        };
        return Json{{"format", "ankerpunkt-catalogue"},
                    {"id", "tests"},
                    {"names", {{"de", "Tests"}}},
                    {"indicators",
                     {entry("poverty", "percent", "burden"), entry("space", "m2", "relief"),
                      entry("rent", "euro", "burden")}}}
            .dump();
    }

    test::Ran must(const std::vector<std::string>& arguments) {
        auto ran = run(data, arguments);
        BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err << ran.out);
        return ran;
    }

    test::Ran adopt(const std::string& recipe, std::vector<std::string> more = {}) {
        std::vector<std::string> all{"import", "recipe", folder.write("recipe.json", recipe), "--quartier",
                                     "zeile"};
        all.insert(all.end(), more.begin(), more.end());
        return run(data, all);
    }

    [[nodiscard]] bool has_recipe() const {
        return data.state("zeile").quartier.datasets.contains(quartier::DatasetKind::Recipe);
    }
};

using Row = std::map<std::string, std::string>;
std::map<std::string, Row> rows_of(const std::string& csv) {
    const tabular::Records records = tabular::split_records(csv, ',');
    std::map<std::string, Row> rows;
    const auto& names = records.records.front().cells;
    for (std::size_t i = 1; i < records.records.size(); ++i) {
        const auto& cells = records.records[i].cells;
        for (std::size_t c = 0; c < names.size() && c < cells.size(); ++c)
            rows[cells[0]][names[c]] = cells[c];
    }
    return rows;
}

const std::string z = R"("normalise": {"scale": "z", "deviation": "population"})";
std::string recipe_of(const std::string& levels, const std::string& more = "") {
    return R"({"method": "composite", "id": "own", "names": {"de": "Eigener Index"}, "date": "2024",
               "decided_by": "Steuerungsgruppe", "source": "Handbuch", "population_column": "population",
               "minimum_population": 300, )" +
           more + R"("levels": [)" + levels + "]}";
}
/// A sub-index, an index of fifths in which class 1 is the worst, and a change.
const std::string levels =
    R"({"id": "sub", "inputs": [{"column": "poverty", "direction": "burden"},
        {"column": "space", "direction": "relief", "weight": 0.5}], )" +
    z + R"(, "aggregation": "mean"},
       {"id": "index", "inputs": [{"level": "sub"}, {"column": "poverty@2021", "direction": "burden"}], )" +
    z + R"(, "rescale": {"scale": "min_max", "spread": 100},
        "classes": {"kind": "quantiles", "count": 5, "class_1_is": "highest",
                    "names": ["rot", "orange", "gelb", "hellgrün", "grün"]}},
       {"id": "change", "inputs": [{"column": "poverty", "minus": "poverty@2021", "direction": "burden"}], )" +
    z + R"(, "classes": {"kind": "cuts", "cuts": [{"at": 0, "includes": "below"}]}})";
const std::string groups = R"("groups": {"rows": "index", "columns": "change"}, )";

} // namespace

BOOST_AUTO_TEST_SUITE(composite_recipes)

BOOST_FIXTURE_TEST_CASE(a_composite_recipe_is_tried_told_and_adopted, WithIndicators) {
    const auto tried = adopt(recipe_of(levels, groups), {"--dry-run"});
    BOOST_REQUIRE_MESSAGE(tried.status == 0, tried.err);
    BOOST_TEST(!has_recipe());
    const auto ran = adopt(recipe_of(levels, groups));
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(has_recipe());
    BOOST_TEST(ran.says("Without index: 1 area (small_population)"), ran.out);
    BOOST_TEST(ran.says("Without index: 1 area (missing_value)"), ran.out);
    BOOST_TEST(ran.says("Status 2024, class 1 = least burdened: 1 (5) grün: 2, 2 (4) hellgrün: "), ran.out);
    BOOST_TEST(ran.says("Dynamics 2021 to 2024, class 1 = most improving: 1: "), ran.out);
    BOOST_TEST(ran.says("Recipe \"own\" of 2 indicators, decided by \"Steuerungsgruppe\""), ran.out);
    BOOST_TEST(adopt(recipe_of(levels, groups)).says("Nothing new"));
}

BOOST_FIXTURE_TEST_CASE(a_recipe_that_does_not_fit_is_refused_in_one_sentence, WithIndicators) {
    const auto refused = [&](const std::string& recipe) {
        const auto ran = adopt(recipe);
        BOOST_TEST(ran.status == 1);
        BOOST_TEST(!has_recipe());
        return ran.err;
    };
    const auto one = [](const std::string& input) {
        return recipe_of(R"({"id": "index", "inputs": [)" + input + "], " + z +
                         R"(, "classes": {"kind": "quantiles", "count": 5}})");
    };
    const auto says = [](const std::string& text, std::string_view part) {
        BOOST_TEST(text.find(part) != std::string::npos, text);
    };
    says(refused(one(R"({"column": "wealth", "direction": "burden"})")),
         "recipe.json, field \"levels[0].inputs[0].column\": indicator \"wealth\" is not in the adopted "
         "catalogue, so it cannot be indexed; there are \"poverty\", \"space\", \"rent\".");
    says(refused(one(R"({"column": "rent", "direction": "burden"})")),
         "indicator \"rent\" was not imported; there are \"poverty\", \"space\".");
    says(refused(one(R"({"column": "space", "direction": "burden"})")),
         "means \"burden\", and the catalogue says \"relief\".");
    says(refused(one(R"({"column": "poverty@2019", "direction": "burden"})")),
         "has no values of date \"2019\"; there are \"2021\", \"2024\".");
    says(refused(recipe_of(levels, groups + R"("areas_version": "2019-01-01", )")),
         "agreed for the areas of 2019-01-01, and the adopted ones are of 2024-01-01.");
    says(refused(R"({"method": "composite"})"), "docs/recipes.md");
    says(refused(recipe_of(R"({"id": "a", "inputs": [{"column": "poverty", "direction": "burden"}]})")),
         "field \"levels[0].classes\" must make 2 to 20 classes");
    const auto noted = adopt(recipe_of(levels, R"("excluded": {"77": "nicht hier"}, )"));
    BOOST_REQUIRE_MESSAGE(noted.status == 0, noted.err);
    BOOST_TEST(noted.says("excludes areas that the table of imported indicators does not have: \"77\""),
               noted.out);
}

BOOST_FIXTURE_TEST_CASE(the_exported_files_give_the_index_that_is_shown, WithIndicators) {
    BOOST_REQUIRE(adopt(recipe_of(levels, groups)).status == 0);
    must({"export", "--quartier", "zeile", "--values", folder.file("v.csv"), "--recipe",
          folder.file("r.json")});
    must({"export", "--quartier", "zeile", "--out", folder.file("e.geojson")});
    jobs::Request request;
    request.files["values"] = {"v.csv", test::read_whole(folder.file("v.csv"))};
    request.files["recipe"] = {"r.json", test::read_whole(folder.file("r.json"))};
    const auto computed = jobs::index_job().run(request, {});
    BOOST_REQUIRE_MESSAGE(computed.has_value(), (computed ? std::string() : computed.error()));
    const auto rows = rows_of(computed->files.at("out"));
    const Json shown = json::parse_json(test::read_whole(folder.file("e-areas.geojson")));
    BOOST_REQUIRE(shown.is_object());
    std::size_t with_index = 0;
    for (const auto& feature : shown["features"]) {
        const auto& p = feature["properties"];
        const Row& row = rows.at(p["key"].get<std::string>());
        BOOST_TEST_CONTEXT(p["key"]) {
            BOOST_TEST(row.at("left_out") == p["index_reason"].get<std::string>());
            if (row.at("index").empty()) {
                BOOST_TEST(p["status"].is_null());
                continue;
            }
            ++with_index;
            BOOST_TEST(tabular::number_from(row.at("index"), '.').value() == p["status"].get<double>());
            BOOST_TEST(row.at("index_class") == p["status_class_code"].get<std::string>());
            BOOST_TEST(row.at("index_class_name") == p["status_class_name"].get<std::string>());
            BOOST_TEST(std::stoi(row.at("index_class")) + p["status_class"].get<int>() == 6,
                       "the recipe counts from the worst, we from the least burdened");
            BOOST_TEST(tabular::number_from(row.at("change"), '.').value() == p["dynamics"].get<double>());
            BOOST_TEST(std::stoi(row.at("change_class")) == p["dynamics_class"].get<int>());
        }
    }
    BOOST_TEST(with_index == 8U);
    const std::string about = test::read_whole(folder.file("e-areas.geojson"));
    BOOST_TEST(about.find("decided by Steuerungsgruppe") != std::string::npos, about);
    BOOST_TEST(about.find("method: Handbuch") != std::string::npos, about);
}

BOOST_FIXTURE_TEST_CASE(an_adopted_recipe_is_taken_in_again_as_it_was_exported, WithIndicators) {
    BOOST_REQUIRE(adopt(recipe_of(levels, groups)).status == 0);
    must({"export", "--quartier", "zeile", "--values", folder.file("v.csv"), "--recipe",
          folder.file("r.json")});
    const auto again = run(data, {"import", "recipe", folder.file("r.json"), "--quartier", "zeile"});
    BOOST_TEST(again.says("Nothing new"), again.out + again.err);
}

BOOST_AUTO_TEST_SUITE_END()
