// SPDX-License-Identifier: Apache-2.0
#include "core/figures/figures.hpp"

#include "core/figures/computed_index.hpp"

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

void add_computed_index(Figures& figures, const Inputs& inputs,
                        const Expected<indicator::IndicatorTable, std::string>& agreed,
                        std::string_view language) {
    ComputedIndex computed =
        computed_index(*inputs.recipe, inputs.catalogue, agreed, inputs.areas->version_date, language);
    figures.index = std::move(computed.info);
    for (AreaFigures& area : figures.areas) {
        if (const auto found = computed.areas.find(area.key); found != computed.areas.end())
            area.index = found->second;
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

/// The date whose residents belong to an index.
std::string date_of_people(const index::CompositeRecipe& recipe) {
    const index::DatedColumn people = index::dated_column(recipe.population_column);
    return people.id == index::population_id ? people.date : recipe.date;
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
    if (inputs.recipe != nullptr) date = table.date_index(date_of_people(inputs.recipe->recipe));
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
    const VoiceFigures voices = make_voice_figures(inputs.voices->areas(), inputs.voices->outside(),
                                                   population, inputs.people, gate, inputs.earlier);
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
