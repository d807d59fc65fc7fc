// SPDX-License-Identifier: Apache-2.0
#include "server/geo/base_map/extent.hpp"
#include "server/geo/base_map/labels.hpp"
#include "server/geo/base_map/line_cut.hpp"
#include "server/geo/base_map/tiler.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace anker;
using exchange::Line;

BOOST_AUTO_TEST_SUITE(parts_of_the_base_map)

constexpr geo::LocalScale scale{7'000'000, 11'132'000}; // nanometres per 1e-7 degree, about 51 degrees north

BOOST_AUTO_TEST_CASE(a_line_is_cut_where_it_leaves_and_comes_back) {
    const geo::Box box{{0, 0}, {100, 100}};
    const Line line{{-50, 50}, {50, 50}, {150, 50}, {150, 80}, {50, 80}};
    const auto parts = exchange::cut_line(line, box);
    BOOST_REQUIRE_EQUAL(parts.size(), 2U);
    BOOST_TEST((parts[0] == Line{{0, 50}, {50, 50}, {100, 50}}));
    BOOST_TEST((parts[1] == Line{{100, 80}, {50, 80}}));
    BOOST_TEST(exchange::cut_line(Line{{-5, 0}, {-5, 100}}, box).empty());
    BOOST_TEST((exchange::cut_line(Line{{10, 10}, {20, 20}}, box).front() == Line{{10, 10}, {20, 20}}));
}

