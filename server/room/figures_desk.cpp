// SPDX-License-Identifier: Apache-2.0
#include "server/room/figures_desk.hpp"

#include "core/base/overloaded.hpp"

namespace anker::server {

namespace {

using quartier::DatasetKind;

std::string_view text_of(const Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

bool changes_figures(const workspace::Event& event) {
    return std::visit(base::Overloaded{
                          [](const contribution::Made&) { return true; },
                          [](const contribution::Withdrawn&) { return true; },
                          [](const moderation::MarkHidden&) { return true; },
                          [](const moderation::MarkShown&) { return true; },
                          [](const quartier::DatasetAdopted&) { return true; },
                          [](const auto&) { return false; },
                      },
                      event);
}

void FiguresDesk::update(const workspace::State& state, const workspace::Recorded& recorded) {
    if (std::holds_alternative<quartier::DatasetAdopted>(recorded.event)) forget();
    if (m_data && m_data->voices) m_data->voices->update(state, recorded);
}

Expected<bool, std::string> FiguresDesk::load(const workspace::State& state) {
    const auto bytes_of_kind = [&](DatasetKind kind) -> Expected<std::optional<Bytes>, std::string> {
        const auto adopted = state.quartier.datasets.find(kind);
        if (adopted == state.quartier.datasets.end()) return std::optional<Bytes>{};
        const auto dataset = m_store.dataset(adopted->second.hash);
        if (!dataset) return failure(dataset.error().what);
        if (!*dataset)
            return failure("The data set " + adopted->second.hash + " is not in the store: import it again.");
        auto plain = plain_bytes(**dataset);
        if (!plain) return failure(plain.error().what);
        return std::optional(std::move(*plain));
    };
    ANKER_TRY(const auto areas, bytes_of_kind(DatasetKind::Areas));
    if (!areas) return false;
    auto data = std::make_unique<Data>();
    ANKER_TRY(data->areas, aggregate::decode_area_set(*areas));
    data->voices.emplace(data->areas, state);
    ANKER_TRY(const auto catalogue, bytes_of_kind(DatasetKind::Catalogue));
    if (catalogue) {
        ANKER_TRY(data->catalogue, catalogue::decode_catalogue(text_of(*catalogue)));
    }
    ANKER_TRY(const auto indicators, bytes_of_kind(DatasetKind::Indicators));
    if (indicators) {
        ANKER_TRY(data->indicators, indicator::decode_indicator_table(text_of(*indicators)));
    }
    ANKER_TRY(const auto recipe, bytes_of_kind(DatasetKind::Recipe));
    if (recipe) {
        ANKER_TRY(data->recipe, index::decode_adopted_recipe(text_of(*recipe)));
    }
    ANKER_TRY(const auto published, bytes_of_kind(DatasetKind::PublishedIndex));
    if (published) {
        ANKER_TRY(data->published, index::decode_published_index(text_of(*published)));
    }
    m_data = std::move(data);
    m_cache.clear();
    return true;
}

Expected<std::optional<std::string>, std::string> FiguresDesk::json(const workspace::State& state,
                                                                    std::string_view language) {
    if (!m_data) {
        ANKER_TRY(const bool has_areas, load(state));
        if (!has_areas) return std::optional<std::string>{};
    }
    if (m_cache_sequence != state.sequence) m_cache.clear();
    m_cache_sequence = state.sequence;
    std::string& text = m_cache[std::string(language)];
    if (text.empty()) {
        figures::Inputs inputs;
        inputs.areas = &m_data->areas;
        inputs.voices = &*m_data->voices;
        const aggregate::VoicePeople people = aggregate::people_behind(*m_data->voices, state);
        inputs.people = &people;
        if (m_data->catalogue) inputs.catalogue = &*m_data->catalogue;
        if (m_data->indicators) inputs.indicators = &*m_data->indicators;
        if (m_data->recipe) inputs.recipe = &*m_data->recipe;
        if (m_data->published) inputs.published = &*m_data->published;
        inputs.sequence = state.sequence;
        const disclosure::Gate gate(catalogue::rules_of(inputs.catalogue));
        text = figures::encode_json(figures::make_figures(inputs, gate, language));
    }
    return std::optional(text);
}

} // namespace anker::server
