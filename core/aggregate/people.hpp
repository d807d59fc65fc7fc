// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/voices.hpp"

/// How many people are behind voices: five marks of one person are not five people.
namespace anker::aggregate {

/// Of one area. A person who made several marks counts once per number.
struct AreaPeople {
    ThemeCounts themes{};
    /// [kind][perspective], over all themes
    std::array<std::array<std::uint32_t, contribution::perspective_count>, contribution::kind_count> totals{};
    std::uint32_t residents = 0; ///< with needs or resources
};

struct VoicePeople {
    std::vector<AreaPeople> areas;
    AreaPeople outside;
    std::uint32_t residents = 0; ///< in all areas together
};

/// The person who made a mark, as far as can be told and matters: a resident's own phone. None for kiosks and
/// imports, for professionals (who mark what they know of a place, often a whole inventory, and tell nothing
/// of themselves), and for marks without a device.
[[nodiscard]] base::AuthorId person_behind(const contribution::Columns& columns, contribution::Handle row);

/// A person is a device: nothing else is known. Marks that `person_behind` gives no person count as a person
/// each. Sorts all visible marks, so call it
/// when figures are asked for. Raw counts like those of the counter.
[[nodiscard]] VoicePeople people_behind(const VoiceCounter& voices, const workspace::State& state);

} // namespace anker::aggregate
