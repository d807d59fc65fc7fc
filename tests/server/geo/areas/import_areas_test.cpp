// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/area_set.hpp"
#include "tests/server/geo/support/command.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>

using namespace anker;
using test::run;

BOOST_AUTO_TEST_SUITE(import_areas)

static std::vector<std::string> command(const std::string& file, std::vector<std::string> more = {}) {
    std::vector<std::string> all{"import",        "areas",    file,           "--quartier", "ecke",
                                 "--name-column", "name",     "--key-column", "key",        "--version-date",
                                 "2024-01-01",    "--source", "Tests"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

static aggregate::AreaSet adopted(const test::MemoryData& data, const std::string& quartier = "ecke") {
    const auto state = data.state(quartier);
    const auto set = aggregate::decode_area_set(
        data.datasets.at(state.quartier.datasets.at(quartier::DatasetKind::Areas).hash));
    BOOST_REQUIRE(set.has_value());
    return *set;
}

static std::string collection(const std::string& features) {
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

static std::string feature(const std::string& key, const std::string& ring) {
    return R"({"type":"Feature","properties":{"key":")" + key + R"(","name":"N)" + key +
           R"("},"geometry":{"type":"Polygon","coordinates":[[)" + ring + "]]}}";
}

constexpr const char* square_a = "[7.3,51.5],[7.31,51.5],[7.31,51.51],[7.3,51.51],[7.3,51.5]";
constexpr const char* square_b = "[7.31,51.5],[7.32,51.5],[7.32,51.51],[7.31,51.51],[7.31,51.5]";

BOOST_AUTO_TEST_CASE(areas_are_ordered_by_key_and_keep_leading_zeros) {
    test::MemoryData data;
    const auto ran = run(data, command(test::fixture("areas.geojson")));
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    const auto set = adopted(data);
    BOOST_TEST(set.version_date == "2024-01-01");
    std::vector<std::string> keys;
    for (const auto& area : set.areas) {
        keys.push_back(area.key);
        BOOST_TEST(area.triangles.size() == 6U);
    }
    BOOST_TEST((keys == std::vector<std::string>{"01", "010", "02", "03"}));
    BOOST_TEST(set.areas[2].name == "Süd");
    const auto quartier = data.state("ecke").quartier;
    BOOST_TEST(quartier.boundary.size() == 2U, "three that touch, and an island");
    BOOST_TEST(quartier::contains(quartier, {73'010'000, 515'010'000}));
    BOOST_TEST(!quartier::contains(quartier, {73'042'000, 515'005'000}), "between them and the island");
    BOOST_TEST(ran.says("No two areas overlap"));
    BOOST_TEST(ran.says("No gaps"));
}

BOOST_AUTO_TEST_CASE(a_crossing_outline_is_repaired_and_told_with_key_and_position) {
    const test::Folder folder;
    const auto file = folder.write(
        "a.geojson",
        collection(feature("1", square_a) + "," +
                   feature("2", "[7.31,51.5],[7.32,51.51],[7.32,51.5],[7.31,51.51],[7.31,51.5]")));
    test::MemoryData data;
    const auto ran = run(data, command(file));
    BOOST_TEST(ran.status == 0);
    BOOST_TEST(
        ran.says(
            "row 2: the outline of area \"2\" (\"N2\") is not valid: Self-intersection at lon 7.315000, lat "
            "51.505000; repaired"),
        ran.out);
    BOOST_TEST(adopted(data).areas[1].shape.size() == 2U);
}

BOOST_AUTO_TEST_CASE(one_key_twice_is_refused_with_both_rows) {
    const test::Folder folder;
    const auto file =
        folder.write("a.geojson", collection(feature("7", square_a) + "," + feature("8", square_b) + "," +
                                             feature("7", square_b)));
    test::MemoryData data;
    const auto ran = run(data, command(file));
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(ran.says("row 3, column \"key\": key \"7\" came in row 1 already"), ran.out);
    BOOST_TEST(data.batches == 0);
}

BOOST_AUTO_TEST_CASE(overlaps_and_gaps_are_measured) {
    const test::Folder folder;
    const auto file = folder.write(
        "a.geojson",
        collection(
            feature("1", "[7.3,51.5],[7.311,51.5],[7.311,51.51],[7.3,51.51],[7.3,51.5]") + "," +
            feature("2", square_b) + "," +
            // A ring round nothing: the hole inside is a gap.
            R"({"type":"Feature","properties":{"key":"3","name":"Ring"},"geometry":{"type":"Polygon","coordinates":)"
            R"([[[7.33,51.5],[7.34,51.5],[7.34,51.51],[7.33,51.51],[7.33,51.5]],)"
            R"([[7.334,51.504],[7.334,51.506],[7.336,51.506],[7.336,51.504],[7.334,51.504]]]}})"));
    test::MemoryData data;
    const auto ran = run(data, command(file));
    BOOST_TEST(ran.status == 0);
    // 0.001 x 0.01 degrees near 51.5 north: 69.3 m x 1,113 m.
    BOOST_TEST(ran.says("1 pair of areas overlaps: 7"), ran.out);
    BOOST_TEST(ran.says("\"1\" and \"2\""), ran.out);
    BOOST_TEST(ran.says("1 gap between areas: 3"), ran.out);
}

