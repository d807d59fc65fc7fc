// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/workspace/command.hpp"
#include "core/workspace/roles.hpp"
#include "core/workspace/state.hpp"

#include <array>
#include <string_view>

namespace anker::workspace {

/// Why a command was refused. Words for people: `assets/strings`, key `rejection.<name>`, else
/// `rejection.failed`.
enum class Rejection : std::uint8_t {
    RoleMayNot,
    QuartierUnknown,
    QuartierExists,
    KeyInvalid,
    NameInvalid,
    ExtentTooLarge,
    SessionUnknown,
    SessionNotOpen,
    SessionPaused,
    SessionClosed,
    AlreadySo,
    OutsideQuartier,
    ShapeInvalid,
    WordsBlank,
    WordsTooLong,
    WordsBroken,
    WordsControl,
    WordsBidiControl,
    LanguageInvalid,
    ContributionUnknown,
    NotYours,
    NoWords,
};
constexpr std::array<std::string_view, 22> rejection_names{
    "role_may_not",     "quartier_unknown", "quartier_exists",    "key_invalid",      "name_invalid",
    "extent_too_large", "session_unknown",  "session_not_open",   "session_paused",   "session_closed",
    "already_so",       "outside_quartier", "shape_invalid",      "words_blank",      "words_too_long",
    "words_broken",     "words_control",    "words_bidi_control", "language_invalid", "contribution_unknown",
    "not_yours",        "no_words"};
[[nodiscard]] constexpr std::string_view name_of(Rejection v) {
    return rejection_names[static_cast<std::size_t>(v)];
}

/// Who asks, as the server knows it from the token.
struct Actor {
    Role role = Role::Resident;
    base::AuthorId author;
};

/// The one place where roles meet rights; everything not listed is denied.
[[nodiscard]] bool may(Role role, const Command& command);

/// The event that carries out the command, or why not. One command makes one event, which takes the command's
/// id: that is what makes sending twice harmless.
[[nodiscard]] Expected<Event, Rejection> decide(const State& state, const Command& command,
                                                const Actor& actor);

} // namespace anker::workspace