BOOST_AUTO_TEST_CASE(a_simplified_line_stays_near_and_keeps_its_ends) {
    Line wavy;
    for (int i = 0; i <= 100; ++i) wavy.push_back({i * 1'000, i % 2 == 0 ? 0 : 100}); // 1 m up and down
    const Line simple = exchange::simplified_line(wavy, scale, 8);
    BOOST_TEST(simple.size() == 2U);
    BOOST_TEST((simple.front() == wavy.front()));
    BOOST_TEST((simple.back() == wavy.back()));
    BOOST_TEST(exchange::simplified_line(wavy, scale, 0.1).size() == wavy.size());
}

BOOST_AUTO_TEST_CASE(the_extent_is_where_most_lies) {
    std::vector<geo::Position> positions;
    for (int i = 0; i < 2'000; ++i) positions.push_back({70'000'000 + i, 510'000'000 + i});
    for (int i = 0; i < 5; ++i) positions.push_back({95'000'000, 540'000'000});
    const geo::Box box = exchange::box_of_most(positions);
    BOOST_TEST(box.max.lon_e7 < 70'010'000);
    BOOST_TEST(box.min.lon_e7 < 70'000'020);
    BOOST_TEST(exchange::box_of_most({}).is_empty());
    BOOST_TEST((exchange::box_of_most({{1, 2}}) == geo::Box{{1, 2}, {1, 2}}));
}

static exchange::MapLine street(std::string name, std::vector<geo::Position> positions) {
    return {basemap::StrokeClass::Residential, false, std::move(positions), std::move(name)};
}

BOOST_AUTO_TEST_CASE(a_name_stands_on_its_street_and_reads_from_left_to_right) {
    // Drawn from east to west, in two ways: 280 m in all.
    const auto east = street("Lange Straße", {{40'000, 500}, {20'000, 200}});
    const auto west = street("Lange Straße", {{0, 0}, {20'000, 200}});
    const auto labels = exchange::place_labels({&east, &west}, scale, exchange::detail_labels);
    BOOST_REQUIRE_EQUAL(labels.size(), 1U);
    BOOST_TEST(labels[0].dx > 0);
    BOOST_TEST(std::abs(labels[0].centre.lon_e7 - 20'000) < 200);
    BOOST_TEST(std::abs(labels[0].centre.lat_e7 - 230) < 60);
}

BOOST_AUTO_TEST_CASE(a_bent_or_short_street_gets_its_name_where_it_fits_or_not_at_all) {
    const auto corner = street("Knick", {{0, 0}, {20'000, 0}, {20'000, 20'000}});
    for (const auto& label : exchange::place_labels({&corner}, scale, exchange::detail_labels)) {
        BOOST_TEST((std::abs(label.dx) < 300 || std::abs(label.dy) < 300),
                   "along one of the two legs, never across the corner");
    }
    const auto alley = street("Gasse", {{0, 0}, {900, 0}}); // 6 m
    BOOST_TEST(exchange::place_labels({&alley}, scale, exchange::detail_labels).empty());
}

BOOST_AUTO_TEST_CASE(a_long_street_says_its_name_several_times_but_not_too_often) {
    const auto boulevard = street("Allee", {{0, 0}, {300'000, 0}}); // 2,100 m
    const auto labels = exchange::place_labels({&boulevard}, scale, exchange::detail_labels);
    BOOST_TEST(labels.size() >= 4U);
    BOOST_TEST(labels.size() <= 9U);
    for (const auto& a : labels) {
        for (const auto& b : labels) {
            if (&a != &b) BOOST_TEST(scale.distance_m(a.centre, b.centre) >= exchange::detail_labels.apart_m);
        }
    }
}

/// Twice the area of all triangles of a class.
static std::int64_t drawn(const exchange::TiledMap& map, basemap::Level level, basemap::FillClass fill) {
    std::int64_t sum = 0;
    for (const auto& [key, tile] : map.tiles) {
        if (key.level != level) continue;
        for (const auto& mesh : tile.fills) {
            if (mesh.fill != fill) continue;
            for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
                std::int64_t x[3], y[3];
                for (std::size_t c = 0; c < 3; ++c) {
                    x[c] = mesh.xy[2 * mesh.indices[i + c]];
                    y[c] = mesh.xy[2 * mesh.indices[i + c] + 1];
                }
                sum += std::abs((x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0]));
            }
        }
    }
    return sum;
}

BOOST_AUTO_TEST_CASE(a_surface_over_many_tiles_is_drawn_once_everywhere) {
    exchange::MapSource source;
    const std::int32_t x = 73'000'123, y = 514'000'321;
    source.surfaces.push_back({basemap::FillClass::Forest,
                               {{{{x, y}, {x + 500'000, y}, {x + 500'000, y + 300'000}, {x, y + 300'000}},
                                 {{{x + 100'000, y + 100'000},
                                   {x + 200'000, y + 100'000},
                                   {x + 200'000, y + 200'000},
                                   {x + 100'000, y + 200'000}}}}}});
    exchange::Watch watch(exchange::Watch::Voice::Silent);
    const auto map = exchange::cut_into_tiles(source, {{x, y}, {x + 500'000, y + 300'000}}, watch);
    BOOST_REQUIRE(map.has_value());
    const std::int64_t whole = 2 * (std::int64_t{500'000} * 300'000 - std::int64_t{100'000} * 100'000);
    BOOST_TEST(drawn(*map, basemap::Level::Detail, basemap::FillClass::Forest) == whole);
    BOOST_TEST(drawn(*map, basemap::Level::Overview, basemap::FillClass::Forest) == whole);
    BOOST_TEST(map->tiles.size() > 20U);
    for (const auto& [key, tile] : map->tiles) {
        for (const auto& mesh : tile.fills) {
            for (std::size_t i = 0; i < mesh.xy.size(); i += 2) {
                const auto level = static_cast<std::size_t>(key.level);
                BOOST_REQUIRE(mesh.xy[i] >= 0 && mesh.xy[i] <= 1 << basemap::lon_shift[level]);
                BOOST_REQUIRE(mesh.xy[i + 1] >= 0 && mesh.xy[i + 1] <= 1 << basemap::lat_shift[level]);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_building_on_a_tile_border_stays_whole) {
    const std::int32_t border = 557 << 17;
    exchange::MapSource source;
    source.buildings.push_back({basemap::FillClass::BuildingMain,
                                {{{{border - 500, 514'000'000},
                                   {border + 700, 514'000'000},
                                   {border + 700, 514'000'900},
                                   {border - 500, 514'000'900}},
                                  {}}}});
    exchange::Watch watch(exchange::Watch::Voice::Silent);
    const auto map = exchange::cut_into_tiles(
        source, {{border - 1'000, 513'999'000}, {border + 1'000, 514'001'000}}, watch);
    BOOST_REQUIRE(map.has_value());
    BOOST_REQUIRE_EQUAL(map->tiles.size(), 1U);
    const auto& [key, tile] = *map->tiles.begin();
    BOOST_TEST(key.x == 556);
    BOOST_TEST((tile.fills[0].outlines == std::vector<std::uint32_t>{4}));
    BOOST_TEST(tile.fills[0].indices.size() == 6U);
}

BOOST_AUTO_TEST_CASE(a_street_over_a_tile_border_is_drawn_in_both_tiles_with_a_margin) {
    const std::int32_t border = 557 << 17;
    exchange::MapSource source;
    source.lines.push_back(
        street("Grenzweg", {{border - 60'000, 514'000'000}, {border + 60'000, 514'000'000}}));
    exchange::Watch watch(exchange::Watch::Voice::Silent);
    const auto map = exchange::cut_into_tiles(
        source, {{border - 60'000, 513'999'000}, {border + 60'000, 514'001'000}}, watch);
    BOOST_REQUIRE(map.has_value());
    std::size_t tiles = 0;
    for (const auto& [key, tile] : map->tiles) {
        BOOST_REQUIRE_EQUAL(tile.strokes.size(), 1U);
        const auto& xy = tile.strokes[0].xy;
        const std::int32_t beyond = key.x == 556 ? xy[xy.size() - 2] - (1 << 17) : -xy[0];
        BOOST_TEST(beyond > 1'000);
        ++tiles;
    }
    BOOST_TEST(tiles == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
