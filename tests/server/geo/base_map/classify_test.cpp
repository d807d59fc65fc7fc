// SPDX-License-Identifier: Apache-2.0
#include "server/geo/base_map/classify.hpp"

#include <boost/test/unit_test.hpp>
#include <map>

using namespace anker;
using basemap::FillClass;
using basemap::StrokeClass;

BOOST_AUTO_TEST_SUITE(classes_of_the_base_map)

using Tags = std::map<std::string, std::string, std::less<>>;

static exchange::TagLookup lookup(const Tags& tags) {
    return [&tags](std::string_view key) -> std::string_view {
        const auto found = tags.find(key);
        return found == tags.end() ? std::string_view() : std::string_view(found->second);
    };
}

static std::optional<FillClass> fill(const Tags& tags) {
    return exchange::fill_class_of(lookup(tags));
}

static std::optional<StrokeClass> stroke(const Tags& tags) {
    const auto line = exchange::line_class_of(lookup(tags));
    return line ? std::optional(line->stroke) : std::nullopt;
}

BOOST_AUTO_TEST_CASE(surfaces_are_classed_as_the_tokens_say) {
    BOOST_TEST((fill({{"landuse", "residential"}}) == FillClass::Residential));
    for (const char* value : {"meadow", "grass"})
        BOOST_TEST((fill({{"landuse", value}}) == FillClass::Green));
    BOOST_TEST((fill({{"natural", "grassland"}}) == FillClass::Green));
    for (const char* value : {"allotments", "cemetery", "recreation_ground"}) {
        BOOST_TEST((fill({{"landuse", value}}) == FillClass::Park));
    }
    BOOST_TEST((fill({{"leisure", "sports_centre"}}) == FillClass::Park));
    BOOST_TEST((fill({{"landuse", "forest"}}) == FillClass::Forest));
    BOOST_TEST((fill({{"natural", "scrub"}}) == FillClass::Forest));
    BOOST_TEST((fill({{"landuse", "farmland"}}) == FillClass::Farm));
    for (const char* value : {"farmyard", "commercial", "industrial"}) {
        BOOST_TEST((fill({{"landuse", value}}) == FillClass::Work));
    }
    for (const char* value : {"playground", "pitch"})
        BOOST_TEST((fill({{"leisure", value}}) == FillClass::Sport));
    BOOST_TEST((fill({{"landuse", "basin"}}) == FillClass::Water));
    BOOST_TEST((fill({{"leisure", "swimming_pool"}}) == FillClass::Water));
    BOOST_TEST(!fill({{"boundary", "administrative"}}).has_value());
    BOOST_TEST(!fill({{"leisure", "nature_reserve"}}).has_value(), "it would cover what is really there");
}

BOOST_AUTO_TEST_CASE(buildings_come_in_three_weights) {
    BOOST_TEST((fill({{"building", "house"}}) == FillClass::BuildingMain));
    BOOST_TEST((fill({{"building", "yes"}, {"amenity", "school"}}) == FillClass::BuildingPublic));
    BOOST_TEST((fill({{"building", "church"}}) == FillClass::BuildingPublic));
    BOOST_TEST((fill({{"building", "garages"}}) == FillClass::BuildingSecondary));
    BOOST_TEST((fill({{"building", "no"}, {"landuse", "grass"}}) == FillClass::Green));
    BOOST_TEST((fill({{"building", "yes"}, {"landuse", "industrial"}}) == FillClass::BuildingMain));
}

BOOST_AUTO_TEST_CASE(lines_are_classed_and_hidden_ones_left_out) {
    BOOST_TEST((stroke({{"highway", "tertiary"}}) == StrokeClass::Secondary));
    BOOST_TEST((stroke({{"highway", "residential"}}) == StrokeClass::Residential));
    BOOST_TEST((stroke({{"highway", "living_street"}}) == StrokeClass::LivingStreet));
    BOOST_TEST((stroke({{"highway", "path"}}) == StrokeClass::Footway));
    BOOST_TEST((stroke({{"highway", "steps"}}) == StrokeClass::Steps));
    BOOST_TEST((stroke({{"railway", "tram"}}) == StrokeClass::Rail));
    BOOST_TEST((stroke({{"waterway", "stream"}}) == StrokeClass::Stream));
    BOOST_TEST(!stroke({{"railway", "subway"}, {"tunnel", "yes"}}).has_value());
    BOOST_TEST(!stroke({{"highway", "pedestrian"}, {"area", "yes"}}).has_value());
    BOOST_TEST(!stroke({{"highway", "proposed"}}).has_value());
    BOOST_TEST(exchange::line_class_of(lookup({{"highway", "primary"}}))->in_overview);
    BOOST_TEST(!exchange::line_class_of(lookup({{"highway", "primary_link"}}))->in_overview);
    BOOST_TEST(!exchange::line_class_of(lookup({{"highway", "residential"}}))->in_overview);
}

BOOST_AUTO_TEST_SUITE_END()
