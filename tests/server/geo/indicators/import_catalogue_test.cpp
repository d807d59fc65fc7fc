// SPDX-License-Identifier: Apache-2.0
#include "tests/server/geo/support/command.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using test::run;

namespace {

/// A Quartier with the four areas of the fixture and no catalogue yet.
struct WithAreasOnly {
    test::MemoryData data;
    test::Folder folder;
    WithAreasOnly() {
        const auto ran = run(data, {"import", "areas", test::fixture("areas.geojson"), "--quartier", "ecke",
                                    "--key-column", "key", "--name-column", "name", "--version-date",
                                    "2024-01-01", "--source", "Tests"});
        BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    }
    test::Ran adopt(const std::string& text) {
        return run(data, {"import", "catalogue", folder.write("c.json", text), "--quartier", "ecke"});
    }
    test::Ran import(const std::string& map) {
        return run(data, {"import", "indicators", test::fixture("wide.csv"), "--map",
                          folder.write("m.json", map), "--quartier", "ecke"});
    }
    std::string shipped() { return test::read_whole(test::fixture("catalogue.json")); }
};

std::string with(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    BOOST_REQUIRE_MESSAGE(at != std::string::npos, from);
    return text.replace(at, from.size(), to);
}

/// A map for the fixture's table with these rules.
std::string map_with(const std::string& rules) {
    return R"({"source":"t","key":"Gebiet","not_areas":["00"],"date":{"column":"Jahr"},"indicators":[)" +
           rules + "]}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(import_catalogue)

BOOST_FIXTURE_TEST_CASE(without_a_catalogue_nothing_is_imported_and_the_sentence_says_how, WithAreasOnly) {
    const int batches = data.batches;
    const auto ran = run(data, {"import", "indicators", test::fixture("wide.csv"), "--map",
                                test::fixture("wide.json"), "--quartier", "ecke"});
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(ran.says("No catalogue of agreed indicators is adopted"), ran.err);
    BOOST_TEST(ran.says("run `ankerpunkt import catalogue FILE.json --quartier ecke` first"), ran.err);
    BOOST_TEST(data.batches == batches);
    const auto residents =
        import(R"({"source":"t","key":"Gebiet","not_areas":["00"],"date":{"column":"Jahr"},)"
               R"("decimal":",","population":"Einwohner","indicators":[]})");
    BOOST_TEST(residents.status == 0, "residents alone are no indicator: " << residents.err);
}

BOOST_FIXTURE_TEST_CASE(a_catalogue_is_adopted_once_and_told_indicator_by_indicator, WithAreasOnly) {
    const auto ran = adopt(shipped());
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("Catalogue \"tests\" of 7 indicators"), ran.out);
    BOOST_TEST(ran.says("children version 1 (percent, burden), agreed by \"Tests\" on 2024-01-01: new"),
               ran.out);
    BOOST_TEST(data.state("ecke").quartier.datasets.contains(quartier::DatasetKind::Catalogue));
    BOOST_TEST(ran.says("Counts of voices are shown from 5, rates from 100 residents."), ran.out);
    BOOST_TEST(adopt(shipped()).says("Nothing new"));
    std::string strict = shipped();
    strict.insert(strict.find('{') + 1, R"("disclosure":{"minimum_count":10,"round_to":5},)");
    const auto stricter = adopt(strict);
    BOOST_TEST(
        stricter.says("Counts of voices are shown from 10, rates from 100 residents, rounded to multiples "
                      "of 5; this was different before."),
        stricter.out);
    strict.replace(strict.find("10,"), 3, "2,");
    BOOST_TEST(
        adopt(strict).says("field \"disclosure.minimum_count\" must be a whole number from 3 to 1000"));
}

BOOST_FIXTURE_TEST_CASE(a_broken_catalogue_is_refused_with_file_and_field, WithAreasOnly) {
    const int batches = data.batches;
    const auto wrong = adopt(with(shipped(), R"("unit": "m2")", R"("unit": "qm")"));
    BOOST_TEST(wrong.status == 1);
    BOOST_TEST(wrong.says("c.json: field \"indicators.2.unit\" must be one of percent"), wrong.err);
    BOOST_TEST(adopt("{\n\"format\": ,}").says("c.json: line 2 is not JSON"));
    BOOST_TEST(run(data, {"import", "catalogue", test::fixture("catalogue.json"), "--quartier", "nowhere"})
                   .says("There is no Quartier \"nowhere\" yet"));
    BOOST_TEST(data.batches == batches);
}

BOOST_FIXTURE_TEST_CASE(conflicting_versions_are_refused, WithAreasOnly) {
    BOOST_REQUIRE(adopt(shipped()).status == 0);
    const int batches = data.batches;
    const auto silent = adopt(with(shipped(), R"("steward": "niemand")", R"("steward": "jemand")"));
    BOOST_TEST(silent.status == 1);
    BOOST_TEST(
        silent.says("indicator \"children\" (version 1) differs from the adopted one of the same version"),
        silent.err);
    const std::string entry = R"({
          "version": 1,
          "at": "2024-01-01",
          "by": "Tests",
          "what": "first version"
        })";
    std::string second = with(shipped(), R"("version": 1)", R"("version": 2)");
    second = with(second, entry, entry + R"(,{"version":2,"at":"2025-01-01","by":"Tests","what":"steward"})");
    second = with(second, R"("steward": "niemand")", R"("steward": "jemand")");
    const auto next = adopt(second);
    BOOST_REQUIRE_MESSAGE(next.status == 0, next.err);
    BOOST_TEST(next.says("children version 2"), next.out);
    BOOST_TEST(next.says("was version 1"), next.out);
    const auto back = adopt(shipped());
    BOOST_TEST(back.status == 1);
    BOOST_TEST(back.says("\"children\" (version 1) is older than version 2, which is adopted"), back.err);
    BOOST_TEST(data.batches == batches + 1);
}