BOOST_AUTO_TEST_CASE(wrong_questions_get_answers_that_help) {
    const test::Folder folder;
    const std::string file = test::fixture("areas.geojson");
    const auto error = [](std::vector<std::string> arguments) {
        test::MemoryData data;
        const auto ran = run(data, arguments);
        BOOST_TEST(ran.status == 1);
        BOOST_TEST(data.batches == 0);
        return ran.err;
    };
    BOOST_TEST(error({"import", "areas", file, "--quartier", "ecke", "--key-column", "NR", "--version-date",
                      "2024-01-01"})
                   .find("has no column \"NR\" (--key-column); it has \"key\", \"name\"") !=
               std::string::npos);
    BOOST_TEST(error(command(file, {"--layer", "wards"})).find("has no layer \"wards\"; it has \"areas\"") !=
               std::string::npos);
    BOOST_TEST(error(command(file, {"--crs", "EPSG:0815"})).find("is not a coordinate system") !=
               std::string::npos);
    BOOST_TEST(error({"import", "areas", file, "--quartier", "ecke", "--key-column", "key", "--version-date",
                      "soon"})
                   .find("--version-date \"soon\" is not a day") != std::string::npos);
    BOOST_TEST(error({"import", "areas", file, "--quartier", "Straße", "--key-column", "key",
                      "--version-date", "2024-01-01"})
                   .find("is not a key") != std::string::npos);
    BOOST_TEST(error(command(folder.write("a.shp", "no shapefile"))).find("cannot be read as Shapefile") !=
               std::string::npos);
    BOOST_TEST(error(command(folder.write("a.zip", "no archive"))).find("not a zip archive") !=
               std::string::npos);
    BOOST_TEST(error(command(folder.write("none.geojson", collection("")))).find("none.geojson") !=
               std::string::npos);
    BOOST_TEST(
        error(command(folder.write("points.geojson",
                                   collection(R"({"type":"Feature","properties":{"key":"1","name":"x"},)"
                                              R"("geometry":{"type":"Point","coordinates":[7,51]}})"))))
            .find("1 area cannot be taken") != std::string::npos);
    BOOST_TEST(error(command(folder.write("wide.geojson",
                                          collection(feature("1", "[0,40],[20,40],[20,50],[0,50],[0,40]")))))
                   .find("more than 5 degrees") != std::string::npos);
    // Metres taken for degrees.
    BOOST_TEST(error(command(folder.write(
                         "metres.geojson",
                         collection(feature("1", "[380000,5700000],[390000,5700000],[390000,5710000],"
                                                 "[380000,5700000]")))))
                   .find("1 area cannot be taken") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(projected_coordinates_land_where_they_belong) {
    // Reference positions by PROJ's own cs2cs: UTM zone 32 and the old Gauss-Krueger strip 2.
    struct Case {
        std::string crs, ring;
        double lon, lat, tolerance_m;
    };
    const std::vector<Case> cases{
        {"EPSG:25832", "[380000,5703000],[380100,5703000],[380100,5703100],[380000,5703000]", 7.2724590,
         51.4654314, 0.05},
        {"EPSG:31466", "[2590000,5703000],[2590100,5703000],[2590100,5703100],[2590000,5703000]", 7.2941898,
         51.4544496, 5}};
    for (const Case& c : cases) {
        const test::Folder folder;
        test::MemoryData data;
        const auto ran =
            run(data, command(folder.write("a.geojson", collection(feature("1", c.ring))), {"--crs", c.crs}));
        BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
        const auto scale = geo::local_scale_at(514'000'000);
        double nearest = 1e9;
        const auto set = adopted(data);
        for (const auto p : set.areas[0].shape[0].outer) {
            nearest = std::min(nearest, scale.distance_m(p, geo::position_from_degrees(c.lon, c.lat)));
        }
        BOOST_TEST(nearest < c.tolerance_m, c.crs << ": " << nearest << " m");
    }
}

BOOST_AUTO_TEST_CASE(a_truncated_file_is_damaged_and_said_so) {
    const std::string whole = test::read_whole(test::fixture("areas.geojson"));
    const test::Folder folder;
    for (const std::size_t part : {whole.size() - 10, whole.size() / 2, std::size_t{40}}) {
        test::MemoryData data;
        const auto file = folder.write("cut.geojson", whole.substr(0, part));
        const auto ran = run(data, command(file));
        BOOST_TEST(ran.status == 1, part);
        BOOST_TEST(ran.err.find(file) != std::string::npos, ran.err);
        BOOST_TEST(data.batches == 0);
    }
}

BOOST_AUTO_TEST_CASE(new_areas_name_the_indicators_they_leave_behind) {
    test::MemoryData data;
    BOOST_REQUIRE(run(data, command(test::fixture("areas.geojson"))).status == 0);
    BOOST_REQUIRE(
        run(data, {"import", "catalogue", test::fixture("catalogue.json"), "--quartier", "ecke"}).status ==
        0);
    BOOST_REQUIRE(run(data, {"import", "indicators", test::fixture("wide.csv"), "--map",
                             test::fixture("wide.json"), "--quartier", "ecke"})
                      .status == 0);
    const test::Folder folder;
    const auto ran = run(data, command(folder.write("b.geojson", collection(feature("01", square_a)))));
    BOOST_TEST(ran.status == 0);
    BOOST_TEST(ran.says("indicators were imported for areas that are gone: \"010\", \"02\", \"03\""),
               ran.out);
}

/// All positions of an area, to compare two ways of reading the same outline.
static std::vector<geo::Position> positions_of(const aggregate::Area& area) {
    std::vector<geo::Position> all;
    for (const auto& polygon : area.shape) {
        all.insert(all.end(), polygon.outer.begin(), polygon.outer.end());
        for (const auto& hole : polygon.holes) all.insert(all.end(), hole.begin(), hole.end());
    }
    return all;
}

static std::vector<std::string> koeln(const std::string& file) {
    return {"import",        "areas",    file,       "--quartier", "koeln",          "--key-column", "STT_NR",
            "--name-column", "STT_NAME", "--source", "Stadt Köln", "--version-date", "2012-12-31"};
}

BOOST_AUTO_TEST_CASE(cologne_lands_on_cologne_from_a_strange_coordinate_system) {
    const auto shapefile = test::shared_data("boundaries/koeln/Stadtteil.shp");
    const auto geojson = test::shared_data("boundaries/koeln/koeln-stadtteile.geojson");
    if (!shapefile || !geojson) return;
    test::MemoryData from_shape;
    test::MemoryData from_json;
    const auto ran = run(from_shape, koeln(*shapefile));
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("Windows-1252"));
    BOOST_TEST(ran.says("row 79: the outline of area \"202\" (\"Marienburg\")"));
    const auto json_ran = run(from_json, koeln(*geojson));
    BOOST_REQUIRE(json_ran.status == 0);
    BOOST_TEST(json_ran.says("3 outlines repaired"));
    const auto a = adopted(from_shape, "koeln");
    const auto b = adopted(from_json, "koeln");
    BOOST_REQUIRE_EQUAL(a.areas.size(), 86U);
    BOOST_REQUIRE_EQUAL(b.areas.size(), 86U);
    const auto scale = geo::local_scale_at(509'400'000);
    double worst = 0;
    for (std::size_t i = 0; i < a.areas.size(); ++i) {
        BOOST_TEST(a.areas[i].key == b.areas[i].key);
        BOOST_TEST(a.areas[i].name == b.areas[i].name);
        // Every corner of one outline is a corner of the other, give or take the GeoJSON's six decimals.
        const auto theirs = positions_of(b.areas[i]);
        for (const geo::Position p : positions_of(a.areas[i])) {
            double nearest = 1e9;
            for (const geo::Position q : theirs) nearest = std::min(nearest, scale.distance_m(p, q));
            worst = std::max(worst, nearest);
        }
    }
    BOOST_TEST(worst < 2.0);
    BOOST_TEST_MESSAGE("largest distance between both readings: " << worst << " m");
    std::map<std::string, std::string> names;
    for (const auto& area : a.areas) names[area.key] = area.name;
    BOOST_TEST(names["901"] == "Mülheim");
    BOOST_TEST(names["209"] == "Weiß");
}

BOOST_AUTO_TEST_CASE(cologne_is_the_same_as_kml) {
    const auto kml = test::shared_data("boundaries/koeln/stadtteile.kml");
    if (!kml) return;
    test::MemoryData data;
    const auto ran = run(data, koeln(*kml));
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(adopted(data, "koeln").areas.size() == 86U);
}

BOOST_AUTO_TEST_CASE(berlin_has_138_regions_in_the_right_order_of_axes) {
    const auto file = test::shared_data("boundaries/berlin/lor-bezirksregionen-bis2020.geojson");
    if (!file) return;
    test::MemoryData data;
    const auto ran = run(data, {"import", "areas", *file, "--quartier", "berlin", "--key-column", "id",
                                "--name-column", "name", "--version-date", "2019-01-01", "--source", "AfS"});
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    const auto set = adopted(data, "berlin");
    BOOST_TEST(set.areas.size() == 138U);
    BOOST_TEST(set.areas.front().key == "010111");
    BOOST_TEST(data.state("berlin").quartier.extent.contains({134'000'000, 525'000'000}));
    BOOST_TEST(ran.says("No gaps"));
}

BOOST_AUTO_TEST_SUITE_END()
