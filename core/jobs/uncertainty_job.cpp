// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/uncertainty_job.hpp"

#include "core/jobs/index_job.hpp"
#include "core/jobs/name_list.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/json/fields.hpp"
#include "core/tabular/sentence.hpp"
#include "core/uncertainty/recipe_index.hpp"

#include <algorithm>

namespace anker::jobs {

namespace {

using index::CompositeRecipe;
using index::Scale;
using json::Json;
using tabular::in_quotes;
using uncertainty::Factor;
using uncertainty::RecipeIndex;
using uncertainty::Uncertainty;

/// Which level of a recipe: the one asked for, the only one, the rows of its groups, or the last.
Expected<std::size_t, std::string> level_of(const CompositeRecipe& recipe, const std::string& wanted) {
    std::string id = wanted;
    if (id.empty()) id = recipe.groups ? recipe.groups->rows : recipe.levels.back().id;
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < recipe.levels.size(); ++i) {
        if (recipe.levels[i].id == id) return i;
        ids.push_back(recipe.levels[i].id);
    }
    return failure("--level " + in_quotes(wanted) + ": recipe " + in_quotes(recipe.id) + " has the levels " +
                   tabular::some_of(ids, 10) + ".");
}

/// Weights that the data decide cannot be drawn, and they belong to one normalisation.
bool has_fitted_weights(const index::Level& level) {
    return level.weighting != index::Weighting::Given ||
           level.aggregation == index::Aggregation::BenefitOfDoubt;
}

/// What is asked for; else everything that can be drawn.
Expected<std::array<bool, uncertainty::factor_count>, std::string> factors_of(const Request& request,
                                                                              const index::Level& level) {
    std::array<bool, uncertainty::factor_count> varies{};
    const std::vector<std::string> names = names_in(request.option("vary"));
    for (const std::string& name : names) {
        const auto known =
            std::find(uncertainty::factor_names.begin(), uncertainty::factor_names.end(), name);
        if (known == uncertainty::factor_names.end())
            return failure("--vary " + in_quotes(name) +
                           ": choose from weights, left_out, normalisation and noise.");
        varies[static_cast<std::size_t>(known - uncertainty::factor_names.begin())] = true;
    }
    if (!names.empty()) return varies;
    const bool is_drawn = !has_fitted_weights(level);
    varies = {is_drawn, true, is_drawn, !request.option("denominators").empty()};
    return varies;
}

Expected<std::vector<Scale>, std::string> scales_of(const Request& request, Scale own) {
    std::vector<Scale> scales;
    for (const std::string& name : names_in(request.option("normalisations"))) {
        const auto known = std::find(index::scale_names.begin(), index::scale_names.end(), name);
        if (known == index::scale_names.end())
            return failure("--normalisations " + in_quotes(name) +
                           ": choose from z, robust_z, min_max, rank, percentile, exponential_rank and the "
                           "recipe's own.");
        const auto scale = static_cast<Scale>(known - index::scale_names.begin());
        if (std::find(scales.begin(), scales.end(), scale) == scales.end()) scales.push_back(scale);
    }
    if (std::find(scales.begin(), scales.end(), own) == scales.end()) scales.push_back(own);
    return scales;
}

/// Areas in the order of their keys: noise is drawn area by area, and the order of a file's rows must not
/// change a result. `rows` is where each area of the file has gone.
struct Sorted {
    index::ColumnTable table;
    std::vector<std::size_t> rows;
};
Sorted sorted_by_key(const index::ColumnTable& table) {
    std::vector<std::size_t> order(table.area_keys.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return table.area_keys[a] < table.area_keys[b]; });
    Sorted sorted{table, std::vector<std::size_t>(order.size())};
    for (std::size_t row = 0; row < order.size(); ++row) {
        const std::size_t from = order[row];
        sorted.rows[from] = row;
        sorted.table.area_keys[row] = table.area_keys[from];
        if (from < table.lines.size()) sorted.table.lines[row] = table.lines[from];
        for (std::size_t column = 0; column < table.values.size(); ++column)
            sorted.table.values[column][row] = table.values[column][from];
        for (auto& [column, texts] : sorted.table.texts) texts[row] = table.texts.at(column)[from];
    }
    return sorted;
}

