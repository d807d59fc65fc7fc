// SPDX-License-Identifier: Apache-2.0
#include "core/indicator/indicator.hpp"
#include "core/journal/journal.hpp"
#include "server/geo/common/intake.hpp"
#include "tests/server/geo/support/command.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using test::run;

namespace {

/// Texts that stand in the records and nowhere else.
const std::vector<std::string> secrets{"Zwetschge", "Pflaumenweg", "Quittenbrot", "Mirabellen", "geheim4711"};

struct WithPupils {
    test::MemoryData data;
    test::Folder folder;
    std::string report = folder.file("report.json");

    WithPupils() {
        require({"import", "areas", test::fixture("areas.geojson"), "--quartier", "ecke", "--key-column",
                 "key", "--name-column", "name", "--version-date", "2024-01-01", "--source", "Tests"});
        require({"import", "catalogue", test::fixture("catalogue.json"), "--quartier", "ecke"});
        require({"import", "indicators", folder.write("t.csv", "k,v\n01,10\n02,35.5\n03,20\n"), "--map",
                 folder.write(
                     "t.json",
                     R"({"source":"t","key":"k","date":"2023","indicators":[{"id":"poverty","value":"v"}]})"),
                 "--quartier", "ecke"});
    }
    void require(const std::vector<std::string>& arguments) {
        const auto ran = run(data, arguments);
        BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err << ran.out);
    }
    std::string map(const std::string& more = "") {
        return folder.write(
            "m.json",
            R"({"source":"Schulamt","date":"2024-10-15","areas_version":"2024-01-01","area":"Wohngebiet",)"
            R"("school":"Schule","elsewhere":["fern"],"schools":{"S1":"Schule am Markt","S2":"Schule im Tal"},)"
            R"("attributes":[{"id":"other_language","column":"Sprache","yes":["andere"],"no":["deutsch"],)"
            R"("unknown":[""]}],"indicators":[{"id":"children","attribute":"other_language"},{"id":"count"}],)"
            R"("school_indicators":[{"indicator":"poverty","date":"2023"}])" +
                more + "}");
    }
    /// One line per pupil, with a name and a street that nobody asked for.
    std::string records() {
        std::string text = "Name;Straße;Wohngebiet;Schule;Sprache\n";
        const auto add = [&](const char* area, const char* school, const char* language, int n) {
            for (int i = 0; i < n; ++i) {
                text += "Zwetschge;Pflaumenweg " + std::to_string(i) + ";" + area + ";" + school + ";" +
                        language + "\n";
            }
        };
        add("01", "S1", "deutsch", 20);
        add("01", "S1", "andere", 20);
        add("02", "S1", "andere", 60);
        add("03", "S1", "deutsch", 10);
        add("03", "S1", "andere", 10);
        add("02", "S2", "deutsch", 20);
        add("03", "S2", "deutsch", 32);
        add("03", "S2", "andere", 8);
        add("fern", "S2", "", 6);
        return text;
    }
    test::Ran import(const std::string& csv, const std::string& map_file,
                     std::vector<std::string> more = {}) {
        std::vector<std::string> all{"import", "pupils",   folder.write("p.csv", csv),
                                     "--map",  map_file,   "--quartier",
                                     "ecke",   "--report", report};
        all.insert(all.end(), more.begin(), more.end());
        auto ran = run(data, all);
        check_silence(ran);
        return ran;
    }
    /// No text of a record is anywhere but in the file itself.
    void check_silence(const test::Ran& ran) {
        for (const std::string& secret : secrets) {
            BOOST_TEST(!ran.says(secret), secret << " in " << ran.out << ran.err);
            BOOST_TEST(test::read_whole(report).find(secret) == std::string::npos, secret);
            for (const auto& [hash, bytes] : data.datasets) {
                BOOST_TEST(exchange::text_from_bytes(bytes).find(secret) == std::string_view::npos, secret);
            }
            for (const auto& [key, log] : data.logs) {
                for (const auto& recorded : log)
                    BOOST_TEST(journal::encode_body(recorded.event).find(secret) == std::string::npos);
            }
            for (const std::string& name : folder.names()) {
                if (name != "p.csv")
                    BOOST_TEST(test::read_whole(folder.file(name)).find(secret) == std::string::npos, name);
            }
        }
    }
    indicator::IndicatorTable table() {
        const auto state = data.state("ecke");
        const auto table = indicator::decode_indicator_table(exchange::text_from_bytes(
            data.datasets.at(state.quartier.datasets.at(quartier::DatasetKind::Indicators).hash)));
        BOOST_REQUIRE(table.has_value());
        return *table;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(import_pupils)

BOOST_FIXTURE_TEST_CASE(records_become_agreed_indicators_of_where_pupils_live, WithPupils) {
    const auto ran = import(records(), map());
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err << ran.out);
    BOOST_TEST(ran.says("186 records counted and forgotten: 4 areas, 2 schools, 1 attribute."), ran.out);
    const auto t = table();
    const auto date = t.date_index("2024-10-15");
    BOOST_REQUIRE(date < t.dates.size());
    const auto& children = *t.find("children");
    BOOST_TEST(children.values[date][0] == 50.0); // 20 of 40
    BOOST_TEST(children.values[date][2] == 75.0); // 60 of 80
    BOOST_TEST(children.values[date][3] == 30.0); // 18 of 60
    BOOST_TEST(indicator::is_missing(children.values[date][1]), "nobody lives there");
    BOOST_TEST(children.denominators[date][2] == 80.0);
    BOOST_TEST(t.find("count")->values[date][0] == 40.0);
    BOOST_TEST(t.find("poverty")->values[t.date_index("2023")][0] == 10.0, "what was there stays");
}

BOOST_FIXTURE_TEST_CASE(small_numbers_are_missing_with_their_reason, WithPupils) {
    std::string text = "Wohngebiet;Schule;Sprache\n";
    const auto add = [&](const char* area, const char* language, int n) {
        for (int i = 0; i < n; ++i) text += std::string(area) + ";S1;" + language + "\n";
    };
    add("01", "andere", 3);
    add("01", "deutsch", 40);
    add("02", "andere", 30);
    add("02", "deutsch", 30);
    add("03", "andere", 50); // all of them
    const auto ran = import(text, map());
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err << ran.out);
    const auto t = table();
    const auto date = t.date_index("2024-10-15");
    const auto& children = *t.find("children");
    BOOST_TEST(indicator::is_missing(children.values[date][0]));
    BOOST_TEST(indicator::is_missing(children.numerators[date][0]));
    BOOST_TEST(indicator::is_missing(children.values[date][3]), "everybody is told like few");
    BOOST_REQUIRE(!children.withheld.empty());
    BOOST_TEST(children.withheld[0].area == "01");
    BOOST_TEST(children.withheld[0].reason == "too_few");
}

