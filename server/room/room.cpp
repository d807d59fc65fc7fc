// SPDX-License-Identifier: Apache-2.0
// Who is in the room, and how commands get from a connection to the disk.
#include "server/room/room.hpp"

#include "core/wire/snapshot.hpp"
#include "server/base/normal_form.hpp"

#include <algorithm>

namespace anker::server {

namespace {

constexpr std::uint32_t busy_retry_ms = 500;

} // namespace

Room::Room(std::string quartier, EventStore& store, const Key& key, LinkBook& links, Committer& committer,
           const Clock& clock, Log& log, RoomLimits limits)
    : m_ledger(std::move(quartier), store, key, links), m_store(store), m_links(links),
      m_committer(committer), m_clock(clock), m_log(log), m_limits(limits), m_figures(store) {}

Stored<void> Room::open() {
    ANKER_DO(m_ledger.load());
    ANKER_TRY(const Head head, m_store.head(m_ledger.quartier()));
    m_epoch = head.epoch;
    const std::uint64_t last = m_ledger.state().sequence;
    m_tail.reset(last > Tail::longest_gap ? last - Tail::longest_gap : 0);
    ANKER_TRY(const auto events, m_store.read(m_ledger.quartier(), m_tail.last(), Tail::longest_gap));
    for (const workspace::Recorded& recorded : events) m_tail.add(recorded);
    return {};
}

// ---- members ----

void Room::hello(Peer& peer, const Grant& grant, const wire::Hello& hello) {
    Member& member = m_members[peer.id()];
    const bool is_new = member.peer == nullptr;
    member.peer = &peer;
    member.grant = grant;
    member.is_live = false; // nothing goes out until the answer
    if (is_new) {
        member.progress_ms = m_clock.steady_ms();
        m_counts_changed = true;
    }
    when_settled([this, id = peer.id(), hello] {
        if (const auto found = m_members.find(id); found != m_members.end()) welcome(found->second, hello);
    });
}

void Room::welcome(Member& member, const wire::Hello& hello) {
    if (m_is_broken) {
        member.peer->close(close_code::internal, "The store cannot be read.");
        return;
    }
    const std::uint64_t head = m_tail.last();
    if (hello.epoch != m_epoch || !m_tail.reaches(hello.since)) {
        send(member, wire::SnapshotDue{});
        return;
    }
    wire::Welcome welcome;
    welcome.epoch = m_epoch;
    welcome.head = head;
    welcome.role = member.grant.role;
    welcome.session = member.grant.session;
    welcome.server_ms = m_clock.unix_ms();
    send(member, welcome);
    member.sent = hello.since;
    member.is_live = true;
    catch_up(member);
    send(member, wire::Private{true, view::private_snapshot(m_ledger.state(), member.grant.author)});
    const workspace::Role role = member.grant.role;
    if (role == workspace::Role::Projector || role == workspace::Role::Facilitator) send(member, counts());
}

void Room::leave(Peer& peer) {
    if (m_members.erase(peer.id()) != 0) m_counts_changed = true;
}

void Room::writable(Peer& peer) {
    const auto found = m_members.find(peer.id());
    if (found == m_members.end() || m_in_flight) return; // after a commit everybody catches up anyway
    catch_up(found->second);
}

void Room::keep_only(const std::function<bool(const Grant&)>& passes) {
    for (auto& [id, member] : m_members) {
        if (member.is_closing || passes(member.grant)) continue;
        member.is_closing = true;
        member.is_live = false;
        send(member,
             wire::Fault{"token", "The link was revoked or its token has expired: open the link again."});
        member.peer->close(close_code::no_access, "revoked");
    }
}

void Room::close_all(std::uint16_t code, std::string_view reason) {
    for (auto& [id, member] : m_members) {
        member.is_live = false;
        member.peer->close(code, reason);
    }
}

void Room::send(Member& member, const wire::ServerMessage& message) {
    member.peer->send(std::make_shared<const std::string>(wire::encode(message)));
}

// ---- commands ----

void Room::put(Peer& peer, wire::Put put) {
    const auto found = m_members.find(peer.id());
    if (found == m_members.end()) return;
    Member& member = found->second;
    const std::int64_t now = m_clock.steady_ms();
    const std::size_t count = put.submissions.size();
    if (now < m_refuse_until_ms || m_is_broken) {
        send(member, wire::Busy{static_cast<std::uint32_t>(m_limits.pause_after_failure_ms)});
        return;
    }
    if (m_waiting_commands + count > m_limits.waiting_commands) {
        send(member, wire::Busy{busy_retry_ms});
        return;
    }
    if (!member.grant.commands->take(static_cast<double>(count), now)) {
        send(member, wire::Busy{static_cast<std::uint32_t>(member.grant.commands->wait_ms() + 100)});
        return;
    }
    for (wire::Submission& submission : put.submissions) normalise(submission.command);
    m_waiting.push_back({peer.id(),
                         {{member.grant.role, member.grant.author}, member.grant.session},
                         std::move(put.submissions)});
    m_waiting_commands += count;
    if (!m_in_flight && now - m_last_flush_ms >= tick_ms()) flush();
}

void Room::ask(Peer& peer, wire::Ask ask) {
    const auto found = m_members.find(peer.id());
    if (found == m_members.end()) return;
    if (!found->second.grant.questions->take(1, m_clock.steady_ms())) {
        send(found->second, wire::Fault{"too_many", "Too many questions at once: ask again in a moment."});
        return;
    }
    when_settled([this, id = peer.id(), ask = std::move(ask)] {
        const auto asker = m_members.find(id);
        if (asker == m_members.end()) return;
        // Small messages, so that a slow line still shows progress.
        constexpr std::size_t bytes_per_message = 48 * 1024;
        wire::Told told;
        std::size_t bytes = 0;
        for (const base::ContributionId contribution : ask.ids) {
            auto talk = view::talk_of(m_ledger.state(), contribution, asker->second.grant.role);
            if (!talk) continue;
            if (talk->words) bytes += talk->words->text.size();
            for (const contribution::Words& words : talk->comments) bytes += words.text.size();
            told.talks.push_back(std::move(*talk));
            if (bytes > bytes_per_message) {
                send(asker->second, told);
                told.talks.clear();
                bytes = 0;
            }
        }
        send(asker->second, told);
    });
}

std::int64_t Room::tick_ms() const {
    const auto wanted =
        static_cast<std::int64_t>(m_limits.tick_ms_per_member * static_cast<double>(m_members.size()));
    return std::clamp(wanted, m_limits.shortest_tick_ms, m_limits.longest_tick_ms);
}

void Room::flush() {
    m_last_flush_ms = m_clock.steady_ms();
    Flight flight;
    flight.before = m_ledger.state().sequence;
    std::size_t taken = 0;
    while (!m_waiting.empty() && taken < m_limits.commands_per_tick) {
        Waiting waiting = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_waiting_commands -= waiting.submissions.size();
        taken += waiting.submissions.size();
        wire::Acks& acks = flight.acks.emplace_back(waiting.peer, wire::Acks{}).second;
        for (const wire::Submission& submission : waiting.submissions) {
            auto ack = m_ledger.take(submission, waiting.asker, m_clock.unix_ms());
            if (!ack) {
                failed(std::move(flight), ack.error());
                return;
            }
            acks.acks.push_back(std::move(*ack));
        }
    }
    Append append = m_ledger.append();
    if (append.events.empty()) {
        answer(flight); // nothing new: what the answers speak of is on disk already
        return;
    }
    commit(std::move(append), std::move(flight));
}

void Room::commit(Append append, Flight flight) {
    m_in_flight = true;
    std::vector<Taken> taken = m_ledger.taken();
    m_committer.commit(std::move(append),
                       [this, alive = std::weak_ptr<bool>(m_alive), flight = std::move(flight),
                        taken = std::move(taken)](Stored<std::vector<PutResult>> result) mutable {
                           if (!alive.expired())
                               stored(std::move(flight), std::move(taken), std::move(result));
                       });
}

void Room::stored(Flight flight, std::vector<Taken> taken, Stored<std::vector<PutResult>> result) {
    m_in_flight = false;
    bool as_decided = result && result->size() == taken.size();
    for (std::size_t i = 0; as_decided && i < taken.size(); ++i)
        as_decided = (*result)[i] == PutResult{Put::Fresh, taken[i].recorded.sequence};
    if (!result) {
        failed(std::move(flight), result.error());
    } else if (!as_decided) {
        // Somebody else wrote to the file. What is on disk wins; clients send again and get the right answer.
        failed(std::move(flight), {StoreError::Code::Failed, "The log was changed from outside."});
    } else {
        tell(taken, flight.before);
        tell_in_private(taken);
        answer(flight);
    }
    std::vector<std::function<void()>> settled;
    settled.swap(m_when_settled);
    for (const auto& work : settled) when_settled(work);
    // What came in meanwhile goes with the next tick; `next_wake_ms` says when.
}

void Room::answer(const Flight& flight) {
    for (const auto& [id, acks] : flight.acks) {
        const auto member = m_members.find(id);
        if (member != m_members.end()) send(member->second, acks);
    }
    if (flight.import_done) flight.import_done(flight.import_result);
}

void Room::failed(Flight flight, const StoreError& error) {
    m_log.error("not stored", {{"quartier", m_ledger.quartier()}, {"why", error.what}});
    m_refuse_until_ms = m_clock.steady_ms() + m_limits.pause_after_failure_ms;
    reload();
    const wire::Busy busy{static_cast<std::uint32_t>(m_limits.pause_after_failure_ms)};
    for (const auto& [id, acks] : flight.acks) {
        const auto member = m_members.find(id);
        if (member != m_members.end()) send(member->second, busy);
    }
    if (flight.import_done) {
        flight.import_result.acks.clear();
        flight.import_result.error = error.what;
        flight.import_done(flight.import_result);
    }
}

/// Goes back to what is on disk.
void Room::reload() {
    const auto loaded = m_ledger.load();
    m_is_broken = !loaded;
    m_figures.forget();
    if (const auto rows = m_store.links()) m_links.load(*rows);
}

void Room::import(EncodedBatch batch, std::function<void(ImportResult)> done) {
    // Shared, because a function that waits may be copied and a batch may be large.
    when_settled([this, batch = std::make_shared<EncodedBatch>(std::move(batch)), done = std::move(done)] {
        Flight flight;
        flight.before = m_ledger.state().sequence;
        flight.import_done = done;
        ImportTaken taken = take_import(m_ledger, std::move(*batch), m_clock.unix_ms());
        flight.import_result = taken.result;
        if (!taken.result.error.empty()) {
            reload();
            flight.import_done(taken.result);
            return;
        }
        commit(std::move(taken.append), std::move(flight));
    });
}

void Room::when_settled(std::function<void()> work) {
    if (m_in_flight) {
        m_when_settled.push_back(std::move(work));
    } else {
        work();
    }
}

} // namespace anker::server
