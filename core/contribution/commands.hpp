// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/id.hpp"
#include "core/contribution/kinds.hpp"
#include "core/contribution/words.hpp"
#include "core/geo/shape.hpp"

#include <optional>

/// What somebody wants to do with contributions. May be refused by `workspace::decide`.
namespace anker::contribution {

/// Put a mark on the map. Perspective and channel follow from the role of who asks; words may come later.
struct Make {
    base::SessionId session;
    Kind kind = Kind::Need;
    Theme theme = Theme::Learning;
    LifePhase life_phase = LifePhase::Unstated;
    geo::Shape shape;
    std::optional<Words> words;
};

/// Take over a contribution made elsewhere (administrators only). Its words were already public there where
/// `words_state` says Approved.
struct Import {
    Kind kind = Kind::Need;
    Theme theme = Theme::Learning;
    LifePhase life_phase = LifePhase::Unstated;
    Perspective perspective = Perspective::Resident;
    geo::Shape shape;
    std::optional<Words> words;
    WordsState words_state = WordsState::Waiting;
    std::uint32_t support_elsewhere = 0;
    std::int64_t made_at_ms = 0; ///< when it was made there; 0 = unknown
    std::string source;          ///< names the data set, shown with the contribution
};

/// Write or replace the words of one's own contribution; they wait for a facilitator again.
struct AddWords {
    base::ContributionId contribution;
    Words words;
};

/// "I share this", at most once per person and contribution.
struct Support {
    base::ContributionId contribution;
};
struct WithdrawSupport {
    base::ContributionId contribution;
};

struct Comment {
    base::ContributionId contribution;
    Words words;
};

/// Take back one's own contribution. Its content is erased.
struct Withdraw {
    base::ContributionId contribution;
};

} // namespace anker::contribution
