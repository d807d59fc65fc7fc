// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/id.hpp"
#include "core/contribution/events.hpp"
#include "core/moderation/moderation.hpp"
#include "core/quartier/quartier.hpp"
#include "core/session/session.hpp"

#include <string>
#include <variant>

namespace anker::workspace {

/// An event whose content was erased: its place in the sequence stays, nothing else.
struct Erased {
    friend bool operator==(const Erased&, const Erased&) = default;
};

/// An event kind this program does not know (written by a newer one). Kept and ignored.
struct Unknown {
    std::string kind;
    friend bool operator==(const Unknown&, const Unknown&) = default;
};

/// What has happened. Past tense, stored for ever. The order of alternatives is not stored; names are.
using Event =
    std::variant<contribution::Made, contribution::WordsAdded, contribution::Supported,
                 contribution::SupportWithdrawn, contribution::Commented, contribution::Withdrawn,
                 moderation::WordsApproved, moderation::WordsRejected, moderation::MarkHidden,
                 moderation::MarkShown, session::Planned, session::Opened, session::Paused, session::Closed,
                 quartier::Founded, quartier::Redrawn, quartier::DatasetAdopted, Erased, Unknown>;

/// One entry of a Quartier's log.
struct Recorded {
    base::EventId id;           ///< made by whoever sent the command; the same id twice is the same event
    std::uint64_t sequence = 0; ///< dense within the Quartier, from 1
    std::int64_t at_ms = 0;     ///< server clock, Unix time; never used for order
    base::AuthorId author;      ///< none for imports and facilitators' own acts without a device
    Event event;
    friend bool operator==(const Recorded&, const Recorded&) = default;
};

} // namespace anker::workspace
