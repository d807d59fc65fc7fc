// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/index_report.hpp"

#include "core/factor/diagnostics.hpp"
#include "core/jobs/index_tables.hpp"
#include "core/json/fields.hpp"

#include <algorithm>
#include <map>

namespace anker::jobs {

namespace {

using index::CompositeRecipe;
using index::CompositeResult;
using index::Level;
using index::LevelResult;
using json::Json;

/// Up to so many areas the report shows all pairs of an outranking.
constexpr std::size_t most_shown_pairs = 200;

/// `01100101`, or `01100101 (2019)` where rows are in groups.
std::string label_of(const index::ColumnTable& table, const CompositeRecipe& recipe, std::size_t area) {
    if (recipe.group_column.empty()) return table.area_keys[area];
    return table.area_keys[area] + " (" + table.texts.at(recipe.group_column)[area] + ")";
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

/// What was dropped, and factors with their weights (OECD handbook, table 17).
void add_fit(Json& json, const LevelResult& result) {
    const index::WeightFit& fit = result.fit;
    if (fit.explained) json["explained"] = *fit.explained;
    for (const index::DroppedInput& dropped : fit.dropped)
        json["dropped"].push_back({{"name", dropped.name}, {"loading", dropped.loading}});
    if (!fit.factors) return;
    json["factor_loadings"] = json_from_matrix(fit.loadings);
    json["squared_loadings_scaled"] = json_from_matrix(fit.factors->within);
    json["factor_shares"] = fit.factors->factors;
}

void add_groups(Json& json, const LevelResult& result) {
    if (result.higher_areas > 0) json["larger_areas"] = result.higher_areas;
    for (const index::GroupResult& group : result.groups) {
        Json entry{{"group", group.name}, {"areas", group.areas}};
        entry["rescale"] = {{"origin", group.rescale.origin}, {"unit", group.rescale.unit}};
        entry["borders"] = group.borders;
        json["groups"].push_back(std::move(entry));
    }
}

void add_treatment(Json& json, const LevelResult& result) {
    for (std::size_t j = 0; j < result.inputs.size(); ++j) {
        const index::Treatment& t = result.inputs[j].treatment;
        if (t.winsorised > 0) json["inputs"][j]["winsorised"] = t.winsorised;
        if (t.is_logged) json["inputs"][j]["logged"] = true;
        if (!t.has_passed) json["inputs"][j]["still_skewed"] = true;
    }
}

/// The ranking of maximal support, the comparisons behind it where they are few, and rankings that are as
/// good.
void add_outranking(Json& json, const LevelResult& result, const std::vector<std::string>& keys) {
    if (!result.ranking) return;
    const auto names_of = [&](const std::vector<std::size_t>& order) {
        Json names = Json::array();
        for (const std::size_t at : order) names.push_back(keys[at]);
        return names;
    };
    const bool is_exact = result.ranking->search == index::RankingSearch::Exact;
    Json entry{{"ranking", names_of(result.ranking->order)},
               {"support", result.ranking->support},
               {"search", is_exact ? "exact" : "local search"},
               {"largest_circle", result.ranking->largest_circle}};
    if (const auto equal = index::equal_rankings(*result.outranking)) {
        entry["rankings_of_this_support"] = equal->count;
        for (const std::vector<std::size_t>& order : equal->orders)
            entry["listed"].push_back(names_of(order));
    }
    if (keys.size() <= most_shown_pairs) {
        entry["areas"] = keys;
        entry["matrix"] = json_from_matrix(*result.outranking);
    }
    json["outranking"] = std::move(entry);
}

Json json_from_level(const Level& level, const LevelResult& result, const std::vector<std::string>& keys) {
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
    add_treatment(json, result);
    add_reliability(json, result);
    add_fit(json, result);
    add_groups(json, result);
    if (has_classes(level)) {
        Json classes = Json::array();
        for (int number = 1; number <= level.classes.class_count(); ++number) {
            const auto areas = std::count(result.class_number.begin(), result.class_number.end(), number);
            classes.push_back({{"class", number}, {"name", class_name(level, number)}, {"areas", areas}});
        }
        json["classes"] = std::move(classes);
    }
    add_outranking(json, result, keys);
    return json;
}

/// Regressions and the cells they filled in.
Json json_from_imputed(const index::ColumnTable& table, const CompositeRecipe& recipe,
                       const CompositeResult& result) {
    Json list = Json::array();
    for (const index::ImputedColumn& column : result.imputed) {
        Json cells = Json::array();
        for (std::size_t i = 0; i < column.areas.size(); ++i)
            cells.push_back(
                {{"area", label_of(table, recipe, column.areas[i])}, {"value", column.values[i]}});
        list.push_back({{"column", column.column},
                        {"on", column.on},
                        {"intercept", column.intercept},
                        {"slopes", column.slopes},
                        {"rows", column.rows},
                        {"explained", column.explained},
                        {"imputed", std::move(cells)}});
    }
    return list;
}

} // namespace

std::string index_report(const index::ColumnTable& table, const CompositeRecipe& recipe,
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
        if (why != 0)
            left_out[std::string(index::exclusion_names[why])].push_back(label_of(table, recipe, area));
    }
    report["left_out"] = std::move(left_out);
    if (!result.imputed.empty()) report["imputed"] = json_from_imputed(table, recipe, result);
    std::vector<std::string> keys;
    for (const std::size_t area : result.valid) keys.push_back(label_of(table, recipe, area));
    Json levels = Json::array();
    for (std::size_t l = 0; l < recipe.levels.size(); ++l)
        levels.push_back(json_from_level(recipe.levels[l], result.levels[l], keys));
    report["levels"] = std::move(levels);
    if (recipe.groups) {
        std::map<std::string, std::size_t> groups;
        for (std::size_t k = 0; k < result.valid.size(); ++k) ++groups[group_code(recipe, result, k)];
        report["groups"] = groups;
    }
    return json::text_from_json(report);
}

} // namespace anker::jobs
