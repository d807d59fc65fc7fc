// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/room/room.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace anker::server {

/// All rooms of one installation and the door to them: a connection says hello, shows its token, and is
/// brought to the room of its Quartier. Rooms open at first use.
class Hall {
public:
    Hall(EventStore& store, const Key& key, LinkBook& links, Committer& committer, const Clock& clock,
         Log& log)
        : m_store(store), m_key(key), m_links(links), m_committer(committer), m_clock(clock), m_log(log) {}

    // ---- connections ----
    void connected(Peer& peer);
    void received(Peer& peer, std::string_view text);
    void writable(Peer& peer);
    void gone(Peer& peer);

    // ---- for everybody else ----
    /// Nothing where there is no such Quartier.
    [[nodiscard]] Stored<Room*> room(const std::string& quartier);
    /// Opens a room even for a Quartier that is not founded yet.
    [[nodiscard]] Stored<Room*> room_for_import(const std::string& quartier);
    [[nodiscard]] Tokens& tokens() { return m_tokens; }
    [[nodiscard]] LinkBook& links() { return m_links; }
    /// Makes new links for a role; the old ones stop working at once. `done` is called when that is on disk.
    void revoke(const std::string& quartier, workspace::Role role,
                std::function<void(std::string error)> done);
    void close_all(std::uint16_t code, std::string_view reason);
    [[nodiscard]] std::size_t connection_count() const { return m_visitors.size(); }

    [[nodiscard]] std::int64_t next_wake_ms() const;
    void wake();

    static constexpr std::int64_t hello_within_ms = 10'000;
    static constexpr int most_faults = 20;

private:
    struct Visitor {
        Peer* peer = nullptr;
        Room* room = nullptr; ///< none until hello
        int faults = 0;
    };
    void hello(Visitor& visitor, const wire::Hello& hello);
    void refuse(Visitor& visitor, const wire::Fault& fault, std::uint16_t code);

    EventStore& m_store;
    Key m_key;
    LinkBook& m_links;
    Committer& m_committer;
    Clock m_clock;
    Log& m_log;
    Tokens m_tokens;
    std::map<std::string, std::unique_ptr<Room>> m_rooms;
    std::map<std::uint64_t, Visitor> m_visitors;         ///< every connection, by peer id
    std::map<std::uint64_t, std::int64_t> m_hello_by_ms; ///< those who have not said hello
};

} // namespace anker::server
