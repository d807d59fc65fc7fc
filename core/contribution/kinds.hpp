// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

/// What can be said about a place. The words are those of the glossary (docs/glossary.md); the names returned
/// by `name_of` are stored and exported, so they never change. Words for people are in `assets/strings`.
namespace anker::contribution {

enum class Kind : std::uint8_t { Need, Resource };

/// The twelve fields of action.
enum class Theme : std::uint8_t {
    Learning,
    Meeting,
    Youth,
    Health,
    Culture,
    Work,
    Advice,
    Housing,
    Mobility,
    Safety,
    Green,
    Language
};

enum class LifePhase : std::uint8_t {
    Unstated,
    EarlyChildhood,
    DayCareToSchool,
    Primary,
    LowerSecondary,
    SchoolToWork,
    Adults,
    OlderPeople
};

/// Who speaks. Always shown apart.
enum class Perspective : std::uint8_t { Resident, Professional };

/// How the contribution came in. Never shown with a single contribution.
enum class Channel : std::uint8_t { Phone, Kiosk, Professional, Import };

constexpr std::array<std::string_view, 2> kind_names{"need", "resource"};
constexpr std::array<std::string_view, 12> theme_names{"learning", "meeting", "youth",  "health",
                                                       "culture",  "work",    "advice", "housing",
                                                       "mobility", "safety",  "green",  "language"};
constexpr std::array<std::string_view, 8> life_phase_names{"",        "early_childhood", "day_care_to_school",
                                                           "primary", "lower_secondary", "school_to_work",
                                                           "adults",  "older_people"};
constexpr std::array<std::string_view, 2> perspective_names{"resident", "professional"};
constexpr std::array<std::string_view, 4> channel_names{"phone", "kiosk", "professional", "import"};

constexpr std::size_t kind_count = kind_names.size();
constexpr std::size_t theme_count = theme_names.size();
constexpr std::size_t perspective_count = perspective_names.size();

[[nodiscard]] constexpr std::string_view name_of(Kind v) {
    return kind_names[static_cast<std::size_t>(v)];
}
[[nodiscard]] constexpr std::string_view name_of(Theme v) {
    return theme_names[static_cast<std::size_t>(v)];
}
[[nodiscard]] constexpr std::string_view name_of(LifePhase v) {
    return life_phase_names[static_cast<std::size_t>(v)];
}
[[nodiscard]] constexpr std::string_view name_of(Perspective v) {
    return perspective_names[static_cast<std::size_t>(v)];
}
[[nodiscard]] constexpr std::string_view name_of(Channel v) {
    return channel_names[static_cast<std::size_t>(v)];
}

/// The value with this stored name, if there is one: `value_named<Theme>(theme_names, "green")`.
template <class Enum, std::size_t N>
[[nodiscard]] constexpr std::optional<Enum> value_named(const std::array<std::string_view, N>& names,
                                                        std::string_view name) {
    for (std::size_t i = 0; i < N; ++i) {
        if (names[i] == name) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

} // namespace anker::contribution
