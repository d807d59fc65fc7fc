// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/index_job.hpp"

#include "core/factor/diagnostics.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/json/fields.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace anker::jobs {

namespace {

using index::CompositeRecipe;
using index::CompositeResult;
using index::Level;
using index::LevelResult;
using json::Json;

constexpr std::size_t not_valid = static_cast<std::size_t>(-1);

/// Position of each area among those that have an index.
std::vector<std::size_t> positions(const CompositeResult& result) {
    std::vector<std::size_t> position(result.left_out.size(), not_valid);
    for (std::size_t k = 0; k < result.valid.size(); ++k) position[result.valid[k]] = k;
    return position;
}

std::string_view class_name(const Level& level, int number) {
    const auto at = static_cast<std::size_t>(number - 1);
    return at < level.classes.names.size() ? std::string_view(level.classes.names[at]) : std::string_view();
}

bool has_classes(const Level& level) {
    return level.classes.kind != index::ClassKind::None;
}

std::string areas_table(const index::ColumnTable& table, const std::string& key_column,
                        const CompositeRecipe& recipe, const CompositeResult& result) {
    std::vector<std::string> columns{key_column, "left_out", "reason"};
    for (const Level& level : recipe.levels) {
        columns.push_back(level.id);
        columns.push_back(level.id + "_rank");
        if (has_classes(level)) columns.push_back(level.id + "_class");
        if (!level.classes.names.empty()) columns.push_back(level.id + "_class_name");
    }
    if (recipe.groups) {
        columns.emplace_back("group");
        columns.emplace_back("attention");
    }
    TableWriter out(columns);
    const std::vector<std::size_t> position = positions(result);
    for (std::size_t area = 0; area < table.area_keys.size(); ++area) {
        const std::size_t k = position[area];
        out.cell(table.area_keys[area]);
        out.cell(index::exclusion_names[static_cast<std::size_t>(result.left_out[area])]);
        const auto reason = recipe.excluded.find(table.area_keys[area]);
        out.cell(reason == recipe.excluded.end() ? std::string_view() : std::string_view(reason->second));
        for (std::size_t l = 0; l < recipe.levels.size(); ++l) {
            const Level& level = recipe.levels[l];
            const LevelResult& values = result.levels[l];
            if (k == not_valid) {
                out.blank().blank();
                if (has_classes(level)) out.blank();
                if (!level.classes.names.empty()) out.blank();
                continue;
            }
            out.cell(values.value[k]).cell(values.rank[k]);
            if (has_classes(level)) out.cell(values.class_number[k]);
            if (!level.classes.names.empty()) out.cell(class_name(level, values.class_number[k]));
        }
        if (recipe.groups) {
            const std::string code = k == not_valid ? std::string() : group_code(recipe, result, k);
            const auto& attention = recipe.groups->attention;
            const bool is_asked = std::find(attention.begin(), attention.end(), code) != attention.end();
            out.cell(code).cell(std::string_view(is_asked ? "yes" : ""));
        }
        out.end_row();
    }
    return out.take();
}

/// The nearest borders of a level around a value; missing where it is in the first or last class.
struct Around {
    double below = indicator::missing;
    double above = indicator::missing;
};
Around borders_around(const LevelResult& level, std::size_t k) {
    Around around;
    std::vector<double> borders = level.fitted.borders;
    if (level.fitted.top_from) borders.push_back(*level.fitted.top_from);
    std::sort(borders.begin(), borders.end());
    for (const double border : borders) {
        if (border <= level.value[k]) around.below = border;
        if (border > level.value[k]) {
            around.above = border;
            break;
        }
    }
    return around;
}

std::string derivation_table(const index::ColumnTable& table, const std::string& key_column,
                             const CompositeRecipe& recipe, const CompositeResult& result) {
    TableWriter out({key_column, "level", "input", "value", "normalised", "weight", "contribution",
                     "change_to_border_below", "change_to_border_above"});
    for (std::size_t k = 0; k < result.valid.size(); ++k) {
        for (std::size_t l = 0; l < recipe.levels.size(); ++l) {
            const Around around = borders_around(result.levels[l], k);
            for (const index::InputResult& input : result.levels[l].inputs) {
                const double value = result.levels[l].value[k];
                out.cell(table.area_keys[result.valid[k]]).cell(recipe.levels[l].id).cell(input.name);
                out.cell(input.value[k]).cell(input.normalised[k]).cell(input.weight).cell(input.weighted[k]);
                const bool can_tell = input.slope == input.slope && input.slope != 0;
                out.cell(can_tell ? (around.below - value) / input.slope : indicator::missing);
                out.cell(can_tell ? (around.above - value) / input.slope : indicator::missing);
                out.end_row();
            }
        }
    }
    return out.take();
}

Json json_from_matrix(const math::Matrix& matrix) {
    Json rows = Json::array();
    for (std::size_t i = 0; i < matrix.rows(); ++i) {
        Json row = Json::array();
        for (std::size_t j = 0; j < matrix.columns(); ++j) row.push_back(matrix(i, j));
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Whether the inputs measure one thing; left out where that cannot be said (one input, or too few areas).
void add_reliability(Json& json, const LevelResult& result) {
    std::vector<std::vector<double>> columns;
    std::vector<std::string> names;
    for (const index::InputResult& input : result.inputs) {
        columns.push_back(input.normalised);
        names.push_back(input.name);
    }
    if (columns.size() < 2) return;
    const auto diagnostics = factor::diagnose(columns, names);
    if (!diagnostics) return;
    const factor::Reliability& r = diagnostics->reliability;
    json["cronbach_alpha"] = r.standardised;
    if (!r.standardised_if_deleted.empty()) json["cronbach_alpha_if_deleted"] = r.standardised_if_deleted;
    json["correlation_with_rest"] = r.correlation_with_rest;
    if (diagnostics->adequacy == diagnostics->adequacy) json["kaiser_meyer_olkin"] = diagnostics->adequacy;
}

Json json_from_level(const Level& level, const LevelResult& result) {
    Json json{{"id", level.id},
              {"high_means", indicator::direction_names[static_cast<std::size_t>(level.high_means)]},
              {"fitted", json::parse_json(index::encode(result.fitted))}};
    Json inputs = Json::array();
    for (const index::InputResult& input : result.inputs) {
        inputs.push_back({{"name", input.name}, {"weight", input.weight}});
    }
    json["inputs"] = std::move(inputs);
    json["correlations"] = json_from_matrix(result.correlations);
    json["eigenvalues"] = result.eigenvalues;
    add_reliability(json, result);
    if (result.explained) json["explained"] = *result.explained;
    if (has_classes(level)) {
        Json classes = Json::array();
        for (int number = 1; number <= level.classes.class_count(); ++number) {
            const auto areas = std::count(result.class_number.begin(), result.class_number.end(), number);
            classes.push_back({{"class", number}, {"name", class_name(level, number)}, {"areas", areas}});
        }
        json["classes"] = std::move(classes);
    }
    return json;
}

std::string report_of(const index::ColumnTable& table, const CompositeRecipe& recipe,
                      const CompositeResult& result) {
    Json report = Json::object();
    report["recipe"] = {{"id", recipe.id},
                        {"names", recipe.names},
                        {"date", recipe.date},
                        {"source", recipe.source},
                        {"decided_by", recipe.decided_by}};
    report["areas"] = table.area_keys.size();
    report["areas_with_index"] = result.valid.size();
    Json left_out = Json::object();
    for (std::size_t area = 0; area < table.area_keys.size(); ++area) {
        const auto why = static_cast<std::size_t>(result.left_out[area]);
        if (why != 0) left_out[std::string(index::exclusion_names[why])].push_back(table.area_keys[area]);
    }
    report["left_out"] = std::move(left_out);
    Json levels = Json::array();
    for (std::size_t l = 0; l < recipe.levels.size(); ++l)
        levels.push_back(json_from_level(recipe.levels[l], result.levels[l]));
    report["levels"] = std::move(levels);
    if (recipe.groups) {
        std::map<std::string, std::size_t> groups;
        for (std::size_t k = 0; k < result.valid.size(); ++k) ++groups[group_code(recipe, result, k)];
        report["groups"] = groups;
    }
    return json::text_from_json(report);
}

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
    ANKER_TRY(const ValueTable values, read_values(*request.file("values"), index::columns_of(recipe)));
    ANKER_TRY(const index::ColumnTable table, read_columns(*request.file("values"), recipe));
    ANKER_TRY(CompositeResult computed, index::run_composite(table, recipe));
    note_lost_zeros(table, computed.notes);
    Result result;
    result.files["out"] = areas_table(table, values.key_column, recipe, computed);
    result.files["derivation"] = derivation_table(table, values.key_column, recipe, computed);
    result.files["report"] = report_of(table, recipe, computed);
    result.notes = std::move(computed.notes);
    return result;
}

} // namespace

Expected<CompositeRecipe, std::string> read_recipe(const File& file) {
    auto recipe = index::decode_composite(file.bytes);
    if (!recipe) return failure("Recipe " + file.name + ": " + recipe.error());
    return std::move(*recipe);
}

Expected<index::ColumnTable, std::string> read_columns(const File& file, const CompositeRecipe& recipe) {
    ANKER_TRY(ValueTable values, read_values(file, index::columns_of(recipe)));
    index::ColumnTable table;
    table.source = std::move(values.file);
    table.area_keys = std::move(values.keys);
    table.lines = std::move(values.lines);
    table.columns = std::move(values.columns);
    table.values = std::move(values.values);
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