BOOST_FIXTURE_TEST_CASE(tables_have_both_views_flows_and_weighted_indicators_and_change_no_store,
                        WithPupils) {
    const int batches = data.batches;
    const auto out = folder.file("out");
    const auto ran = import(records(), map(R"(,"round_means_to":0.1)"), {"--tables", out});
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err << ran.out);
    BOOST_TEST(data.batches == batches);
    BOOST_TEST(test::read_whole(out + "/residence.csv").find("\n01,Nord,40,,20,,20,,0,,50\n") !=
                   std::string::npos,
               test::read_whole(out + "/residence.csv"));
    BOOST_TEST(test::read_whole(out + "/schools.csv").find("S1,Schule am Markt,120,") != std::string::npos);
    BOOST_TEST(test::read_whole(out + "/flows.csv").find("02,S1,60,\n") != std::string::npos);
    // (40 * 10 + 60 * 35.5 + 20 * 20) / 120 = 24.42; (20 * 35.5 + 40 * 20) / 60 = 25.17, six live elsewhere.
    const std::string weighted = test::read_whole(out + "/school_indicators.csv");
    BOOST_TEST(weighted.find("S1,Schule am Markt,poverty,24.4,\n") != std::string::npos, weighted);
    BOOST_TEST(weighted.find("S2,Schule im Tal,poverty,25.2,\n") != std::string::npos, weighted);
    for (const auto* name : {"residence.csv", "schools.csv", "flows.csv", "school_indicators.csv"}) {
        for (const std::string& secret : secrets)
            BOOST_TEST(test::read_whole(out + "/" + name).find(secret) == std::string::npos);
    }
}

BOOST_FIXTURE_TEST_CASE(a_wrong_cell_is_named_by_line_and_column_and_never_told, WithPupils) {
    const int batches = data.batches;
    const auto area = import(records() + "x;y;Quittenbrot;S1;andere\n", map());
    BOOST_TEST(area.status == 1);
    BOOST_TEST(area.says("row 188, column \"Wohngebiet\": the key is no adopted area and not listed in "
                         "\"elsewhere\""),
               area.out);
    BOOST_TEST(area.says("has 1 record with a cell that the map does not know"), area.err);
    BOOST_TEST(import(records() + "x;y;01;Mirabellen;andere\n", map())
                   .says("row 188, column \"Schule\": the key is not listed in \"schools\""));
    BOOST_TEST(import(records() + "x;y;01;S1;geheim4711\n", map())
                   .says("row 188, column \"Sprache\": the cell is none of those listed for attribute "
                         "\"other_language\""));
    BOOST_TEST(import(records() + "x;y;1;S1;andere\n", map()).says("the key lost its leading zeros"));
    BOOST_TEST(data.batches == batches);
    const auto skipped = import(records() + "x;y;Quittenbrot;S1;andere\n", map(), {"--skip-bad"});
    BOOST_TEST(skipped.status == 0, skipped.err);
    BOOST_TEST(skipped.says("1 record left out with --skip-bad"), skipped.out);
}

