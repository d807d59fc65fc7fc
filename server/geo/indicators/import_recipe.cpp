// SPDX-License-Identifier: Apache-2.0
#include "core/index/agreed_recipe.hpp"
#include "core/index/shown_level.hpp"
#include "server/geo/common/file.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/indicators/import_indicators.hpp"

#include <map>
#include <set>

namespace anker::exchange {

namespace {

constexpr std::uint64_t max_recipe_bytes = 1'000'000;

/// How many areas are in each class, counted from the least burdened one.
void say_level(const index::Level& level, const index::LevelResult& result, const std::string& what,
               const std::string& key, Report& report) {
    const int classes = level.classes.class_count();
    const auto words = index::class_names_by_burden(level);
    const auto codes = index::class_codes_by_burden(level);
    std::vector<std::int64_t> areas(static_cast<std::size_t>(classes), 0);
    for (const int number : result.class_number)
        ++areas[static_cast<std::size_t>(index::burden_class(level, number) - 1)];
    std::string line;
    for (std::size_t c = 0; c < areas.size(); ++c) {
        line += (c > 0 ? ", " : "") + std::to_string(c + 1);
        if (c < codes.size()) line += " (" + codes[c] + ")";
        if (c < words.size()) line += " " + words[c];
        line += ": " + grouped(areas[c]);
        if (areas[c] > 0) report.count(key + "_" + std::to_string(c + 1), areas[c]);
    }
    report.say(what + line + ".");
}

void say_result(const index::CompositeRecipe& recipe, const index::CompositeResult& result, Report& report) {
    std::map<index::Exclusion, std::size_t> left_out;
    for (const index::Exclusion why : result.left_out) {
        if (why != index::Exclusion::None) ++left_out[why];
    }
    for (const auto& [why, count] : left_out) {
        report.say("Without index: " + counted(count, "area", "areas") + " (" +
                   std::string(index::exclusion_names[static_cast<std::size_t>(why)]) + ").");
    }
    const index::ShownLevels shown = index::shown_levels(recipe);
    say_level(recipe.levels[shown.status], result.levels[shown.status],
              "Status " + recipe.date + ", class 1 = least burdened: ", "status", report);
    if (!shown.dynamics) return;
    const index::Level& dynamics = recipe.levels[*shown.dynamics];
    const std::string since = index::dated_column(dynamics.inputs.front().minus).date;
    say_level(dynamics, result.levels[*shown.dynamics],
              "Dynamics " + (since.empty() ? "" : since + " to ") + recipe.date +
                  ", class 1 = most improving: ",
              "dynamics", report);
}

std::size_t indicator_count(const index::CompositeRecipe& recipe) {
    std::set<std::string> ids;
    for (const index::Level& level : recipe.levels) {
        for (const index::Input& input : level.inputs) {
            for (const std::string& column : {input.column, input.minus}) {
                if (!column.empty()) ids.insert(index::dated_column(column).id);
            }
        }
    }
    return ids.size();
}

} // namespace

Done import_recipe(const RecipeOptions& options, Intake& intake, Report& report, Watch&) {
    ANKER_TRY(const std::string text, read_file(options.file, max_recipe_bytes));
    const auto adopted = index::decode_adopted_recipe(text);
    if (!adopted)
        return failure(options.file + ": " + adopted.error() + "; docs/recipes.md describes recipes.");
    ANKER_TRY(const catalogue::Catalogue agreed, required_catalogue(intake, "indicators"));
    ANKER_TRY(auto imported, intake.indicators());
    if (!imported) {
        return failure(
            std::string("There are no indicators yet, and a recipe is made of them: run `ankerpunkt import "
                        "indicators` first."));
    }
    ANKER_TRY(const aggregate::AreaSet areas, required_areas(intake, "indicators"));
    const auto table = catalogue::only_agreed(std::move(*imported), &agreed, areas.version_date);
    if (!table) return failure(options.file + " cannot be computed: " + table.error() + ".");
    const auto recipe = index::agreed_recipe(*adopted, agreed, *table, areas.version_date);
    if (!recipe) return failure(options.file + ", " + recipe.error() + ".");
    const auto result = index::run_composite(index::columns_from(*table, *recipe), *recipe);
    if (!result) {
        std::string why = result.error();
        if (why.ends_with('.')) why.pop_back();
        return failure(options.file + " cannot be computed from the imported indicators: " + why + ".");
    }
    say_result(*recipe, *result, report);
    const std::size_t indicators = indicator_count(*recipe);
    report.say("Recipe " + in_quotes(recipe->id) + " of " + counted(indicators, "indicator", "indicators") +
               ", decided by " +
               (recipe->decided_by.empty() ? "nobody named" : in_quotes(recipe->decided_by)) + ".");
    for (const std::string& note : result->notes) report.note(0, "", note);
    if (!(recipe->minimum_population > 0)) {
        report.note(0, "",
                    "the recipe has no \"minimum_population\": areas of any size get an index (Berlin: 300)");
    }
    if (intake.state().quartier.datasets.contains(quartier::DatasetKind::PublishedIndex)) {
        report.note(0, "", "an index published elsewhere is adopted as well; screens show that one");
    }
    return intake.adopt(quartier::DatasetKind::Recipe, bytes_from_text(adopted->text),
                        {{}, recipe->decided_by, "", recipe->date});
}

} // namespace anker::exchange