/// `S1=N1,S3=N3`, or `S1` alone for a count.
struct NoiseColumn {
    std::string column;
    std::string denominator;
};
Expected<std::vector<NoiseColumn>, std::string> noise_columns(const Request& request) {
    std::vector<NoiseColumn> columns;
    for (const std::string& entry : names_in(request.option("denominators"))) {
        const std::size_t equals = entry.find('=');
        NoiseColumn column{entry.substr(0, equals),
                           equals == std::string::npos ? std::string() : entry.substr(equals + 1)};
        if (column.column.empty())
            return failure("--denominators " + in_quotes(entry) +
                           ": write column=denominator, for example S1=adults.");
        columns.push_back(std::move(column));
    }
    return columns;
}

Expected<std::vector<uncertainty::ColumnNoise>, std::string> read_noise(const Request& request,
                                                                        const Sorted& sorted) {
    ANKER_TRY(const std::vector<NoiseColumn> columns, noise_columns(request));
    std::vector<std::string> denominators;
    for (const NoiseColumn& column : columns) {
        if (!column.denominator.empty() &&
            std::find(denominators.begin(), denominators.end(), column.denominator) == denominators.end())
            denominators.push_back(column.denominator);
    }
    std::vector<uncertainty::ColumnNoise> noise;
    if (columns.empty()) return noise;
    ValueTable table;
    if (!denominators.empty()) {
        ANKER_TRY(table, read_values(*request.file("values"), denominators));
    }
    for (const NoiseColumn& column : columns) {
        const std::vector<double>* values =
            column.denominator.empty() ? nullptr : table.find(column.denominator);
        uncertainty::ColumnNoise& entry = noise.emplace_back();
        entry.column = column.column;
        if (values == nullptr) continue;
        entry.denominators.resize(values->size());
        for (std::size_t area = 0; area < values->size(); ++area)
            entry.denominators[sorted.rows[area]] = (*values)[area];
    }
    return noise;
}

struct Run {
    const CompositeRecipe& recipe;
    const Sorted& sorted;
    const std::string& key_column;
    const RecipeIndex& index;
    const uncertainty::Plan& plan;
    const Uncertainty& result;

    /// Per area of the file its position among those with an index, or `no_row`.
    [[nodiscard]] std::vector<std::size_t> positions() const {
        std::vector<std::size_t> of_row(sorted.rows.size(), no_row);
        for (std::size_t at = 0; at < index.computed.valid.size(); ++at)
            of_row[index.computed.valid[at]] = at;
        std::vector<std::size_t> positions;
        for (const std::size_t row : sorted.rows) positions.push_back(of_row[row]);
        return positions;
    }
    [[nodiscard]] const std::string& key(std::size_t area) const {
        return sorted.table.area_keys[sorted.rows[area]];
    }
};

std::string areas_table(const Run& run) {
    const int classes = run.index.reference.class_count;
    std::vector<std::string> columns{run.key_column, "left_out", "value",     "rank",
                                     "rank_median",  "rank_low", "rank_high", "rank_shift"};
    if (classes > 0) {
        columns.emplace_back("class");
        columns.emplace_back("class_stability");
    }
    for (int k = 1; k <= classes; ++k) columns.push_back("class_" + std::to_string(k));
    TableWriter out(columns);
    const std::vector<std::size_t> positions = run.positions();
    for (std::size_t area = 0; area < positions.size(); ++area) {
        const std::size_t at = positions[area];
        const auto left_out = static_cast<std::size_t>(run.index.computed.left_out[run.sorted.rows[area]]);
        out.cell(run.key(area)).cell(index::exclusion_names[left_out]);
        if (at == no_row) {
            for (std::size_t k = 2; k < columns.size(); ++k) out.blank();
            out.end_row();
            continue;
        }
        const uncertainty::AreaUncertainty& values = run.result.areas[at];
        out.cell(run.index.reference.values[at]).cell(run.index.reference.ranks[at]);
        out.cell(values.rank_median).cell(values.rank_low).cell(values.rank_high).cell(values.rank_shift);
        if (classes > 0) out.cell(run.index.reference.classes[at]).cell(values.class_stability);
        for (const double share : values.class_shares) out.cell(share);
        out.end_row();
    }
    return out.take();
}

std::string draws_table(const Run& run) {
    std::vector<std::string> columns{run.key_column};
    for (std::size_t draw = 0; draw < run.result.kept_values.size(); ++draw)
        columns.push_back("draw_" + std::to_string(draw + 1));
    TableWriter out(columns);
    const std::vector<std::size_t> positions = run.positions();
    for (std::size_t area = 0; area < positions.size(); ++area) {
        const std::size_t at = positions[area];
        if (at == no_row) continue;
        out.cell(run.key(area));
        for (const std::vector<double>& values : run.result.kept_values) out.cell(values[at]);
        out.end_row();
    }
    return out.take();
}

