// SPDX-License-Identifier: Apache-2.0
#include "core/view/view.hpp"
#include "core/wire/messages.hpp"
#include "core/wire/snapshot.hpp"
#include "tests/support/given.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using workspace::Role;

BOOST_AUTO_TEST_SUITE(wire_format)

BOOST_AUTO_TEST_CASE(a_snapshot_carries_the_whole_view_of_a_role) {
    const auto log = test::varied_log(8, 900);
    const auto state = workspace::replay(log);
    for (const Role role : workspace::all_roles) {
        view::View direct;
        view::snapshot(state, role, [&](const view::ViewEvent& event) { view::apply(direct, event); });
        const auto bytes = wire::encode_snapshot(state, role, "epoch-1");
        view::View decoded;
        const auto head =
            wire::decode_snapshot(bytes, [&](const view::ViewEvent& event) { view::apply(decoded, event); });
        BOOST_REQUIRE(head.has_value());
        BOOST_TEST(head->epoch == "epoch-1");
        BOOST_TEST(head->head == state.sequence);
        BOOST_TEST(view::view_hash(decoded) == view::view_hash(direct), workspace::name_of(role));
    }
}

BOOST_AUTO_TEST_CASE(a_damaged_snapshot_is_refused_and_hands_out_nothing) {
    const auto state = workspace::replay(test::varied_log(8, 300));
    const auto bytes = wire::encode_snapshot(state, Role::Resident, "e");
    test::Random random(3);
    std::size_t refused = 0;
    for (int i = 0; i < 400; ++i) {
        auto damaged = bytes;
        if (i % 2 == 0) {
            damaged.resize(random.below(bytes.size()));
        } else {
            damaged[random.below(bytes.size())] ^= static_cast<std::uint8_t>(1 + random.below(255));
        }
        std::size_t handed_out = 0;
        const auto head = wire::decode_snapshot(damaged, [&](const view::ViewEvent&) { ++handed_out; });
        if (!head) {
            ++refused;
            BOOST_REQUIRE_EQUAL(handed_out, 0u);
        }
    }
    BOOST_TEST(refused > 200u); // every cut, and the flips that break a rule
}

BOOST_AUTO_TEST_CASE(every_view_event_survives_the_way_to_the_client) {
    const auto log = test::varied_log(9, 600);
    workspace::State state;
    for (const auto& recorded : log) {
        workspace::apply(state, recorded);
        for (const Role role : {Role::Resident, Role::Facilitator}) {
            wire::Events frame{recorded.sequence, recorded.sequence, view::project(state, recorded, role)};
            for (auto& event : view::project_private(state, recorded, recorded.author))
                frame.events.push_back(event);
            const auto back = wire::decode_server_message(wire::encode(wire::ServerMessage{frame}));
            BOOST_REQUIRE(back.has_value());
            BOOST_REQUIRE((std::get<wire::Events>(*back).events == frame.events));
        }
    }
}

BOOST_AUTO_TEST_CASE(commands_survive_the_way_to_the_server) {
    contribution::Make make;
    make.session = test::id(5);
    make.theme = contribution::Theme::Safety;
    make.life_phase = contribution::LifePhase::OlderPeople;
    make.shape = {geo::ShapeKind::Line, {{1, 2}, {3, -4}}};
    make.words = contribution::Words{"Zeile\nzwei „so“", "de"};
    const std::vector<workspace::Command> commands{make,
                                                   contribution::AddWords{test::id(6), {"x", ""}},
                                                   contribution::Support{test::id(6)},
                                                   contribution::WithdrawSupport{test::id(6)},
                                                   contribution::Comment{test::id(6), {"y", "tr"}},
                                                   contribution::Withdraw{test::id(6)},
                                                   moderation::ApproveWords{test::id(6)},
                                                   moderation::RejectWords{test::id(6)},
                                                   moderation::HideMark{test::id(6)},
                                                   moderation::ShowMark{test::id(6)},
                                                   session::Plan{"Abend"},
                                                   session::Open{test::id(7)},
                                                   session::Pause{test::id(7)},
                                                   session::Close{test::id(7)}};
    for (const auto& command : commands) {
        const std::string text = wire::encode_submission({test::id(1), command});
        const auto back = wire::decode_submission(text);
        BOOST_REQUIRE_MESSAGE(back.has_value(), text);
        BOOST_TEST(wire::encode_submission(*back) == text);
        BOOST_TEST(back->command.index() == command.index());
    }
}

BOOST_AUTO_TEST_CASE(imports_cannot_come_over_the_wire) {
    for (const workspace::Command& command :
         {workspace::Command{contribution::Import{}}, workspace::Command{quartier::Found{}},
          workspace::Command{quartier::AdoptDataset{}}}) {
        BOOST_TEST(!wire::decode_submission(wire::encode_submission({test::id(1), command})).has_value());
    }
}

BOOST_AUTO_TEST_CASE(the_schema_is_closed_and_faults_say_where) {
    const auto fault = [](std::string_view text) {
        const auto message = wire::decode_client_message(text);
        return message ? std::string("decoded") : message.error().code + " " + message.error().where;
    };
    BOOST_TEST(fault("{") == "malformed not JSON");
    BOOST_TEST(fault(std::string(16'000, '[')) == "malformed not JSON");
    BOOST_TEST(fault(R"({"t":"dance"})") == "unknown_message t");
    BOOST_TEST(fault(R"({"t":"ask","ids":["12"]})") == "malformed ids");
    BOOST_TEST(fault(R"({"t":"hello","v":[1,1],"token":"a","quartier":"b","extra":1})") ==
               "malformed (unknown field)");
    BOOST_TEST(fault(R"({"t":"hello","v":[1,1],"token":"a","quartier":"b","since":1e400})") ==
               "malformed not JSON");
    BOOST_TEST(fault(R"({"t":"hello","v":[1,1],"token":"a","quartier":"b","since":-1})") ==
               "malformed since");
    BOOST_TEST(
        fault(
            R"({"t":"put","e":[{"id":"00000000000000010000000000000001","c":"support","b":{"contribution":"00000000000000010000000000000002","weight":2}}]})") ==
        "malformed e.0.b.(unknown field)");
    BOOST_TEST(fault("{\"t\":\"put\",\"e\":[{\"id\":\"00000000000000010000000000000001\",\"c\":\"add_words\","
                     "\"b\":{\"contribution\":"
                     "\"00000000000000010000000000000002\",\"words\":{\"text\":\"\\ud800\"}}}]}") ==
               "malformed not JSON");
}

BOOST_AUTO_TEST_CASE(the_decoder_never_crashes_on_garbage) {
    test::Random random(11);
    const std::string seed_text =
        wire::encode(wire::ClientMessage{wire::Put{{{test::id(1), contribution::Make{}}}}});
    for (int i = 0; i < 3000; ++i) {
        std::string text = seed_text;
        for (int k = 0; k < 4; ++k) text[random.below(text.size())] = static_cast<char>(random.below(256));
        (void)wire::decode_client_message(text);
        (void)wire::decode_server_message(text);
    }
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()
