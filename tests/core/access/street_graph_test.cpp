// SPDX-License-Identifier: Apache-2.0
#include "core/access/street_reader.hpp"
#include "core/access/walking.hpp"
#include "core/math/cosine.hpp"
#include "tests/support/random.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace anker;
using access::StreetGraph;
using access::StreetLine;
using access::TravelTable;

namespace {

/// One metre per 1e-7 degree: positions read as metres.
constexpr geo::LocalScale metres{1'000'000'000, 1'000'000'000};

/// A town of crossing streets, some of them missing, 100 m apart with bends.
std::vector<StreetLine> town(test::Random& random, int size) {
    std::vector<geo::Position> crossings;
    for (int y = 0; y < size; ++y) {
        for (int x = 0; x < size; ++x)
            crossings.push_back({x * 100 + random.below(40), y * 100 + random.below(40)});
    }
    std::vector<StreetLine> lines;
    const auto at = [&](int x, int y) { return crossings[static_cast<std::size_t>(y * size + x)]; };
    for (int y = 0; y < size; ++y) {
        for (int x = 0; x < size; ++x) {
            if (x + 1 < size && random.below(5) > 0) lines.push_back({at(x, y), at(x + 1, y)});
            if (y + 1 < size && random.below(5) > 0) {
                const geo::Position bend{x * 100 + random.below(60), y * 100 + 50};
                lines.push_back({at(x, y), bend, at(x, y + 1)});
            }
        }
    }
    return lines;
}

std::vector<geo::Position> doors(test::Random& random, int size, std::size_t count) {
    std::vector<geo::Position> positions;
    for (std::size_t i = 0; i < count; ++i)
        positions.push_back({random.below(size * 100), random.below(size * 100)});
    return positions;
}

/// At 1 m/s in minutes, as metres.
double metres_of(const TravelTable& ways, std::size_t i, std::size_t j) {
    return ways.at(i, j) * 60;
}

access::Streets read(const std::string& text) {
    auto streets = access::read_streets("streets", text);
    BOOST_REQUIRE_MESSAGE(streets.has_value(), (streets ? std::string() : streets.error()));
    return *streets;
}

} // namespace

BOOST_AUTO_TEST_SUITE(street_graph)

BOOST_AUTO_TEST_CASE(the_cosine_is_right_to_the_fifteenth_digit) {
    for (int tenth = -900; tenth <= 900; ++tenth) {
        const double degrees = tenth / 10.0;
        const double expected = std::cos(degrees * 3.14159265358979323846 / 180);
        BOOST_TEST(std::fabs(math::cosine_of_degrees(degrees) - expected) < 1e-15);
    }
    BOOST_TEST(math::cosine_of_degrees(0) == 1);
}

