// SPDX-License-Identifier: Apache-2.0
#include "core/view/project.hpp"
#include "core/view/view.hpp"
#include "tests/support/given.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using workspace::Role;

BOOST_AUTO_TEST_SUITE(projection)

static view::View view_of_snapshot(const workspace::State& state, Role role) {
    view::View v;
    view::snapshot(state, role, [&](const view::ViewEvent& event) { view::apply(v, event); });
    return v;
}

BOOST_AUTO_TEST_CASE(for_every_role_projecting_the_log_equals_projecting_the_state) {
    const auto log = test::varied_log(4, 900);
    for (const Role role : workspace::all_roles) {
        workspace::State state;
        view::View live;
        for (const auto& recorded : log) {
            workspace::apply(state, recorded);
            for (const auto& event : view::project(state, recorded, role)) view::apply(live, event);
        }
        BOOST_TEST(view::view_hash(live) == view::view_hash(view_of_snapshot(state, role)),
                   workspace::name_of(role));
    }
}

BOOST_AUTO_TEST_CASE(a_client_that_resumes_anywhere_ends_in_the_same_view) {
    const auto log = test::varied_log(5, 500);
    const auto final_state = workspace::replay(log);
    test::Random random(9);
    for (const Role role : {Role::Resident, Role::Projector, Role::Facilitator}) {
        const auto expected = view::view_hash(view_of_snapshot(final_state, role));
        for (int i = 0; i < 25; ++i) {
            const std::size_t left_at = random.below(log.size());
            const auto early = workspace::replay(std::span(log).first(left_at));
            view::View v = view_of_snapshot(early, role);
            for (const auto& recorded : std::span(log).subspan(left_at)) {
                for (const auto& event : view::project(final_state, recorded, role)) view::apply(v, event);
            }
            BOOST_TEST(view::view_hash(v) == expected, workspace::name_of(role) << " from " << left_at);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_a_person_is_told_about_their_own_marks_is_complete) {
    const auto log = test::varied_log(6, 600);
    for (std::uint64_t n = 1; n < 10; ++n) {
        workspace::State state;
        view::View live;
        for (const auto& recorded : log) {
            workspace::apply(state, recorded);
            for (const auto& event : view::project(state, recorded, Role::Resident)) view::apply(live, event);
            for (const auto& event : view::project_private(state, recorded, test::person(n)))
                view::apply(live, event);
        }
        view::View fresh = view_of_snapshot(state, Role::Resident);
        for (const auto& event : view::private_snapshot(state, test::person(n))) view::apply(fresh, event);
        BOOST_TEST(fresh.mine.size() > 0u);
        BOOST_TEST(view::view_hash(live) == view::view_hash(fresh), "person " << n);
    }
}

BOOST_AUTO_TEST_CASE(unapproved_words_reach_only_facilitators) {
    test::Given given;
    const auto mark = given.marks(contribution::Kind::Need, contribution::Theme::Youth);
    given.does(Role::Resident, contribution::AddWords{mark, {"Geheimes Wort", "de"}}, test::person(1));
    const auto says = [&](Role role) {
        bool found = false;
        for (const auto& recorded : given.log) {
            for (const auto& event : view::project(given.state, recorded, role)) {
                const auto* shown = std::get_if<view::WordsShown>(&event);
                const auto* waiting = std::get_if<view::WordsWaiting>(&event);
                found = found || (shown && shown->words.text == "Geheimes Wort") ||
                        (waiting && waiting->words.text == "Geheimes Wort");
            }
        }
        const auto talk = view::talk_of(given.state, mark, role);
        return found || (talk && talk->words);
    };
    for (const Role role : {Role::Resident, Role::Kiosk, Role::Projector, Role::Professional})
        BOOST_TEST(!says(role));
    BOOST_TEST(says(Role::Facilitator));
    given.does(Role::Facilitator, moderation::ApproveWords{mark});
    for (const Role role : workspace::all_roles) BOOST_TEST(says(role), workspace::name_of(role));
}

BOOST_AUTO_TEST_CASE(a_hidden_mark_is_withdrawn_from_those_who_had_it) {
    test::Given given;
    const auto mark = given.marks(contribution::Kind::Need, contribution::Theme::Youth);
    view::View phone = view_of_snapshot(given.state, Role::Resident);
    BOOST_TEST(phone.marks.live_count() == 1u);
    given.does(Role::Facilitator, moderation::HideMark{mark});
    for (const auto& event : view::project(given.state, given.log.back(), Role::Resident))
        view::apply(phone, event);
    BOOST_TEST(phone.marks.live_count() == 0u);
    BOOST_TEST(!view::talk_of(given.state, mark, Role::Resident).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
