// SPDX-License-Identifier: Apache-2.0
#include "core/basemap/tile.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;

BOOST_AUTO_TEST_SUITE(tiles)

static basemap::Tile example() {
    basemap::Tile tile;
    tile.fills.push_back(
        {basemap::FillClass::Park, {0, 0, 1000, 0, 1000, 900, -50, 900}, {0, 1, 2, 0, 2, 3}, {}});
    tile.fills.push_back({basemap::FillClass::BuildingMain, {5, 5, 30, 5, 30, 40}, {0, 1, 2}, {3}});
    tile.strokes.push_back({basemap::StrokeClass::Residential, {0, 0, 500, 500, 131072, 70000}});
    tile.labels.push_back({"Hörder Straße", basemap::StrokeClass::Secondary, 100, 200, 300, -50});
    return tile;
}

BOOST_AUTO_TEST_CASE(a_tile_survives_encoding) {
    const auto bytes = basemap::encode(example());
    const auto back = basemap::decode_tile(bytes);
    BOOST_REQUIRE(back.has_value());
    BOOST_TEST((*back == example()));
}

BOOST_AUTO_TEST_CASE(a_cut_or_damaged_tile_is_refused_or_still_drawable) {
    const auto bytes = basemap::encode(example());
    for (std::size_t cut = 0; cut < bytes.size(); ++cut)
        BOOST_REQUIRE(!basemap::decode_tile(std::span(bytes).first(cut)).has_value());
    test::Random random(1);
    for (int i = 0; i < 2000; ++i) {
        auto damaged = bytes;
        damaged[random.below(bytes.size())] ^= static_cast<std::uint8_t>(1 + random.below(255));
        const auto tile = basemap::decode_tile(damaged);
        if (!tile) continue;
        for (const auto& mesh : tile->fills) {
            for (const auto index : mesh.indices) BOOST_REQUIRE_LT(2 * index + 1, mesh.xy.size());
        }
    }
}

BOOST_AUTO_TEST_CASE(every_position_lies_in_the_box_of_its_tile) {
    test::Random random(2);
    for (int i = 0; i < 1000; ++i) {
        const geo::Position p{static_cast<std::int32_t>(random.below(3'600'000'000) - geo::max_lon_e7),
                              static_cast<std::int32_t>(random.below(1'800'000'000) - geo::max_lat_e7)};
        for (const auto level : {basemap::Level::Detail, basemap::Level::Overview}) {
            BOOST_REQUIRE(basemap::box_of(basemap::tile_at(level, p)).contains(p));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_manifest_survives_encoding) {
    const basemap::Manifest manifest{
        "© OpenStreetMap-Mitwirkende",
        {{1, -2}, {3, 4}},
        {{basemap::Level::Detail, 560, 7852}, {basemap::Level::Overview, -70, 981}},
        {"aa", "bb"}};
    const auto back = basemap::decode_manifest(basemap::encode(manifest));
    BOOST_REQUIRE(back.has_value());
    BOOST_TEST((*back == manifest));
}

BOOST_AUTO_TEST_SUITE_END()
