// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/wire/messages.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <variant>
#include <vector>

/// Keeping one client and the server alike, as a pure state machine: every input returns what the platform
/// must do now. No sockets, clock or randomness in here, so every order of loss and delay can be tested.
namespace anker::sync {

struct OpenSocket {};
struct CloseSocket {};
struct SendText {
    std::string text;
};
/// GET the snapshot, then call `snapshot_loaded`, or `snapshot_failed`.
struct FetchSnapshot {};
/// Drop the view: a snapshot follows.
struct ForgetView {};
struct ShowEvent {
    view::ViewEvent event;
};
/// Drop all "mine" knowledge: the complete list follows.
struct ForgetPrivate {};
/// Write the command to storage that survives a reload, before it is sent.
struct KeepCommand {
    base::EventId id;
    std::string json;
};
/// The command is settled; remove it from that storage.
struct DropCommand {
    base::EventId id;
};
struct Settled {
    base::EventId id;
    wire::Outcome outcome = wire::Outcome::Fresh;
    std::string why;
};
/// The token is no longer valid: exchange the link again, then call `set_token`.
struct NewTokenNeeded {};
/// Protocol too old or too new: reload the page; the outbox survives.
struct ReloadNeeded {};
struct WelcomeReceived {
    wire::Welcome welcome;
};
struct RoomReceived {
    wire::Room room;
};
struct ToldReceived {
    wire::Told told;
};
struct FiguresStale {};

using Effect = std::variant<OpenSocket, CloseSocket, SendText, FetchSnapshot, ForgetView, ShowEvent,
                            ForgetPrivate, KeepCommand, DropCommand, Settled, NewTokenNeeded, ReloadNeeded,
                            WelcomeReceived, RoomReceived, ToldReceived, FiguresStale>;
using Effects = std::vector<Effect>;

enum class Link : std::uint8_t {
    Off,     ///< not started, or waiting for a new token
    Waiting, ///< until the next attempt
    Connecting,
    Greeting, ///< hello sent
    Loading,  ///< fetching the snapshot
    Live
};

class Client {
public:
    explicit Client(std::string quartier) : m_quartier(std::move(quartier)) {}

    /// Puts back what an earlier page view could not send. Before `start`.
    void restore(wire::Submission submission);

    Effects start(std::string token, std::int64_t now_ms);
    Effects set_token(std::string token, std::int64_t now_ms) { return start(std::move(token), now_ms); }

    Effects socket_opened();
    /// `jitter` is any random number; it spreads a hall full of phones over the reconnect time.
    Effects socket_closed(std::int64_t now_ms, std::uint32_t jitter);
    Effects received(std::string_view text, std::int64_t now_ms);
    Effects snapshot_loaded(const std::string& epoch, std::uint64_t head);
    Effects snapshot_failed(std::int64_t now_ms, std::uint32_t jitter);
    Effects tick(std::int64_t now_ms);

    /// Takes a command: kept first, then sent as soon as there is a line. Order is kept; nothing is sent
    /// twice while the line holds, and again after every break until the server answers.
    Effects submit(wire::Submission submission);
    /// Words and comments of these marks; lost with the line, so ask again when live.
    Effects ask(std::vector<base::ContributionId> ids);

    [[nodiscard]] Link link() const { return m_link; }
    [[nodiscard]] std::uint64_t last_sequence() const { return m_since; }
    /// Commands not yet answered, oldest first: the client shows them as its own pending overlay.
    [[nodiscard]] const std::deque<wire::Submission>& pending() const { return m_outbox; }
    /// When `tick` next has something to do; the largest value when never.
    [[nodiscard]] std::int64_t next_tick_ms() const {
        return m_link == Link::Waiting || m_busy_until_ms != 0 ? m_wake_ms : never;
    }

    static constexpr std::int64_t never = INT64_MAX;
    static constexpr std::size_t window = wire::max_commands_per_put; ///< unanswered commands on the line
    static constexpr std::int64_t first_retry_ms = 500;
    static constexpr std::int64_t last_retry_ms = 30'000;

private:
    Effects back_off(std::int64_t now_ms, std::uint32_t jitter);
    void hello(Effects& out) const;
    void send_waiting(Effects& out);
    void take(wire::Events events, Effects& out);
    void take(const wire::Acks& acks, Effects& out);

    std::string m_quartier;
    std::string m_token;
    std::string m_epoch;
    std::uint64_t m_since = 0;
    Link m_link = Link::Off;
    std::deque<wire::Submission> m_outbox;
    std::size_t m_on_line = 0; ///< first entries of the outbox that were sent on this connection
    std::int64_t m_wake_ms = never;
    std::int64_t m_busy_until_ms = 0;
    int m_failures = 0;
};

} // namespace anker::sync
