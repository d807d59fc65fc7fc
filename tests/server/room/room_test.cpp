// SPDX-License-Identifier: Apache-2.0
// Two clients, in memory, no sockets.
#include "core/view/view.hpp"
#include "core/wire/snapshot.hpp"
#include "tests/server/support/hall_kit.hpp"

using namespace anker;
using test::HallKit;
using test::has;
using test::shown_in;
using wire::Outcome;
using workspace::Role;

namespace {

/// What a client knows after these messages.
void learn(view::View& view, const std::vector<wire::ServerMessage>& messages, std::uint64_t& since) {
    for (const auto& message : messages) {
        if (const auto* events = std::get_if<wire::Events>(&message)) {
            BOOST_REQUIRE_EQUAL(events->from, since + 1); // no gap, nothing twice
            since = events->to;
            for (const auto& event : events->events) view::apply(view, event);
        } else if (const auto* own = std::get_if<wire::Private>(&message)) {
            for (const auto& event : own->events) view::apply(view, event);
        }
    }
}

view::View snapshot_view(const workspace::State& state, Role role) {
    view::View view;
    view::snapshot(state, role, [&](const view::ViewEvent& e) { view::apply(view, e); });
    return view;
}

wire::Outcome only_outcome(const std::vector<wire::ServerMessage>& messages) {
    for (const auto& message : messages) {
        if (const auto* acks = std::get_if<wire::Acks>(&message)) {
            BOOST_REQUIRE_EQUAL(acks->acks.size(), 1U);
            return acks->acks.front().outcome;
        }
    }
    BOOST_FAIL("no answer");
    return Outcome::Rejected;
}

} // namespace

BOOST_AUTO_TEST_SUITE(rooms)

BOOST_AUTO_TEST_CASE(a_mark_reaches_the_other_and_the_answer_comes_after_the_disk) {
    HallKit kit;
    auto phone = kit.join(Role::Resident, 1);
    auto projector = kit.join(Role::Projector, 0);
    kit.pass(600); // counts of the room are told by then
    phone.peer->take();
    projector.peer->take();
    kit.committer.at_once = false;
    kit.put(phone, {kit.mark(1)});
    BOOST_CHECK(phone.peer->take().empty()); // not before it is on disk
    BOOST_CHECK(projector.peer->take().empty());
    kit.committer.finish();
    const auto to_phone = phone.peer->take();
    BOOST_REQUIRE_EQUAL(to_phone.size(), 3U); // events, private, acks: in this order nothing flickers
    BOOST_CHECK(std::holds_alternative<wire::Events>(to_phone[0]));
    BOOST_CHECK(std::holds_alternative<wire::Private>(to_phone[1]));
    BOOST_CHECK(std::holds_alternative<wire::Acks>(to_phone[2]));
    const auto to_projector = projector.peer->take();
    BOOST_REQUIRE_EQUAL(to_projector.size(), 1U);
    BOOST_CHECK_EQUAL(shown_in<view::MarkShown>(to_projector).size(), 1U);
    BOOST_CHECK(kit.store->head("stockum")->sequence == std::get<wire::Events>(to_projector[0]).to);
}

BOOST_AUTO_TEST_CASE(words_reach_others_only_after_approval) {
    HallKit kit;
    auto phone = kit.join(Role::Resident, 1);
    auto projector = kit.join(Role::Projector, 0);
    auto facilitator = kit.join(Role::Facilitator, 9);
    const std::string secret = "Die Lampe ist aus, sagt Frau M.";
    kit.put(phone, {kit.mark(1, secret)});
    for (const auto& frame : projector.peer->frames) BOOST_CHECK(frame->find("Frau M.") == std::string::npos);
    const auto waiting = shown_in<view::WordsWaiting>(facilitator.peer->take());
    BOOST_REQUIRE_EQUAL(waiting.size(), 1U);
    BOOST_CHECK_EQUAL(waiting[0].words.text, secret);

    kit.say(projector, wire::Ask{{kit.mark(1).id}});
    for (const auto& frame : projector.peer->frames) BOOST_CHECK(frame->find("Frau M.") == std::string::npos);
    projector.peer->take();

    kit.put(facilitator, {{test::id(900), moderation::ApproveWords{waiting[0].subject}}});
    const auto shown = shown_in<view::WordsShown>(projector.peer->take());
    BOOST_REQUIRE_EQUAL(shown.size(), 1U);
    BOOST_CHECK_EQUAL(shown[0].words.text, secret);
    kit.say(projector, wire::Ask{{kit.mark(1).id}});
    const auto told = projector.peer->take_all<wire::Told>();
    BOOST_REQUIRE_EQUAL(told.size(), 1U);
    BOOST_REQUIRE_EQUAL(told[0].talks.size(), 1U);
    BOOST_CHECK(told[0].talks[0].words->text == secret);
}

