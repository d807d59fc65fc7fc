// SPDX-License-Identifier: Apache-2.0
#include "core/index/adopted_recipe.hpp"
#include "core/index/shown_level.hpp"
#include "core/jobs/table_writer.hpp"
#include "web/studio/dataset.hpp"

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

/// The values the shown level is computed from: said beside the areas, or, for status_and_dynamics, in its
/// parts.
std::string values_from(const figures::ShownFigures& figures, const index::CompositeRecipe& recipe) {
    std::vector<std::string> columns = figures.index->columns;
    const bool is_said = !columns.empty();
    if (!is_said) {
        for (const index::Input& input : recipe.levels.front().inputs) columns.push_back(input.column);
        columns.push_back(index::column_name(index::population_id, recipe.date));
    }
    columns.insert(columns.begin(), "area");
    jobs::TableWriter out(columns);
    for (const figures::ShownArea& area : figures.areas) {
        if (!area.index) continue;
        const auto& index = *area.index;
        out.cell(area.key);
        for (std::size_t i = 0; i + 1 < columns.size(); ++i) {
            if (is_said) {
                out.cell(i < index.values.size() ? index.values[i] : indicator::missing);
            } else if (i + 2 == columns.size()) {
                out.cell(area.population);
            } else {
                out.cell(i < index.parts.size() ? index.parts[i].value : indicator::missing);
            }
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
    const auto recipe = shown_recipe(*figures.index, *adopted);
    if (!recipe) return data;
    data.recipe = {recipe->id + ".json", index::encode(*recipe)};
    data.values = {recipe->id + ".csv", values_from(figures, *recipe)};
    for (const index::Level& level : recipe->levels) data.levels.push_back(level.id);
    data.level = data.levels.back();
    data.heads_column = recipe->population_column;
    return data;
}

} // namespace anker::studio
