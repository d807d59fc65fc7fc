// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/workspace/decide.hpp"

#include <string>
#include <vector>

namespace anker::test {

constexpr base::EventId id(std::uint64_t n) {
    return {1, n};
}
constexpr base::AuthorId person(std::uint64_t n) {
    return {2, n};
}

/// A Quartier with one open session, and helpers that send commands through decide and apply as the server
/// does.
class Given {
public:
    Given() {
        does(workspace::Role::Administrator, quartier::Found{"stockum", "Stockum", false, extent()});
        session = does(workspace::Role::Facilitator, session::Plan{"Werkstatt"});
        does(workspace::Role::Facilitator, session::Open{session});
    }

    static geo::Box extent() { return {{73'500'000, 514'600'000}, {73'900'000, 514'800'000}}; }
    static geo::Position somewhere(int n = 0) { return {73'600'000 + 1'000 * n, 514'700'000 + 700 * n}; }

    /// Sends a command; the event's id is returned, or none where it was refused (see `refusal`).
    base::EventId does(workspace::Role role, const workspace::Command& command, base::AuthorId author = {}) {
        const auto event = workspace::decide(state, command, {role, author});
        refused = !event.has_value();
        if (refused) {
            refusal = event.error();
            return {};
        }
        const base::EventId event_id = id(1000 + next++);
        log.push_back({event_id, state.sequence + 1,
                       1'700'000'000'000 + static_cast<std::int64_t>(next) * 60'000, author, *event});
        workspace::apply(state, log.back());
        return event_id;
    }

    base::ContributionId marks(contribution::Kind kind, contribution::Theme theme,
                               geo::Position at = somewhere(), base::AuthorId author = person(1),
                               workspace::Role role = workspace::Role::Resident) {
        contribution::Make make;
        make.session = session;
        make.kind = kind;
        make.theme = theme;
        make.shape = {geo::ShapeKind::Point, {at}};
        return does(role, make, author);
    }

    workspace::State state;
    std::vector<workspace::Recorded> log;
    base::SessionId session;
    bool refused = false;
    workspace::Rejection refusal{};
    std::uint64_t next = 0;
};

/// A long, varied log from a fixed seed: makes, words, supports, comments, moderation, withdrawals.
std::vector<workspace::Recorded> varied_log(std::uint64_t seed, std::size_t steps);

} // namespace anker::test