Json json_of(const uncertainty::Sensitivity& sensitivity,
             const std::vector<uncertainty::SobolIndex>& indices) {
    Json json = Json::object();
    for (std::size_t k = 0; k < indices.size(); ++k) {
        const auto name = uncertainty::factor_names[static_cast<std::size_t>(sensitivity.factors[k])];
        json[std::string(name)] = {{"first_order", indices[k].first}, {"total", indices[k].total}};
    }
    return json;
}

std::string report_of(const Run& run) {
    Json report = Json::object();
    report["recipe"] = run.recipe.id;
    report["level"] = run.recipe.levels[run.index.level].id;
    report["areas_with_index"] = run.result.areas.size();
    report["draws"] = run.plan.draws;
    report["seed"] = run.plan.seed;
    Json factors = Json::array();
    for (std::size_t k = 0; k < uncertainty::factor_count; ++k) {
        if (run.plan.variation.varies[k]) factors.push_back(uncertainty::factor_names[k]);
    }
    report["varied"] = std::move(factors);
    Json scales = Json::array();
    for (const Scale scale : run.plan.variation.scales)
        scales.push_back(index::scale_names[static_cast<std::size_t>(scale)]);
    if (run.plan.variation.is_varied(Factor::Normalisation)) report["normalisations"] = std::move(scales);
    report["way"] = run.index.is_linear ? "fast" : "whole recipe per draw";
    report["mean_rank_shift"] = run.result.mean_rank_shift;
    report["rank_shift_interval"] = {run.result.rank_shift_low, run.result.rank_shift_high};
    report["rank_step"] = run.result.rank_step;
    std::vector<double> widths;
    double stability = 0;
    std::size_t below = 0;
    for (const uncertainty::AreaUncertainty& area : run.result.areas) {
        widths.push_back(area.rank_high - area.rank_low);
        stability += area.class_stability / static_cast<double>(run.result.areas.size());
        below += area.class_stability < 0.95 ? 1 : 0;
    }
    report["median_rank_interval_width"] = math::median(widths);
    report["largest_rank_interval_width"] = *std::max_element(widths.begin(), widths.end());
    if (run.index.reference.class_count > 0) {
        report["mean_class_stability"] = stability;
        report["areas_with_class_stability_below_0.95"] = below;
    }
    if (run.result.sensitivity) {
        Json sobol = Json::object();
        sobol["base_sample"] = run.plan.sobol_draws;
        sobol["mean_rank_shift"] = json_of(*run.result.sensitivity, run.result.sensitivity->rank_shift);
        if (run.plan.area) {
            sobol["area"] = run.sorted.table.area_keys[run.index.computed.valid[*run.plan.area]];
            sobol["value_of_area"] = json_of(*run.result.sensitivity, run.result.sensitivity->area_value);
        }
        report["sobol"] = std::move(sobol);
    }
    report["hash"] = std::to_string(run.result.hash);
    return json::text_from_json(report);
}

/// Position of the area of --sobol-area among those with an index.
Expected<std::optional<std::size_t>, std::string>
sobol_area(const Request& request, const index::ColumnTable& table, const RecipeIndex& index) {
    const std::string& key = request.option("sobol-area");
    if (key.empty()) return std::optional<std::size_t>();
    if (request.number("sobol") == 0)
        return failure(std::string("--sobol-area needs --sobol with the size of the base sample."));
    for (std::size_t at = 0; at < index.computed.valid.size(); ++at) {
        if (table.area_keys[index.computed.valid[at]] == key) return std::optional(at);
    }
    return failure("--sobol-area " + in_quotes(key) + ": no area of " + table.source +
                   " with this key has an index.");
}

