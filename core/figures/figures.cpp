// SPDX-License-Identifier: Apache-2.0
#include "core/figures/figures.hpp"

#include <map>

namespace anker::figures {

namespace {

std::map<std::string_view, std::size_t> rows_by_key(const std::vector<std::string>& keys) {
    std::map<std::string_view, std::size_t> rows;
    for (std::size_t i = 0; i < keys.size(); ++i) rows[keys[i]] = i;
    return rows;
}

void add_computed_index(Figures& figures, const Inputs& inputs, std::string_view language) {
    const index::Recipe& recipe = *inputs.recipe;
    IndexInfo info;
    info.name = indicator::name_in(recipe.names, language, recipe.id);
    info.date = recipe.date;
    info.earlier_date = recipe.earlier_date;
    info.decided_by = recipe.decided_by;
    const auto result = index::status_and_dynamics(*inputs.indicators, recipe);
    if (!result) {
        info.fault = result.error();
        figures.index = info;
        return;
    }
    info.status_classes = result->status_classes;
    info.dynamics_classes = result->dynamics_classes;
    for (const index::Component& component : recipe.components) {
        const indicator::Indicator* found = inputs.indicators->find(component.indicator);
        info.component_names.push_back(indicator::name_in(found->names, language, found->id));
        info.component_units.push_back(found->unit);
        info.component_sources.push_back(found->source);
    }
    const auto rows = rows_by_key(inputs.indicators->area_keys);
    for (AreaFigures& area : figures.areas) {
        const auto row = rows.find(area.key);
        if (row == rows.end()) continue;
        const index::AreaIndex& computed = result->areas[row->second];
        IndexFigure figure;
        figure.exclusion = computed.exclusion;
        if (computed.status) {
            figure.status_class = computed.status->class_number;
            figure.status = computed.status->value;
            figure.status_parts = computed.status->parts;
        }
        if (computed.dynamics) {
            figure.dynamics_class = computed.dynamics->class_number;
            figure.dynamics = computed.dynamics->value;
        }
        area.index = figure;
    }
    figures.index = info;
}

void add_published_index(Figures& figures, const index::PublishedIndex& published,
                         std::string_view language) {
    IndexInfo info;
    info.is_published_elsewhere = true;
    info.name = indicator::name_in(published.names, language, published.id);
    info.date = published.date;
    info.decided_by = published.publisher;
    info.status_classes = 5;
    const std::vector<int> classes = index::quintile_classes(published);
    const auto rows = rows_by_key(published.area_keys);
    for (AreaFigures& area : figures.areas) {
        const auto row = rows.find(area.key);
        if (row == rows.end()) continue;
        IndexFigure figure;
        figure.status_class = classes[row->second];
        figure.status = published.values[row->second];
        if (figure.status_class == 0) figure.exclusion = index::Exclusion::MissingValue;
        area.index = figure;
    }
    figures.index = info;
}

/// Of the date the index speaks of, else of the latest one; NaN where unknown.
std::vector<double> population_of_areas(const Inputs& inputs) {
    std::vector<double> population(inputs.areas->areas.size(), indicator::missing);
    if (inputs.indicators == nullptr || inputs.indicators->population.empty()) return population;
    const indicator::IndicatorTable& table = *inputs.indicators;
    std::size_t date = table.dates.empty() ? 0 : table.dates.size() - 1;
    if (inputs.recipe != nullptr) {
        const std::size_t wanted = table.date_index(inputs.recipe->date);
        if (wanted < table.dates.size()) date = wanted;
    }
    const auto rows = rows_by_key(table.area_keys);
    for (std::size_t i = 0; i < population.size(); ++i) {
        const auto row = rows.find(inputs.areas->areas[i].key);
        if (row != rows.end()) population[i] = table.population[date][row->second];
    }
    return population;
}

} // namespace

Figures make_figures(const Inputs& inputs, const disclosure::Gate& gate, std::string_view language) {
    const std::vector<double> population = population_of_areas(inputs);
    const VoiceFigures voices =
        make_voice_figures(inputs.voices->areas(), inputs.voices->outside(), population, gate);
    Figures figures{inputs.sequence,
                    gate.rules(),
                    inputs.areas->version_date,
                    {},
                    voices.needs_outside,
                    voices.resources_outside,
                    voices.per_1000,
                    std::nullopt};
    for (std::size_t i = 0; i < inputs.areas->areas.size(); ++i) {
        const AreaVoiceFigures& area = voices.areas[i];
        figures.areas.push_back({inputs.areas->areas[i].key, inputs.areas->areas[i].name, population[i],
                                 area.needs, area.resources, area.per_1000, std::nullopt});
    }
    if (inputs.published != nullptr) {
        add_published_index(figures, *inputs.published, language);
    } else if (inputs.recipe != nullptr && inputs.indicators != nullptr) {
        add_computed_index(figures, inputs, language);
    }
    return figures;
}

} // namespace anker::figures
