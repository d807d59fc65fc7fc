// SPDX-License-Identifier: Apache-2.0
#include "server/geo/vector/geos.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace anker;

BOOST_AUTO_TEST_SUITE(geos)

static std::vector<geo::Position> positions_of(const geo::Polygon& polygon) {
    std::vector<geo::Position> all = polygon.outer;
    for (const geo::Ring& hole : polygon.holes) all.insert(all.end(), hole.begin(), hole.end());
    return all;
}

/// Twice the area of all triangles.
static std::int64_t covered(const geo::Polygon& polygon, const std::vector<std::uint32_t>& indices) {
    const auto at = positions_of(polygon);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
        const geo::Position a = at[indices[i]], b = at[indices[i + 1]], c = at[indices[i + 2]];
        sum += std::abs((std::int64_t{b.lon_e7} - a.lon_e7) * (std::int64_t{c.lat_e7} - a.lat_e7) -
                        (std::int64_t{c.lon_e7} - a.lon_e7) * (std::int64_t{b.lat_e7} - a.lat_e7));
    }
    return sum;
}

BOOST_AUTO_TEST_CASE(a_square_with_a_hole_is_covered_exactly) {
    const geo::Polygon polygon{{{0, 0}, {100, 0}, {100, 100}, {0, 100}},
                               {{{20, 20}, {20, 60}, {60, 60}, {60, 20}}}};
    const exchange::Geos geos;
    const auto triangles = geos.triangulate(polygon);
    BOOST_TEST(triangles.is_complete);
    BOOST_TEST(covered(polygon, triangles.indices) == 2 * (100 * 100 - 40 * 40));
}

BOOST_AUTO_TEST_CASE(random_stars_are_covered_exactly) {
    test::Random random(5);
    const exchange::Geos geos;
    for (int n = 0; n < 200; ++n) {
        geo::Polygon star;
        const int corners = 5 + static_cast<int>(random.below(60));
        for (int i = 0; i < corners; ++i) {
            const double angle = 6.283185307 * i / corners;
            const double radius = 1'000.0 + static_cast<double>(random.below(90'000));
            star.outer.push_back(
                {70'000'000 + static_cast<std::int32_t>(std::lround(radius * std::cos(angle))),
                 510'000'000 + static_cast<std::int32_t>(std::lround(radius * std::sin(angle)))});
        }
        const auto shape = geos.valid(geos.from(star, star.outer[0]));
        for (const geo::Polygon& part : geos.polygons(shape.get(), star.outer[0])) {
            BOOST_REQUIRE(geos.triangulate(part).is_complete);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_bow_tie_is_found_and_becomes_two_triangles) {
    const geo::Polygon bow_tie{{{0, 0}, {100, 100}, {100, 0}, {0, 100}}, {}};
    const exchange::Geos geos;
    auto shape = geos.from(bow_tie);
    const auto fault = geos.fault(shape.get());
    BOOST_REQUIRE(fault.has_value());
    BOOST_TEST(fault->reason == "Self-intersection");
    BOOST_TEST(fault->x == 50);
    BOOST_TEST(fault->y == 50);
    const auto parts = geos.polygons(geos.valid(std::move(shape)).get());
    BOOST_TEST(parts.size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_has_no_surface_gives_nothing) {
    const exchange::Geos geos;
    BOOST_TEST(!geos.from(geo::Polygon{{{0, 0}, {1, 1}}, {}}));
    BOOST_TEST(!geos.from(geo::MultiPolygon{}));
    const auto flat = geos.valid(geos.from(geo::Polygon{{{0, 0}, {100, 0}, {50, 0}}, {}}));
    BOOST_TEST(geos.polygons(flat.get()).empty());
    BOOST_TEST(geos.triangulate({{{0, 0}, {100, 0}, {50, 0}}, {}}).indices.empty());
}

BOOST_AUTO_TEST_SUITE_END()
