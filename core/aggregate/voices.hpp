// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/area_set.hpp"
#include "core/contribution/table.hpp"
#include "core/workspace/state.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace anker::aggregate {

/// Counts of visible contributions: [kind][theme][perspective].
using ThemeCounts = std::array<
    std::array<std::array<std::uint32_t, contribution::perspective_count>, contribution::theme_count>,
    contribution::kind_count>;

struct AreaVoices {
    ThemeCounts counts{};
    friend bool operator==(const AreaVoices&, const AreaVoices&) = default;
    [[nodiscard]] std::uint32_t total(contribution::Kind kind) const;
    [[nodiscard]] std::uint32_t total(contribution::Perspective perspective) const;
    [[nodiscard]] std::uint32_t total(contribution::Kind kind, contribution::Perspective perspective) const;
    [[nodiscard]] std::uint32_t total() const;
};

/// Voices per area, kept up to date event by event: one event costs one lookup, whatever the number of
/// contributions. A voice is one visible contribution. Raw counts: they leave this program only through
/// disclosure::Gate.
class VoiceCounter {
public:
    /// `set` must outlive the counter. Counts everything in `state` once.
    VoiceCounter(const AreaSet& set, const workspace::State& state);

    /// Call after workspace::apply with the same event.
    void update(const workspace::State& state, const workspace::Recorded& recorded);

    [[nodiscard]] const std::vector<AreaVoices>& areas() const { return m_areas; }
    /// Visible contributions that lie in no area.
    [[nodiscard]] const AreaVoices& outside() const { return m_outside; }
    [[nodiscard]] AreaIndex area_of(contribution::Handle row) const { return m_area_of[row]; }

private:
    void refresh(const workspace::State& state, contribution::Handle row);

    AreaLocator m_locator;
    std::vector<AreaVoices> m_areas;
    AreaVoices m_outside;
    std::vector<AreaIndex> m_area_of;       ///< per row of the table
    std::vector<std::uint8_t> m_is_counted; ///< per row
};

} // namespace anker::aggregate
