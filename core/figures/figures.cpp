// SPDX-License-Identifier: Apache-2.0
#include "core/figures/figures.hpp"

#include <map>

namespace anker::figures {

namespace {

using aggregate::AreaVoices;
using disclosure::Gate;
using disclosure::GatedBreakdown;
using disclosure::GatedCount;

/// Of two verdicts on the same number the stricter one: a total hidden in either table stays hidden.
GatedCount stricter(const GatedCount& a, const GatedCount& b) {
    return a.is_shown() ? b : a;
}

KindFigures kind_figures(const AreaVoices& voices, contribution::Kind kind,
                         const GatedCount& total_among_areas, const Gate& gate) {
    std::vector<std::uint32_t> cells;
    for (const auto& theme : voices.counts[static_cast<std::size_t>(kind)]) {
        for (const std::uint32_t n : theme) cells.push_back(n);
    }
    const GatedBreakdown breakdown = gate.breakdown(cells);
    KindFigures figures{stricter(breakdown.total, total_among_areas), {}};
    for (std::size_t theme = 0; theme < contribution::theme_count; ++theme) {
        std::vector<GatedCount>& row = figures.themes.emplace_back();
        for (std::size_t p = 0; p < contribution::perspective_count; ++p) {
            row.push_back(breakdown.cells[theme * contribution::perspective_count + p]);
        }
    }
    return figures;
}

/// Totals of one kind over all areas and the rest outside, protected together: a hidden area must not follow
/// from the Quartier's total, which everybody can count on the map.
GatedBreakdown totals(const aggregate::VoiceCounter& voices, contribution::Kind kind, const Gate& gate) {
    std::vector<std::uint32_t> cells;
    for (const AreaVoices& area : voices.areas()) cells.push_back(area.total(kind));
    cells.push_back(voices.outside().total(kind));
    return gate.breakdown(cells);
}

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

} // namespace

Figures make_figures(const Inputs& inputs, const Gate& gate, std::string_view language) {
    const aggregate::VoiceCounter& voices = *inputs.voices;
    const GatedBreakdown needs = totals(voices, contribution::Kind::Need, gate);
    const GatedBreakdown resources = totals(voices, contribution::Kind::Resource, gate);
    const std::size_t count = inputs.areas->areas.size();

    std::map<std::string_view, std::size_t> indicator_rows;
    std::size_t last_date = 0;
    if (inputs.indicators != nullptr) {
        indicator_rows = rows_by_key(inputs.indicators->area_keys);
        last_date = inputs.indicators->dates.empty() ? 0 : inputs.indicators->dates.size() - 1;
        if (inputs.recipe != nullptr) {
            const std::size_t wanted = inputs.indicators->date_index(inputs.recipe->date);
            if (wanted < inputs.indicators->dates.size()) last_date = wanted;
        }
    }

    Figures figures{
        inputs.sequence,    gate.rules(),           inputs.areas->version_date,       {},
        needs.cells[count], resources.cells[count], gate.rate(0, indicator::missing), std::nullopt};
    std::uint32_t voices_in_areas = 0;
    double population_in_areas = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const AreaVoices& area_voices = voices.areas()[i];
        double population = indicator::missing;
        const auto row = indicator_rows.find(inputs.areas->areas[i].key);
        if (row != indicator_rows.end() && !inputs.indicators->population.empty()) {
            population = inputs.indicators->population[last_date][row->second];
        }
        figures.areas.push_back(
            {inputs.areas->areas[i].key, inputs.areas->areas[i].name, population,
             kind_figures(area_voices, contribution::Kind::Need, needs.cells[i], gate),
             kind_figures(area_voices, contribution::Kind::Resource, resources.cells[i], gate),
             gate.rate(area_voices.total(), population), std::nullopt});
        // A rate next to one hidden kind would give that kind away: the other one is shown.
        AreaFigures& area = figures.areas.back();
        if (area.voices_per_1000.is_shown() &&
            area.needs.total.is_shown() != area.resources.total.is_shown()) {
            GatedCount& shown = area.needs.total.is_shown() ? area.needs.total : area.resources.total;
            shown = gate.withheld(disclosure::Reason::Complement);
        }
        voices_in_areas += area_voices.total();
        population_in_areas += population; // NaN spreads: an unknown population makes the rate unknown
    }
    figures.voices_per_1000 = gate.rate(voices_in_areas, population_in_areas);

    if (inputs.published != nullptr) {
        add_published_index(figures, *inputs.published, language);
    } else if (inputs.recipe != nullptr && inputs.indicators != nullptr) {
        add_computed_index(figures, inputs, language);
    }
    return figures;
}

} // namespace anker::figures
