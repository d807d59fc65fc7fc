// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/index_job.hpp"

#include "core/jobs/index_report.hpp"
#include "core/jobs/index_tables.hpp"
#include "core/jobs/value_table.hpp"
#include "core/tabular/sentence.hpp"

#include <map>

namespace anker::jobs {

namespace {

using index::CompositeRecipe;
using index::CompositeResult;

/// Keys of digits alone with two lengths: programs that read keys as numbers drop leading zeros.
void note_lost_zeros(const index::ColumnTable& table, std::vector<std::string>& notes) {
    std::map<std::size_t, std::size_t> lengths;
    for (const std::string& key : table.area_keys) {
        if (key.find_first_not_of("0123456789") != std::string::npos) return;
        ++lengths[key.size()];
    }
    if (lengths.size() != 2 || lengths.begin()->first + 1 != lengths.rbegin()->first) return;
    notes.push_back(table.source + ": area keys have " + std::to_string(lengths.begin()->first) + " or " +
                    std::to_string(lengths.rbegin()->first) +
                    " digits; were leading zeros lost? Keys are compared as text.");
}

Expected<Result, std::string> run(const Request& request, const Progress& /*progress*/) {
    ANKER_TRY(const CompositeRecipe recipe, read_recipe(*request.file("recipe")));
    std::string key_column;
    ANKER_TRY(const index::ColumnTable table, read_columns(*request.file("values"), recipe, key_column));
    ANKER_TRY(CompositeResult computed, index::run_composite(table, recipe));
    note_lost_zeros(table, computed.notes);
    Result result;
    result.files["out"] = areas_table(table, key_column, recipe, computed);
    result.files["derivation"] = derivation_table(table, key_column, recipe, computed);
    result.files["report"] = index_report(table, recipe, computed);
    result.notes = std::move(computed.notes);
    return result;
}

} // namespace

Expected<CompositeRecipe, std::string> read_recipe(const File& file) {
    auto recipe = index::decode_composite(file.bytes);
    if (!recipe) return failure("Recipe " + file.name + ": " + recipe.error());
    return std::move(*recipe);
}

namespace {

/// An area may have a row in every group, but not two in one.
Expected<void, std::string> check_rows(const index::ColumnTable& table, const std::string& group_column) {
    const std::vector<std::string>& groups = table.texts.at(group_column);
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> seen;
    for (std::size_t row = 0; row < groups.size(); ++row) {
        if (groups[row].empty()) return failure(table.cell(group_column, row) + ": the group is missing.");
        const auto [entry, is_new] = seen.emplace(
            std::pair<std::string_view, std::string_view>(table.area_keys[row], groups[row]), row);
        if (!is_new) {
            return failure(table.source + ", line " + std::to_string(table.lines[row]) + ": area " +
                           tabular::in_quotes(table.area_keys[row]) + " in group " +
                           tabular::in_quotes(groups[row]) + " was already in line " +
                           std::to_string(table.lines[entry->second]) + "; give it one row per group.");
        }
    }
    return {};
}

} // namespace

Expected<index::ColumnTable, std::string> read_columns(const File& file, const CompositeRecipe& recipe,
                                                       std::string& key_column) {
    const KeysMustDiffer must_differ = recipe.group_column.empty() ? KeysMustDiffer::Yes : KeysMustDiffer::No;
    ANKER_TRY(ValueTable values, read_values(file, index::columns_of(recipe), must_differ));
    index::ColumnTable table;
    key_column = std::move(values.key_column);
    table.source = std::move(values.file);
    table.area_keys = std::move(values.keys);
    table.lines = std::move(values.lines);
    table.columns = std::move(values.columns);
    table.values = std::move(values.values);
    const std::vector<std::string> names = index::text_columns_of(recipe);
    if (names.empty()) return table;
    ANKER_TRY(TextColumns texts, read_texts(file, names, must_differ));
    for (std::size_t column = 0; column < names.size(); ++column)
        table.texts[names[column]] = std::move(texts.texts[column]);
    if (!recipe.group_column.empty()) ANKER_DO(check_rows(table, recipe.group_column));
    return table;
}

Job index_job() {
    Job job;
    job.name = "index";
    job.summary = "Compute a composite index by a recipe: values, ranks, classes and their derivation.";
    job.inputs = {{"recipe", "Recipe (JSON, docs/recipes.md)"},
                  {"values", "Values (CSV): the first column is the area key, the recipe names the others"}};
    job.outputs = {{"out", "Index per area (CSV)", true},
                   {"derivation", "Every input's value, normalised value, weight and contribution (CSV)"},
                   {"report", "Fitted numbers, diagnostics and notes (JSON)"}};
    job.examples = {"ankerpunkt index --recipe assets/recipes/methods/berlin_mss_2021.json --values mss.csv "
                    "--out index.csv --report report.json"};
    job.run = run;
    return job;
}

} // namespace anker::jobs
