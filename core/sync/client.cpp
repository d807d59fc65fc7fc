// SPDX-License-Identifier: Apache-2.0
#include "core/sync/client.hpp"

#include "core/base/overloaded.hpp"

#include <algorithm>

namespace anker::sync {

void Client::restore(wire::Submission submission) {
    m_outbox.push_back(std::move(submission));
}

Effects Client::start(std::string token, std::int64_t now_ms) {
    (void)now_ms;
    m_token = std::move(token);
    m_link = Link::Connecting;
    m_on_line = 0;
    return {OpenSocket{}};
}

void Client::hello(Effects& out) const {
    wire::Hello hello;
    hello.token = m_token;
    hello.quartier = m_quartier;
    hello.epoch = m_epoch;
    hello.since = m_since;
    out.push_back(SendText{wire::encode(wire::ClientMessage{hello})});
}

Effects Client::socket_opened() {
    if (m_link != Link::Connecting) return {};
    Effects out;
    m_link = Link::Greeting;
    hello(out);
    return out;
}

Effects Client::back_off(std::int64_t now_ms, std::uint32_t jitter) {
    // Full jitter: anywhere between nothing and the doubled limit, so that 500 phones do not knock at once.
    const std::int64_t limit = std::min(last_retry_ms, first_retry_ms << std::min(m_failures, 10));
    m_failures = std::min(m_failures + 1, 10);
    m_link = Link::Waiting;
    m_on_line = 0;
    m_busy_until_ms = 0;
    m_wake_ms = now_ms + 50 + static_cast<std::int64_t>(jitter % static_cast<std::uint32_t>(limit));
    return {};
}

Effects Client::socket_closed(std::int64_t now_ms, std::uint32_t jitter) {
    if (m_link == Link::Off || m_link == Link::Waiting) return {};
    return back_off(now_ms, jitter);
}

Effects Client::snapshot_failed(std::int64_t now_ms, std::uint32_t jitter) {
    if (m_link != Link::Loading) return {};
    Effects out = back_off(now_ms, jitter);
    out.push_back(CloseSocket{});
    return out;
}

Effects Client::tick(std::int64_t now_ms) {
    Effects out;
    if (m_link == Link::Waiting && now_ms >= m_wake_ms) {
        m_link = Link::Connecting;
        out.push_back(OpenSocket{});
    } else if (m_busy_until_ms != 0 && now_ms >= m_busy_until_ms) {
        m_busy_until_ms = 0;
        send_waiting(out);
    }
    return out;
}

Effects Client::snapshot_loaded(const std::string& epoch, std::uint64_t head_sequence) {
    if (m_link != Link::Loading) return {};
    m_epoch = epoch;
    m_since = head_sequence;
    m_link = Link::Greeting;
    Effects out;
    hello(out);
    return out;
}

Effects Client::submit(wire::Submission submission) {
    Effects out;
    out.push_back(KeepCommand{submission.id, wire::encode_submission(submission)});
    m_outbox.push_back(std::move(submission));
    send_waiting(out);
    return out;
}

Effects Client::ask(std::vector<base::ContributionId> ids) {
    if (m_link != Link::Live || ids.empty()) return {};
    return {SendText{wire::encode(wire::ClientMessage{wire::Ask{std::move(ids)}})}};
}

void Client::send_waiting(Effects& out) {
    if (m_link != Link::Live || m_busy_until_ms != 0) return;
    const std::size_t until = std::min(m_outbox.size(), window);
    if (m_on_line >= until) return;
    wire::Put put;
    put.submissions.assign(m_outbox.begin() + static_cast<std::ptrdiff_t>(m_on_line),
                           m_outbox.begin() + static_cast<std::ptrdiff_t>(until));
    m_on_line = until;
    out.push_back(SendText{wire::encode(wire::ClientMessage{std::move(put)})});
}

void Client::take(wire::Events events, Effects& out) {
    if (m_link != Link::Live || events.to <= m_since) return;
    if (events.from > m_since + 1) {
        // A frame is missing: say hello again from where we are; what comes twice does no harm.
        m_link = Link::Greeting;
        m_on_line = 0;
        hello(out);
        return;
    }
    m_since = events.to;
    for (view::ViewEvent& event : events.events) out.push_back(ShowEvent{std::move(event)});
}

void Client::take(const wire::Acks& acks, Effects& out) {
    for (const wire::Ack& ack : acks.acks) {
        const auto entry =
            std::find_if(m_outbox.begin(), m_outbox.end(), [&](const auto& s) { return s.id == ack.id; });
        if (entry == m_outbox.end()) continue;
        if (static_cast<std::size_t>(entry - m_outbox.begin()) < m_on_line) --m_on_line;
        m_outbox.erase(entry);
        out.push_back(DropCommand{ack.id});
        out.push_back(Settled{ack.id, ack.outcome, ack.why});
    }
    send_waiting(out);
}

Effects Client::received(std::string_view text, std::int64_t now_ms) {
    Effects out;
    auto message = wire::decode_server_message(text);
    if (!message) {
        // Not understandable: a newer server, or a broken proxy. A reload gets the matching client.
        out.push_back(ReloadNeeded{});
        return out;
    }
    std::visit(base::Overloaded{
                   [&](wire::Welcome& m) {
                       if (m.highest < wire::lowest_version || m.lowest > wire::highest_version) {
                           out.push_back(ReloadNeeded{});
                           return;
                       }
                       m_link = Link::Live;
                       m_failures = 0;
                       m_on_line = 0;
                       m_epoch = m.epoch;
                       out.push_back(WelcomeReceived{m});
                       send_waiting(out);
                   },
                   [&](const wire::SnapshotDue&) {
                       m_link = Link::Loading;
                       m_on_line = 0;
                       out.push_back(FetchSnapshot{});
                   },
                   [&](wire::Events& m) { take(std::move(m), out); },
                   [&](wire::Private& m) {
                       if (m.complete) out.push_back(ForgetPrivate{});
                       for (view::ViewEvent& event : m.events) out.push_back(ShowEvent{std::move(event)});
                   },
                   [&](const wire::Acks& m) { take(m, out); },
                   [&](const wire::Busy& m) {
                       m_on_line = 0;
                       m_busy_until_ms = now_ms + m.retry_ms;
                       m_wake_ms = m_busy_until_ms;
                   },
                   [&](const wire::Fault& m) {
                       if (m.code == "token") {
                           m_link = Link::Off;
                           out.push_back(CloseSocket{});
                           out.push_back(NewTokenNeeded{});
                       } else if (m.code == "version") {
                           out.push_back(ReloadNeeded{});
                       }
                   },
                   [&](wire::Told& m) { out.push_back(ToldReceived{std::move(m)}); },
                   [&](const wire::Room& m) { out.push_back(RoomReceived{m}); },
                   [&](const wire::FiguresChanged&) { out.push_back(FiguresStale{}); },
               },
               *message);
    return out;
}

} // namespace anker::sync
