// SPDX-License-Identifier: Apache-2.0
#include "core/index/composite.hpp"
#include "core/index/recipe_fields.hpp"
#include "core/index/recipe_reader.hpp"

#include <algorithm>

namespace anker::index {

using json::Fields;
using json::Json;

namespace {

Expected<CompositeRecipe, std::string> read(const Json& json) {
    RecipeReader reader;
    Fields f = reader.fields(json, "");
    CompositeRecipe recipe;
    if (f.text("method", "") != "composite") reader.fail(f, "method", "\"composite\"");
    recipe.id = f.text("id");
    recipe.names = reader.texts_by_key(f, "names");
    recipe.date = f.text("date", "");
    recipe.decided_by = f.text("decided_by", "");
    recipe.source = f.text("source", "");
    recipe.areas_version = f.text("areas_version", "");
    recipe.population_column = f.text("population_column", "");
    recipe.minimum_population = reader.number(f, "minimum_population", 0);
    if (recipe.minimum_population > 0 && recipe.population_column.empty())
        reader.fail(f, "population_column", "the column with the population, for \"minimum_population\"");
    recipe.excluded = reader.texts_by_key(f, "excluded");
    recipe.group_column = f.text("group_column", "");
    const Json& levels = f.member("levels");
    if (!levels.is_array() || levels.empty()) reader.fail(f, "levels", "a list with at least one level");
    for (std::size_t i = 0; !reader.has_fault() && i < levels.size(); ++i)
        recipe.levels.push_back(
            read_level(reader, levels[i], "levels[" + std::to_string(i) + "]", recipe.levels));
    if (f.has("groups")) {
        Fields g = reader.fields(f.member("groups"), "groups");
        Groups groups;
        groups.rows = g.text("rows");
        groups.columns = g.text("columns");
        groups.attention = reader.texts(g, "attention");
        const auto has_classes = [&](const std::string& id) {
            return std::any_of(recipe.levels.begin(), recipe.levels.end(), [&](const Level& level) {
                return level.id == id && level.classes.kind != ClassKind::None;
            });
        };
        if (!has_classes(groups.rows)) reader.fail(g, "rows", "the id of a level with classes");
        if (!has_classes(groups.columns)) reader.fail(g, "columns", "the id of a level with classes");
        reader.refuse_unknown(g, f.member("groups"), {"rows", "columns", "attention"});
        recipe.groups = std::move(groups);
    }
    read_missing(reader, f, recipe.missing);
    if (!reader.has_fault()) {
        if (const auto fault = fault_in_recipe(recipe)) reader.fail(f, fault->field, fault->hint);
    }
    reader.refuse_unknown(f, json,
                          {"method", "id", "names", "date", "decided_by", "source", "areas_version",
                           "population_column", "minimum_population", "excluded", "levels", "groups",
                           "group_column", "missing"});
    if (reader.has_fault()) return failure(reader.sentence());
    return recipe;
}

} // namespace

Expected<CompositeRecipe, std::string> decode_composite(std::string_view text) {
    const Json json = json::parse_json(text);
    if (json.is_discarded()) {
        const auto at = json::json_fault_at(text);
        return failure("it is not JSON" +
                       (at ? " from byte " + std::to_string(*at + 1) + " on" : std::string()) + ".");
    }
    if (!json.is_object()) return failure(std::string("it is not a JSON object."));
    return read(json);
}

} // namespace anker::index
