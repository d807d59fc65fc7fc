// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/view/view_event.hpp"
#include "core/workspace/roles.hpp"
#include "core/workspace/state.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace anker::view {

/// What clients of this role are told because of `recorded`: how its subject is in `state` now. `state` must
/// have seen the event; it may have seen later ones too, so a resuming client gets the tail projected onto
/// today. A client never receives what its role may not see.
[[nodiscard]] std::vector<ViewEvent> project(const workspace::State& state,
                                             const workspace::Recorded& recorded, workspace::Role role);

/// What one author alone is told because of `recorded` (their own marks and supports).
[[nodiscard]] std::vector<ViewEvent>
project_private(const workspace::State& state, const workspace::Recorded& recorded, base::AuthorId author);

/// Takes view events one at a time, so that 100,000 marks never lie in memory twice.
using Sink = std::function<void(const ViewEvent&)>;

/// Everything this role may see. Folding it equals folding `project` over the whole log.
void snapshot(const workspace::State& state, workspace::Role role, const Sink& sink);

/// Everything one author is told about their own contributions and supports.
[[nodiscard]] std::vector<ViewEvent> private_snapshot(const workspace::State& state, base::AuthorId author);

/// What can be asked for one mark: approved words and approved comments, oldest first.
struct Talk {
    base::ContributionId id;
    std::optional<contribution::Words> words;
    std::vector<contribution::Words> comments;
    std::string source; ///< data set of an imported contribution
    friend bool operator==(const Talk&, const Talk&) = default;
};

/// Nothing for marks the role cannot see.
[[nodiscard]] std::optional<Talk> talk_of(const workspace::State& state, base::ContributionId id,
                                          workspace::Role role);

} // namespace anker::view
