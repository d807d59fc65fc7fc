// SPDX-License-Identifier: Apache-2.0
#include "server/geo/base_map/classify.hpp"

#include "core/access/street_reader.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace anker::exchange {

namespace {

using basemap::FillClass;
using basemap::StrokeClass;

bool one_of(std::string_view value, std::initializer_list<std::string_view> values) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

FillClass building_class(std::string_view building, const TagLookup& tag) {
    // What people look for by name is drawn darker; what belongs to another house comes in late.
    if (one_of(building,
               {"school",  "kindergarten", "university",   "college",         "hospital",      "church",
                "chapel",  "cathedral",    "mosque",       "synagogue",       "temple",        "religious",
                "public",  "civic",        "government",   "townhall",        "train_station", "sports_hall",
                "library", "museum",       "fire_station", "community_centre"})) {
        return FillClass::BuildingPublic;
    }
    if (one_of(tag("amenity"),
               {"school", "kindergarten", "university", "college", "hospital", "place_of_worship", "townhall",
                "library", "community_centre", "fire_station", "police", "theatre", "arts_centre",
                "social_facility", "social_centre", "courthouse"})) {
        return FillClass::BuildingPublic;
    }
    if (one_of(tag("leisure"), {"sports_hall", "sports_centre"})) return FillClass::BuildingPublic;
    if (one_of(building, {"garage",       "garages",    "carport",        "shed",  "hut",
                          "roof",         "greenhouse", "farm_auxiliary", "barn",  "stable",
                          "sty",          "cowshed",    "storage_tank",   "silo",  "allotment_house",
                          "conservatory", "service",    "container",      "kiosk", "ruins",
                          "construction", "bunker"})) {
        return FillClass::BuildingSecondary;
    }
    return FillClass::BuildingMain;
}

std::optional<FillClass> surface_class(const TagLookup& tag) {
    const std::string_view leisure = tag("leisure");
    if (one_of(leisure, {"playground", "pitch", "track"})) return FillClass::Sport;
    if (leisure == "swimming_pool") return FillClass::Water;
    if (one_of(leisure, {"park", "garden", "sports_centre", "golf_course", "common", "dog_park"}))
        return FillClass::Park;

    const std::string_view natural = tag("natural");
    if (natural == "water" || one_of(tag("waterway"), {"riverbank", "dock"})) return FillClass::Water;
    if (one_of(natural, {"wood", "scrub"})) return FillClass::Forest;
    if (one_of(natural, {"grassland", "heath", "fell", "wetland"})) return FillClass::Green;

    const std::string_view landuse = tag("landuse");
    if (landuse == "residential") return FillClass::Residential;
    if (one_of(landuse, {"farmland", "orchard", "vineyard", "plant_nursery", "greenhouse_horticulture"})) {
        return FillClass::Farm;
    }
    if (one_of(landuse, {"meadow", "grass", "village_green", "greenery", "flowerbed"}))
        return FillClass::Green;
    if (one_of(landuse, {"allotments", "cemetery", "recreation_ground"}) || tag("amenity") == "grave_yard") {
        return FillClass::Park;
    }
    if (landuse == "forest") return FillClass::Forest;
    if (one_of(landuse, {"farmyard", "commercial", "industrial", "retail", "railway", "brownfield",
                         "construction", "quarry", "landfill", "garages", "depot", "military"})) {
        return FillClass::Work;
    }
    if (one_of(landuse, {"basin", "reservoir"})) return FillClass::Water;
    return std::nullopt;
}

} // namespace

std::optional<FillClass> fill_class_of(const TagLookup& tag) {
    const std::string_view building = tag("building");
    if (!building.empty() && building != "no") return building_class(building, tag);
    return surface_class(tag);
}

std::optional<LineClass> line_class_of(const TagLookup& tag) {
    const std::string_view highway = tag("highway");
    if (!highway.empty()) {
        if (tag("area") == "yes") return std::nullopt; // a square: its outline is no street
        if (one_of(highway, {"motorway", "trunk", "primary", "secondary", "tertiary", "motorway_link",
                             "trunk_link", "primary_link", "secondary_link", "tertiary_link"})) {
            return LineClass{StrokeClass::Secondary, highway.find("_link") == std::string_view::npos};
        }
        if (one_of(highway, {"residential", "unclassified", "road"}))
            return LineClass{StrokeClass::Residential, false};
        if (one_of(highway, {"living_street", "pedestrian"}))
            return LineClass{StrokeClass::LivingStreet, false};
        if (highway == "service") return LineClass{StrokeClass::Service, false};
        if (highway == "track") return LineClass{StrokeClass::Track, false};
        if (highway == "cycleway") return LineClass{StrokeClass::Cycleway, false};
        if (one_of(highway, {"footway", "path", "bridleway"})) return LineClass{StrokeClass::Footway, false};
        if (highway == "steps") return LineClass{StrokeClass::Steps, false};
        return std::nullopt;
    }
    const std::string_view tunnel = tag("tunnel");
    const bool underground = !tunnel.empty() && tunnel != "no";
    if (underground) return std::nullopt; // nobody sees it on the way
    if (one_of(tag("railway"), {"rail", "light_rail", "tram", "subway", "narrow_gauge"})) {
        return LineClass{StrokeClass::Rail, tag("railway") == "rail" && tag("service").empty()};
    }
    const std::string_view waterway = tag("waterway");
    if (one_of(waterway, {"river", "stream", "canal", "ditch", "drain"})) {
        return LineClass{StrokeClass::Stream, waterway == "river" || waterway == "canal"};
    }
    return std::nullopt;
}

bool is_for_walking(const TagLookup& tag) {
    const std::string_view highway = tag("highway");
    return !highway.empty() && access::can_be_walked(highway, tag("foot"));
}

} // namespace anker::exchange
