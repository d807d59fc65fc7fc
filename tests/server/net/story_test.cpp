// SPDX-License-Identifier: Apache-2.0
// The main job over real sockets: what one person marks, the projector shows.
#include "tests/server/support/serving.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using workspace::Role;

BOOST_AUTO_TEST_SUITE(server_story)

BOOST_AUTO_TEST_CASE(a_mark_of_one_client_reaches_the_other_through_the_disk) {
    test::Serving serving;
    test::Guest phone(serving, Role::Resident);
    test::Guest projector(serving, Role::Projector);
    const wire::Submission mark = test::make_mark(serving.session, 1, "Die Lampe ist aus.");
    phone.ws.send(test::put_of(mark));

    const auto acks = phone.ws.expect<wire::Acks>();
    BOOST_REQUIRE(acks);
    BOOST_REQUIRE_EQUAL(acks->acks.size(), 1U);
    BOOST_CHECK(acks->acks[0].outcome == wire::Outcome::Fresh);

    std::optional<view::MarkShown> shown;
    while (!shown) {
        const auto events = projector.ws.expect<wire::Events>();
        BOOST_REQUIRE(events);
        for (const auto& event : events->events) {
            if (const auto* m = std::get_if<view::MarkShown>(&event)) shown = *m;
            BOOST_CHECK(!std::holds_alternative<view::WordsShown>(event));
        }
    }
    BOOST_CHECK(shown->id == mark.id);
    BOOST_CHECK(!shown->has_words);

    serving.restart();
    test::Guest later(serving, Role::Projector);
    BOOST_CHECK_EQUAL(later.welcome.head, acks->acks[0].sequence);
}

BOOST_AUTO_TEST_SUITE_END()
