// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contribution/table.hpp"
#include "core/quartier/quartier.hpp"
#include "core/session/session.hpp"
#include "core/workspace/event.hpp"

#include <map>
#include <set>
#include <span>
#include <utility>

namespace anker::workspace {

struct CommentEntry {
    contribution::Handle on = contribution::no_handle;
    contribution::Words words;
    contribution::WordsState words_state = contribution::WordsState::Waiting;
    base::AuthorId author;
    std::int64_t at_ms = 0;
};

/// Everything known about one Quartier, rebuilt from its events. Lives on the server; what a client may see
/// of it is view::View.
struct State {
    quartier::Quartier quartier;
    std::map<base::SessionId, session::Session> sessions;
    contribution::Table contributions;
    std::map<base::CommentId, CommentEntry> comments;
    std::set<std::pair<contribution::Handle, base::AuthorId>> supports;
    std::uint64_t sequence = 0; ///< of the last event applied
};

/// Brings the state forward by one event. Never fails: an event whose subject is missing or erased changes
/// nothing but the sequence.
void apply(State& state, const Recorded& recorded);

[[nodiscard]] State replay(std::span<const Recorded> log);

/// The same on every machine for the same facts, also after contributions were erased from the log.
[[nodiscard]] std::uint64_t state_hash(const State& state);

} // namespace anker::workspace
