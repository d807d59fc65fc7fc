// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/id.hpp"
#include "core/contribution/kinds.hpp"
#include "core/contribution/words.hpp"
#include "core/geo/shape.hpp"

#include <optional>

/// What has happened to contributions. Stored for ever; a field may be added, never renamed or given a new
/// meaning.
namespace anker::contribution {

/// The contribution has the id of this event.
struct Made {
    base::SessionId session; ///< none for imported contributions
    Kind kind = Kind::Need;
    Theme theme = Theme::Learning;
    LifePhase life_phase = LifePhase::Unstated;
    Perspective perspective = Perspective::Resident;
    Channel channel = Channel::Phone;
    geo::Shape shape;
    std::optional<Words> words;
    WordsState words_state = WordsState::None; ///< Waiting with words; Approved only for imports
    std::uint32_t support_elsewhere = 0;
    std::int64_t made_elsewhere_at_ms = 0;
    std::string source;
    friend bool operator==(const Made&, const Made&) = default;
};

struct WordsAdded {
    base::ContributionId contribution;
    Words words;
    friend bool operator==(const WordsAdded&, const WordsAdded&) = default;
};

struct Supported {
    base::ContributionId contribution;
    friend bool operator==(const Supported&, const Supported&) = default;
};
struct SupportWithdrawn {
    base::ContributionId contribution;
    friend bool operator==(const SupportWithdrawn&, const SupportWithdrawn&) = default;
};

/// The comment has the id of this event.
struct Commented {
    base::ContributionId contribution;
    Words words;
    WordsState words_state = WordsState::Waiting; ///< Approved only for imports
    friend bool operator==(const Commented&, const Commented&) = default;
};

/// The contribution, its words, supports and comments are gone; the store erases their content.
struct Withdrawn {
    base::ContributionId contribution;
    friend bool operator==(const Withdrawn&, const Withdrawn&) = default;
};

} // namespace anker::contribution
