// SPDX-License-Identifier: Apache-2.0
#include "core/journal/journal.hpp"
#include "core/workspace/state.hpp"
#include "tests/support/given.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;

BOOST_AUTO_TEST_SUITE(replay)

BOOST_AUTO_TEST_CASE(the_same_log_gives_the_same_hash_on_every_machine) {
    // The number was written by the native build; the wasm build runs this same line.
    const auto state = workspace::replay(test::varied_log(1, 3000));
    BOOST_TEST(state.contributions.row_count() > 1000u);
    BOOST_TEST(workspace::state_hash(state) == 9595176436554917763ULL);
}

BOOST_AUTO_TEST_CASE(the_hash_sees_every_event_that_changes_something) {
    const auto log = test::varied_log(2, 400);
    workspace::State state;
    std::uint64_t last = workspace::state_hash(state);
    for (const auto& recorded : log) {
        workspace::apply(state, recorded);
        const std::uint64_t now = workspace::state_hash(state);
        BOOST_REQUIRE_NE(now, last);
        last = now;
    }
}

BOOST_AUTO_TEST_CASE(replay_after_erasure_equals_the_state_after_erasure) {
    for (std::uint64_t seed = 10; seed < 20; ++seed) {
        auto log = test::varied_log(seed, 600);
        const auto state = workspace::replay(log);
        // What the store does on withdrawal: the contribution's own event, its words and comments lose their
        // content.
        std::set<base::EventId> withdrawn;
        for (const auto& recorded : log) {
            if (const auto* e = std::get_if<contribution::Withdrawn>(&recorded.event))
                withdrawn.insert(e->contribution);
        }
        BOOST_TEST(!withdrawn.empty());
        std::size_t erased = 0;
        for (auto& recorded : log) {
            const auto* words = std::get_if<contribution::WordsAdded>(&recorded.event);
            const auto* comment = std::get_if<contribution::Commented>(&recorded.event);
            const auto* support = std::get_if<contribution::Supported>(&recorded.event);
            if (withdrawn.contains(recorded.id) || (words && withdrawn.contains(words->contribution)) ||
                (comment && withdrawn.contains(comment->contribution)) ||
                (support && withdrawn.contains(support->contribution))) {
                recorded.event = workspace::Erased{};
                recorded.author = {};
                ++erased;
            }
        }
        BOOST_TEST(erased > withdrawn.size());
        BOOST_TEST(workspace::state_hash(workspace::replay(log)) == workspace::state_hash(state));
    }
}

BOOST_AUTO_TEST_CASE(an_unknown_event_is_kept_and_changes_nothing_but_the_sequence) {
    test::Given given;
    const auto before = given.state.contributions.row_count();
    workspace::apply(given.state,
                     {test::id(77), given.state.sequence + 1, 1, {}, workspace::Unknown{"vote.cast"}});
    BOOST_TEST(given.state.contributions.row_count() == before);
    BOOST_TEST(given.state.sequence == given.log.size() + 1);
}

BOOST_AUTO_TEST_SUITE_END()
