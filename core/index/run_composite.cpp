// SPDX-License-Identifier: Apache-2.0
#include "core/index/complete_recipe.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>

namespace anker::index {

namespace {

using tabular::in_quotes;

/// Columns the recipe names only for groups, larger areas and regressions.
Expected<void, std::string> check_further_columns(const ColumnTable& table, const CompositeRecipe& recipe) {
    const std::string name = "recipe " + in_quotes(recipe.id);
    for (const std::string& column : text_columns_of(recipe)) {
        if (!table.texts.contains(column))
            return failure(name + ": " + table.source + " has no column " + in_quotes(column) +
                           " with texts.");
    }
    for (const std::string& column : columns_of(recipe)) {
        if (table.find(column) == nullptr)
            return failure(name + ": " + table.source + " has no column " + in_quotes(column) + "; it has " +
                           tabular::some_of(table.columns, 20) + ".");
    }
    return {};
}

/// Whether a name says that the column holds shares.
bool is_named_share(std::string_view name) {
    for (const std::string_view word : {"share", "Share", "anteil", "Anteil", "quote", "Quote", "rate",
                                        "Rate", "percent", "Percent", "prozent", "Prozent", "pct", "%"}) {
        if (name.find(word) != std::string_view::npos) return true;
    }
    return false;
}

/// A note where some inputs of a level look like shares from 0 to 1 and others like percent, and none says
/// which.
void note_mixed_shares(const ColumnTable& table, const CompositeRecipe& recipe,
                       std::vector<std::string>& notes) {
    for (const Level& level : recipe.levels) {
        std::vector<std::string> shares;
        std::vector<std::string> percents;
        bool is_about_shares = false;
        for (const Input& input : level.inputs) {
            if (input.column.empty() || input.unit != Unit::Any) continue;
            const std::vector<double>& values = *table.find(input.column);
            double lowest = 1e300;
            double highest = -1e300;
            bool has_fraction = false;
            for (const double value : values) {
                if (indicator::is_missing(value)) continue;
                lowest = std::min(lowest, value);
                highest = std::max(highest, value);
                has_fraction = has_fraction || (value > 0 && value < 1);
            }
            if (lowest < 0 || highest > 100) continue;
            is_about_shares = is_about_shares || is_named_share(input.column);
            if (highest <= 1 && has_fraction) shares.push_back(input.column);
            if (highest > 1) percents.push_back(input.column);
        }
        if (!is_about_shares || shares.empty() || percents.empty()) continue;
        notes.push_back("Level " + in_quotes(level.id) + ": " + tabular::some_of(shares, 5) +
                        " look like shares from 0 to 1, " + tabular::some_of(percents, 5) +
                        " like percent; say which with \"unit\", which is checked.");
    }
}

void note_imputed(const CompositeResult& result, std::vector<std::string>& notes) {
    std::size_t cells = 0;
    for (const ImputedColumn& column : result.imputed) cells += column.areas.size();
    if (cells == 0) return;
    notes.push_back(
        tabular::counted(cells, "missing value was", "missing values were") +
        " filled in by regression; the derivation marks them. Values that were suppressed are small: "
        "what a regression says of them is too high.");
}

} // namespace

Expected<CompositeResult, std::string> run_composite(const ColumnTable& table,
                                                     const CompositeRecipe& recipe) {
    ANKER_DO(check_further_columns(table, recipe));
    std::optional<Imputed> imputed;
    if (recipe.missing.method == MissingMethod::Regression) {
        ANKER_TRY(imputed, impute(table, recipe));
    }
    ANKER_TRY(CompositeResult result, run_complete(imputed ? imputed->table : table, recipe));
    if (imputed) result.imputed = std::move(imputed->columns);
    if (recipe.missing.method == MissingMethod::Bounds) {
        ANKER_TRY(result.bounded, bounds_of_incomplete(table, recipe, result));
    }
    note_imputed(result, result.notes);
    note_mixed_shares(table, recipe, result.notes);
    return result;
}

} // namespace anker::index
