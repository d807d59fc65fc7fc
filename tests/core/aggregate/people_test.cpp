// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/people.hpp"
#include "tests/support/areas.hpp"
#include "tests/support/given.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

using namespace anker;
using contribution::Kind;
using contribution::Theme;
using workspace::Role;

BOOST_AUTO_TEST_SUITE(people)

BOOST_AUTO_TEST_CASE(a_person_counts_once_per_number_and_a_shared_device_not_at_all) {
    test::Given given;
    const auto set = test::grid_of_areas();
    const geo::Position corner = set.areas[0].shape[0].outer[0];
    const geo::Position inside{corner.lon_e7 + 1000, corner.lat_e7 + 1000};
    for (int i = 0; i < 4; ++i) given.marks(Kind::Need, Theme::Green, inside, test::person(1));
    given.marks(Kind::Need, Theme::Youth, inside, test::person(1));
    given.marks(Kind::Resource, Theme::Green, inside, test::person(1));
    const auto hidden = given.marks(Kind::Need, Theme::Green, inside, test::person(2));
    for (int i = 0; i < 3; ++i) given.marks(Kind::Need, Theme::Green, inside, test::person(9), Role::Kiosk);
    // A professional's inventory: two places, and nobody's own voice.
    for (int i = 0; i < 2; ++i)
        given.marks(Kind::Need, Theme::Green, inside, test::person(1), Role::Professional);
    given.marks(Kind::Need, Theme::Green, {73'500'000, 514'700'000}, test::person(1));

    const aggregate::VoiceCounter before(set, given.state);
    BOOST_TEST(aggregate::people_behind(before, given.state).areas[0].themes[0][10][0] == 5u);
    given.does(Role::Facilitator, moderation::HideMark{hidden});
    const aggregate::VoiceCounter voices(set, given.state);
    const aggregate::VoicePeople people = aggregate::people_behind(voices, given.state);
    const auto& area = people.areas[0];
    BOOST_TEST(voices.areas()[0].counts[0][10][0] == 7u);
    BOOST_TEST(area.themes[0][10][0] == 4u); // one person and three at the kiosk
    BOOST_TEST(area.themes[0][10][1] == 2u);
    BOOST_TEST(area.totals[0][0] == 4u);
    BOOST_TEST(area.totals[1][0] == 1u);
    BOOST_TEST(area.residents == 4u);
    BOOST_TEST(people.outside.residents == 1u);
    BOOST_TEST(people.residents == 4u);
    BOOST_TEST(people.areas[1].residents == 0u);
}

/// Against sets of authors.
BOOST_AUTO_TEST_CASE(numbers_of_people_are_those_of_sets) {
    const auto set = test::grid_of_areas();
    workspace::State state;
    for (const auto& recorded : test::varied_log(21, 900)) workspace::apply(state, recorded);
    const aggregate::VoiceCounter voices(set, state);
    const aggregate::VoicePeople people = aggregate::people_behind(voices, state);
    const contribution::Columns& c = state.contributions.columns();
    std::uint32_t more_voices = 0;
    for (std::size_t i = 0; i < set.areas.size(); ++i) {
        for (const std::size_t kind : {0u, 1u}) {
            std::set<base::AuthorId> authors;
            std::uint32_t shared = 0;
            for (contribution::Handle row = 0; row < state.contributions.row_count(); ++row) {
                if (c.state[row] != contribution::MarkState::Shown || voices.area_of(row) != i ||
                    static_cast<std::size_t>(c.kind[row]) != kind ||
                    c.perspective[row] != contribution::Perspective::Resident)
                    continue;
                const bool is_phone = c.channel[row] == contribution::Channel::Phone;
                if (is_phone && !c.author[row].is_none())
                    authors.insert(c.author[row]);
                else
                    ++shared;
            }
            BOOST_TEST(people.areas[i].totals[kind][0] == authors.size() + shared);
            const std::uint32_t count =
                voices.areas()[i].total(static_cast<Kind>(kind), contribution::Perspective::Resident);
            more_voices += count > people.areas[i].totals[kind][0] ? 1 : 0;
        }
    }
    BOOST_TEST(more_voices > 3u);
}

BOOST_AUTO_TEST_SUITE_END()
