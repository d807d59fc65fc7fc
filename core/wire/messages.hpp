// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/view/project.hpp"
#include "core/view/view_event.hpp"
#include "core/workspace/command.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What client and server say to each other: JSON text frames over WebSocket, subprotocol
/// `ankerpunkt.v1+json`. docs/protocol.md shows every message. The schema is closed: a field nobody knows is
/// refused.
namespace anker::wire {

constexpr std::string_view subprotocol = "ankerpunkt.v1+json";
constexpr int lowest_version = 1;
constexpr int highest_version = 1;
constexpr std::size_t max_client_message_bytes = 16 * 1024;
constexpr std::size_t max_commands_per_put = 32;
constexpr std::size_t max_ids_per_ask = 50;

/// A command with the id its event will have.
struct Submission {
    base::EventId id;
    workspace::Command command;
};

// ---- client to server ----

/// First message of a connection: who I am, and what I already know.
struct Hello {
    int lowest = lowest_version;
    int highest = highest_version;
    std::string token;
    std::string quartier;
    std::string epoch;       ///< store the client knows; empty at first
    std::uint64_t since = 0; ///< last sequence number it has
    friend bool operator==(const Hello&, const Hello&) = default;
};
struct Put {
    std::vector<Submission> submissions;
};
/// Words and comments of these marks, please.
struct Ask {
    std::vector<base::ContributionId> ids;
    friend bool operator==(const Ask&, const Ask&) = default;
};
using ClientMessage = std::variant<Hello, Put, Ask>;

// ---- server to client ----

struct Welcome {
    int lowest = lowest_version;
    int highest = highest_version;
    std::string epoch;
    std::uint64_t head = 0;
    workspace::Role role = workspace::Role::Resident;
    base::SessionId session; ///< the one the link belongs to; none for links to the whole Quartier
    std::int64_t server_ms = 0;
    friend bool operator==(const Welcome&, const Welcome&) = default;
};
/// The gap is too large, or the epoch another: fetch the snapshot over HTTP, then say hello again.
struct SnapshotDue {
    friend bool operator==(const SnapshotDue&, const SnapshotDue&) = default;
};
/// One frame per tick: what the log's entries `from`..`to` mean for this role. May hold fewer events than
/// entries.
struct Events {
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    std::vector<view::ViewEvent> events;
};
/// What only this person is told (their own marks and supports). `complete` replaces all that was known
/// before.
struct Private {
    bool complete = false;
    std::vector<view::ViewEvent> events;
};
enum class Outcome : std::uint8_t {
    Fresh,     ///< on disk
    Duplicate, ///< was on disk already
    Conflict,  ///< the same id with other content
    Erased,    ///< was withdrawn; do not send again
    Rejected   ///< the rules say no, see `why`
};
struct Ack {
    base::EventId id;
    Outcome outcome = Outcome::Fresh;
    std::uint64_t sequence = 0; ///< 0 where rejected
    std::string why;            ///< name of the workspace::Rejection
    friend bool operator==(const Ack&, const Ack&) = default;
};
struct Acks {
    std::vector<Ack> acks;
    friend bool operator==(const Acks&, const Acks&) = default;
};
/// Nothing of the last put was taken; send it again after this time.
struct Busy {
    std::uint32_t retry_ms = 0;
    friend bool operator==(const Busy&, const Busy&) = default;
};
struct Fault {
    std::string code; ///< malformed | unknown_message | version | token | quartier | too_large | too_many |
                      ///< hello_first
    std::string what; ///< one English sentence: what, where
    friend bool operator==(const Fault&, const Fault&) = default;
};
struct Told {
    std::vector<view::Talk> talks;
};
/// Who is in the room now, for projector and facilitator. Counts of connections, not people.
struct Room {
    std::uint32_t residents = 0;
    std::uint32_t kiosks = 0;
    std::uint32_t professionals = 0;
    std::uint32_t facilitators = 0;
    std::uint32_t projectors = 0;
    friend bool operator==(const Room&, const Room&) = default;
};
/// New figures can be fetched (professionals and facilitators): counts or data sets have changed.
struct FiguresChanged {
    friend bool operator==(const FiguresChanged&, const FiguresChanged&) = default;
};
using ServerMessage =
    std::variant<Welcome, SnapshotDue, Events, Private, Acks, Busy, Fault, Told, Room, FiguresChanged>;

struct WireError {
    std::string code;  ///< as Fault::code
    std::string where; ///< path of the field, or empty
};

[[nodiscard]] std::string encode(const ClientMessage& message);
[[nodiscard]] Expected<ClientMessage, WireError> decode_client_message(std::string_view text);

[[nodiscard]] std::string encode(const ServerMessage& message);
[[nodiscard]] Expected<ServerMessage, WireError> decode_server_message(std::string_view text);

/// One entry of a Put, as an outbox keeps it.
[[nodiscard]] std::string encode_submission(const Submission& submission);
[[nodiscard]] Expected<Submission, WireError> decode_submission(std::string_view text);

} // namespace anker::wire
