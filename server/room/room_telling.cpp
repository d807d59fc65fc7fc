// SPDX-License-Identifier: Apache-2.0
// What the room tells: events per role, private frames, counts, figures, snapshots; and who is too slow to
// hear it.
#include "core/base/overloaded.hpp"
#include "core/wire/snapshot.hpp"
#include "server/room/room.hpp"

#include <algorithm>

namespace anker::server {

namespace {

using workspace::Role;

constexpr std::int64_t sweep_every_ms = 1'000;
constexpr std::int64_t never = INT64_MAX;

/// Something that some role could see is gone: no cached snapshot may show it any longer.
bool takes_away(const workspace::Event& event) {
    return std::visit(base::Overloaded{
                          [](const contribution::Withdrawn&) { return true; },
                          [](const moderation::MarkHidden&) { return true; },
                          [](const moderation::WordsRejected&) { return true; },
                          [](const auto&) { return false; },
                      },
                      event);
}

} // namespace

void Room::tell(const std::vector<Taken>& taken, std::uint64_t before) {
    m_tail_frames.clear();
    for (const Taken& entry : taken) {
        m_tail.add(entry.recorded);
        m_figures.update(m_ledger.state(), entry.recorded);
        m_figures_changed = m_figures_changed || changes_figures(entry.recorded.event);
        if (takes_away(entry.recorded.event)) m_snapshots.clear();
    }
    if (taken.empty()) return;
    const std::uint64_t head = m_tail.last();
    const bool is_one_frame = head - before <= m_limits.events_per_frame;
    for (auto& [id, member] : m_members) {
        if (!member.is_live) continue;
        if (is_one_frame && member.sent == before && member.peer->unsent_bytes() <= m_limits.lagging_bytes) {
            member.peer->send(tail_frame(member.grant.role, before + 1, head));
            member.sent = head;
        } else {
            catch_up(member);
        }
    }
}

Frame Room::tail_frame(Role role, std::uint64_t from, std::uint64_t to) {
    Frame& frame = m_tail_frames[{role, from}];
    if (!frame) {
        frame = std::make_shared<const std::string>(
            wire::encode(wire::ServerMessage{m_tail.events(m_ledger.state(), role, from, to)}));
    }
    return frame;
}

/// Brings a member up to the last stored event as far as its line takes it: after a break, and after lagging.
/// Only when settled.
void Room::catch_up(Member& member) {
    while (member.is_live && member.sent < m_tail.last() &&
           member.peer->unsent_bytes() <= m_limits.resume_below_bytes) {
        if (!m_tail.reaches(member.sent)) {
            member.is_live = false;
            send(member, wire::SnapshotDue{});
            return;
        }
        const std::uint64_t to = std::min(m_tail.last(), member.sent + m_limits.events_per_frame);
        member.peer->send(tail_frame(member.grant.role, member.sent + 1, to));
        member.sent = to;
    }
}

void Room::tell_in_private(const std::vector<Taken>& taken) {
    std::map<base::AuthorId, std::vector<view::ViewEvent>> events;
    for (const Taken& entry : taken) {
        for (const base::AuthorId author : entry.concerned) {
            for (view::ViewEvent& event : view::project_private(m_ledger.state(), entry.recorded, author))
                events[author].push_back(std::move(event));
        }
    }
    if (events.empty()) return;
    for (auto& [id, member] : m_members) {
        if (!member.is_live) continue; // the complete list follows the welcome
        const auto own = events.find(member.grant.author);
        if (own != events.end()) send(member, wire::Private{false, own->second});
    }
}

// ---- counts and figures ----

wire::Room Room::counts() const {
    wire::Room room;
    for (const auto& [id, member] : m_members) {
        switch (member.grant.role) {
        case Role::Resident:
            ++room.residents;
            break;
        case Role::Kiosk:
            ++room.kiosks;
            break;
        case Role::Projector:
            ++room.projectors;
            break;
        case Role::Professional:
            ++room.professionals;
            break;
        case Role::Facilitator:
            ++room.facilitators;
            break;
        case Role::Administrator:
            break;
        }
    }
    return room;
}

void Room::send_counts() {
    m_counts_changed = false;
    const wire::Room now = counts();
    if (now == m_told_counts) return;
    m_told_counts = now;
    m_counts_ms = m_clock.steady_ms();
    const auto frame = std::make_shared<const std::string>(wire::encode(wire::ServerMessage{now}));
    for (auto& [id, member] : m_members) {
        const Role role = member.grant.role;
        if (member.is_live && (role == Role::Projector || role == Role::Facilitator))
            member.peer->send(frame);
    }
}

void Room::send_figures_changed() {
    m_figures_changed = false;
    m_figures_ms = m_clock.steady_ms();
    if (!m_ledger.state().quartier.datasets.contains(quartier::DatasetKind::Areas)) return;
    const auto frame =
        std::make_shared<const std::string>(wire::encode(wire::ServerMessage{wire::FiguresChanged{}}));
    for (auto& [id, member] : m_members) {
        const Role role = member.grant.role;
        if (member.is_live && (role == Role::Professional || role == Role::Facilitator))
            member.peer->send(frame);
    }
}

// ---- time ----

std::int64_t Room::next_wake_ms() const {
    std::int64_t next = m_members.empty() ? never : m_next_sweep_ms;
    if (!m_waiting.empty() && !m_in_flight) next = std::min(next, m_last_flush_ms + tick_ms());
    if (m_counts_changed) next = std::min(next, m_counts_ms + m_limits.room_counts_every_ms);
    if (m_figures_changed) next = std::min(next, m_figures_ms + m_limits.figures_every_ms);
    return next;
}

void Room::wake() {
    const std::int64_t now = m_clock.steady_ms();
    if (!m_waiting.empty() && !m_in_flight && now >= m_last_flush_ms + tick_ms()) flush();
    if (m_counts_changed && now >= m_counts_ms + m_limits.room_counts_every_ms) send_counts();
    if (m_figures_changed && now >= m_figures_ms + m_limits.figures_every_ms) send_figures_changed();
    if (now >= m_next_sweep_ms) {
        m_next_sweep_ms = now + sweep_every_ms;
        close_stalled();
        const std::int64_t unix_ms = m_clock.unix_ms();
        keep_only([unix_ms](const Grant& grant) { return grant.expires_ms > unix_ms; });
        if (m_is_broken && now >= m_refuse_until_ms) reload();
    }
}

/// A connection that takes nothing for a while is not slow but gone, or an attack.
void Room::close_stalled() {
    const std::int64_t now = m_clock.steady_ms();
    for (auto& [id, member] : m_members) {
        const std::uint64_t progress = member.peer->sent_messages();
        if (member.peer->unsent_bytes() == 0 || progress != member.progress) {
            member.progress = progress;
            member.progress_ms = now;
        } else if (now - member.progress_ms >= m_limits.stalled_ms) {
            member.is_live = false;
            member.is_closing = true;
            member.progress_ms = now;
            member.peer->close(close_code::too_slow, "Nothing was read for 15 seconds.");
        }
    }
}

// ---- snapshots ----

std::shared_ptr<const SnapshotBody> Room::snapshot(Role role) {
    const std::uint64_t sequence = m_ledger.state().sequence;
    const std::int64_t now = m_clock.steady_ms();
    std::shared_ptr<const SnapshotBody>& cached = m_snapshots[role];
    const bool serves =
        cached && (cached->sequence == sequence || (now - cached->made_ms < m_limits.snapshot_serves_ms &&
                                                    sequence - cached->sequence < Tail::longest_gap / 4));
    if (!serves) {
        auto body = std::make_shared<SnapshotBody>();
        body->sequence = sequence;
        body->made_ms = now;
        body->tag = m_epoch.substr(0, 8) + "-" + std::to_string(sequence) + "-" +
                    std::string(workspace::name_of(role));
        body->plain = wire::encode_snapshot(m_ledger.state(), role, m_epoch);
        body->gzip = gzip(body->plain, Effort::Now);
        body->brotli = brotli(body->plain, Effort::Now);
        cached = std::move(body);
    }
    return cached;
}

} // namespace anker::server
