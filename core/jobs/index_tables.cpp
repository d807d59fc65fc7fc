// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/index_tables.hpp"

#include "core/index/within_groups.hpp"
#include "core/jobs/table_writer.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace anker::jobs {

using index::CompositeRecipe;
using index::CompositeResult;
using index::Level;
using index::LevelResult;

std::string_view class_name(const Level& level, int number) {
    const auto at = static_cast<std::size_t>(number - 1);
    return at < level.classes.names.size() ? std::string_view(level.classes.names[at]) : std::string_view();
}

bool has_classes(const Level& level) {
    return level.classes.kind != index::ClassKind::None;
}

namespace {

constexpr std::size_t not_valid = static_cast<std::size_t>(-1);

/// Position of each area among those that have an index.
std::vector<std::size_t> positions(const CompositeResult& result) {
    std::vector<std::size_t> position(result.left_out.size(), not_valid);
    for (std::size_t k = 0; k < result.valid.size(); ++k) position[result.valid[k]] = k;
    return position;
}

/// The group of an area; empty where the recipe has none.
std::string_view group_of(const index::ColumnTable& table, const CompositeRecipe& recipe, std::size_t area) {
    return recipe.group_column.empty() ? std::string_view()
                                       : std::string_view(table.texts.at(recipe.group_column)[area]);
}

bool has_bounds(const CompositeRecipe& recipe) {
    return recipe.missing.method == index::MissingMethod::Bounds;
}

/// Lowest and highest value of a level that an area could have, and their classes.
void write_bounds(TableWriter& out, const Level& level, std::size_t l, const index::BoundedArea* bounded,
                  const LevelResult& values, std::size_t k) {
    const bool is_known = k != not_valid;
    if (!is_known && bounded == nullptr) {
        out.blank().blank();
        if (has_classes(level)) out.blank().blank();
        return;
    }
    out.cell(is_known ? values.value[k] : bounded->values[l].low);
    out.cell(is_known ? values.value[k] : bounded->values[l].high);
    if (!has_classes(level)) return;
    out.cell(is_known ? values.class_number[k] : bounded->lowest_class[l]);
    out.cell(is_known ? values.class_number[k] : bounded->highest_class[l]);
}

} // namespace

std::string areas_table(const index::ColumnTable& table, const std::string& key_column,
                        const CompositeRecipe& recipe, const CompositeResult& result) {
    std::vector<std::string> columns{key_column};
    const bool has_groups = !recipe.group_column.empty();
    if (has_groups) columns.push_back(recipe.group_column);
    columns.emplace_back("left_out");
    columns.emplace_back("reason");
    for (const Level& level : recipe.levels) {
        columns.push_back(level.id);
        columns.push_back(level.id + "_rank");
        if (has_classes(level)) columns.push_back(level.id + "_class");
        if (!level.classes.names.empty()) columns.push_back(level.id + "_class_name");
        if (!has_bounds(recipe)) continue;
        columns.push_back(level.id + "_lowest");
        columns.push_back(level.id + "_highest");
        if (!has_classes(level)) continue;
        columns.push_back(level.id + "_lowest_class");
        columns.push_back(level.id + "_highest_class");
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
        if (has_groups) out.cell(group_of(table, recipe, area));
        const auto bound = std::find_if(result.bounded.begin(), result.bounded.end(),
                                        [&](const index::BoundedArea& b) { return b.area == area; });
        const index::BoundedArea* bounded = bound == result.bounded.end() ? nullptr : &*bound;
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
            } else {
                out.cell(values.value[k]).cell(values.rank[k]);
                if (has_classes(level)) out.cell(values.class_number[k]);
                if (!level.classes.names.empty()) out.cell(class_name(level, values.class_number[k]));
            }
            if (has_bounds(recipe)) write_bounds(out, level, l, bounded, values, k);
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

namespace {

std::set<std::pair<std::string, std::size_t>> imputed_cells(const CompositeResult& result) {
    std::set<std::pair<std::string, std::size_t>> cells;
    for (const index::ImputedColumn& column : result.imputed) {
        for (const std::size_t area : column.areas) cells.emplace(column.column, area);
    }
    return cells;
}

/// The nearest borders of a level around a value; missing where it is in the first or last class.
struct Around {
    double below = indicator::missing;
    double above = indicator::missing;
};
Around borders_around(const LevelResult& level, std::size_t k) {
    Around around;
    const bool is_grouped = level.fitted.borders.empty() && !level.groups.empty();
    const index::GroupResult* group = is_grouped ? &level.groups[level.group_of[k]] : nullptr;
    std::vector<double> borders = group != nullptr ? group->borders : level.fitted.borders;
    const std::optional<double> top_from = group != nullptr ? group->top_from : level.fitted.top_from;
    if (top_from) borders.push_back(*top_from);
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

} // namespace

std::string derivation_table(const index::ColumnTable& table, const std::string& key_column,
                             const CompositeRecipe& recipe, const CompositeResult& result) {
    std::vector<std::string> columns{key_column};
    const bool has_groups = !recipe.group_column.empty();
    if (has_groups) columns.push_back(recipe.group_column);
    for (const char* name : {"level", "input", "value", "normalised", "weight", "contribution",
                             "change_to_border_below", "change_to_border_above"})
        columns.emplace_back(name);
    const bool is_imputed = recipe.missing.method == index::MissingMethod::Regression;
    if (is_imputed) columns.emplace_back("imputed");
    const std::set<std::pair<std::string, std::size_t>> imputed = imputed_cells(result);
    TableWriter out(columns);
    for (std::size_t k = 0; k < result.valid.size(); ++k) {
        const std::size_t area = result.valid[k];
        for (std::size_t l = 0; l < recipe.levels.size(); ++l) {
            const LevelResult& level = result.levels[l];
            const Around around = borders_around(level, k);
            for (std::size_t j = 0; j < level.inputs.size(); ++j) {
                const index::InputResult& input = level.inputs[j];
                out.cell(table.area_keys[area]);
                if (has_groups) out.cell(group_of(table, recipe, area));
                out.cell(recipe.levels[l].id).cell(input.name);
                out.cell(input.value[k]).cell(input.normalised[k]);
                out.cell(input.area_weights.empty() ? input.weight : input.area_weights[k]);
                out.cell(input.weighted[k]);
                const double slope = slope_at(level, input, k);
                const bool can_tell = slope == slope && slope != 0;
                out.cell(can_tell ? (around.below - level.value[k]) / slope : indicator::missing);
                out.cell(can_tell ? (around.above - level.value[k]) / slope : indicator::missing);
                const index::Input& of_recipe = recipe.levels[l].inputs[j];
                if (is_imputed)
                    out.cell(std::string_view(imputed.contains({of_recipe.column, area}) ||
                                                      imputed.contains({of_recipe.minus, area})
                                                  ? "yes"
                                                  : ""));
                out.end_row();
            }
        }
    }
    return out.take();
}

} // namespace anker::jobs
