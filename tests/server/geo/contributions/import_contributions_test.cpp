// SPDX-License-Identifier: Apache-2.0
#include "core/base/overloaded.hpp"
#include "tests/server/geo/support/command.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace anker;
using test::run;

BOOST_AUTO_TEST_SUITE(import_contributions)

constexpr const char* map_json = R"({
  "source": "Dialog 2023", "licence": "CC BY 4.0", "id": "nr",
  "kind": {"column": "art", "values": {"Mangel": "need", "Lob": "resource"}},
  "theme": {"column": "thema"},
  "perspective": "resident",
  "text": ["titel", "text"], "words": "public", "language": "de",
  "date": {"column": "datum"}, "support": "stimmen",
  "comments": {"column": "kommentare", "text": ["text"]}
})";

/// A Quartier with the four areas of the fixture (7.300 to 7.304 x 51.500 to 51.502, and an island east of
/// it).
struct WithAreas {
    test::MemoryData data;
    test::Folder folder;
    std::string map = folder.write("map.json", map_json);

    WithAreas() {
        const auto ran = run(data, {"import", "areas", test::fixture("areas.geojson"), "--quartier", "ecke",
                                    "--key-column", "key", "--name-column", "name", "--version-date",
                                    "2024-01-01", "--source", "Tests"});
        BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    }
    test::Ran import(const std::string& file, std::vector<std::string> more = {}) {
        std::vector<std::string> all{"import", "contributions", file, "--map", map, "--quartier", "ecke"};
        all.insert(all.end(), more.begin(), more.end());
        return run(data, all);
    }
    test::Ran import_features(const std::string& features, std::vector<std::string> more = {}) {
        return import(
            folder.write("c.geojson", R"({"type":"FeatureCollection","features":[)" + features + "]}"),
            std::move(more));
    }
    [[nodiscard]] std::vector<contribution::Made> made() const {
        std::vector<contribution::Made> all;
        for (const auto& recorded : data.logs.at("ecke")) {
            if (const auto* event = std::get_if<contribution::Made>(&recorded.event)) all.push_back(*event);
        }
        return all;
    }
};

constexpr const char* inside = R"({"type":"Point","coordinates":[7.3005,51.5005]})";

static std::string feature(int number, const std::string& properties, const std::string& geometry = inside) {
    std::string all = R"("nr":")" + std::to_string(number) +
                      R"(","art":"Mangel","thema":"mobility","datum":"2023-05-06","stimmen":0)";
    if (!properties.empty()) all += "," + properties;
    for (const char* text : {"titel", "text"}) {
        if (properties.find(std::string("\"") + text + "\"") == std::string::npos)
            all += std::string(",\"") + text + "\":\"\"";
    }
    if (properties.find("\"kommentare\"") == std::string::npos) all += ",\"kommentare\":[]";
    return R"({"type":"Feature","properties":{)" + all + R"(},"geometry":)" + geometry + "}";
}

