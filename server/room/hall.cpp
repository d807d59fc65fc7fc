// SPDX-License-Identifier: Apache-2.0
#include "server/room/hall.hpp"

#include "core/base/overloaded.hpp"

#include <algorithm>

namespace anker::server {

namespace {

void send(Peer& peer, const wire::ServerMessage& message) {
    peer.send(std::make_shared<const std::string>(wire::encode(message)));
}

wire::Fault fault_from(const wire::WireError& error) {
    const std::string where = error.where.empty() ? "" : " (" + error.where + ")";
    if (error.code == "unknown_message")
        return {error.code, "This kind of message is not known here" + where + "."};
    if (error.code == "too_many") return {error.code, "Too many commands in one message" + where + "."};
    return {error.code, "The message could not be read" + where + "."};
}

} // namespace

Stored<Room*> Hall::room(const std::string& quartier) {
    if (const auto open = m_rooms.find(quartier); open != m_rooms.end()) return open->second.get();
    ANKER_TRY(const Head head, m_store.head(quartier));
    if (head.sequence == 0) return static_cast<Room*>(nullptr);
    return room_for_import(quartier);
}

Stored<Room*> Hall::room_for_import(const std::string& quartier) {
    if (const auto open = m_rooms.find(quartier); open != m_rooms.end()) return open->second.get();
    auto room =
        std::make_unique<Room>(quartier, m_store, m_key, m_links, m_committer, m_clock, m_log, RoomLimits{});
    ANKER_DO(room->open());
    return (m_rooms[quartier] = std::move(room)).get();
}

void Hall::connected(Peer& peer) {
    m_visitors[peer.id()] = {&peer, nullptr, 0};
    m_hello_by_ms[peer.id()] = m_clock.steady_ms() + hello_within_ms;
}

void Hall::gone(Peer& peer) {
    const auto found = m_visitors.find(peer.id());
    if (found == m_visitors.end()) return;
    if (found->second.room != nullptr) found->second.room->leave(peer);
    m_visitors.erase(found);
    m_hello_by_ms.erase(peer.id());
}

void Hall::writable(Peer& peer) {
    const auto found = m_visitors.find(peer.id());
    if (found != m_visitors.end() && found->second.room != nullptr) found->second.room->writable(peer);
}

void Hall::refuse(Visitor& visitor, const wire::Fault& fault, std::uint16_t code) {
    send(*visitor.peer, fault);
    visitor.peer->close(code, fault.code);
}

void Hall::received(Peer& peer, std::string_view text) {
    const auto found = m_visitors.find(peer.id());
    if (found == m_visitors.end()) return;
    Visitor& visitor = found->second;
    auto message = wire::decode_client_message(text);
    if (!message) {
        const wire::Fault fault = fault_from(message.error());
        if (visitor.room == nullptr || ++visitor.faults >= most_faults) {
            refuse(visitor, fault, close_code::policy);
        } else {
            send(peer, fault); // a newer client may say more than we understand
        }
        return;
    }
    if (const auto* m = std::get_if<wire::Hello>(&*message)) {
        hello(visitor, *m);
    } else if (visitor.room == nullptr) {
        refuse(visitor, {"hello_first", "Say hello first."}, close_code::protocol);
    } else if (auto* put = std::get_if<wire::Put>(&*message)) {
        visitor.room->put(peer, std::move(*put));
    } else if (auto* ask = std::get_if<wire::Ask>(&*message)) {
        visitor.room->ask(peer, std::move(*ask));
    }
}

void Hall::hello(Visitor& visitor, const wire::Hello& hello) {
    if (hello.lowest > wire::highest_version || hello.highest < wire::lowest_version) {
        refuse(visitor,
               {"version", "This server speaks versions " + std::to_string(wire::lowest_version) + " to " +
                               std::to_string(wire::highest_version) +
                               " of the protocol: load the page again."},
               close_code::protocol);
        return;
    }
    const auto grant = m_tokens.find(hello.token, m_clock.unix_ms());
    if (!grant) {
        refuse(visitor, {"token", "The token is not valid or has expired: open the link again."},
               close_code::no_access);
        return;
    }
    if (grant->quartier != hello.quartier) {
        refuse(visitor, {"quartier", "The token belongs to another Quartier."}, close_code::policy);
        return;
    }
    const auto room = this->room(grant->quartier);
    if (!room || *room == nullptr) {
        if (!room)
            m_log.error("room not opened", {{"quartier", grant->quartier}, {"why", room.error().what}});
        refuse(visitor, {"quartier", "The Quartier cannot be opened."}, close_code::internal);
        return;
    }
    if (visitor.room != nullptr && visitor.room != *room) visitor.room->leave(*visitor.peer);
    visitor.room = *room;
    m_hello_by_ms.erase(visitor.peer->id());
    (*room)->hello(*visitor.peer, *grant, hello);
}

void Hall::revoke(const std::string& quartier, workspace::Role role, std::function<void(std::string)> done) {
    Append append;
    append.quartier = quartier;
    append.links = m_links.renew(quartier, role);
    if (append.links.empty()) {
        done("There is no link for this role in the Quartier " + quartier + ".");
        return;
    }
    const auto valid = [this](const Hash32& link) { return m_links.is_valid(link); };
    m_tokens.keep_only(valid);
    if (const auto open = m_rooms.find(quartier); open != m_rooms.end())
        open->second->keep_only([&](const Grant& grant) { return valid(grant.link); });
    m_committer.commit(std::move(append), [this, done = std::move(done)](const auto& stored) {
        if (!stored) {
            // The links in print would come back with a restart: say so, and go on as stored.
            if (const auto rows = m_store.links()) m_links.load(*rows);
            done(stored.error().what);
        } else {
            done("");
        }
    });
}

void Hall::close_all(std::uint16_t code, std::string_view reason) {
    for (auto& [id, visitor] : m_visitors) visitor.peer->close(code, reason);
}

std::int64_t Hall::next_wake_ms() const {
    std::int64_t next = INT64_MAX;
    for (const auto& [quartier, room] : m_rooms) next = std::min(next, room->next_wake_ms());
    for (const auto& [id, by_ms] : m_hello_by_ms) next = std::min(next, by_ms);
    return next;
}

void Hall::wake() {
    const std::int64_t now = m_clock.steady_ms();
    for (const auto& [quartier, room] : m_rooms) room->wake();
    for (auto entry = m_hello_by_ms.begin(); entry != m_hello_by_ms.end();) {
        const auto [id, by_ms] = *entry;
        entry = now >= by_ms ? m_hello_by_ms.erase(entry) : std::next(entry);
        if (now < by_ms) continue;
        refuse(m_visitors[id], {"hello_first", "No hello within 10 seconds."}, close_code::policy);
    }
}

} // namespace anker::server