Expected<Result, std::string> run(const Request& request, const Progress& progress) {
    ANKER_TRY(const CompositeRecipe recipe, read_recipe(*request.file("recipe")));
    if (!recipe.group_column.empty())
        return failure("Recipe " + in_quotes(recipe.id) + " has groups in column " +
                       in_quotes(recipe.group_column) +
                       "; uncertainty takes one row per area: give the rows of one group, without "
                       "\"group_column\" in the recipe.");
    std::string key_column;
    ANKER_TRY(const index::ColumnTable columns, read_columns(*request.file("values"), recipe, key_column));
    const Sorted sorted = sorted_by_key(columns);
    ANKER_TRY(const std::size_t level, level_of(recipe, request.option("level")));
    uncertainty::Plan plan;
    ANKER_TRY(plan.variation.varies, factors_of(request, recipe.levels[level]));
    ANKER_TRY(plan.variation.scales, scales_of(request, recipe.levels[level].normalise.scale));
    ANKER_TRY(const std::vector<uncertainty::ColumnNoise> noise, read_noise(request, sorted));
    plan.variation.concentration = request.number("concentration");
    plan.seed = static_cast<std::uint64_t>(request.number("seed"));
    plan.draws = static_cast<std::size_t>(request.number("runs"));
    plan.interval = request.number("interval");
    plan.kept_draws = static_cast<std::size_t>(request.number("kept"));
    plan.sobol_draws = static_cast<std::size_t>(request.number("sobol"));
    auto prepared = uncertainty::prepare(sorted.table, recipe, level, noise, plan.variation);
    if (!prepared) return failure(std::move(prepared).error());
    ANKER_TRY(plan.area, sobol_area(request, sorted.table, *prepared));

    const auto told = [&](std::size_t done, std::size_t total) {
        return !progress || progress("draws", done, total);
    };
    const auto simulated = uncertainty::simulate(*prepared->evaluation, prepared->reference, plan, told);
    if (!simulated) {
        if (simulated.error() == uncertainty::cancelled) return failure(std::string(cancelled_sentence));
        return failure("A draw has no index: " + simulated.error());
    }
    const Run whole{recipe, sorted, key_column, *prepared, plan, *simulated};
    Result result;
    result.files["out"] = areas_table(whole);
    result.files["draws"] = draws_table(whole);
    result.files["report"] = report_of(whole);
    result.notes = prepared->computed.notes;
    result.notes.insert(result.notes.end(), prepared->notes.begin(), prepared->notes.end());
    if (simulated->rank_step > 1) {
        result.notes.push_back("So many areas are counted in steps of " +
                               std::to_string(simulated->rank_step) +
                               " ranks; intervals are wider by up to that many.");
    }
    return result;
}

} // namespace

Job uncertainty_job() {
    using enum OptionKind;
    Job job;
    job.name = "uncertainty";
    job.summary = "How ranks and classes of an index move with its choices and with small numbers.";
    job.inputs = {{"recipe", "Recipe (JSON, docs/recipes.md)"},
                  {"values", "Values (CSV): the first column is the area key, the recipe names the others"}};
    job.options = {
        {"level", Text, "", "level of the recipe; without it the rows of its groups, or the last one", {}},
        {"vary", Text, "", "weights, left_out, normalisation, noise; without it all that are possible", {}},
        {"runs", Whole, "10000", "number of draws", {}, 1, 1e6},
        {"seed", Whole, "1", "the same seed gives the same draws", {}, 0, 1e15},
        {"concentration",
         Number,
         "10",
         "of the weights; larger keeps them nearer to the recipe's",
         {},
         0.1,
         1e6},
        {"normalisations", Text, "z,robust_z,min_max,rank", "drawn besides the recipe's own", {}},
        {"denominators", Text, "", "cases behind each share, as S1=N1,S3=N3; a count alone: C1", {}},
        {"interval", Number, "0.9", "share of the draws within the rank interval", {}, 0.01, 0.999},
        {"sobol", Whole, "0", "base sample of Sobol's indices; 0 = none", {}, 0, 1e6},
        {"sobol-area", Text, "", "area whose index value gets Sobol's indices too", {}},
        {"kept", Whole, "1000", "number of draws in --draws", {}, 1, 1e5}};
    job.outputs = {{"out", "Ranks, their intervals and class stability per area (CSV)", true},
                   {"draws", "Index values of the first draws, one column each (CSV)"},
                   {"report", "Mean rank shift, Sobol's indices and notes (JSON)"}};
    job.examples = {
        "ankerpunkt uncertainty --recipe assets/recipes/methods/berlin_mss_2021.json --values mss.csv "
        "--denominators S1=ew,S3=ew,S4=ew --out uncertainty.csv --report report.json",
        "ankerpunkt uncertainty --recipe own.json --values v.csv --vary weights,left_out --sobol 1000 "
        "--out uncertainty.csv --report report.json"};
    job.run = run;
    return job;
}

} // namespace anker::jobs
