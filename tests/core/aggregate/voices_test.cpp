// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/voices.hpp"
#include "tests/support/areas.hpp"
#include "tests/support/given.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;

BOOST_AUTO_TEST_SUITE(voices)

BOOST_AUTO_TEST_CASE(counting_event_by_event_equals_counting_from_scratch) {
    const auto set = test::grid_of_areas();
    const auto log = test::varied_log(20, 900);
    workspace::State state;
    aggregate::VoiceCounter live(set, state);
    std::size_t step = 0;
    for (const auto& recorded : log) {
        workspace::apply(state, recorded);
        live.update(state, recorded);
        if (++step % 50 != 0 && step != log.size()) continue;
        const aggregate::VoiceCounter fresh(set, state);
        BOOST_REQUIRE((live.areas() == fresh.areas()));
        BOOST_REQUIRE((live.outside() == fresh.outside()));
    }
    std::uint32_t total = live.outside().total();
    for (const auto& area : live.areas()) total += area.total();
    BOOST_TEST(total > 200u);
    BOOST_TEST(live.outside().total() > 0u);
}

BOOST_AUTO_TEST_CASE(a_position_on_a_shared_border_belongs_to_one_area_only) {
    const auto set = test::grid_of_areas();
    const aggregate::AreaLocator locator(set);
    BOOST_TEST(locator.find({73'640'000, 514'700'000}) == 0u); // border of 00 and 01: the first in order
    BOOST_TEST(locator.find({73'640'001, 514'700'000}) == 1u);
    BOOST_TEST(locator.find({73'500'000, 514'700'000}) == aggregate::no_area);
}

BOOST_AUTO_TEST_CASE(the_locator_agrees_with_trying_every_area) {
    const auto set = test::grid_of_areas();
    const aggregate::AreaLocator locator(set);
    for (std::int32_t lon = 73'580'000; lon < 73'800'000; lon += 3'331) {
        for (std::int32_t lat = 514'680'000; lat < 514'820'000; lat += 2'777) {
            aggregate::AreaIndex expected = aggregate::no_area;
            for (aggregate::AreaIndex i = 0; i < set.areas.size() && expected == aggregate::no_area; ++i) {
                if (geo::contains(set.areas[i].shape, {lon, lat})) expected = i;
            }
            BOOST_REQUIRE_EQUAL(locator.find({lon, lat}), expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(areas_survive_encoding_and_damage_is_refused) {
    auto set = test::grid_of_areas();
    set.areas[0].shape[0].holes.push_back(
        {{73'600'000, 514'700'000}, {73'610'000, 514'700'000}, {73'610'000, 514'710'000}});
    const auto bytes = aggregate::encode(set);
    const auto back = aggregate::decode_area_set(bytes);
    BOOST_REQUIRE(back.has_value());
    BOOST_TEST((*back == set));
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        BOOST_REQUIRE(!aggregate::decode_area_set(std::span(bytes).first(cut)).has_value());
    }
}

BOOST_AUTO_TEST_SUITE_END()
