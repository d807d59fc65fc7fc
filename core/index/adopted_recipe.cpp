// SPDX-License-Identifier: Apache-2.0
#include "core/index/adopted_recipe.hpp"

#include "core/index/shown_level.hpp"
#include "core/index/status_dynamics.hpp"
#include "core/json/fields.hpp"

namespace anker::index {

namespace {

/// Columns that name no date get the recipe's, and a recipe without a date that of what it shows. Returns
/// whether all are dated.
bool date_columns(CompositeRecipe& recipe) {
    bool is_dated = true;
    const auto date = [&](std::string& column) {
        if (column.empty()) return;
        const DatedColumn named = dated_column(column);
        if (!named.date.empty()) return;
        is_dated = is_dated && !recipe.date.empty();
        column = column_name(named.id, recipe.date);
    };
    date(recipe.population_column);
    for (Level& level : recipe.levels) {
        for (Input& input : level.inputs) {
            const bool is_anchor = input.level.empty() && level.anchor == input.column;
            date(input.column);
            if (is_anchor) level.anchor = input.column;
            date(input.minus);
        }
    }
    std::map<std::string, Bounds> feasible;
    for (const auto& [column, limits] : recipe.missing.feasible) {
        std::string dated = column;
        date(dated);
        feasible[dated] = limits;
    }
    recipe.missing.feasible = std::move(feasible);
    if (!is_dated || !recipe.date.empty()) return is_dated;
    for (const Level& level : recipe_of_level(recipe, recipe.levels[shown_levels(recipe).status].id).levels) {
        for (const Input& input : level.inputs) {
            if (recipe.date.empty()) recipe.date = dated_column(input.column).date;
        }
    }
    return true;
}

/// What a recipe that is to be adopted and shown must say besides, and must not.
std::string fault_of_adopted(const CompositeRecipe& recipe) {
    if (recipe.missing.method == MissingMethod::Regression) {
        return "field \"missing\" must not fill values in: in a Quartier they may be withheld because they "
               "are "
               "small, and a regression would guess them; use \"leave_out\" or \"bounds\"";
    }
    if (!text_columns_of(recipe).empty()) {
        return "column \"" + text_columns_of(recipe).front() +
               "\" must not make groups or larger areas: a Quartier has one row per area and no texts; "
               "compute "
               "such an index with `ankerpunkt index` and import it as a published one";
    }
    const ShownLevels shown = shown_levels(recipe);
    for (const std::size_t at : {shown.status, shown.dynamics.value_or(shown.status)}) {
        const int classes = recipe.levels[at].classes.class_count();
        if (classes >= 2 && classes <= max_shown_classes) continue;
        return "field \"levels[" + std::to_string(at) + "].classes\" must make 2 to " +
               std::to_string(max_shown_classes) + " classes: level \"" + recipe.levels[at].id +
               "\" is the one that is shown, and the map shows classes";
    }
    return {};
}

Expected<AdoptedRecipe, std::string> composite_from_text(std::string_view text) {
    auto recipe = decode_composite(text);
    if (!recipe) {
        std::string sentence = recipe.error();
        if (sentence.ends_with('.')) sentence.pop_back();
        return failure(std::move(sentence));
    }
    if (std::string fault = fault_of_adopted(*recipe); !fault.empty()) return failure(std::move(fault));
    if (!date_columns(*recipe)) {
        return failure(std::string("field \"date\" must be the date of the columns that name none; or name "
                                   "columns with their date, as \"unemployed@2024\""));
    }
    AdoptedRecipe adopted;
    adopted.text = encode(*recipe);
    adopted.recipe = std::move(*recipe);
    return adopted;
}

} // namespace

DatedColumn dated_column(std::string_view column) {
    const std::size_t at = column.rfind('@');
    if (at == std::string_view::npos) return {std::string(column), {}};
    return {std::string(column.substr(0, at)), std::string(column.substr(at + 1))};
}

std::string column_name(std::string_view id, std::string_view date) {
    return std::string(id) + "@" + std::string(date);
}

Expected<AdoptedRecipe, std::string> decode_adopted_recipe(std::string_view text) {
    const json::Json json = json::parse_json(text);
    const auto method = json.is_object() ? json.find("method") : json.end();
    const bool is_said = json.is_object() && method != json.end() && method->is_string();
    const std::string said = is_said ? method->get<std::string>() : std::string();
    if (said == "status_and_dynamics") {
        ANKER_TRY(const Recipe recipe, decode_recipe(text));
        return AdoptedRecipe{composite_from(recipe), true, encode(recipe)};
    }
    if (said == "composite" || !json.is_object()) return composite_from_text(text);
    return failure(std::string("field \"method\" must be \"composite\" or \"status_and_dynamics\""));
}

} // namespace anker::index
