// SPDX-License-Identifier: Apache-2.0
#include "core/index/adopted_recipe.hpp"
#include "core/index/shown_level.hpp"
#include "core/jobs/table_writer.hpp"
#include "web/studio/dataset.hpp"
#include "web/studio/small_number_noise.hpp"

#include <algorithm>

namespace anker::studio {

namespace {

/// What of the adopted recipe the shown level is made of, as jobs read it. Nothing where a direction is not
/// known.
std::optional<index::CompositeRecipe> shown_recipe(const figures::ShownIndexInfo& info,
                                                   const index::AdoptedRecipe& adopted) {
    const std::size_t status = index::shown_levels(adopted.recipe).status;
    index::CompositeRecipe recipe = index::recipe_of_level(adopted.recipe, adopted.recipe.levels[status].id);
    if (!adopted.is_status_and_dynamics) return recipe;
    std::vector<index::Input>& inputs = recipe.levels.front().inputs;
    if (inputs.size() != info.directions.size()) return std::nullopt;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const auto known = std::find(indicator::direction_names.begin(), indicator::direction_names.end(),
                                     info.directions[i]);
        if (known == indicator::direction_names.end()) return std::nullopt;
        inputs[i].direction = static_cast<indicator::Direction>(known - indicator::direction_names.begin());
    }
    return recipe;
}

/// The column with the people to share out by, also where the recipe has no use for them.
std::string heads_column_of(const index::CompositeRecipe& recipe) {
    if (!recipe.population_column.empty()) return recipe.population_column;
    const std::string id(index::population_id);
    return recipe.date.empty() ? id : index::column_name(id, recipe.date);
}

/// The values the shown level is computed from, and the cases behind the shares that have noise.
std::string values_from(const figures::ShownFigures& figures, const index::CompositeRecipe& recipe,
                        const SmallNumberNoise& noise) {
    const std::vector<std::string> indicators = index::indicator_columns_of(recipe);
    std::vector<std::string> columns{"area"};
    columns.insert(columns.end(), indicators.begin(), indicators.end());
    const std::string population = heads_column_of(recipe);
    columns.push_back(population);
    for (const NoisyShare& share : noise.shares) columns.push_back(cases_column(share));
    jobs::TableWriter out(columns);
    const figures::ShownIndexInfo& info = *figures.index;
    for (const figures::ShownArea& area : figures.areas) {
        if (!area.index) continue;
        out.cell(area.key);
        for (std::size_t i = 0; i < indicators.size(); ++i)
            out.cell(indicator_value(info, *area.index, indicators[i], i));
        const auto at = static_cast<std::size_t>(
            std::find(info.columns.begin(), info.columns.end(), population) - info.columns.begin());
        out.cell(at < area.index->values.size() ? area.index->values[at] : area.population);
        for (const NoisyShare& share : noise.shares) {
            const std::vector<double>& cases = area.index->denominators;
            out.cell(share.place < cases.size() ? cases[share.place] : indicator::missing);
        }
        out.end_row();
    }
    return out.take();
}

const std::string& text_at(const std::vector<std::string>& texts, int class_number) {
    static const std::string none;
    const auto at = static_cast<std::size_t>(class_number - 1);
    return at < texts.size() ? texts[at] : none;
}

/// Reads off its classes what a high value of an index means that does not say it.
bool is_relief_by_classes(const Dataset& data) {
    const DataArea* least = nullptr;
    const DataArea* most = nullptr;
    for (const DataArea& area : data.areas) {
        if (area.class_number == 0) continue;
        if (least == nullptr || area.class_number < least->class_number) least = &area;
        if (most == nullptr || area.class_number > most->class_number) most = &area;
    }
    return least != nullptr && most->class_number > least->class_number && most->value < least->value;
}

} // namespace

Dataset quartier_data(const figures::ShownFigures& figures) {
    Dataset data;
    if (figures.index) {
        data.title = figures.index->name;
        data.date = figures.index->date;
        data.source = figures.index->decided_by;
        data.classes = figures.index->fault.empty() ? figures.index->status_classes : 0;
    }
    for (const figures::ShownArea& shown : figures.areas) {
        DataArea area;
        area.key = shown.key;
        area.name = shown.name;
        area.people = shown.population;
        if (shown.index) {
            area.left_out = shown.index->exclusion;
            for (const std::string& reason : shown.index->missing_reasons)
                area.is_value_withheld = area.is_value_withheld || (!reason.empty() && reason != "unknown");
            area.has_index = shown.index->status_class > 0;
            area.value = shown.index->status;
            area.class_number = shown.index->status_class;
            if (figures.index) {
                area.class_name = text_at(figures.index->class_names, area.class_number);
                area.class_code = text_at(figures.index->class_codes, area.class_number);
            }
            for (std::size_t i = 0; i < shown.index->parts.size(); ++i) {
                const figures::Part& part = shown.index->parts[i];
                const bool is_named = figures.index && i < figures.index->components.size();
                Part own;
                own.name = is_named ? figures.index->components[i] : std::string();
                own.unit =
                    is_named && i < figures.index->units.size() ? figures.index->units[i] : std::string();
                own.value = part.value;
                own.normalised = part.normalised;
                own.weight = part.normalised != 0 ? part.weighted / part.normalised : indicator::missing;
                own.weighted = part.weighted;
                area.parts.push_back(std::move(own));
            }
        }
        data.areas.push_back(std::move(area));
    }
    const bool is_composite = figures.index && !figures.index->columns.empty();
    data.high_is_relief = is_composite ? figures.index->high_is_relief : is_relief_by_classes(data);
    rank_by_burden(data);
    if (!figures.index || !figures.index->fault.empty() || figures.index->recipe.empty()) return data;
    const auto adopted = index::decode_adopted_recipe(figures.index->recipe);
    if (!adopted) return data;
    data.is_berlin = adopted->is_status_and_dynamics;
    auto recipe = shown_recipe(*figures.index, *adopted);
    if (!recipe) return data;
    const SmallNumberNoise noise = small_number_noise(figures, *recipe);
    for (index::Level& level : recipe->levels) {
        for (index::Input& input : level.inputs) {
            for (const NoisyShare& share : noise.shares) {
                if (input.column == share.column) input.unit = share.unit;
            }
        }
    }
    data.recipe = {recipe->id + ".json", index::encode(*recipe)};
    data.values = {recipe->id + ".csv", values_from(figures, *recipe, noise)};
    data.denominators = denominators_option(noise);
    data.noisy_indicators = noise.shares.size();
    data.indicators = noise.indicators;
    for (const index::Level& level : recipe->levels) data.levels.push_back(level.id);
    data.level = data.levels.back();
    data.heads_column = heads_column_of(*recipe);
    return data;
}

} // namespace anker::studio
