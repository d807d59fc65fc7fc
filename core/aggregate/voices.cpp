// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/voices.hpp"

#include "core/base/overloaded.hpp"

namespace anker::aggregate {

std::uint32_t AreaVoices::total(contribution::Kind kind) const {
    std::uint32_t sum = 0;
    for (const auto& theme : counts[static_cast<std::size_t>(kind)]) sum += theme[0] + theme[1];
    return sum;
}

std::uint32_t AreaVoices::total(contribution::Kind kind, contribution::Perspective perspective) const {
    std::uint32_t sum = 0;
    for (const auto& theme : counts[static_cast<std::size_t>(kind)])
        sum += theme[static_cast<std::size_t>(perspective)];
    return sum;
}

std::uint32_t AreaVoices::total(contribution::Perspective perspective) const {
    return total(contribution::Kind::Need, perspective) + total(contribution::Kind::Resource, perspective);
}

std::uint32_t AreaVoices::total() const {
    return total(contribution::Kind::Need) + total(contribution::Kind::Resource);
}

VoiceCounter::VoiceCounter(const AreaSet& set, const workspace::State& state)
    : m_locator(set), m_areas(set.areas.size()) {
    for (contribution::Handle row = 0; row < state.contributions.row_count(); ++row) refresh(state, row);
}

void VoiceCounter::refresh(const workspace::State& state, contribution::Handle row) {
    const contribution::Columns& c = state.contributions.columns();
    if (row >= m_area_of.size()) {
        const std::size_t size = row + std::size_t{1};
        m_area_of.resize(size, no_area);
        m_is_counted.resize(size, 0);
        m_area_of[row] = m_locator.find(c.at[row]); // now, because an erased row forgets its place
    }
    const bool counts = c.state[row] == contribution::MarkState::Shown;
    if (counts == (m_is_counted[row] != 0)) return;
    AreaVoices& voices = m_area_of[row] == no_area ? m_outside : m_areas[m_area_of[row]];
    std::uint32_t& cell =
        voices.counts[static_cast<std::size_t>(c.kind[row])][static_cast<std::size_t>(c.theme[row])]
                     [static_cast<std::size_t>(c.perspective[row])];
    cell += counts ? 1U : ~0U;
    m_is_counted[row] = counts ? 1 : 0;
}

void VoiceCounter::update(const workspace::State& state, const workspace::Recorded& recorded) {
    const auto touch = [&](base::ContributionId id) {
        const contribution::Handle row = state.contributions.find_even_withdrawn(id);
        if (row != contribution::no_handle) refresh(state, row);
    };
    std::visit(base::Overloaded{
                   [&](const contribution::Made&) { touch(recorded.id); },
                   [&](const contribution::Withdrawn& e) { touch(e.contribution); },
                   [&](const moderation::MarkHidden& e) { touch(e.contribution); },
                   [&](const moderation::MarkShown& e) { touch(e.contribution); },
                   [](const auto&) {},
               },
               recorded.event);
}

} // namespace anker::aggregate
