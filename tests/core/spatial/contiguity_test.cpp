// SPDX-License-Identifier: Apache-2.0
#include "core/spatial/contiguity.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using spatial::BorderedArea;
using spatial::Contiguity;

namespace {

BorderedArea square(const std::string& key, double x, double y, double size = 1) {
    return {key, {{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}}}};
}

std::size_t links(const std::vector<BorderedArea>& areas, Contiguity contiguity, double tolerance = 1e-6) {
    const auto neighbours = spatial::contiguous_areas(areas, contiguity, tolerance);
    BOOST_REQUIRE_MESSAGE(neighbours.has_value(), (neighbours ? "" : neighbours.error()));
    BOOST_CHECK_EQUAL(neighbours->one_way_links(), 0);
    return neighbours->links() / 2;
}

std::string collection(const std::string& features) {
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}
std::string feature(const std::string& properties, const std::string& geometry) {
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + "}";
}
const std::string unit_square = R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]})";

std::string fault_of(const std::string& bytes) {
    const auto areas = spatial::areas_from_geojson("A.geojson", bytes, "id");
    BOOST_REQUIRE(!areas.has_value());
    return areas.error();
}

} // namespace

BOOST_AUTO_TEST_SUITE(contiguity)

BOOST_AUTO_TEST_CASE(squares_of_a_board_have_four_rook_and_eight_queen_neighbours) {
    std::vector<BorderedArea> board;
    for (int y = 0; y < 3; ++y) {
        for (int x = 0; x < 3; ++x)
            board.push_back(square("", x * 0.1, y * 0.1, 0.1)); // 0.1 + 0.1 + 0.1 is not 0.3
    }
    const auto rook = spatial::contiguous_areas(board, Contiguity::Rook, 1e-6);
    const auto queen = spatial::contiguous_areas(board, Contiguity::Queen, 1e-6);
    BOOST_REQUIRE(rook.has_value() && queen.has_value());
    BOOST_CHECK_EQUAL(rook->of[4].size(), 4);
    BOOST_CHECK_EQUAL(queen->of[4].size(), 8);
    BOOST_CHECK_EQUAL(rook->of[0].size(), 2);
    BOOST_CHECK_EQUAL(queen->of[0].size(), 3);
}

BOOST_AUTO_TEST_CASE(a_corner_on_the_middle_of_a_long_border_touches_it) {
    // One long side, two small squares on it, no common vertex at all.
    const std::vector<BorderedArea> areas{square("long", 0, 0, 10), square("a", 10, 2), square("b", 10, 3)};
    BOOST_CHECK_EQUAL(links(areas, Contiguity::Rook), 3);
    BOOST_CHECK_EQUAL(links(areas, Contiguity::Queen), 3);
    // A tip that only touches: a point, no length.
    const std::vector<BorderedArea> tip{square("long", 0, 0, 10), {"tip", {{{10, 5}, {12, 4}, {12, 6}}}}};
    BOOST_CHECK_EQUAL(links(tip, Contiguity::Rook), 0);
    BOOST_CHECK_EQUAL(links(tip, Contiguity::Queen), 1);
}

BOOST_AUTO_TEST_CASE(gaps_up_to_the_tolerance_are_closed_and_wider_ones_are_not) {
    const std::vector<BorderedArea> areas{square("a", 0, 0), square("b", 1 + 4e-7, 0)};
    BOOST_CHECK_EQUAL(links(areas, Contiguity::Rook, 1e-6), 1);
    BOOST_CHECK_EQUAL(links(areas, Contiguity::Rook, 1e-7), 0);
    BOOST_CHECK_EQUAL(links(areas, Contiguity::Queen, 0), 0);
    const std::vector<BorderedArea> exact{square("a", 0, 0), square("b", 1, 0)};
    BOOST_CHECK_EQUAL(links(exact, Contiguity::Rook, 0), 1);
}

BOOST_AUTO_TEST_CASE(a_piece_of_border_shorter_than_the_tolerance_is_a_point) {
    const std::vector<BorderedArea> areas{
        {"a", {{{0, 0}, {1, 0}, {1, 1 - 3e-7}, {1, 1}, {0, 1}}}},
        {"b", {{{1, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 1 + 3e-7}}}},
    };
    BOOST_CHECK_EQUAL(links(areas, Contiguity::Queen), 1);
    BOOST_CHECK_EQUAL(links(areas, Contiguity::Rook), 0);
}

