// SPDX-License-Identifier: Apache-2.0
#include "core/figures/figures.hpp"

#include <algorithm>
#include <map>

namespace anker::figures {

namespace {

std::map<std::string_view, std::size_t> rows_by_key(const std::vector<std::string>& keys) {
    std::map<std::string_view, std::size_t> rows;
    for (std::size_t i = 0; i < keys.size(); ++i) rows[keys[i]] = i;
    return rows;
}

/// The imported indicators that may be shown, or why there are none.
Expected<indicator::IndicatorTable, std::string> agreed_indicators(const Inputs& inputs) {
    if (inputs.indicators == nullptr) return indicator::IndicatorTable{};
    return catalogue::only_agreed(*inputs.indicators, inputs.catalogue, inputs.areas->version_date);
}

/// Cases behind the values of one area, of the date the index speaks of.
std::vector<double> denominators_of(const std::vector<index::Part>& parts, const index::Recipe& recipe,
                                    const indicator::IndicatorTable& table, std::size_t row) {
    const std::size_t date = table.date_index(recipe.date);
    std::vector<double> denominators;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const indicator::Indicator* found = table.find(recipe.components[i].indicator);
        const bool is_known =
            !indicator::is_missing(parts[i].value) && found != nullptr && date < found->denominators.size();
        denominators.push_back(is_known ? found->denominators[date][row] : indicator::missing);
    }
    return denominators;
}

void add_computed_index(Figures& figures, const Inputs& inputs,
                        const Expected<indicator::IndicatorTable, std::string>& agreed,
                        std::string_view language) {
    const index::Recipe& recipe = *inputs.recipe;
    IndexInfo info;
    info.name = indicator::name_in(recipe.names, language, recipe.id);
    info.date = recipe.date;
    info.earlier_date = recipe.earlier_date;
    info.decided_by = recipe.decided_by;
    figures.index = info;
    std::string& fault = figures.index->fault;
    if (inputs.catalogue == nullptr) {
        fault = catalogue::no_catalogue_sentence;
        return;
    }
    if (!agreed) {
        fault = agreed.error();
        return;
    }
    for (const index::Component& component : recipe.components) {
        if (agreed->find(component.indicator) != nullptr) continue;
        fault = "indicator \"" + component.indicator + "\" is not among the agreed and imported ones";
        return;
    }
    const auto result = index::status_and_dynamics(*agreed, recipe);
    if (!result) {
        fault = result.error();
        return;
    }
    IndexInfo& shown = *figures.index;
    shown.status_classes = result->status_classes;
    shown.dynamics_classes = result->dynamics_classes;
    shown.recipe = index::encode(recipe);
    for (const index::Component& component : recipe.components) {
        const indicator::Indicator* found = agreed->find(component.indicator);
        shown.component_names.push_back(indicator::name_in(found->names, language, found->id));
        shown.component_units.push_back(found->unit);
        shown.component_sources.push_back(found->source);
        shown.component_directions.push_back(found->direction);
    }
    const auto rows = rows_by_key(agreed->area_keys);
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
            figure.denominators = denominators_of(figure.status_parts, recipe, *agreed, row->second);
        }
        if (computed.dynamics) {
            figure.dynamics_class = computed.dynamics->class_number;
            figure.dynamics = computed.dynamics->value;
        }
        area.index = figure;
    }
}

/// Why an index that was published elsewhere may not be shown; empty = it may.
std::string fault_of_published(const Inputs& inputs) {
    const index::PublishedIndex& published = *inputs.published;
    if (inputs.catalogue == nullptr) return std::string(catalogue::no_catalogue_sentence);
    const catalogue::Agreement* agreement = inputs.catalogue->find(published.id);
    if (agreement == nullptr) return "index \"" + published.id + "\" is not in the catalogue";
    if (agreement->direction != published.direction)
        return "index \"" + published.id + "\" was imported with another direction than the agreed one";
    if (!published.areas_version.empty() && published.areas_version != inputs.areas->version_date) {
        return "index \"" + published.id + "\" belongs to the areas of " + published.areas_version +
               ", and the adopted ones are of " + inputs.areas->version_date;
    }
    return {};
}

void add_published_index(Figures& figures, const Inputs& inputs, std::string_view language) {
    const index::PublishedIndex& published = *inputs.published;
    IndexInfo info;
    info.is_published_elsewhere = true;
    info.name = indicator::name_in(published.names, language, published.id);
    info.date = published.date;
    info.decided_by = published.publisher;
    info.fault = fault_of_published(inputs);
    if (!info.fault.empty()) {
        figures.index = info;
        return;
    }
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

/// Of the date the index speaks of, else of the latest one that has residents; NaN where unknown.
std::vector<double> population_of_areas(const Inputs& inputs,
                                        const Expected<indicator::IndicatorTable, std::string>& agreed) {
    std::vector<double> population(inputs.areas->areas.size(), indicator::missing);
    if (!agreed || agreed->population.empty()) return population;
    const indicator::IndicatorTable& table = *agreed;
    const auto has_residents = [&](std::size_t date) {
        const std::vector<double>& row = table.population[date];
        return std::any_of(row.begin(), row.end(), [](double n) { return !indicator::is_missing(n); });
    };
    std::size_t date = table.dates.size();
    if (inputs.recipe != nullptr) date = table.date_index(inputs.recipe->date);
    if (date == table.dates.size() || !has_residents(date)) {
        date = table.dates.size();
        while (date > 0 && !has_residents(date - 1)) --date;
        if (date == 0) return population;
        --date;
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
    const auto agreed = agreed_indicators(inputs);
    const std::vector<double> population = population_of_areas(inputs, agreed);
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
        add_published_index(figures, inputs, language);
    } else if (inputs.recipe != nullptr && inputs.indicators != nullptr) {
        add_computed_index(figures, inputs, agreed, language);
    }
    return figures;
}

} // namespace anker::figures
