// SPDX-License-Identifier: Apache-2.0
#include "server/geo/vector/geojson_text.hpp"
#include "server/geo/vector/kml.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;

BOOST_AUTO_TEST_SUITE(texts_in_vector_files)

BOOST_AUTO_TEST_CASE(spoilt_texts_are_found_with_feature_and_column) {
    const auto screened = exchange::screen_geojson(
        R"({"type":"FeatureCollection","features":[{"properties":{"a":"fine \ud83d\ude00 \\u0000"}},)"
        R"({"properties":{"a":"ok","b":"bad \u0000"}},{"properties":{"list":[{"c":"half \ud800!"}]}},)"
        R"({"properties":{"a":"\udc00"}}]})");
    BOOST_REQUIRE_EQUAL(screened.faults.size(), 3U);
    BOOST_TEST(screened.faults[0].feature == 2U);
    BOOST_TEST(screened.faults[0].column == "b");
    BOOST_TEST(screened.faults[0].what == "the text has a NUL character");
    BOOST_TEST(screened.faults[1].feature == 3U);
    BOOST_TEST(screened.faults[1].column == "c");
    BOOST_TEST(screened.faults[2].feature == 4U);
    BOOST_TEST(screened.text.find("\\ufffd") != std::string::npos);
    BOOST_TEST(screened.text.find("\\ud83d\\ude00") != std::string::npos, "a whole pair stays");
    BOOST_TEST(exchange::screen_geojson(screened.text).faults.empty());
}

BOOST_AUTO_TEST_CASE(a_raw_nul_byte_is_found) {
    const std::string text("{\"features\":[{\"properties\":{\"a\":\"x\0y\"}}]}", 41);
    const auto screened = exchange::screen_geojson(text);
    BOOST_REQUIRE_EQUAL(screened.faults.size(), 1U);
    BOOST_TEST(screened.faults[0].feature == 1U);
}

BOOST_AUTO_TEST_CASE(cut_off_text_does_no_harm) {
    const std::string text = R"({"features":[{"properties":{"a":"\ud800\udc00 \u12"}}]})";
    for (std::size_t n = 0; n <= text.size(); ++n) (void)exchange::screen_geojson(text.substr(0, n));
}

BOOST_AUTO_TEST_CASE(schemas_of_kml_come_first) {
    const std::string kml =
        "<kml><Document><Folder><Schema id=\"a\"></Schema><Placemark/></Folder></Document></kml>";
    BOOST_TEST(exchange::kml_with_schemas_first(kml) ==
               "<kml><Document><Schema id=\"a\"></Schema><Folder><Placemark/></Folder></Document></kml>");
    BOOST_TEST(exchange::kml_with_schemas_first("no kml") == "no kml");
    BOOST_TEST(exchange::kml_with_schemas_first("<Document><Schema id=") == "<Document><Schema id=");
}

BOOST_AUTO_TEST_SUITE_END()