BOOST_FIXTURE_TEST_CASE(broken_files_are_refused_without_a_word_of_theirs, WithPupils) {
    const int batches = data.batches;
    // No line of names: the first record must not be taken for one, nor quoted.
    const auto headless =
        import("Zwetschge;Pflaumenweg;01;S1;andere\nMirabellen;Quittenbrot;02;S1;andere\n", map());
    BOOST_TEST(headless.status == 1);
    BOOST_TEST(headless.says("has no line of column names with all that the map names; missing: "
                             "\"Wohngebiet\", \"Schule\", \"Sprache\""),
               headless.err);
    BOOST_TEST(import("Zwetschge", map()).status == 1);
    BOOST_TEST(import("", map()).says("is empty"));
    BOOST_TEST(import("Wohngebiet;Schule;Sprache\n01;S1;\"Zwetschge\n", map()).says("never closed"));
    BOOST_TEST(import("Wohngebiet;Schule;Sprache\n01;S1\n01;S1;Zwetschge;Mirabellen\n", map())
                   .says("line 2: 2 cells where line 1 names 3 columns"));
    BOOST_TEST(import("Wohngebiet;Schule;Sprache\n01;S1;Quittenbr\xC3\xB6t\n01;S1;Quittenbr\xF6t\n", map())
                   .says("mixes two encodings: line 2 is UTF-8, line 3 Windows-1252"));
    BOOST_TEST(import("Wohngebiet;Schule;Sprache\nZwetschge;S1;andere\nMirabellen;S1;andere\n", map())
                   .says("0 of 2 records of"));
    BOOST_TEST(import("Wohngebiet;Schule;Sprache\n1;S1;andere\n2;S1;andere\n", map())
                   .says("The keys lost their leading zeros: 2 would match with \"pad_area_key_to\""));
    BOOST_TEST(import("PK\x03\x04Zwetschge", map()).says("is a spreadsheet or archive"));
    BOOST_TEST(data.batches == batches);
}

BOOST_FIXTURE_TEST_CASE(a_record_that_comes_twice_is_refused_by_its_line, WithPupils) {
    std::string text = "Nr;Wohngebiet;Schule;Sprache\n";
    for (int i = 0; i < 20; ++i) text += "geheim" + std::to_string(4'711 + i) + ";01;S1;andere\n";
    BOOST_TEST(import(text + "geheim4711;01;S1;andere\n", map(R"(,"id":"Nr")"))
                   .says("row 22, column \"Nr\": this came in line 2 already"));
    BOOST_TEST(import(text, map(R"(,"id":"Nr")")).status == 0);
}

BOOST_FIXTURE_TEST_CASE(maps_that_do_not_fit_are_refused_in_words, WithPupils) {
    const auto said = [&](const std::string& from, const std::string& to) {
        std::string text = test::read_whole(map());
        const std::size_t at = text.find(from);
        BOOST_REQUIRE_MESSAGE(at != std::string::npos, from);
        const auto ran = import(records(), folder.write("n.json", text.replace(at, from.size(), to)));
        BOOST_TEST(ran.status == 1);
        return ran.err;
    };
    const auto has = [](const std::string& text, std::string_view part) {
        BOOST_TEST(text.find(part) != std::string::npos, text);
    };
    has(said(R"("areas_version":"2024-01-01")", R"("areas_version":"2020-01-01")"),
        "the records are for the areas of 2020-01-01, and the adopted ones are of 2024-01-01");
    has(said(R"({"id":"children")", R"({"id":"wealth")"),
        "field \"indicators.1\": indicator \"wealth\" is not in the adopted catalogue");
    has(said(R"({"id":"count")", R"({"id":"poverty")"), "is a rate, so the map must name its attribute");
    has(said(R"({"id":"count")", R"({"id":"space")"),
        "is agreed as \"m2\", and pupils make counts and rates");
    has(said(R"({"indicator":"poverty")", R"({"indicator":"jobs")"),
        "field \"school_indicators.1\": indicator \"jobs\" is not among the agreed and imported ones");
    has(said(R"("date":"2023")", R"("date":"1999")"), "there is no date \"1999\"");
    has(said(R"("source":)", R"("round_means_to":0.3,"source":)"), "field \"round_means_to\"");
    has(said(R"("yes":["andere"])", R"("yes":[])"), "field \"attributes.1.yes\"");
    has(said(R"("attribute":"other_language")", R"("attribute":"colour")"),
        "field \"indicators.1.attribute\"");
}

BOOST_AUTO_TEST_SUITE_END()
