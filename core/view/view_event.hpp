// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/id.hpp"
#include "core/contribution/kinds.hpp"
#include "core/contribution/words.hpp"
#include "core/geo/shape.hpp"
#include "core/quartier/quartier.hpp"
#include "core/session/session.hpp"

#include <optional>
#include <variant>

/// What a client is told. Every view event states how its subject is NOW, never what changed, so applying the
/// same one twice, or only the last of several, ends in the same view.
namespace anker::view {

struct QuartierShown {
    quartier::Quartier quartier;
    friend bool operator==(const QuartierShown&, const QuartierShown&) = default;
};

struct SessionShown {
    session::Session session;
    friend bool operator==(const SessionShown&, const SessionShown&) = default;
};

/// A published contribution: kind, theme, place. Never author, life phase, channel or session.
struct MarkShown {
    base::ContributionId id;
    std::uint64_t number = 0;
    geo::Position at;
    geo::Shape shape; ///< lines and areas only; empty for a point
    contribution::Kind kind = contribution::Kind::Need;
    contribution::Theme theme = contribution::Theme::Learning;
    contribution::Perspective perspective = contribution::Perspective::Resident;
    bool has_words = false; ///< approved words can be asked for
    bool is_hidden = false; ///< facilitators only
    std::uint32_t support = 0;
    std::uint32_t comment_count = 0; ///< approved ones
    std::int64_t made_at_hour = 0;   ///< Unix time in hours: finer would link marks of one person
    friend bool operator==(const MarkShown&, const MarkShown&) = default;
};
struct MarkGone {
    base::ContributionId id;
    friend bool operator==(const MarkGone&, const MarkGone&) = default;
};
struct SupportShown {
    base::ContributionId id;
    std::uint32_t support = 0;
    friend bool operator==(const SupportShown&, const SupportShown&) = default;
};
struct CommentCountShown {
    base::ContributionId id;
    std::uint32_t count = 0;
    friend bool operator==(const CommentCountShown&, const CommentCountShown&) = default;
};

/// Words a facilitator has approved.
struct WordsShown {
    base::ContributionId id;
    contribution::Words words;
    friend bool operator==(const WordsShown&, const WordsShown&) = default;
};
struct WordsGone {
    base::ContributionId id;
    friend bool operator==(const WordsGone&, const WordsGone&) = default;
};

/// For facilitators: words of a contribution or comment that wait to be read, or have been decided on.
struct WordsWaiting {
    base::EventId subject;
    base::ContributionId on; ///< the contribution itself, or the one commented on
    contribution::Words words;
    std::int64_t since_ms = 0;
    friend bool operator==(const WordsWaiting&, const WordsWaiting&) = default;
};
struct WordsSettled {
    base::EventId subject;
    friend bool operator==(const WordsSettled&, const WordsSettled&) = default;
};

/// For one person only: what became of their own contribution, and what they support.
struct MineShown {
    base::ContributionId id;
    contribution::WordsState words_state = contribution::WordsState::None;
    contribution::Words words;
    bool is_hidden = false;
    friend bool operator==(const MineShown&, const MineShown&) = default;
};
struct MineGone {
    base::ContributionId id;
    friend bool operator==(const MineGone&, const MineGone&) = default;
};
struct MySupportShown {
    base::ContributionId id;
    bool on = false;
    friend bool operator==(const MySupportShown&, const MySupportShown&) = default;
};

using ViewEvent =
    std::variant<QuartierShown, SessionShown, MarkShown, MarkGone, SupportShown, CommentCountShown,
                 WordsShown, WordsGone, WordsWaiting, WordsSettled, MineShown, MineGone, MySupportShown>;

} // namespace anker::view
