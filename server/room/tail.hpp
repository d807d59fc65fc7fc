// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/wire/messages.hpp"
#include "server/store/event_store.hpp"

#include <deque>

namespace anker::server {

/// The last events of a log, without content: `view::project` asks the state of today for that, so nothing
/// that was withdrawn can come back from here. Serves everybody who comes back after a short break without
/// reading the disk.
class Tail {
public:
    /// A longer gap is cheaper as a snapshot.
    static constexpr std::uint64_t longest_gap = 2'000;

    /// Starts after `sequence`.
    void reset(std::uint64_t sequence) {
        m_events.clear();
        m_last = sequence;
    }
    void add(const workspace::Recorded& recorded);

    [[nodiscard]] std::uint64_t last() const { return m_last; }
    /// Whether everything after `since` is here.
    [[nodiscard]] bool reaches(std::uint64_t since) const {
        return since <= m_last && m_last - since <= m_events.size();
    }
    /// What entries `from`..`to` mean for a role today.
    [[nodiscard]] wire::Events events(const workspace::State& state, workspace::Role role, std::uint64_t from,
                                      std::uint64_t to) const;

private:
    std::deque<workspace::Recorded> m_events;
    std::uint64_t m_last = 0;
};

} // namespace anker::server
