// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/room/hall.hpp"
#include "tests/server/support/store_kit.hpp"

#include <deque>

namespace anker::test {

/// A connection that is a list.
class MemoryPeer final : public server::Peer {
public:
    explicit MemoryPeer(std::uint64_t number) : Peer(number) {}
    void send(server::Frame frame) override {
        if (close_code != 0) return;
        unsent += is_reading ? 0 : frame->size();
        sent += is_reading ? 1 : 0;
        frames.push_back(std::move(frame));
    }
    std::size_t unsent_bytes() const override { return unsent; }
    std::uint64_t sent_messages() const override { return sent; }
    void close(std::uint16_t code, std::string_view) override {
        if (close_code == 0) close_code = code;
    }

    /// All messages since the last call, decoded.
    std::vector<wire::ServerMessage> take() {
        std::vector<wire::ServerMessage> messages;
        for (const server::Frame& frame : frames) {
            auto message = wire::decode_server_message(*frame);
            BOOST_REQUIRE_MESSAGE(message.has_value(), *frame);
            messages.push_back(std::move(*message));
        }
        frames.clear();
        return messages;
    }
    /// Messages of one type among those.
    template <class T>
    std::vector<T> take_all() {
        std::vector<T> wanted;
        for (auto& message : take()) {
            if (auto* m = std::get_if<T>(&message)) wanted.push_back(std::move(*m));
        }
        return wanted;
    }

    std::deque<server::Frame> frames;
    bool is_reading = true;
    std::size_t unsent = 0;
    std::uint64_t sent = 0;
    int close_code = 0;
};

/// Stores when the test says so, or at once.
class ManualCommitter final : public server::Committer {
public:
    explicit ManualCommitter(server::EventStore& store) : m_store(store) {}
    void commit(server::Append append, Done done) override {
        waiting.emplace_back(std::move(append), std::move(done));
        ++commits;
        if (at_once) finish();
    }
    void finish() {
        while (!waiting.empty()) {
            auto [append, done] = std::move(waiting.front());
            waiting.pop_front();
            if (!failure_to_report.empty()) {
                done(failure(server::StoreError{server::StoreError::Code::Full, failure_to_report}));
                continue;
            }
            auto results = m_store.append(std::span(&append, 1));
            if (results) {
                done(std::move(results->front()));
            } else {
                done(failure(results.error()));
            }
        }
    }
    std::deque<std::pair<server::Append, Done>> waiting;
    bool at_once = true;
    int commits = 0;
    std::string failure_to_report; ///< e.g. "The disk is full."

private:
    server::EventStore& m_store;
};

/// A hall with one founded Quartier, an open session and a clock of its own; no sockets, no threads.
class HallKit {
public:
    HallKit()
        : store(open_store(folder)), links(some_key), committer(*store),
          hall(*store, some_key, links, committer, {[this] { return unix_ms; }, [this] { return steady_ms; }},
               log) {
        server::EncodedBatch batch;
        batch.quartier = "stockum";
        batch.submissions.push_back({id(1), quartier::Found{"stockum", "Stockum", false, Given::extent()}});
        import(std::move(batch));
        session = room().state().sessions.begin()->first;
        server::EncodedBatch open;
        open.quartier = "stockum";
        open.submissions.push_back({id(2), session::Open{session}});
        import(std::move(open));
    }

    server::Room& room() { return **hall.room_for_import("stockum"); }

    server::ImportResult import(server::EncodedBatch batch) {
        server::ImportResult result{"not finished", {}};
        room().import(std::move(batch), [&](const server::ImportResult& r) { result = r; });
        return result;
    }

    server::Grant grant(workspace::Role role, std::uint64_t who) {
        server::Grant grant;
        grant.role = role;
        grant.quartier = "stockum";
        if (server::belongs_to_session(role)) grant.session = session;
        if (role != workspace::Role::Projector) grant.author = person(who);
        for (const server::Link& link : links.of("stockum")) {
            if (link.row.role == role) grant.link = link.row.hash;
        }
        return grant;
    }

    struct Client {
        std::unique_ptr<MemoryPeer> peer;
        std::string token;
    };
    /// A connected client; with `from_start` it asks for all events from the first one.
    Client join(workspace::Role role, std::uint64_t who) {
        Client client{std::make_unique<MemoryPeer>(next_peer++),
                      hall.tokens().issue(grant(role, who), unix_ms)};
        hall.connected(*client.peer);
        hello(client, room().state().sequence);
        return client;
    }
    void hello(Client& client, std::uint64_t since) {
        wire::Hello hello;
        hello.token = client.token;
        hello.quartier = "stockum";
        hello.epoch = room().epoch();
        hello.since = since;
        say(client, hello);
    }
    void say(Client& client, const wire::ClientMessage& message) {
        hall.received(*client.peer, wire::encode(message));
    }
    void put(Client& client, std::vector<wire::Submission> submissions) {
        say(client, wire::Put{std::move(submissions)});
        settle();
    }
    /// Lets enough time pass for the next tick.
    void settle() { pass(30); }
    void pass(std::int64_t ms) {
        steady_ms += ms;
        unix_ms += ms;
        hall.wake();
    }
    wire::Submission mark(std::uint64_t n, const std::string& words = "") {
        contribution::Make make;
        make.session = session;
        make.theme = static_cast<contribution::Theme>(n % contribution::theme_count);
        make.shape = {geo::ShapeKind::Point, {Given::somewhere(static_cast<int>(n % 100))}};
        if (!words.empty()) make.words = contribution::Words{words, "de"};
        return {id(50'000 + n), make};
    }

    TempFolder folder;
    std::unique_ptr<server::SqliteStore> store;
    server::LinkBook links;
    ManualCommitter committer;
    server::Log log{server::Log::Form::Silent};
    std::int64_t unix_ms = 1'790'000'000'000;
    std::int64_t steady_ms = 1'000'000;
    server::Hall hall;
    base::SessionId session;
    std::uint64_t next_peer = 1;
};

/// View events of one type in all Events frames.
template <class T>
std::vector<T> shown_in(const std::vector<wire::ServerMessage>& messages) {
    std::vector<T> found;
    for (const auto& message : messages) {
        const auto* events = std::get_if<wire::Events>(&message);
        if (events == nullptr) continue;
        for (const auto& event : events->events) {
            if (const auto* wanted = std::get_if<T>(&event)) found.push_back(*wanted);
        }
    }
    return found;
}

template <class T>
bool has(const std::vector<wire::ServerMessage>& messages) {
    for (const auto& message : messages) {
        if (std::holds_alternative<T>(message)) return true;
    }
    return false;
}

} // namespace anker::test