BOOST_FIXTURE_TEST_CASE(everything_a_map_states_is_taken_over, WithAreas) {
    const auto ran = import_features(
        R"({"type":"Feature","properties":{"nr":"7","art":"Lob","thema":"green","titel":"Schöner Park","text":"Viele Bänke.",)"
        R"("datum":"18.10.2023","stimmen":12,"kommentare":[{"text":"Stimmt!"},{"text":"  "},{"text":"Finde ich auch."}]},)"
        R"("geometry":{"type":"Point","coordinates":[7.3005,51.5005]}})");
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    const auto all = made();
    BOOST_REQUIRE_EQUAL(all.size(), 1U);
    const auto& made = all.front();
    BOOST_TEST((made.kind == contribution::Kind::Resource));
    BOOST_TEST((made.theme == contribution::Theme::Green));
    BOOST_TEST((made.perspective == contribution::Perspective::Resident));
    BOOST_TEST((made.channel == contribution::Channel::Import));
    BOOST_TEST(made.words->text == "Schöner Park\nViele Bänke.");
    BOOST_TEST(made.words->language == "de");
    BOOST_TEST((made.words_state == contribution::WordsState::Approved));
    BOOST_TEST(made.support_elsewhere == 12U);
    BOOST_TEST(made.made_elsewhere_at_ms / 86'400'000 == 19'648); // 2023-10-18
    BOOST_TEST(made.source == "Dialog 2023 (CC BY 4.0)");
    BOOST_TEST(data.state("ecke").comments.size() == 2U, "a blank comment is none");
    BOOST_TEST(data.batches == 2, "areas, and one transaction for all of this");
}

BOOST_FIXTURE_TEST_CASE(words_that_were_not_public_wait, WithAreas) {
    std::string waiting = map_json;
    waiting.replace(waiting.find("\"public\""), 8, "\"waiting\"");
    map = folder.write("w.json", waiting);
    BOOST_TEST(import_features(feature(1, R"("titel":"x")")).says("field \"comments\""),
               "comments cannot wait");
    waiting.erase(waiting.find(",\n  \"comments\""), std::string(R"(,
  "comments": {"column": "kommentare", "text": ["text"]})")
                                                         .size());
    map = folder.write("w.json", waiting);
    BOOST_REQUIRE_MESSAGE(import_features(feature(1, R"("titel":"x")")).status == 0, waiting);
    BOOST_TEST((made().front().words_state == contribution::WordsState::Waiting));
}

BOOST_FIXTURE_TEST_CASE(the_same_file_twice_is_harmless_and_a_changed_row_is_told, WithAreas) {
    const std::string file =
        feature(1, R"("titel":"eins")") + "," + feature(2, R"("titel":"zwei","kommentare":[{"text":"ja"}])");
    BOOST_REQUIRE(import_features(file).status == 0);
    const auto events = data.logs["ecke"].size();
    const auto again = import_features(file);
    BOOST_TEST(again.status == 0);
    BOOST_TEST(again.says("2 were there already, and 1 comment"), again.out);
    BOOST_TEST(again.says("Nothing new"));
    BOOST_TEST(data.logs["ecke"].size() == events);
    const auto changed = import_features(feature(1, R"("titel":"anders")"));
    BOOST_TEST(changed.status == 1);
    BOOST_TEST(changed.says("row 1: this was imported before with other content"), changed.out);
}

BOOST_FIXTURE_TEST_CASE(text_in_another_spelling_of_the_same_letters_is_the_same, WithAreas) {
    const std::string decomposed = feature(1, "\"titel\":\"Scho\u0308n\"");
    BOOST_REQUIRE(import_features(decomposed).status == 0);
    // The real store keeps the composed form; so does what is sent to it.
    BOOST_TEST(made().front().words->text == "Schön");
    BOOST_TEST(import_features(decomposed).says("Nothing new"));
}

BOOST_FIXTURE_TEST_CASE(what_was_withdrawn_here_stays_away, WithAreas) {
    BOOST_REQUIRE(
        import_features(feature(1, R"("titel":"eins")") + "," + feature(2, R"("titel":"zwei")")).status == 0);
    auto& log = data.logs["ecke"];
    for (auto& recorded : log) {
        const auto* event = std::get_if<contribution::Made>(&recorded.event);
        if (event == nullptr || event->words->text != "eins") continue;
        const auto id = recorded.id;
        recorded.event = workspace::Erased{};
        log.push_back({server::StoreAccess::random_id(), log.size() + 1, 0, {}, contribution::Withdrawn{id}});
        break;
    }
    const auto again =
        import_features(feature(1, R"("titel":"eins")") + "," + feature(2, R"("titel":"zwei")"));
    BOOST_TEST(again.status == 0);
    BOOST_TEST(again.says("1 were withdrawn here and are not taken again"), again.out);
    BOOST_TEST(made().size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_category_that_the_map_does_not_name_is_refused_and_counted, WithAreas) {
    std::string file;
    for (int n = 1; n <= 5; ++n) {
        std::string one = feature(n, "");
        if (n >= 3) one.replace(one.find("Mangel"), 6, "Frage");
        file += (n > 1 ? "," : "") + one;
    }
    const auto batches = data.batches;
    const auto ran = import_features(file);
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(
        ran.says("row 3, column \"art\": the map says nothing about \"Frage\" (3 rows, this is the first)"),
        ran.out);
    BOOST_TEST(data.batches == batches);
    BOOST_TEST(import_features(file, {"--skip-bad"}).status == 0);
    BOOST_TEST(made().size() == 2U);
}

BOOST_FIXTURE_TEST_CASE(what_lies_outside_is_listed_and_refused, WithAreas) {
    const std::string file = feature(1, "") + "," +
                             feature(2, "", R"({"type":"Point","coordinates":[7.3042,51.5005]})") + "," +
                             feature(3, "", R"({"type":"Point","coordinates":[7.4,51.6]})");
    const auto refused = import_features(file);
    BOOST_TEST(refused.status == 1);
    BOOST_TEST(refused.says("row 2: outside the Quartier, at lon 7.304200, lat 51.500500"), refused.out);
    BOOST_TEST(refused.says("row 3: outside the Quartier"), refused.out);
    BOOST_TEST(refused.says("--allow-outside"), refused.err);
    BOOST_TEST(made().empty());
    const auto far = import_features(file, {"--allow-outside"});
    BOOST_TEST(far.status == 1);
    BOOST_TEST(far.says("row 3: more than 1 km outside the Quartier's extent"), far.out);
    BOOST_TEST(!far.says("row 2:"), far.out);
    BOOST_TEST(import_features(file, {"--allow-outside", "--skip-bad"}).status == 0);
    BOOST_TEST(made().size() == 2U);
}

BOOST_FIXTURE_TEST_CASE(spoilt_texts_are_refused_with_their_row, WithAreas) {
    const std::string file =
        feature(1, R"("titel":"gut")") + "," + feature(2, R"("titel":"mit \u0000 Ende")") + "," +
        feature(3, R"("titel":"halb \ud800")") + "," + feature(4, "\"titel\":\"verdreht \u202E\"") + "," +
        feature(5, "\"titel\":\"lang " + std::string(100'000, 'x') + "\"") + "," +
        feature(6, "\"titel\":\"kaputt \xC3\x28\"") + "," + feature(7, R"("titel":"Klingel \u0007")");
    const auto ran = import_features(file);
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(ran.says("row 2, column \"titel\": the text has a NUL character"), ran.out);
    BOOST_TEST(ran.says("row 3, column \"titel\": the text has a lone surrogate"), ran.out);
    BOOST_TEST(ran.says("row 4: the text has bidirectional control characters"), ran.out);
    BOOST_TEST(ran.says("row 5: the text is longer than 8,000 bytes"), ran.out);
    BOOST_TEST(ran.says("row 6: the text is not UTF-8"), ran.out);
    BOOST_TEST(ran.says("row 7: the text has a NUL or another control character"), ran.out);
    BOOST_TEST(!ran.says("row 1"), ran.out);
    BOOST_TEST(made().empty());
    const auto rest = import_features(file, {"--skip-bad"});
    BOOST_TEST(rest.status == 0);
    BOOST_TEST(rest.says("6 findings left out with --skip-bad"), rest.out);
    BOOST_TEST(made().size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(lines_and_areas_are_taken_and_bad_shapes_told, WithAreas) {
    std::string many;
    for (int i = 0; i <= 500; ++i)
        many += (i > 0 ? "," : "") + ("[7.300" + std::to_string(100 + i) + ",51.5005]");
    const std::string file =
        feature(1, "", R"({"type":"LineString","coordinates":[[7.3005,51.5005],[7.301,51.501]]})") + "," +
        feature(
            2, "",
            R"({"type":"Polygon","coordinates":[[[7.3005,51.5005],[7.301,51.5005],[7.301,51.501],[7.3005,51.5005]]]})") +
        "," +
        feature(
            3, "",
            R"({"type":"Polygon","coordinates":[[[7.3005,51.5],[7.301,51.501],[7.301,51.5],[7.3005,51.501],[7.3005,51.5]]]})") +
        "," + feature(4, "", R"({"type":"MultiPoint","coordinates":[[7.3005,51.5005],[7.301,51.501]]})") +
        "," + feature(5, "", R"({"type":"LineString","coordinates":[)" + many + "]}") + "," +
        feature(6, "", "null") + "," + feature(7, "", R"({"type":"Point","coordinates":[730.05,51.5]})");
    const auto ran = import_features(file, {"--skip-bad"});
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("Shapes: lines 1, areas 1"), ran.out);
    BOOST_TEST(ran.says("row 3: the area crosses itself: Self-intersection at lon 7.300750, lat 51.500500"),
               ran.out);
    BOOST_TEST(ran.says("row 4: the shape has 2 parts"), ran.out);
    BOOST_TEST(ran.says("row 5: the shape has 501 positions; a mark has at most 500"), ran.out);
    BOOST_TEST(ran.says("row 6: there are no coordinates"), ran.out);
    BOOST_TEST(ran.says("row 7: the coordinates are no position on earth"), ran.out);
    BOOST_TEST(made().size() == 2U);
}

BOOST_FIXTURE_TEST_CASE(many_people_may_say_the_same_at_the_same_place, WithAreas) {
    std::string without_id = map_json;
    without_id.erase(without_id.find(", \"id\": \"nr\""), 12);
    map = folder.write("m.json", without_id);
    const std::string file =
        feature(1, R"("titel":"Licht fehlt")") + "," + feature(1, R"("titel":"Licht fehlt")");
    BOOST_REQUIRE(import_features(file).status == 0);
    BOOST_TEST(made().size() == 2U);
    BOOST_TEST(import_features(file).says("Nothing new"));
}

BOOST_FIXTURE_TEST_CASE(wrong_cells_are_refused_with_row_and_column, WithAreas) {
    std::string bad_date = feature(1, "");
    bad_date.replace(bad_date.find("2023-05-06"), 10, "05/06/2023");
    std::string bad_votes = feature(2, "");
    bad_votes.replace(bad_votes.find("\"stimmen\":0"), 11, "\"stimmen\":-3");
    std::string bad_comments = feature(4, "");
    bad_comments.replace(bad_comments.find("\"kommentare\":[]"), 15, "\"kommentare\":\"keine\"");
    const auto ran = import_features(bad_date + "," + bad_votes + "," + feature(3, "") + "," +
                                     feature(3, "") + "," + bad_comments);
    BOOST_TEST(ran.says("row 1, column \"datum\": \"05/06/2023\" is no date"), ran.out);
    BOOST_TEST(ran.says("row 2, column \"stimmen\": \"-3\" is no number of votes"), ran.out);
    BOOST_TEST(ran.says("row 4, column \"nr\": id \"3\" came in row 3 already"), ran.out);
    BOOST_TEST(ran.says("row 5, column \"kommentare\": comments are not a JSON list"), ran.out);
    BOOST_TEST(made().empty());
}

BOOST_FIXTURE_TEST_CASE(a_table_with_decimal_commas_and_wkt_works_too, WithAreas) {
    map = folder.write(
        "m.json",
        R"({"source":"T","licence":"","lon":"Länge","lat":"Breite","wkt":"Form","kind":"need","theme":"green",)"
        R"("perspective":"professional","text":"Text","words":"public"})");
    const auto ran = import(folder.write("t.csv", "Text;L\xE4nge;Breite;Form\nB\xE4ume;7,3005;51,5005;\n"
                                                  "Hecke;;;LINESTRING (7.3005 51.5005, 7.301 51.501)\n"));
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(made()[0].words->text == "Bäume");
    BOOST_TEST((made()[0].shape.positions.front() == geo::Position{73'005'000, 515'005'000}));
    BOOST_TEST((made()[1].shape.kind == geo::ShapeKind::Line));
    const auto wrong =
        import(folder.write("t.csv", "Text;L\xE4nge;Breite;Form\nx;;;CIRCLE (1)\ny;sieben;51,5;\n"));
    BOOST_TEST(wrong.says("row 2: the coordinates are no position on earth"), wrong.out);
    BOOST_TEST(wrong.says("row 3: the coordinates are no position on earth"), wrong.out);
    BOOST_TEST(import(folder.write("u.csv", "Text;Breite\nx;1\n")).says("has no column \"Länge\""));
}

BOOST_FIXTURE_TEST_CASE(a_map_that_leaves_something_open_is_refused, WithAreas) {
    const auto error = [&](const std::string& json) {
        map = folder.write("m.json", json);
        const auto ran = import_features(feature(1, ""));
        BOOST_TEST(ran.status == 1);
        return ran.err;
    };
    BOOST_TEST(
        error(R"({"source":"T","licence":"","kind":"need","theme":"green"})").find("field \"perspective\"") !=
        std::string::npos);
    BOOST_TEST(error(R"({"source":"T","licence":"","kind":"wish","theme":"green","perspective":"resident"})")
                   .find("field \"kind\"") != std::string::npos);
    BOOST_TEST(
        error(R"({"source":"T","licence":"","kind":"need","theme":{"column":"thema","values":{"a":"grün"}},)"
              R"("perspective":"resident"})")
            .find("field \"theme.values.a\"") != std::string::npos);
    BOOST_TEST(
        error(
            R"({"source":"T","licence":"","kind":"need","theme":"green","perspective":"resident","text":"titel"})")
                .find("field \"words\"") != std::string::npos,
        "whether words were public must be said");
    BOOST_TEST(
        error(
            R"({"source":"T","licence":"","kind":"need","theme":{"column":"topic"},"perspective":"resident"})")
            .find("has no column \"topic\"; it has \"nr\", \"art\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(places_become_named_resources_in_the_view_of_professionals) {
    test::MemoryData data;
    const test::Folder folder;
    const auto map = folder.write(
        "m.json", R"({"source":"Amt","licence":"x","lon":"x","lat":"y","id":"id","name":["a","b"],)"
                  R"("unnamed":"Kita ohne Namen","theme":{"column":"art","values":{"Kita":"learning"},)"
                  R"("otherwise":"meeting"},"plausible_extent":[7,51,8,52]})");
    const auto csv = folder.write(
        "p.csv", "id,art,a,b,x,y\n1,Kita,Sonne,Ost,7.3005,51.5005\n2,Kita,,,7.3005,51.5005\n"
                 "3,Treff,Caf\xC3\xA9,,7.302,51.501\n4,Kita,Fern,,-85.2,39.3\n5,Kita,Nirgends,,,\n"
                 "6,Kita,Nachbar,,7.9,51.9\n");
    BOOST_REQUIRE(run(data, {"import", "areas", test::fixture("areas.geojson"), "--quartier", "ecke",
                             "--key-column", "key", "--version-date", "2024-01-01"})
                      .status == 0);
    const auto ran = run(data, {"import", "places", csv, "--map", map, "--quartier", "ecke"});
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("3 places from \"Amt\": resource 3; professional 3"), ran.out);
    BOOST_TEST(ran.says("Themes: learning 2, meeting 1"), ran.out);
    BOOST_TEST(ran.says("row 5: \"Fern\" lies at lon -85.200000, lat 39.300000, outside the region"),
               ran.out);
    BOOST_TEST(ran.says("row 6: no coordinates; left out"), ran.out);
    BOOST_TEST(ran.says("1 place lies outside the Quartier"), ran.out);
    BOOST_TEST(ran.says("2 of 4 rows of the file share a point"), ran.out);
    std::vector<std::string> words;
    const auto state = data.state("ecke");
    for (contribution::Handle row = 0; row < state.contributions.row_count(); ++row) {
        words.push_back(state.contributions.words_of(row).text);
        BOOST_TEST((state.contributions.columns().words_state[row] == contribution::WordsState::Approved));
    }
    BOOST_TEST((words == std::vector<std::string>{"Sonne Ost", "Kita ohne Namen", "Café"}));
}

BOOST_AUTO_TEST_CASE(bonn_comes_in_whole_and_founds_its_quartier) {
    const auto file = test::shared_data("participation/bonn_raddialog_2017.geojson");
    const auto csv = test::shared_data("participation/bonn_raddialog_2017_semikolon.csv");
    if (!file || !csv) return;
    test::MemoryData data;
    const auto ran = run(data, {"import", "contributions", *file, "--map",
                                test::in_project("assets/mappings/bonn-raddialog.json"), "--quartier", "bonn",
                                "--name", "Bonn"});
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("2,393 contributions"), ran.out);
    BOOST_TEST(ran.says("mobility 2,005, safety 388"), ran.out);
    const auto state = data.state("bonn");
    BOOST_TEST(state.contributions.row_count() == 2'393U);
    BOOST_TEST(state.comments.size() == 2'035U);
    BOOST_TEST(state.quartier.boundary.empty());
    std::uint64_t support = 0;
    for (const auto n : state.contributions.columns().support) support += n;
    BOOST_TEST(support == 697U);
    // The table holds the same contributions under the same numbers.
    const auto same =
        run(data, {"import", "contributions", *csv, "--map",
                   test::in_project("assets/mappings/bonn-raddialog-csv.json"), "--quartier", "bonn"});
    BOOST_TEST(same.status == 0, same.err);
    BOOST_TEST(same.says("2,393 were there already"), same.out);
}

BOOST_AUTO_TEST_CASE(schools_and_day_care_are_found_in_cologne) {
    const auto areas = test::shared_data("boundaries/koeln/Stadtteil.shp");
    const auto schools =
        test::shared_data("pois/nrw-schulen/nrw_schulen_2024_25_sozialindex_koordinaten.csv");
    const auto day_care = test::shared_data("pois/koeln-osm/amenity_kindergarten.geojson");
    if (!areas || !schools || !day_care) return;
    test::MemoryData data;
    BOOST_REQUIRE(run(data, {"import", "areas", *areas, "--quartier", "koeln", "--key-column", "STT_NR",
                             "--version-date", "2012-12-31"})
                      .status == 0);
    const auto ran = run(data, {"import", "places", *schools, "--map",
                                test::in_project("assets/mappings/nrw-schulen.json"), "--quartier", "koeln"});
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("305 places"), "all schools with Cologne's municipal key: " << ran.out);
    BOOST_TEST(ran.says("row 4515: \"Liebfrauenschule"),
               "one of five that were geocoded elsewhere: " << ran.out);
    BOOST_TEST(ran.says("445 of 5,400 rows of the file share a point with another; all are kept"), ran.out);
    const auto kitas =
        run(data, {"import", "places", *day_care, "--map",
                   test::in_project("assets/mappings/koeln-osm-kindergarten.json"), "--quartier", "koeln"});
    BOOST_REQUIRE_MESSAGE(kitas.status == 0, kitas.err);
    BOOST_TEST(kitas.says("132 places"), kitas.out);
    BOOST_TEST(kitas.says("114 places lie outside"), kitas.out);
}

BOOST_AUTO_TEST_SUITE_END()
