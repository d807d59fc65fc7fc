// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/figures/figures.hpp"
#include "server/room/ledger.hpp"

#include <memory>
#include <optional>
#include <string>

namespace anker::server {

/// Voices and index of one Quartier, kept up to date. Reference data are read from the store at first use.
class FiguresDesk {
public:
    explicit FiguresDesk(EventStore& store) : m_store(store) {}

    /// After the event was applied.
    void update(const workspace::State& state, const workspace::Recorded& recorded);
    /// Data sets or the whole state have changed: read everything again when next asked.
    void forget() { m_data.reset(); }

    /// Figures as JSON; nothing where the Quartier has no areas. The error is one English sentence.
    [[nodiscard]] Expected<std::optional<std::string>, std::string> json(const workspace::State& state,
                                                                         std::string_view language);

private:
    struct Data {
        aggregate::AreaSet areas;
        std::optional<aggregate::VoiceCounter> voices;
        std::optional<catalogue::Catalogue> catalogue;
        std::optional<indicator::IndicatorTable> indicators;
        std::optional<index::AdoptedRecipe> recipe;
        std::optional<index::PublishedIndex> published;
    };
    [[nodiscard]] Expected<bool, std::string> load(const workspace::State& state);

    EventStore& m_store;
    std::unique_ptr<Data> m_data;
    std::map<std::string, std::string> m_cache; ///< by language, of `m_cache_sequence`
    std::uint64_t m_cache_sequence = 0;
};

/// Whether the event can change a figure.
[[nodiscard]] bool changes_figures(const workspace::Event& event);

} // namespace anker::server