BOOST_AUTO_TEST_CASE(a_straight_line_is_measured_in_metres_times_the_detour) {
    // 0.01 degrees of latitude are 1113.19 m on the sphere of radius 6,378,137 m.
    const std::vector<geo::Position> from{geo::position_from_degrees(7.2, 51.48)};
    const std::vector<geo::Position> to{geo::position_from_degrees(7.2, 51.49),
                                        geo::position_from_degrees(7.21, 51.48)};
    const auto scale = access::plane_of(from, to);
    BOOST_REQUIRE(scale);
    const TravelTable ways = access::straight_ways(from, to, *scale, 1.3, 1.3);
    BOOST_TEST(ways.at(0, 0) == 1113.194908 / 60, boost::test_tools::tolerance(1e-6));
    const double cosine = std::cos(51.485 * 3.14159265358979323846 / 180);
    BOOST_TEST(ways.at(0, 1) == 1113.194908 * cosine / 60, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(people_walk_to_the_street_along_it_and_to_the_door) {
    // A U of streets: 100 m east, 60 m north, 100 m west; two doors 10 m from it.
    const std::vector<StreetLine> lines{{{0, 0}, {100, 0}, {100, 60}}, {{100, 60}, {0, 60}}};
    const StreetGraph graph(lines, metres, 0);
    BOOST_TEST(graph.nodes() == 4U);
    BOOST_TEST(graph.segments() == 3U);
    BOOST_TEST(graph.components() == 1U);
    const std::vector<geo::Position> from{{20, 10}};
    const std::vector<geo::Position> to{{30, 50}, {80, -10}, {20, 10}, {20, 400}};
    const auto ways = access::street_ways(graph, from, to, 50, 1);
    BOOST_TEST(metres_of(ways.minutes, 0, 0) == 10 + 80 + 60 + 70 + 10, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(metres_of(ways.minutes, 0, 1) == 10 + 60 + 10, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(ways.minutes.at(0, 2) == 0);
    BOOST_TEST(ways.minutes.at(0, 3) == access::unreachable);
    BOOST_TEST(ways.supply_off_streets == std::vector<std::size_t>{3});
    BOOST_TEST(ways.demand_off_streets.empty());
}

BOOST_AUTO_TEST_CASE(streets_that_only_cross_do_not_meet) {
    const std::vector<StreetLine> bridge{{{0, 50}, {100, 50}}, {{50, 0}, {50, 100}}};
    const StreetGraph graph(bridge, metres, 0);
    BOOST_TEST(graph.components() == 2U);
    const std::vector<geo::Position> from{{0, 50}};
    const std::vector<geo::Position> to{{50, 0}};
    const auto ways = access::street_ways(graph, from, to, 10, 1);
    BOOST_TEST(ways.minutes.at(0, 0) == access::unreachable);
    BOOST_TEST(ways.demand_off_streets.empty());
}

BOOST_AUTO_TEST_CASE(vertices_within_the_tolerance_are_one_and_others_are_not) {
    const std::vector<StreetLine> gap{{{0, 0}, {100, 0}}, {{103, 0}, {200, 0}}};
    BOOST_TEST(StreetGraph(gap, metres, 2.9).components() == 2U);
    BOOST_TEST(StreetGraph(gap, metres, 3).components() == 1U);
    BOOST_TEST(StreetGraph(gap, metres, 3).largest_component() == 3U);
    // Also across the borders of the cells that vertices are looked for in.
    for (int shift = 0; shift < 12; ++shift) {
        const std::vector<StreetLine> moved{{{shift, 0}, {100 + shift, 0}}, {{103 + shift, 0}, {200, 0}}};
        BOOST_TEST(StreetGraph(moved, metres, 3).components() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(the_nearest_street_is_the_one_that_trying_all_finds) {
    test::Random random(71);
    const auto lines = town(random, 6);
    const StreetGraph graph(lines, metres, 0);
    for (const geo::Position p : doors(random, 6, 300)) {
        double nearest = 1e9;
        for (const StreetLine& line : lines) {
            for (std::size_t i = 0; i + 1 < line.size(); ++i) {
                const double rx = line[i + 1].lon_e7 - line[i].lon_e7;
                const double ry = line[i + 1].lat_e7 - line[i].lat_e7;
                const double px = p.lon_e7 - line[i].lon_e7;
                const double py = p.lat_e7 - line[i].lat_e7;
                const double share = std::min(1.0, std::max(0.0, (px * rx + py * ry) / (rx * rx + ry * ry)));
                nearest = std::min(nearest, std::sqrt((px - share * rx) * (px - share * rx) +
                                                      (py - share * ry) * (py - share * ry)));
            }
        }
        const auto attachment = graph.attach(p, 150);
        BOOST_REQUIRE(attachment.has_value() == (nearest <= 150));
        if (attachment)
            BOOST_TEST(std::fabs(static_cast<double>(attachment->off_mm) / 1000 - nearest) <= 6e-4);
    }
}

BOOST_AUTO_TEST_CASE(ways_are_the_shortest_and_equal_in_both_directions) {
    test::Random random(72);
    for (int round = 0; round < 20; ++round) {
        const auto lines = town(random, 5);
        const StreetGraph graph(lines, metres, 0);
        const auto places = doors(random, 5, 12);
        const TravelTable ways = access::street_ways(graph, places, places, 200, 1).minutes;
        // From more places than to: the search then runs from the other side.
        const std::vector<geo::Position> few(places.begin(), places.begin() + 5);
        const TravelTable there = access::street_ways(graph, few, places, 200, 1).minutes;
        const TravelTable back = access::street_ways(graph, places, few, 200, 1).minutes;
        for (std::size_t a = 0; a < places.size(); ++a) {
            BOOST_TEST(ways.at(a, a) == 0);
            for (std::size_t b = 0; b < places.size(); ++b) {
                BOOST_TEST(ways.at(a, b) == ways.at(b, a));
                if (b < few.size()) {
                    BOOST_TEST(there.at(b, a) == ways.at(b, a));
                    BOOST_TEST(back.at(a, b) == ways.at(b, a));
                }
                if (ways.at(a, b) == access::unreachable) continue;
                // Never shorter than straight, but for the rounding of its parts to millimetres.
                BOOST_TEST(metres_of(ways, a, b) >= metres.distance_m(places[a], places[b]) - 0.05);
                for (std::size_t c = 0; c < places.size(); ++c)
                    BOOST_TEST(ways.at(a, b) <= ways.at(a, c) + ways.at(c, b) + 1e-9);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(ways_between_crossings_are_those_that_trying_all_middles_finds) {
    test::Random random(73);
    for (int round = 0; round < 10; ++round) {
        const auto lines = town(random, 4);
        const StreetGraph graph(lines, metres, 0);
        std::vector<geo::Position> nodes;
        for (const StreetLine& line : lines) {
            for (const geo::Position p : line) {
                if (std::find(nodes.begin(), nodes.end(), p) == nodes.end()) nodes.push_back(p);
            }
        }
        const std::size_t n = nodes.size();
        BOOST_TEST(graph.nodes() == n);
        const auto row_of = [&](geo::Position p) {
            return static_cast<std::size_t>(std::find(nodes.begin(), nodes.end(), p) - nodes.begin());
        };
        // Floyd and Warshall.
        std::vector<double> best(n * n, 1e18);
        for (std::size_t i = 0; i < n; ++i) best[i * n + i] = 0;
        for (const StreetLine& line : lines) {
            for (std::size_t k = 0; k + 1 < line.size(); ++k) {
                const std::size_t a = row_of(line[k]);
                const std::size_t b = row_of(line[k + 1]);
                const double length = metres.distance_m(line[k], line[k + 1]);
                best[a * n + b] = best[b * n + a] = std::min(best[a * n + b], length);
            }
        }
        for (std::size_t k = 0; k < n; ++k) {
            for (std::size_t i = 0; i < n; ++i) {
                for (std::size_t j = 0; j < n; ++j)
                    best[i * n + j] = std::min(best[i * n + j], best[i * n + k] + best[k * n + j]);
            }
        }
        const TravelTable ways = access::street_ways(graph, nodes, nodes, 1, 1).minutes;
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) {
                BOOST_REQUIRE((ways.at(i, j) == access::unreachable) == (best[i * n + j] > 1e17));
                if (best[i * n + j] < 1e17)
                    BOOST_TEST(std::fabs(metres_of(ways, i, j) - best[i * n + j]) < 0.02);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(streets_are_read_from_geojson_and_motorways_left_out) {
    const auto streets = read(R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"highway":"residential"},
         "geometry":{"type":"LineString","coordinates":[[7.1,51.4],[7.2,51.5,80]]}},
        {"type":"Feature","properties":null,
         "geometry":{"type":"MultiLineString","coordinates":[[[7.1,51.4],[7.2,51.5]],[[7.3,51.4],[7.4,51.5]]]}},
        {"type":"Feature","properties":{"highway":"motorway"},
         "geometry":{"type":"LineString","coordinates":[[7.1,51.4],[7.2,51.5]]}},
        {"type":"Feature","properties":{"highway":"path","foot":"no"},
         "geometry":{"type":"LineString","coordinates":[[7.1,51.4],[7.2,51.5]]}},
        {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[7.1,51.4]}}]})");
    BOOST_TEST(streets.lines.size() == 3U);
    BOOST_TEST(streets.not_for_walking == 2U);
    BOOST_TEST(streets.not_lines == 1U);
    BOOST_TEST((streets.lines[0][1] == geo::position_from_degrees(7.2, 51.5)));
}

BOOST_AUTO_TEST_CASE(streets_are_read_from_text_in_a_table_too) {
    const auto streets = read("WKT,highway\n"
                              "\"LINESTRING (7.1 51.4,7.2 51.5)\",footway\n"
                              "\"MULTILINESTRING ((7.1 51.4,7.2 51.5),(7.3 51.4, 7.4 51.5 80))\",steps\n"
                              "\"LINESTRING (7.1 51.4,7.2 51.5)\",trunk\n"
                              "POINT (7.1 51.4),\n");
    BOOST_TEST(streets.lines.size() == 3U);
    BOOST_TEST((streets.lines[2] ==
                StreetLine{geo::position_from_degrees(7.3, 51.4), geo::position_from_degrees(7.4, 51.5)}));
    BOOST_TEST(streets.not_for_walking == 1U);
    BOOST_TEST(streets.not_lines == 1U);
}

BOOST_AUTO_TEST_CASE(bad_streets_are_refused_in_one_sentence) {
    const auto refusal = [](const std::string& text) {
        const auto streets = access::read_streets("s.json", text);
        return streets ? std::string() : streets.error();
    };
    BOOST_TEST(refusal("{\"features\":[") == "s.json is not JSON: it breaks off at byte 14.");
    BOOST_TEST(refusal("{}") == "s.json is not a GeoJSON FeatureCollection.");
    BOOST_TEST(refusal("{\"features\":[]}") == "s.json has no line that can be walked on.");
    BOOST_TEST(
        refusal(R"({"features":[{"geometry":{"type":"LineString","coordinates":[[373000,5705000]]}}]})") ==
        "s.json, feature 1: \"[373000,5705000]\" is no longitude and latitude in degrees; export the "
        "streets in WGS 84 (EPSG:4326).");
    BOOST_TEST(refusal(R"({"features":[{"geometry":{"type":"LineString","coordinates":[["a",1]]}}]})") ==
               "s.json, feature 1: a position is not a pair of numbers.");
    BOOST_TEST(refusal("WKT;n\nLINESTRING (7,1 51,4);1\n").find("line 2, column \"WKT\"") !=
               std::string::npos);
    const std::vector<geo::Position> here{geo::position_from_degrees(7.2, 51.4)};
    const std::vector<geo::Position> swapped{geo::position_from_degrees(51.4, 7.2)};
    BOOST_TEST(access::plane_of(here, swapped).error().find("swapped") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
