// SPDX-License-Identifier: Apache-2.0
#include "core/sync/client.hpp"
#include "core/view/view.hpp"
#include "core/workspace/decide.hpp"
#include "tests/support/given.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>
#include <map>

using namespace anker;

namespace {

/// A server in memory with the rules of the real one: dedupe by id, acknowledge after storing, resume from a
/// number.
struct MemoryServer {
    test::Given given;
    std::map<base::EventId, std::uint64_t> stored;

    std::vector<std::string> answer(std::string_view text, base::AuthorId author) {
        std::vector<std::string> out;
        const auto message = wire::decode_client_message(text);
        BOOST_REQUIRE(message.has_value());
        if (const auto* hello = std::get_if<wire::Hello>(&*message)) {
            if (hello->epoch != "e1") {
                out.push_back(wire::encode(wire::ServerMessage{wire::SnapshotDue{}}));
                return out;
            }
            wire::Welcome welcome;
            welcome.epoch = "e1";
            welcome.head = given.state.sequence;
            out.push_back(wire::encode(wire::ServerMessage{welcome}));
            out.push_back(events_after(hello->since));
            out.push_back(wire::encode(
                wire::ServerMessage{wire::Private{true, view::private_snapshot(given.state, author)}}));
        } else if (const auto* put = std::get_if<wire::Put>(&*message)) {
            const std::uint64_t before = given.state.sequence;
            wire::Acks acks;
            for (const auto& submission : put->submissions) {
                if (const auto found = stored.find(submission.id); found != stored.end()) {
                    acks.acks.push_back({submission.id, wire::Outcome::Duplicate, found->second, ""});
                    continue;
                }
                const auto event =
                    workspace::decide(given.state, submission.command, {workspace::Role::Resident, author});
                if (!event) {
                    acks.acks.push_back({submission.id, wire::Outcome::Rejected, 0,
                                         std::string(workspace::name_of(event.error()))});
                    continue;
                }
                given.log.push_back({submission.id, given.state.sequence + 1, 1, author, *event});
                workspace::apply(given.state, given.log.back());
                stored[submission.id] = given.state.sequence;
                acks.acks.push_back({submission.id, wire::Outcome::Fresh, given.state.sequence, ""});
            }
            out.push_back(wire::encode(wire::ServerMessage{acks}));
            if (given.state.sequence > before) out.push_back(events_after(before));
        }
        return out;
    }

    std::string events_after(std::uint64_t since) {
        wire::Events frame{since + 1, given.state.sequence, {}};
        for (auto i = static_cast<std::size_t>(since); i < given.log.size(); ++i) {
            for (auto& e : view::project(given.state, given.log[i], workspace::Role::Resident))
                frame.events.push_back(std::move(e));
        }
        return wire::encode(wire::ServerMessage{frame});
    }
};

/// A phone: the state machine, its storage, and a line that may lose everything in flight.
struct Phone {
    sync::Client client{"stockum"};
    base::AuthorId author;
    view::View shown;
    std::map<base::EventId, std::string> kept;
    std::map<base::EventId, wire::Outcome> settled;
    std::vector<std::string> to_server;
    bool is_open = false;
    bool wants_snapshot = false;

    void run(const sync::Effects& effects) {
        for (const auto& effect : effects) {
            if (const auto* send = std::get_if<sync::SendText>(&effect)) to_server.push_back(send->text);
            if (std::holds_alternative<sync::OpenSocket>(effect)) is_open = false;
            if (std::holds_alternative<sync::FetchSnapshot>(effect)) wants_snapshot = true;
            if (const auto* show = std::get_if<sync::ShowEvent>(&effect)) view::apply(shown, show->event);
            if (const auto* keep = std::get_if<sync::KeepCommand>(&effect)) kept[keep->id] = keep->json;
            if (const auto* drop = std::get_if<sync::DropCommand>(&effect)) kept.erase(drop->id);
            if (const auto* done = std::get_if<sync::Settled>(&effect)) {
                BOOST_REQUIRE_MESSAGE(!settled.contains(done->id), "settled twice");
                settled[done->id] = done->outcome;
            }
        }
    }
};

wire::Submission mark(base::SessionId session, std::uint64_t n) {
    contribution::Make make;
    make.session = session;
    make.theme = static_cast<contribution::Theme>(n % 12);
    make.shape = {geo::ShapeKind::Point, {test::Given::somewhere(static_cast<int>(n % 50))}};
    return {test::id(5000 + n), make};
}

void fetch_snapshot(Phone& phone, MemoryServer& server) {
    phone.wants_snapshot = false;
    phone.shown = {};
    view::snapshot(server.given.state, workspace::Role::Resident,
                   [&](const view::ViewEvent& e) { view::apply(phone.shown, e); });
    phone.run(phone.client.snapshot_loaded("e1", server.given.state.sequence));
}

} // namespace

BOOST_AUTO_TEST_SUITE(sync_client)

