// SPDX-License-Identifier: Apache-2.0
#include "core/access/street_reader.hpp"
#include "tests/server/geo/support/command.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <csignal>

using namespace anker;
using test::run;

BOOST_AUTO_TEST_SUITE(import_base_map)

static std::vector<std::string> command(const std::string& file, std::vector<std::string> more = {}) {
    std::vector<std::string> all{"import", "base-map", file, "--quartier", "ecke"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

static std::vector<basemap::Tile> tiles_of(const test::MemoryData& data) {
    std::vector<basemap::Tile> tiles;
    for (const auto& [key, bytes] : data.tiles) {
        auto tile = basemap::decode_tile(bytes);
        BOOST_REQUIRE(tile.has_value());
        tiles.push_back(std::move(*tile));
    }
    return tiles;
}

BOOST_AUTO_TEST_CASE(a_small_map_founds_a_quartier_and_is_drawn) {
    test::MemoryData data;
    const auto ran = run(data, command(test::fixture("street_corner.osm"), {"--name", "Straßenecke"}));
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    const auto state = data.state("ecke");
    BOOST_TEST(state.quartier.name == "Straßenecke");
    const auto& dataset = state.quartier.datasets.at(quartier::DatasetKind::BaseMap);
    BOOST_TEST(dataset.source == "© OpenStreetMap-Mitwirkende");
    BOOST_TEST(dataset.version == "2024-05-01");
    const auto manifest = basemap::decode_manifest(data.datasets.at(dataset.hash));
    BOOST_REQUIRE(manifest.has_value());
    BOOST_TEST(manifest->tiles.size() == data.tiles.size());
    for (std::size_t i = 0; i < manifest->tiles.size(); ++i) {
        BOOST_TEST(server::StoreAccess::hash_of(data.tiles.at(manifest->tiles[i])) == manifest->tile_hash[i]);
    }
    BOOST_TEST(ran.says(
        "residential 1, forest 1, sport 1, building_secondary 1, building_main 9, building_public 1"));
    BOOST_TEST(ran.says("1 ways lead to nodes that are not in the file"));
    BOOST_TEST(ran.says("1 relations lack ways"),
               "the boundary relation does not count: it would not be drawn");
    BOOST_TEST(ran.says("1 surfaces cross themselves"));
    bool has_name = false;
    for (const auto& tile : tiles_of(data)) {
        for (const auto& label : tile.labels) has_name = has_name || label.text == "Lange Straße";
    }
    BOOST_TEST(has_name);
}

BOOST_AUTO_TEST_CASE(streets_to_walk_on_are_kept_whole_and_given_out_for_ways_on_foot) {
    std::string text = test::read_whole(test::fixture("street_corner.osm"));
    const std::string main_road = "<tag k=\"highway\" v=\"secondary\"/>";
    text.replace(text.find(main_road), main_road.size(), "<tag k=\"highway\" v=\"motorway\"/>");
    const std::string service = "<tag k=\"highway\" v=\"service\"/>";
    text.insert(text.find(service), "<tag k=\"foot\" v=\"no\"/>");
    const test::Folder folder;
    test::MemoryData data;
    const auto imported = run(data, command(folder.write("walk.osm", text)));
    BOOST_REQUIRE_MESSAGE(imported.status == 0, imported.err);
    // Two parts of Lange Straße, footway, track, path; neither motorway and foot=no, nor railway and stream.
    BOOST_TEST(imported.says("5 streets to walk on"));
    const std::string file = folder.file("streets.geojson");
    const auto exported = run(data, {"export", "--quartier", "ecke", "--streets", file});
    BOOST_REQUIRE_MESSAGE(exported.status == 0, exported.err);
    BOOST_TEST(exported.says("Please name: © OpenStreetMap-Mitwirkende"));
    const auto read = access::read_streets(file, test::read_whole(file));
    BOOST_REQUIRE_MESSAGE(read.has_value(), read.error());
    BOOST_TEST(read->lines.size() == 5U);
    BOOST_TEST((read->lines[0].back() == read->lines[1].front()), "they still meet at the crossing");
    const access::StreetGraph graph(read->lines, geo::local_scale_at(515'000'000), 0);
    BOOST_TEST(graph.nodes() < 12U, "shared vertices are one node");
}

BOOST_AUTO_TEST_CASE(without_streets_the_export_says_what_to_import) {
    const test::Folder folder;
    test::MemoryData data;
    const std::string file = folder.file("streets.geojson");
    const auto nowhere = run(data, {"export", "--quartier", "ecke", "--streets", file});
    BOOST_TEST(nowhere.status == 1);
    BOOST_TEST(nowhere.says("There is no Quartier \"ecke\"."));
    BOOST_REQUIRE(run(data, {"import", "areas", test::fixture("areas.geojson"), "--quartier", "ecke",
                             "--key-column", "key", "--name-column", "name", "--version-date", "2024-01-01",
                             "--source", "Amt", "--licence", "CC0 1.0"})
                      .status == 0);
    const auto none = run(data, {"export", "--quartier", "ecke", "--streets", file});
    BOOST_TEST(none.status == 1);
    BOOST_TEST(none.says("has no streets: they come with the base map; run `ankerpunkt import base-map`"));
    BOOST_TEST(folder.names().empty());
}

BOOST_AUTO_TEST_CASE(the_extent_is_the_content_and_neither_the_header_box_nor_the_farthest_way) {
    test::MemoryData data;
    BOOST_REQUIRE(run(data, command(test::fixture("street_corner.osm"))).status == 0);
    const geo::Box extent = data.state("ecke").quartier.extent;
    const auto scale = geo::local_scale_at(extent.min.lat_e7);
    const double east = scale.east_m(std::int64_t{extent.max.lon_e7} - extent.min.lon_e7);
    const double north = scale.north_m(std::int64_t{extent.max.lat_e7} - extent.min.lat_e7);
    BOOST_TEST(east > 550);
    BOOST_TEST(east < 700);
    BOOST_TEST(north > 350);
    // The file is small, so half a per cent is no position at all: the far way counts here.
    BOOST_TEST(north < 70'000);
}

BOOST_AUTO_TEST_CASE(importing_the_same_map_twice_is_harmless) {
    test::MemoryData data;
    BOOST_REQUIRE(run(data, command(test::fixture("street_corner.osm"))).status == 0);
    const auto events = data.logs["ecke"].size();
    const auto again = run(data, command(test::fixture("street_corner.osm")));
    BOOST_TEST(again.status == 0);
    BOOST_TEST(again.says("Nothing new"));
    BOOST_TEST(data.logs["ecke"].size() == events);
    BOOST_TEST(data.batches == 1);
}

BOOST_AUTO_TEST_CASE(a_dry_run_stores_nothing) {
    test::MemoryData data;
    BOOST_TEST(run(data, command(test::fixture("street_corner.osm"), {"--dry-run"})).status == 0);
    BOOST_TEST(data.batches == 0);
    BOOST_TEST(data.logs.empty());
}

BOOST_AUTO_TEST_CASE(objects_that_come_twice_or_unsorted_are_taken_once) {
    std::string text = test::read_whole(test::fixture("street_corner.osm"));
    const auto from = text.find("<way id=\"13\"");
    const auto to = text.find("<way id=\"14\"");
    const std::string way = text.substr(from, to - from);
    text.insert(text.find("<way id=\"3\""), way); // out of order, and again later
    const test::Folder folder;
    test::MemoryData data;
    const auto ran = run(data, command(folder.write("twice.osm", text)));
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("1 objects come twice"));
    BOOST_TEST(ran.says("building_main 9"));
}

BOOST_AUTO_TEST_CASE(bad_files_end_with_one_sentence_that_names_them) {
    const test::Folder folder;
    const std::string whole = test::read_whole(test::fixture("street_corner.osm"));
    const std::vector<std::pair<std::string, std::string>> bad{
        {folder.file("missing.osm.pbf"), "No such file"},
        {folder.write("empty.osm.pbf", ""), "is empty"},
        {folder.write("garbage.osm.pbf", "this is not a map"), "cannot be read as OpenStreetMap data"},
        {folder.write("cut.osm", whole.substr(0, whole.size() / 2)), "cannot be read as OpenStreetMap data"},
        {folder.write("garbage.osm.gz", "this is not gzip"), "cannot be read as OpenStreetMap data"},
        {folder.write("nothing.osm", "<osm version=\"0.6\"></osm>"), "holds nothing that a base map shows"},
        {folder.write("words.geojson", "not json"), "cannot be read as Shapefile, GeoJSON"},
        {folder.file("."), "is a folder"},
    };
    for (const auto& [file, what] : bad) {
        test::MemoryData data;
        const auto ran = run(data, command(file));
        BOOST_TEST(ran.status == 1, file);
        BOOST_TEST(ran.err.find(what) != std::string::npos, ran.err);
        BOOST_TEST(ran.err.find(file) != std::string::npos, "the sentence names the file: " << ran.err);
        BOOST_TEST(std::count(ran.err.begin(), ran.err.end(), '\n') == 1, "one line: " << ran.err);
        BOOST_TEST(data.batches == 0);
    }
}

BOOST_AUTO_TEST_CASE(ctrl_c_stores_nothing) {
    test::MemoryData data;
    struct Interrupting : test::MemoryStore {
        using MemoryStore::MemoryStore;
        Expected<std::vector<workspace::Recorded>, std::string> read_log(const std::string& key) override {
            std::raise(SIGINT); // the person gives up while the import works
            return MemoryStore::read_log(key);
        }
    };
    const server::OpenStore open =
        [&](const std::string&) -> Expected<std::unique_ptr<server::StoreAccess>, std::string> {
        return std::make_unique<Interrupting>(data);
    };
    const auto ran = test::run_with(open, command(test::fixture("street_corner.osm")));
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(ran.err == "ankerpunkt: Cancelled; nothing was stored.\n");
    BOOST_TEST(data.batches == 0);
}

BOOST_AUTO_TEST_CASE(areas_keep_the_boundary_that_a_later_map_would_change) {
    test::MemoryData data;
    BOOST_REQUIRE(run(data, {"import", "areas", test::fixture("areas.geojson"), "--quartier", "ecke",
                             "--key-column", "key", "--name-column", "name", "--version-date", "2024-01-01"})
                      .status == 0);
    const auto before = data.state("ecke").quartier;
    BOOST_REQUIRE(run(data, command(test::fixture("street_corner.osm"))).status == 0);
    const auto after = data.state("ecke").quartier;
    BOOST_TEST((after.extent == before.extent));
    BOOST_TEST((after.boundary == before.boundary));
    BOOST_TEST(!after.boundary.empty());
}

BOOST_AUTO_TEST_CASE(a_map_of_another_place_is_told) {
    test::MemoryData data;
    const test::Folder folder;
    const auto areas = folder.write(
        "far.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"k":"1"},)"
        R"("geometry":{"type":"Polygon","coordinates":[[[9,50],[9.1,50],[9.1,50.1],[9,50]]]}}]})");
    BOOST_REQUIRE(run(data, {"import", "areas", areas, "--quartier", "ecke", "--key-column", "k",
                             "--version-date", "2024-01-01"})
                      .status == 0);
    const auto ran = run(data, command(test::fixture("street_corner.osm")));
    BOOST_TEST(ran.status == 0);
    BOOST_TEST(ran.says("the Quartier lies elsewhere"), ran.out);
}

BOOST_AUTO_TEST_CASE(tags_in_the_columns_of_a_vector_file_make_a_map_too) {
    test::MemoryData data;
    const test::Folder folder;
    const auto file = folder.write(
        "map.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"building":"school"},"geometry":{"type":"Polygon",)"
        R"("coordinates":[[[7.3,51.5],[7.301,51.5],[7.301,51.501],[7.3,51.5]]]}},{"type":"Feature","properties":{"highway":"residential",)"
        R"("name":"Weg"},"geometry":{"type":"LineString","coordinates":[[7.3,51.5],[7.303,51.5]]}}]})");
    const auto ran = run(data, command(file));
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(ran.says("building_public 1"), ran.out);
    BOOST_TEST(ran.says("1 label for 1 street name"), ran.out);
}

BOOST_AUTO_TEST_CASE(witten_is_the_same_from_pbf_and_gz_and_quick) {
    const auto pbf = test::shared_data("osm-base/witten-stockum.osm.pbf");
    const auto gz = test::shared_data("osm-base/witten-stockum.osm.gz");
    if (!pbf || !gz) return;
    test::MemoryData from_pbf;
    test::MemoryData from_gz;
    const auto begin = std::chrono::steady_clock::now();
    const auto ran = run(from_pbf, command(*pbf));
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST(seconds.count() < 10);
    BOOST_TEST(ran.says("building_secondary 1,128, building_main 1,367, building_public 17"),
               "2,512 buildings");
    BOOST_REQUIRE(run(from_gz, command(*gz)).status == 0);
    BOOST_TEST((from_pbf.tiles == from_gz.tiles));
    std::size_t outlines = 0;
    for (const auto& tile : tiles_of(from_pbf)) {
        for (const auto& mesh : tile.fills) outlines += mesh.outlines.size();
    }
    BOOST_TEST(outlines >= 2'512U);
}

BOOST_AUTO_TEST_CASE(the_corner_of_three_cities_is_shown_where_its_streets_are) {
    const auto file = test::shared_data("osm-base/dortmund-bochum-castrop.osm.pbf");
    if (!file) return;
    test::MemoryData data;
    const auto ran = run(data, command(*file));
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    const geo::Box extent = data.state("ecke").quartier.extent;
    // The header box is 7.3099..7.3225 x 51.5191..51.5242; boundaries reach from 6.89 to 7.64.
    BOOST_TEST(extent.min.lon_e7 > 73'000'000);
    BOOST_TEST(extent.max.lon_e7 < 73'300'000);
    BOOST_TEST(extent.min.lat_e7 > 515'100'000);
    BOOST_TEST(extent.max.lat_e7 < 515'300'000);
    BOOST_TEST(data.state("ecke").quartier.datasets.at(quartier::DatasetKind::BaseMap).version == "",
               "1970 is no date");
}

BOOST_AUTO_TEST_CASE(real_broken_files_are_refused) {
    const auto corrupted = test::shared_data("osm-base/fehlerfaelle/corrupted.osm.pbf");
    const auto empty = test::shared_data("osm-base/fehlerfaelle/empty.osm.pbf");
    const auto whole = test::shared_data("osm-base/witten-stockum.osm.pbf");
    if (!corrupted || !empty || !whole) return;
    const test::Folder folder;
    const std::string bytes = test::read_whole(*whole);
    std::vector<std::string> files{*corrupted, *empty};
    for (const std::size_t part : {10UL, 4'000UL, bytes.size() / 2, bytes.size() - 1}) {
        files.push_back(folder.write("cut" + std::to_string(part) + ".osm.pbf", bytes.substr(0, part)));
    }
    for (const std::string& file : files) {
        test::MemoryData data;
        const auto ran = run(data, command(file));
        BOOST_TEST(ran.status == 1, file);
        BOOST_TEST(ran.err.find(file) != std::string::npos, ran.err);
        BOOST_TEST(data.batches == 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
