// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/decide.hpp"
#include "tests/support/given.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using contribution::Kind;
using contribution::Theme;
using test::Given;
using test::person;
using workspace::Rejection;
using workspace::Role;

BOOST_AUTO_TEST_SUITE(decide)

BOOST_AUTO_TEST_CASE(a_resident_marks_and_only_their_own_mark_is_theirs) {
    Given given;
    const auto mark = given.marks(Kind::Need, Theme::Youth, Given::somewhere(), person(1));
    BOOST_REQUIRE(!given.refused);
    given.does(Role::Resident, contribution::AddWords{mark, {"Nachmittags zu", "de"}}, person(2));
    BOOST_TEST(given.refused);
    BOOST_TEST((given.refusal == Rejection::NotYours));
    given.does(Role::Resident, contribution::AddWords{mark, {"Nachmittags zu", "de"}}, person(1));
    BOOST_TEST(!given.refused);
    given.does(Role::Resident, contribution::Withdraw{mark}, person(2));
    BOOST_TEST((given.refusal == Rejection::NotYours));
    given.does(Role::Resident, contribution::Withdraw{mark}, person(1));
    BOOST_TEST(!given.refused);
    BOOST_TEST(given.state.contributions.find(mark) == contribution::no_handle);
}

BOOST_AUTO_TEST_CASE(marks_are_taken_only_while_the_session_is_open) {
    Given given;
    given.does(Role::Facilitator, session::Pause{given.session});
    given.marks(Kind::Need, Theme::Green);
    BOOST_TEST((given.refusal == Rejection::SessionPaused));
    given.does(Role::Facilitator, session::Close{given.session});
    given.marks(Kind::Need, Theme::Green);
    BOOST_TEST((given.refusal == Rejection::SessionClosed));
    given.does(Role::Facilitator, session::Open{given.session});
    given.marks(Kind::Need, Theme::Green);
    BOOST_TEST(!given.refused);
}

BOOST_AUTO_TEST_CASE(perspective_and_channel_follow_from_the_role) {
    Given given;
    const auto resident =
        given.marks(Kind::Need, Theme::Green, Given::somewhere(), person(1), Role::Resident);
    const auto kiosk = given.marks(Kind::Need, Theme::Green, Given::somewhere(), person(1), Role::Kiosk);
    const auto professional =
        given.marks(Kind::Need, Theme::Green, Given::somewhere(), person(1), Role::Professional);
    const auto& table = given.state.contributions;
    const auto& c = table.columns();
    BOOST_TEST((c.perspective[table.find(resident)] == contribution::Perspective::Resident));
    BOOST_TEST((c.channel[table.find(kiosk)] == contribution::Channel::Kiosk));
    BOOST_TEST((c.perspective[table.find(professional)] == contribution::Perspective::Professional));
}

BOOST_AUTO_TEST_CASE(support_counts_once_per_person_and_not_for_ones_own) {
    Given given;
    const auto mark = given.marks(Kind::Resource, Theme::Meeting, Given::somewhere(), person(1));
    given.does(Role::Resident, contribution::Support{mark}, person(1));
    BOOST_TEST((given.refusal == Rejection::AlreadySo));
    given.does(Role::Resident, contribution::Support{mark}, person(2));
    given.does(Role::Resident, contribution::Support{mark}, person(2));
    BOOST_TEST((given.refusal == Rejection::AlreadySo));
    given.does(Role::Resident, contribution::Support{mark}, person(3));
    const auto row = given.state.contributions.find(mark);
    BOOST_TEST(given.state.contributions.columns().support[row] == 2u);
    given.does(Role::Resident, contribution::WithdrawSupport{mark}, person(2));
    BOOST_TEST(given.state.contributions.columns().support[row] == 1u);
}

BOOST_AUTO_TEST_CASE(places_near_the_quartier_are_taken_and_far_ones_are_not) {
    Given given;
    geo::Position just_outside = Given::extent().max;
    just_outside.lon_e7 += 50'000; // about 350 m
    given.marks(Kind::Need, Theme::Green, just_outside);
    BOOST_TEST(!given.refused);
    given.marks(Kind::Need, Theme::Green, {73'600'000, 524'700'000});
    BOOST_TEST((given.refusal == Rejection::OutsideQuartier));
}

BOOST_AUTO_TEST_CASE(bad_words_and_shapes_are_refused_by_name) {
    using namespace std::string_literals;
    Given given;
    const auto mark = given.marks(Kind::Need, Theme::Youth);
    const auto add = [&](std::string text, std::string language = "de") {
        given.does(Role::Resident, contribution::AddWords{mark, {std::move(text), std::move(language)}},
                   person(1));
        return given.refused ? workspace::name_of(given.refusal) : "taken";
    };
    BOOST_TEST(add("a\0b"s) == "words_control");
    BOOST_TEST(add("\xED\xA0\x80") == "words_broken");
    BOOST_TEST(add("a\u202Eb") == "words_bidi_control");
    BOOST_TEST(add(std::string(100'000, 'a')) == "words_too_long");
    BOOST_TEST(add("   ") == "words_blank");
    BOOST_TEST(add("gut", "DE-<script>") == "language_invalid");
    BOOST_TEST(add("gut") == "taken");
    contribution::Make make;
    make.session = given.session;
    make.shape = {geo::ShapeKind::Area,
                  {{73'600'000, 514'700'000},
                   {73'601'000, 514'701'000},
                   {73'601'000, 514'700'000},
                   {73'600'000, 514'701'000}}};
    given.does(Role::Resident, make, person(1));
    BOOST_TEST((given.refusal == Rejection::ShapeInvalid));
}

/// Deny by default: every role x command pair is written down here, not derived from the code under test.
BOOST_AUTO_TEST_CASE(each_role_may_do_exactly_what_its_row_says) {
    const std::vector<std::pair<workspace::Command, std::string_view>> rows{
        // resident kiosk projector professional facilitator administrator
        {contribution::Make{}, "yy-yy-"},
        {contribution::Import{}, "-----y"},
        {contribution::AddWords{}, "yy-yy-"},
        {contribution::Support{}, "y--yy-"},
        {contribution::WithdrawSupport{}, "y--yy-"},
        {contribution::Comment{}, "yy-yyy"},
        {contribution::Withdraw{}, "yy-yyy"},
        {moderation::ApproveWords{}, "----y-"},
        {moderation::RejectWords{}, "----y-"},
        {moderation::HideMark{}, "----y-"},
        {moderation::ShowMark{}, "----y-"},
        {session::Plan{}, "----yy"},
        {session::Open{}, "----yy"},
        {session::Pause{}, "----y-"},
        {session::Close{}, "----yy"},
        {quartier::Found{}, "-----y"},
        {quartier::Redraw{}, "-----y"},
        {quartier::AdoptDataset{}, "-----y"},
    };
    BOOST_TEST(rows.size() == std::variant_size_v<workspace::Command>);
    for (const auto& [command, row] : rows) {
        for (const Role role : workspace::all_roles) {
            const bool expected = row[static_cast<std::size_t>(role)] == 'y';
            BOOST_TEST(workspace::may(role, command) == expected,
                       "command " << command.index() << ", role " << workspace::name_of(role));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