BOOST_AUTO_TEST_CASE(nothing_is_lost_or_doubled_whatever_the_line_does) {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        test::Random random(seed);
        MemoryServer server;
        Phone phone;
        phone.author = test::person(9);
        std::int64_t now = 0;
        std::uint64_t made = 0;
        phone.run(phone.client.start("token", now));
        const auto deliver = [&](double loss) {
            // Everything in flight may vanish with the line; the server may have stored it all the same.
            for (std::size_t round = 0; round < 50 && !phone.to_server.empty(); ++round) {
                std::vector<std::string> batch;
                batch.swap(phone.to_server);
                for (const std::string& text : batch) {
                    const bool lost_on_the_way = random.below(1000) < static_cast<int>(loss * 1000);
                    if (lost_on_the_way) {
                        phone.to_server.clear();
                        phone.run(phone.client.socket_closed(now, static_cast<std::uint32_t>(random.next())));
                        return;
                    }
                    for (const std::string& reply : server.answer(text, phone.author)) {
                        if (random.below(1000) < static_cast<int>(loss * 1000)) {
                            phone.to_server.clear();
                            phone.run(
                                phone.client.socket_closed(now, static_cast<std::uint32_t>(random.next())));
                            return;
                        }
                        phone.run(phone.client.received(reply, now));
                    }
                    if (phone.wants_snapshot) fetch_snapshot(phone, server);
                }
            }
        };
        for (int step = 0; step < 300; ++step) {
            now += 200;
            if (made < 100 && random.below(2) == 0)
                phone.run(phone.client.submit(mark(server.given.session, made++)));
            if (phone.client.link() == sync::Link::Connecting) phone.run(phone.client.socket_opened());
            if (phone.client.next_tick_ms() <= now) phone.run(phone.client.tick(now));
            deliver(0.15);
        }
        for (int step = 0; step < 400 && !phone.kept.empty(); ++step) {
            now += 1000;
            if (phone.client.next_tick_ms() <= now) phone.run(phone.client.tick(now));
            if (phone.client.link() == sync::Link::Connecting) phone.run(phone.client.socket_opened());
            deliver(0);
        }
        BOOST_TEST(made == 100u);
        BOOST_TEST(phone.kept.empty());
        BOOST_TEST(server.stored.size() == made);
        BOOST_TEST(server.given.state.contributions.row_count() == made);
        BOOST_TEST(phone.settled.size() == made);
        BOOST_TEST(phone.shown.marks.live_count() == made);
    }
}

BOOST_AUTO_TEST_CASE(commands_are_kept_before_they_are_sent_and_at_most_a_window_is_on_the_line) {
    MemoryServer server;
    Phone phone;
    phone.run(phone.client.start("token", 0));
    for (std::uint64_t n = 0; n < 80; ++n) {
        const auto effects = phone.client.submit(mark(server.given.session, n));
        BOOST_REQUIRE(std::holds_alternative<sync::KeepCommand>(effects.front()));
        phone.run(effects);
    }
    BOOST_TEST(phone.to_server.empty());
    phone.run(phone.client.socket_opened());
    const auto hello = phone.to_server;
    phone.to_server.clear();
    for (const auto& reply : server.answer(hello.at(0), phone.author))
        phone.run(phone.client.received(reply, 0));
    fetch_snapshot(phone, server);
    const auto hello_again = phone.to_server;
    phone.to_server.clear();
    phone.run(phone.client.received(server.answer(hello_again.at(0), phone.author).at(0), 0));
    BOOST_REQUIRE(phone.to_server.size() == 1u);
    const auto put = wire::decode_client_message(phone.to_server.front());
    BOOST_TEST(std::get<wire::Put>(*put).submissions.size() == sync::Client::window);
}

BOOST_AUTO_TEST_CASE(a_missing_frame_makes_the_client_ask_again) {
    Phone phone;
    phone.run(phone.client.start("token", 0));
    phone.run(phone.client.socket_opened());
    wire::Welcome welcome;
    welcome.epoch = "e1";
    phone.run(phone.client.received(wire::encode(wire::ServerMessage{welcome}), 0));
    phone.to_server.clear();
    phone.run(phone.client.received(wire::encode(wire::ServerMessage{wire::Events{5, 6, {}}}), 0));
    BOOST_REQUIRE(phone.to_server.size() == 1u);
    BOOST_TEST(std::holds_alternative<wire::Hello>(*wire::decode_client_message(phone.to_server.front())));
    BOOST_TEST(phone.client.last_sequence() == 0u);
}

BOOST_AUTO_TEST_CASE(busy_means_later_and_a_dead_token_means_a_new_one) {
    MemoryServer server;
    Phone phone;
    phone.run(phone.client.start("token", 0));
    phone.run(phone.client.socket_opened());
    wire::Welcome welcome;
    welcome.epoch = "e1";
    phone.run(phone.client.received(wire::encode(wire::ServerMessage{welcome}), 0));
    phone.run(phone.client.submit(mark(server.given.session, 1)));
    phone.to_server.clear();
    phone.run(phone.client.received(wire::encode(wire::ServerMessage{wire::Busy{700}}), 1000));
    BOOST_TEST(phone.client.next_tick_ms() == 1700);
    phone.run(phone.client.tick(1700));
    BOOST_TEST(phone.to_server.size() == 1u);
    const auto effects =
        phone.client.received(wire::encode(wire::ServerMessage{wire::Fault{"token", "expired"}}), 1800);
    BOOST_TEST(std::holds_alternative<sync::NewTokenNeeded>(effects.back()));
    BOOST_TEST(phone.client.pending().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_hall_of_phones_spreads_its_reconnects) {
    std::set<std::int64_t> times;
    test::Random random(1);
    for (int i = 0; i < 100; ++i) {
        sync::Client client("stockum");
        (void)client.start("t", 0);
        for (int k = 0; k < 4; ++k) {
            (void)client.socket_closed(0, static_cast<std::uint32_t>(random.next()));
            if (k < 3) (void)client.tick(sync::Client::last_retry_ms);
        }
        times.insert(client.next_tick_ms() / 100);
    }
    BOOST_TEST(times.size() > 20u);
}

BOOST_AUTO_TEST_SUITE_END()