BOOST_AUTO_TEST_CASE(private_frames_go_to_their_author_alone) {
    HallKit kit;
    auto phone = kit.join(Role::Resident, 1);
    auto tablet = kit.join(Role::Resident, 1); // the same person
    auto other = kit.join(Role::Resident, 2);
    auto facilitator = kit.join(Role::Facilitator, 9);
    for (auto* client : {&phone, &tablet, &other, &facilitator}) client->peer->take();
    kit.put(phone, {kit.mark(1, "meins")});
    BOOST_CHECK(has<wire::Private>(phone.peer->take()));
    BOOST_CHECK(has<wire::Private>(tablet.peer->take()));
    BOOST_CHECK(!has<wire::Private>(other.peer->take()));
    kit.put(other, {{test::id(800), contribution::Support{kit.mark(1).id}}});
    BOOST_CHECK(has<wire::Private>(other.peer->take()));
    BOOST_CHECK(!has<wire::Private>(phone.peer->take()));
    kit.put(facilitator, {{test::id(801), moderation::RejectWords{kit.mark(1).id}}});
    const auto told = phone.peer->take_all<wire::Private>();
    BOOST_REQUIRE_EQUAL(told.size(), 1U);
    BOOST_CHECK(std::get<view::MineShown>(told[0].events.at(0)).words_state ==
                contribution::WordsState::Rejected);
    BOOST_CHECK(!has<wire::Private>(other.peer->take()));
    kit.put(phone, {{test::id(802), contribution::Withdraw{kit.mark(1).id}}});
    BOOST_CHECK(has<wire::Private>(phone.peer->take()));
    BOOST_CHECK(has<wire::Private>(other.peer->take())); // their support is gone with it
    BOOST_CHECK(!has<wire::Private>(facilitator.peer->take()));
    // No author ever leaves: neither as id nor in any frame.
    for (const auto& frame : facilitator.peer->frames)
        BOOST_CHECK(frame->find(base::hex_from_id(test::person(1))) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(one_tick_is_one_frame_shared_by_all_of_a_role) {
    HallKit kit;
    auto phone = kit.join(Role::Resident, 1);
    auto second = kit.join(Role::Resident, 2);
    auto third = kit.join(Role::Resident, 3);
    for (auto* client : {&phone, &second, &third}) client->peer->take();
    kit.committer.at_once = false;
    kit.put(phone, {kit.mark(1)}); // stored at once, because it was quiet
    BOOST_CHECK_EQUAL(kit.committer.commits, 3);
    for (std::uint64_t n = 2; n <= 9; ++n) kit.say(phone, wire::Put{{kit.mark(n)}});
    BOOST_CHECK_EQUAL(kit.committer.commits, 3); // the rest waits for the running commit
    kit.committer.finish();
    kit.settle();
    BOOST_CHECK_EQUAL(kit.committer.commits, 4); // and goes together
    kit.committer.finish();
    BOOST_REQUIRE_EQUAL(second.peer->frames.size(), 2U);
    BOOST_CHECK(second.peer->frames[1] == third.peer->frames[1]); // the same memory, encoded once
    const auto messages = second.peer->take();
    BOOST_CHECK_EQUAL(std::get<wire::Events>(messages[1]).events.size(), 8U);
}

BOOST_AUTO_TEST_CASE(sending_twice_stores_once_and_rules_answer_by_name) {
    HallKit kit;
    auto phone = kit.join(Role::Resident, 1);
    auto other = kit.join(Role::Resident, 2);
    kit.put(phone, {kit.mark(1)});
    BOOST_CHECK(only_outcome(phone.peer->take()) == Outcome::Fresh);
    kit.put(phone, {kit.mark(1)});
    BOOST_CHECK(only_outcome(phone.peer->take()) == Outcome::Duplicate);
    kit.put(phone, {kit.mark(1, "anders")});
    BOOST_CHECK(only_outcome(phone.peer->take()) == Outcome::Conflict);
    kit.put(other, {kit.mark(1)}); // somebody else's id: no way to find out what is behind it
    const auto answer = other.peer->take_all<wire::Acks>();
    BOOST_CHECK(answer[0].acks[0].outcome == Outcome::Conflict);
    BOOST_CHECK_EQUAL(answer[0].acks[0].sequence, 0U);
    kit.put(other, {{test::id(700), contribution::Withdraw{kit.mark(1).id}}});
    const auto refused = other.peer->take_all<wire::Acks>();
    BOOST_CHECK(refused[0].acks[0].outcome == Outcome::Rejected);
    BOOST_CHECK_EQUAL(refused[0].acks[0].why, "not_yours");
    kit.put(phone, {kit.mark(2), kit.mark(2)}); // twice in one message
    const auto both = phone.peer->take_all<wire::Acks>();
    BOOST_REQUIRE_EQUAL(both[0].acks.size(), 2U);
    BOOST_CHECK(both[0].acks[0].outcome == Outcome::Fresh);
    BOOST_CHECK(both[0].acks[1].outcome == Outcome::Duplicate);
    BOOST_CHECK_EQUAL(both[0].acks[0].sequence, both[0].acks[1].sequence);
    kit.put(phone, {{test::id(701), contribution::Withdraw{kit.mark(2).id}}});
    kit.put(phone, {kit.mark(2)});
    phone.peer->frames.pop_front(); // the answer to the withdrawal is among the others
    bool erased = false;
    for (const auto& acks : phone.peer->take_all<wire::Acks>())
        erased = erased || acks.acks[0].outcome == Outcome::Erased;
    BOOST_CHECK(erased);
}

BOOST_AUTO_TEST_CASE(awkward_texts_are_refused_and_spellings_are_made_one) {
    HallKit kit;
    auto phone = kit.join(Role::Resident, 1);
    const auto why = [&](std::uint64_t n, const std::string& words) {
        kit.put(phone, {kit.mark(n, words)});
        const auto acks = phone.peer->take_all<wire::Acks>();
        return acks.at(0).acks.at(0).why;
    };
    BOOST_CHECK_EQUAL(why(1, std::string("a\0b", 3)), "words_control");
    BOOST_CHECK_EQUAL(why(2, "a\xE2\x80\xAE"
                             "b"),
                      "words_bidi_control");
    BOOST_CHECK_EQUAL(why(3, std::string(8'001, 'x')), "words_too_long");
    BOOST_CHECK_EQUAL(why(4, "  \n"), "words_blank");
    BOOST_CHECK_EQUAL(why(5, "Ba\xCC\x88ume"), ""); // a + combining diaeresis
    const auto row = kit.room().state().contributions.find(kit.mark(5).id);
    BOOST_CHECK_EQUAL(kit.room().state().contributions.words_of(row).text, "B\xC3\xA4ume");
}

BOOST_AUTO_TEST_CASE(who_comes_back_gets_the_rest_and_knows_what_a_newcomer_knows) {
    HallKit kit;
    auto phone = kit.join(Role::Resident, 1);
    auto writer = kit.join(Role::Facilitator, 9);
    view::View view = snapshot_view(kit.room().state(), Role::Resident);
    std::uint64_t since = kit.room().state().sequence;
    kit.hall.gone(*phone.peer);
    for (std::uint64_t n = 0; n < 450; ++n) {
        kit.pass(1'000);
        kit.put(writer, {kit.mark(n, n % 3 == 0 ? "Worte" : "")});
        if (n % 9 == 0) kit.put(writer, {{test::id(10'000 + n), moderation::ApproveWords{kit.mark(n).id}}});
        if (n % 10 == 0) kit.put(writer, {{test::id(20'000 + n), contribution::Withdraw{kit.mark(n).id}}});
    }
    phone.peer = std::make_unique<test::MemoryPeer>(kit.next_peer++);
    kit.hall.connected(*phone.peer);
    kit.hello(phone, since);
    const auto messages = phone.peer->take();
    BOOST_CHECK(std::holds_alternative<wire::Welcome>(messages.front()));
    learn(view, messages, since);
    BOOST_CHECK_EQUAL(since, kit.room().state().sequence);
    BOOST_CHECK_EQUAL(view::view_hash(view),
                      view::view_hash(snapshot_view(kit.room().state(), Role::Resident)));
    std::size_t complete = 0;
    for (const auto& message : messages) {
        if (const auto* own = std::get_if<wire::Private>(&message)) complete += own->complete ? 1U : 0U;
    }
    BOOST_CHECK_EQUAL(complete, 1U);
}

BOOST_AUTO_TEST_CASE(too_long_a_gap_or_another_store_is_a_snapshot) {
    HallKit kit;
    auto phone = kit.join(Role::Resident, 1);
    phone.peer->take();
    wire::Hello hello;
    hello.token = phone.token;
    hello.quartier = "stockum";
    hello.epoch = "another";
    kit.say(phone, hello);
    BOOST_CHECK(has<wire::SnapshotDue>(phone.peer->take()));
    hello.epoch = kit.room().epoch();
    hello.since = kit.room().state().sequence + 1; // knows more than there is: a restored store
    kit.say(phone, hello);
    BOOST_CHECK(has<wire::SnapshotDue>(phone.peer->take()));
    server::EncodedBatch batch;
    batch.quartier = "stockum";
    for (std::uint64_t n = 0; n < server::Tail::longest_gap + 1; ++n) {
        contribution::Import import;
        import.shape = {geo::ShapeKind::Point, { test::Given::somewhere(static_cast<int>(n % 90)) }};
        batch.submissions.push_back({test::id(100'000 + n), import});
    }
    hello.since = kit.room().state().sequence;
    BOOST_CHECK_EQUAL(kit.import(std::move(batch)).error, "");
    phone.peer->take();
    kit.say(phone, hello);
    BOOST_CHECK(has<wire::SnapshotDue>(phone.peer->take()));
    ++hello.since;
    kit.say(phone, hello);
    BOOST_CHECK(has<wire::Welcome>(phone.peer->take()));
}

BOOST_AUTO_TEST_CASE(who_reads_slowly_catches_up_and_who_does_not_read_is_closed) {
    HallKit kit;
    auto slow = kit.join(Role::Resident, 1);
    auto writer = kit.join(Role::Facilitator, 9);
    view::View view = snapshot_view(kit.room().state(), Role::Resident);
    std::uint64_t since = kit.room().state().sequence;
    slow.peer->take();
    slow.peer->is_reading = false;
    for (std::uint64_t n = 0; n < 1'900; ++n) {
        kit.pass(100);
        kit.put(writer, {kit.mark(n)});
        writer.peer->take();
        BOOST_REQUIRE_LT(slow.peer->unsent, 512 * 1024U); // never an unbounded queue
        if (n % 100 == 99) ++slow.peer->sent;             // a little progress: slow, not gone
    }
    BOOST_CHECK_EQUAL(slow.peer->close_code, 0);
    BOOST_CHECK_GT(slow.peer->unsent, 200 * 1024U);
    // It reads again: everything comes, in order, without a gap.
    learn(view, slow.peer->take(), since);
    BOOST_CHECK_LT(since, kit.room().state().sequence);
    slow.peer->unsent = 0;
    slow.peer->is_reading = true;
    kit.hall.writable(*slow.peer);
    learn(view, slow.peer->take(), since);
    BOOST_CHECK_EQUAL(since, kit.room().state().sequence);
    BOOST_CHECK_EQUAL(view::view_hash(view),
                      view::view_hash(snapshot_view(kit.room().state(), Role::Resident)));

    slow.peer->is_reading = false;
    kit.put(writer, {kit.mark(2'000)});
    for (int i = 0; i < 14; ++i) kit.pass(1'000);
    BOOST_CHECK_EQUAL(slow.peer->close_code, 0);
    for (int i = 0; i < 3; ++i) kit.pass(1'000);
    BOOST_CHECK_EQUAL(slow.peer->close_code, server::close_code::too_slow);
    BOOST_CHECK_EQUAL(writer.peer->close_code, 0);
}

BOOST_AUTO_TEST_CASE(a_full_disk_takes_nothing_answers_busy_and_goes_on) {
    HallKit kit;
    auto phone = kit.join(Role::Resident, 1);
    auto projector = kit.join(Role::Projector, 0);
    kit.pass(600);
    phone.peer->take();
    projector.peer->take();
    const std::uint64_t before = kit.room().state().sequence;
    const std::uint64_t hash = workspace::state_hash(kit.room().state());
    kit.committer.failure_to_report = "The disk is full.";
    kit.put(phone, {kit.mark(1)});
    const auto answer = phone.peer->take();
    BOOST_CHECK(has<wire::Busy>(answer));
    BOOST_CHECK(!has<wire::Acks>(answer));
    BOOST_CHECK(projector.peer->take().empty());
    BOOST_CHECK_EQUAL(kit.room().state().sequence, before);
    BOOST_CHECK_EQUAL(workspace::state_hash(kit.room().state()), hash);
    kit.put(phone, {kit.mark(1)}); // too soon: not even tried
    BOOST_CHECK(has<wire::Busy>(phone.peer->take()));
    kit.committer.failure_to_report.clear();
    kit.pass(1'500);
    kit.put(phone, {kit.mark(1)});
    BOOST_CHECK(only_outcome(phone.peer->take()) == Outcome::Fresh);
    BOOST_CHECK_EQUAL(shown_in<view::MarkShown>(projector.peer->take()).size(), 1U);
}

BOOST_AUTO_TEST_CASE(revoking_a_link_closes_its_connections_and_no_others) {
    HallKit kit;
    auto phone = kit.join(Role::Resident, 1);
    auto projector = kit.join(Role::Projector, 0);
    const auto old_link = kit.links.of("stockum", Role::Resident, kit.session);
    std::string error = "not finished";
    kit.hall.revoke("stockum", Role::Resident, [&](const std::string& e) { error = e; });
    BOOST_CHECK_EQUAL(error, "");
    BOOST_CHECK_EQUAL(phone.peer->close_code, server::close_code::no_access);
    BOOST_CHECK(has<wire::Fault>(phone.peer->take()));
    BOOST_CHECK_EQUAL(projector.peer->close_code, 0);
    BOOST_CHECK(!kit.links.find(old_link->secret));
    const auto new_link = kit.links.of("stockum", Role::Resident, kit.session);
    BOOST_CHECK(new_link->secret != old_link->secret);
    BOOST_CHECK(kit.links.find(new_link->secret));
    BOOST_CHECK(!kit.hall.tokens().find(phone.token, kit.unix_ms));
    // The same after a restart.
    server::LinkBook again(test::some_key);
    again.load(*kit.store->links());
    BOOST_CHECK(!again.find(old_link->secret));
    BOOST_CHECK(again.find(new_link->secret));
}

BOOST_AUTO_TEST_CASE(an_expired_token_is_shown_the_door) {
    HallKit kit;
    auto phone = kit.join(Role::Resident, 1);
    phone.peer->take();
    kit.unix_ms += server::Tokens::lifetime_ms + 1;
    kit.pass(2'000);
    BOOST_CHECK_EQUAL(phone.peer->close_code, server::close_code::no_access);
    auto late = std::make_unique<test::MemoryPeer>(kit.next_peer++);
    kit.hall.connected(*late);
    wire::Hello hello;
    hello.token = phone.token;
    hello.quartier = "stockum";
    kit.hall.received(*late, wire::encode(wire::ClientMessage{hello}));
    const auto faults = late->take_all<wire::Fault>();
    BOOST_REQUIRE_EQUAL(faults.size(), 1U);
    BOOST_CHECK_EQUAL(faults[0].code, "token");
    BOOST_CHECK_EQUAL(late->close_code, server::close_code::no_access);
}

BOOST_AUTO_TEST_CASE(who_says_nothing_is_shown_the_door) {
    HallKit kit;
    auto phone = kit.join(Role::Resident, 1);
    test::MemoryPeer silent(kit.next_peer++);
    kit.hall.connected(silent);
    BOOST_CHECK_LE(kit.hall.next_wake_ms(), kit.steady_ms + server::Hall::hello_within_ms);
    kit.pass(9'900);
    BOOST_CHECK_EQUAL(silent.close_code, 0);
    kit.pass(200);
    BOOST_CHECK_EQUAL(silent.close_code, server::close_code::policy);
    BOOST_CHECK_EQUAL(phone.peer->close_code, 0);
}

BOOST_AUTO_TEST_CASE(a_link_of_a_session_makes_marks_there_and_nowhere_else) {
    HallKit kit;
    auto facilitator = kit.join(Role::Facilitator, 9);
    kit.put(facilitator, {{test::id(600), session::Plan{"Zweite"}}});
    kit.put(facilitator, {{test::id(601), session::Open{test::id(600)}}});
    auto phone = kit.join(Role::Resident, 1);
    phone.peer->take();
    wire::Submission elsewhere = kit.mark(1);
    std::get<contribution::Make>(elsewhere.command).session = test::id(600);
    kit.put(phone, {elsewhere});
    BOOST_CHECK_EQUAL(phone.peer->take_all<wire::Acks>()[0].acks[0].why, "session_unknown");
    facilitator.peer->take();
    elsewhere.id = test::id(602);
    kit.put(facilitator, {elsewhere});
    BOOST_CHECK(only_outcome(facilitator.peer->take()) == Outcome::Fresh);
    // The new session has links of its own.
    BOOST_CHECK(kit.links.of("stockum", Role::Resident, test::id(600)));
    BOOST_CHECK(kit.links.of("stockum", Role::Kiosk, test::id(600)));
}

BOOST_AUTO_TEST_CASE(counts_go_to_projector_and_facilitator_and_not_too_often) {
    HallKit kit;
    auto projector = kit.join(Role::Projector, 0);
    auto phone = kit.join(Role::Resident, 1);
    kit.pass(600);
    projector.peer->take();
    phone.peer->take();
    std::vector<HallKit::Client> guests;
    for (std::uint64_t i = 0; i < 50; ++i) {
        guests.push_back(kit.join(Role::Resident, 10 + i));
        kit.pass(20);
    }
    kit.pass(600);
    const auto last = projector.peer->take_all<wire::Room>();
    BOOST_CHECK_LE(last.size(), 4U); // in 1.6 seconds
    BOOST_REQUIRE(!last.empty());
    BOOST_CHECK_EQUAL(last.back().residents, 51U);
    BOOST_CHECK_EQUAL(last.back().projectors, 1U);
    BOOST_CHECK(!has<wire::Room>(phone.peer->take()));
}

BOOST_AUTO_TEST_CASE(a_person_taps_a_flood_waits) {
    HallKit kit;
    auto phone = kit.join(Role::Resident, 1);
    phone.peer->take();
    int busy = 0;
    std::size_t fresh = 0;
    for (std::uint64_t n = 0; n < 100; ++n) {
        kit.put(phone, {kit.mark(n)}); // 30 ms apart
        for (const auto& message : phone.peer->take()) {
            busy += std::holds_alternative<wire::Busy>(message) ? 1 : 0;
            if (const auto* acks = std::get_if<wire::Acks>(&message)) fresh += acks->acks.size();
        }
    }
    BOOST_CHECK_GE(fresh, 20U);
    BOOST_CHECK_LE(fresh, 28U);
    BOOST_CHECK_EQUAL(busy + static_cast<int>(fresh), 100);
    kit.pass(10'000);
    kit.put(phone, {kit.mark(500)});
    BOOST_CHECK(only_outcome(phone.peer->take()) == Outcome::Fresh);
    // A whole outbox passes at once, and is paid for afterwards.
    kit.pass(20'000);
    std::vector<wire::Submission> outbox;
    for (std::uint64_t n = 600; n < 632; ++n) outbox.push_back(kit.mark(n));
    kit.put(phone, std::move(outbox));
    BOOST_CHECK_EQUAL(phone.peer->take_all<wire::Acks>().at(0).acks.size(), 32U);
    kit.put(phone, {kit.mark(700)});
    const auto later = phone.peer->take_all<wire::Busy>();
    BOOST_REQUIRE_EQUAL(later.size(), 1U);
    BOOST_CHECK_GT(later[0].retry_ms, 5'000U);
}

BOOST_AUTO_TEST_CASE(a_snapshot_shows_what_the_role_may_see_and_nothing_that_was_taken_away) {
    HallKit kit;
    auto phone = kit.join(Role::Resident, 1);
    kit.put(phone, {kit.mark(1, "privat")});
    const auto count = [&](Role role) {
        std::size_t marks = 0;
        const auto body = kit.room().snapshot(role);
        BOOST_REQUIRE(wire::decode_snapshot(body->plain, [&](const view::ViewEvent& e) {
            marks += std::holds_alternative<view::MarkShown>(e) ? 1U : 0U;
        }));
        const auto gunzipped = server::gunzip(body->gzip, 1 << 20);
        BOOST_CHECK(gunzipped && *gunzipped == body->plain);
        return marks;
    };
    BOOST_CHECK_EQUAL(count(Role::Projector), 1U);
    const auto contains = [&](Role role, const std::string& text) {
        const auto body = kit.room().snapshot(role);
        return std::string(body->plain.begin(), body->plain.end()).find(text) != std::string::npos;
    };
    BOOST_CHECK(!contains(Role::Projector, "privat"));
    BOOST_CHECK(contains(Role::Facilitator, "privat"));
    kit.put(phone, {{test::id(500), contribution::Withdraw{kit.mark(1).id}}});
    BOOST_CHECK_EQUAL(count(Role::Projector), 0U);
    BOOST_CHECK(!contains(Role::Facilitator, "privat"));
}

BOOST_AUTO_TEST_CASE(a_refused_import_leaves_nothing) {
    HallKit kit;
    const std::uint64_t hash = workspace::state_hash(kit.room().state());
    server::EncodedBatch batch;
    batch.quartier = "stockum";
    contribution::Import import;
    import.shape = {geo::ShapeKind::Point, { test::Given::somewhere(1) }};
    batch.submissions.push_back({test::id(1'000), import});
    import.shape = {geo::ShapeKind::Point, { { 0, 0 } }}; // in the Gulf of Guinea
    batch.submissions.push_back({test::id(1'001), import});
    const auto result = kit.import(batch);
    BOOST_CHECK(result.error.find("outside_quartier") != std::string::npos);
    BOOST_CHECK_EQUAL(workspace::state_hash(kit.room().state()), hash);
    batch.submissions.pop_back();
    BOOST_CHECK_EQUAL(kit.import(batch).error, "");
    const auto again = kit.import(batch);
    BOOST_CHECK_EQUAL(again.error, "");
    BOOST_CHECK(again.acks[0].outcome == Outcome::Duplicate);
    server::EncodedBatch nowhere;
    nowhere.quartier = "stockum";
    nowhere.submissions.push_back(
        {test::id(1'002), quartier::Found{"stockum", "Zweimal", false, test::Given::extent()}});
    BOOST_CHECK(kit.import(nowhere).error.find("quartier_exists") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
