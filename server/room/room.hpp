// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/access/tokens.hpp"
#include "server/base/clock.hpp"
#include "server/base/log.hpp"
#include "server/room/committer.hpp"
#include "server/room/figures_desk.hpp"
#include "server/room/import.hpp"
#include "server/room/peer.hpp"
#include "server/room/tail.hpp"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace anker::server {

/// Limits of one room, with their reasons.
struct RoomLimits {
    /// After a quiet moment a command is stored at once; under load, once per tick. What a tick costs is one
    /// message per connection (about 8 us), so it grows with the room and the cost of a room does not.
    std::int64_t shortest_tick_ms = 5;
    std::int64_t longest_tick_ms = 25;
    double tick_ms_per_member = 0.02;
    std::size_t commands_per_tick = 1'000;
    std::size_t waiting_commands = 5'000; ///< beyond: busy
    std::size_t lagging_bytes = 256 * 1024;
    std::size_t resume_below_bytes = 64 * 1024;
    std::size_t events_per_frame = 200; ///< when catching up
    std::int64_t stalled_ms = 15'000;
    std::int64_t room_counts_every_ms = 500;
    std::int64_t figures_every_ms = 1'000;
    std::int64_t pause_after_failure_ms = 1'000;
    /// A snapshot a little behind serves as well, because the tail follows: 300 phones that arrive while
    /// marks come in do not make it 300 times.
    std::int64_t snapshot_serves_ms = 1'000;
};

/// A snapshot of one role's view in the forms browsers take.
struct SnapshotBody {
    std::string tag; ///< changes with the content
    std::uint64_t sequence = 0;
    std::int64_t made_ms = 0;
    Bytes plain, gzip, brotli;
};

/// Everybody who works on one Quartier now. Decides commands, has them stored, tells each role once per tick.
/// Knows neither sockets nor timers: whoever owns it calls `wake` when `next_wake_ms` is reached.
class Room {
public:
    Room(std::string quartier, EventStore& store, const Key& key, LinkBook& links, Committer& committer,
         const Clock& clock, Log& log, RoomLimits limits);

    /// Rebuilds the state from the store. Once, before anything else.
    [[nodiscard]] Stored<void> open();

    void hello(Peer& peer, const Grant& grant, const wire::Hello& hello);
    void put(Peer& peer, wire::Put put);
    void ask(Peer& peer, wire::Ask ask);
    void leave(Peer& peer);
    /// The connection has room again.
    void writable(Peer& peer);

    /// Stores an import as one transaction and tells everybody.
    void import(EncodedBatch batch, std::function<void(ImportResult)> done);

    /// Runs `work` when the state is what is on disk: now, or after the running commit.
    void when_settled(std::function<void()> work);
    [[nodiscard]] const workspace::State& state() const { return m_ledger.state(); }
    /// Only when settled.
    [[nodiscard]] std::shared_ptr<const SnapshotBody> snapshot(workspace::Role role);
    [[nodiscard]] Expected<std::optional<std::string>, std::string> figures(std::string_view language) {
        return m_figures.json(m_ledger.state(), language);
    }
    [[nodiscard]] const std::string& epoch() const { return m_epoch; }

    /// Closes connections whose grant does not pass.
    void keep_only(const std::function<bool(const Grant&)>& passes);
    void close_all(std::uint16_t code, std::string_view reason);

    [[nodiscard]] std::int64_t next_wake_ms() const;
    void wake();
    [[nodiscard]] std::size_t member_count() const { return m_members.size(); }

private:
    struct Member {
        Peer* peer = nullptr;
        Grant grant;
        bool is_closing = false;
        bool is_live = false;   ///< takes events; false until welcomed, and while a snapshot is due
        std::uint64_t sent = 0; ///< last sequence number it was told about
        std::uint64_t progress = 0;
        std::int64_t progress_ms = 0;
    };
    struct Waiting {
        std::uint64_t peer = 0;
        Asker asker;
        std::vector<wire::Submission> submissions;
    };
    /// What is being stored now, and whom to answer.
    struct Flight {
        std::vector<std::pair<std::uint64_t, wire::Acks>> acks;
        std::function<void(ImportResult)> import_done;
        ImportResult import_result;
        std::uint64_t before = 0; ///< sequence number the append starts after
    };

    void flush();
    void commit(Append append, Flight flight);
    void stored(Flight flight, std::vector<Taken> taken, Stored<std::vector<PutResult>> result);
    void failed(Flight flight, const StoreError& error);
    void reload();
    void tell(const std::vector<Taken>& taken, std::uint64_t before);
    void tell_in_private(const std::vector<Taken>& taken);
    void answer(const Flight& flight);
    void catch_up(Member& member);
    void welcome(Member& member, const wire::Hello& hello);
    void send(Member& member, const wire::ServerMessage& message);
    [[nodiscard]] Frame tail_frame(workspace::Role role, std::uint64_t from, std::uint64_t to);
    [[nodiscard]] wire::Room counts() const;
    void send_counts();
    void send_figures_changed();
    void close_stalled();
    [[nodiscard]] std::int64_t tick_ms() const;

    Ledger m_ledger;
    EventStore& m_store;
    LinkBook& m_links;
    Committer& m_committer;
    Clock m_clock;
    Log& m_log;
    RoomLimits m_limits;
    FiguresDesk m_figures;
    std::string m_epoch;
    Tail m_tail;

    std::map<std::uint64_t, Member> m_members; ///< by peer id
    std::deque<Waiting> m_waiting;
    std::size_t m_waiting_commands = 0;
    bool m_in_flight = false;
    bool m_is_broken = false; ///< the state could not be read back after a failure
    std::vector<std::function<void()>> m_when_settled;
    std::int64_t m_last_flush_ms = 0;
    std::int64_t m_refuse_until_ms = 0;
    std::int64_t m_next_sweep_ms = 0;

    wire::Room m_told_counts;
    std::int64_t m_counts_ms = 0;
    bool m_counts_changed = false;
    bool m_figures_changed = false;
    std::int64_t m_figures_ms = 0;

    std::map<std::pair<workspace::Role, std::uint64_t>, Frame> m_tail_frames; ///< until the next commit
    std::map<workspace::Role, std::shared_ptr<const SnapshotBody>> m_snapshots;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true); ///< commits may end after the room
};

} // namespace anker::server