BOOST_AUTO_TEST_CASE(an_area_in_the_hole_of_another_is_its_neighbour) {
    BorderedArea ring = square("ring", 0, 0, 3);
    ring.borders.push_back({{1, 1}, {2, 1}, {2, 2}, {1, 2}});
    BOOST_CHECK_EQUAL(links({ring, square("inside", 1, 1)}, Contiguity::Rook), 1);
}

BOOST_AUTO_TEST_CASE(the_tolerance_fits_degrees_or_metres_and_must_fit_the_coordinates) {
    BOOST_CHECK_EQUAL(spatial::usual_tolerance(std::vector{square("a", 13, 52)}), 1e-6);
    BOOST_CHECK_EQUAL(spatial::usual_tolerance(std::vector{square("a", 390000, 5820000)}), 0.1);
    const std::vector<BorderedArea> far{square("a", 390000, 5820000)};
    BOOST_CHECK(!spatial::contiguous_areas(far, Contiguity::Queen, 1e-12).has_value());
    BOOST_CHECK(spatial::contiguous_areas(far, Contiguity::Queen, 0.1).has_value());
    BOOST_CHECK(
        !spatial::contiguous_areas(std::vector{square("a", 1e300, 0)}, Contiguity::Queen, 0).has_value());
}

BOOST_AUTO_TEST_CASE(features_with_one_key_are_one_area_and_keys_may_be_whole_numbers) {
    const auto areas = spatial::areas_from_geojson(
        "A.geojson",
        collection(feature(R"({"id":7})", unit_square) + "," +
                   feature(R"({"id":"07"})",
                           R"({"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]})") +
                   "," + feature(R"({"id":7})", unit_square) + "," + feature(R"({"id":"x"})", "null")),
        "id");
    BOOST_REQUIRE_MESSAGE(areas.has_value(), (areas ? "" : areas.error()));
    BOOST_REQUIRE_EQUAL(areas->areas.size(), 3);
    BOOST_CHECK_EQUAL(areas->areas[0].key, "7");
    BOOST_CHECK_EQUAL(areas->areas[0].borders.size(), 2);
    BOOST_CHECK_EQUAL(areas->areas[0].borders[0].size(), 4); // the closing point is not kept
    BOOST_CHECK_EQUAL(areas->areas[1].key, "07");
    BOOST_CHECK((areas->without_geometry == std::vector<std::string>{"x"}));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_a_file_of_areas_is_said_with_the_feature) {
    BOOST_CHECK_EQUAL(fault_of("{\"type\":"), "A.geojson is not JSON: it breaks at byte 9.");
    BOOST_CHECK(fault_of("[]").find("not a GeoJSON FeatureCollection") != std::string::npos);
    BOOST_CHECK(fault_of(collection("")).find("has no features") != std::string::npos);
    const std::string no_key = fault_of(
        collection(feature(R"({"id":"a"})", unit_square) + "," + feature(R"({"PLR":"a"})", unit_square)));
    BOOST_CHECK_EQUAL(no_key, "A.geojson, feature 2: there is no property \"id\"; name the one with the area "
                              "key with --key (there are \"PLR\").");
    const std::string point =
        fault_of(collection(feature(R"({"id":"a"})", R"({"type":"Point","coordinates":[1,2]})")));
    BOOST_CHECK_EQUAL(point, "A.geojson, feature 1 (\"a\") is \"Point\"; areas need polygons.");
    BOOST_CHECK(fault_of(collection(feature(R"({"id":"a"})",
                                            R"({"type":"Polygon","coordinates":[[["0",0],[1,0],[1,1]]]})")))
                    .find("coordinates that are no numbers") != std::string::npos);
    BOOST_CHECK(fault_of(collection(feature(R"({"id":""})", unit_square))).find("is empty") !=
                std::string::npos);
    BOOST_CHECK(fault_of(collection(feature(R"({"id":1.5})", unit_square))).find("neither text nor") !=
                std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
