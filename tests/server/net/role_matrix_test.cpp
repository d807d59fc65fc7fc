// SPDX-License-Identifier: Apache-2.0
// Every role with every command, over the wire: the server's answer is what `may` says, whatever the client
// claims.
#include "tests/server/support/serving.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using workspace::Role;

BOOST_AUTO_TEST_SUITE(role_matrix)

BOOST_AUTO_TEST_CASE(every_cell_is_as_the_rules_say) {
    test::Serving serving;
    test::Guest facilitator(serving, Role::Facilitator);
    std::uint64_t next = 1'000'000;
    const auto answer_of = [&](test::Guest& guest, const workspace::Command& command) {
        guest.ws.send(test::put_of({test::id(next++), command}));
        const auto acks = guest.ws.expect<wire::Acks>();
        BOOST_REQUIRE(acks);
        return acks->acks.front();
    };
    const auto made = [&](test::Guest& guest) {
        const wire::Submission mark = test::make_mark(serving.session, next++, "Worte");
        guest.ws.send(test::put_of(mark));
        BOOST_REQUIRE(guest.ws.expect<wire::Acks>());
        return mark.id;
    };
    const base::ContributionId subject = made(facilitator);
    const contribution::Words words{"Hallo", "de"};
    const std::vector<std::pair<const char*, workspace::Command>> commands = {
        {"make", test::make_mark(serving.session, 0).command},
        {"add_words", contribution::AddWords{subject, words}},
        {"support", contribution::Support{subject}},
        {"withdraw_support", contribution::WithdrawSupport{subject}},
        {"comment", contribution::Comment{subject, words}},
        {"approve_words", moderation::ApproveWords{subject}},
        {"reject_words", moderation::RejectWords{subject}},
        {"hide_mark", moderation::HideMark{subject}},
        {"show_mark", moderation::ShowMark{subject}},
        {"plan_session", session::Plan{"Neu"}},
        {"pause_session", session::Pause{serving.session}},
        {"open_session", session::Open{serving.session}},
        {"close_session", session::Close{test::id(99)}},
        {"withdraw", contribution::Withdraw{subject}},
    };
    int cells = 0;
    int allowed = 0;
    for (const Role role :
         {Role::Projector, Role::Resident, Role::Kiosk, Role::Professional, Role::Facilitator}) {
        test::Guest guest(serving, role);
        for (const auto& [name, command] : commands) {
            const wire::Ack ack = answer_of(guest, command);
            const bool denied = ack.outcome == wire::Outcome::Rejected && ack.why == "role_may_not";
            BOOST_CHECK_MESSAGE(denied != workspace::may(role, command),
                                workspace::name_of(role) << " " << name << ": " << ack.why);
            ++cells;
            allowed += denied ? 0 : 1;
        }
    }
    BOOST_CHECK_EQUAL(cells, 70);
    BOOST_CHECK_EQUAL(allowed, 6 + 4 + 6 + 14); // resident, kiosk, professional, facilitator
}

BOOST_AUTO_TEST_CASE(commands_of_the_command_line_cannot_be_said_at_all) {
    test::Serving serving;
    test::Guest facilitator(serving, Role::Facilitator);
    for (const char* name : {"import", "found", "redraw", "adopt_dataset", "erase"}) {
        facilitator.ws.send_text("{\"t\":\"put\",\"e\":[{\"id\":\"" + base::hex_from_id(test::id(5)) +
                                 "\",\"c\":\"" + name + "\",\"b\":{}}]}");
        const auto fault = facilitator.ws.expect<wire::Fault>();
        BOOST_REQUIRE(fault);
        BOOST_CHECK_EQUAL(fault->code, "malformed");
    }
}

BOOST_AUTO_TEST_SUITE_END()