BOOST_FIXTURE_TEST_CASE(what_is_no_longer_agreed_is_told_with_the_numbers_it_hides, WithAreasOnly) {
    BOOST_REQUIRE(adopt(shipped()).status == 0);
    BOOST_REQUIRE(import(map_with(R"({"id":"space","value":"Fläche je Person"})")).status == 0);
    const std::string text = shipped();
    const auto at = text.find(R"(    {
      "id": "space")");
    const auto end = text.find(R"(    {
      "id": "count")");
    BOOST_REQUIRE(at != std::string::npos);
    const auto ran = adopt(text.substr(0, at) + text.substr(end));
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("indicator \"space\" is no longer agreed"), ran.out);
    BOOST_TEST(ran.says("imported indicator \"space\" is not in this catalogue"), ran.out);
}

BOOST_FIXTURE_TEST_CASE(a_map_that_contradicts_the_agreement_is_refused_rule_by_rule, WithAreasOnly) {
    BOOST_REQUIRE(adopt(shipped()).status == 0);
    const int batches = data.batches;
    const std::string parts = R"("numerator":["unter 6"],"denominator":["Einwohner"])";
    const auto said = [&](const std::string& rules) {
        const auto ran = import(map_with(rules));
        BOOST_TEST(ran.status == 1);
        return ran.out + ran.err;
    };
    const auto has = [](const std::string& text, std::string_view part) {
        return text.find(part) != std::string::npos;
    };
    const std::string unknown = said(R"({"id":"wealth",)" + parts + R"(},{"id":"children",)" + parts + "}");
    BOOST_TEST(has(unknown,
                   "column \"indicators.1\": indicator \"wealth\": it is not in the adopted catalogue, "
                   "which has \"children\", \"space\""),
               unknown);
    BOOST_TEST(has(unknown, "m.json: 1 indicator is not what was agreed"), unknown);
    BOOST_TEST(has(said(R"({"id":"children","unit":"per_1000",)" + parts + "}"),
                   "unit \"per_1000\" contradicts the catalogue, which says \"percent\""));
    BOOST_TEST(has(said(R"({"id":"children","direction":"relief",)" + parts + "}"),
                   "direction \"relief\" contradicts the catalogue, which says \"burden\""));
    BOOST_TEST(has(said(R"({"id":"children","denominator_is":"households",)" + parts + "}"),
                   "denominator \"households\" contradicts the catalogue, which says \"residents\""));
    BOOST_TEST(has(said(R"({"id":"children","numerator":["unter 6"]})"),
                   "the map names no denominator, and the catalogue says \"residents\""));
    BOOST_TEST(has(said(R"({"id":"count",)" + parts + "}"), "the catalogue says that there is none"));
    BOOST_TEST(
        has(said(R"({"id":"children",)" + parts +
                 R"(},{"id":"poverty","numerator":["unter 6"],"denominator":["6 bis 17"]})"),
            "its denominator \"residents\" is made of other columns here than for indicator \"children\""));
    BOOST_TEST(data.batches == batches);
}

BOOST_FIXTURE_TEST_CASE(an_indicator_is_agreed_for_a_version_of_the_areas, WithAreasOnly) {
    BOOST_REQUIRE(
        adopt(with(shipped(), R"("areas_version": "any")", R"("areas_version": "2021-01-01")")).status == 0);
    const auto ran =
        import(map_with(R"({"id":"children","numerator":["unter 6"],"denominator":["Einwohner"]})"));
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(ran.says("it is agreed for the areas of 2021-01-01, and the adopted ones are of 2024-01-01"),
               ran.out);
}

BOOST_AUTO_TEST_SUITE_END()
