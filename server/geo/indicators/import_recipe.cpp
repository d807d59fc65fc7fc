// SPDX-License-Identifier: Apache-2.0
#include "core/index/status_dynamics.hpp"
#include "server/geo/common/file.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/indicators/import_indicators.hpp"

#include <map>

namespace anker::exchange {

namespace {

constexpr std::uint64_t max_recipe_bytes = 1'000'000;

std::string class_counts(const std::map<int, std::size_t>& counts, int classes) {
    std::string line;
    for (int c = 1; c <= classes; ++c) {
        const auto found = counts.find(c);
        line += (c > 1 ? ", " : "") + std::to_string(c) + ": " +
                grouped(static_cast<std::int64_t>(found == counts.end() ? 0 : found->second));
    }
    return line;
}

void say_result(const index::IndexResult& result, const index::Recipe& recipe, Report& report) {
    std::map<int, std::size_t> status;
    std::map<int, std::size_t> dynamics;
    std::map<index::Exclusion, std::size_t> excluded;
    for (const index::AreaIndex& area : result.areas) {
        if (area.status) ++status[area.status->class_number];
        if (area.dynamics) ++dynamics[area.dynamics->class_number];
        if (area.exclusion != index::Exclusion::None) ++excluded[area.exclusion];
    }
    for (const auto& [why, count] : excluded) {
        report.say("Without index: " + counted(count, "area", "areas") + " (" +
                   std::string(index::exclusion_names[static_cast<std::size_t>(why)]) + ").");
    }
    report.say("Status " + recipe.date +
               ", class 1 = least burdened: " + class_counts(status, result.status_classes) + ".");
    if (result.dynamics_classes > 0) {
        report.say("Dynamics " + recipe.earlier_date + " to " + recipe.date +
                   ", class 1 = most improving: " + class_counts(dynamics, result.dynamics_classes) + ".");
    }
    for (const auto& [c, count] : status)
        report.count("status_" + std::to_string(c), static_cast<std::int64_t>(count));
    for (const auto& [c, count] : dynamics) {
        report.count("dynamics_" + std::to_string(c), static_cast<std::int64_t>(count));
    }
}

} // namespace

Done import_recipe(const RecipeOptions& options, Intake& intake, Report& report, Watch&) {
    ANKER_TRY(const std::string text, read_file(options.file, max_recipe_bytes));
    const auto recipe = index::decode_recipe(text);
    if (!recipe)
        return failure(options.file + ": " + recipe.error() + "; docs/recipes.md describes recipes.");
    ANKER_TRY(const catalogue::Catalogue agreed, required_catalogue(intake, "indicators"));
    for (std::size_t i = 0; i < recipe->components.size(); ++i) {
        const std::string& id = recipe->components[i].indicator;
        if (agreed.find(id) != nullptr) continue;
        return failure(options.file + ", field \"components." + std::to_string(i + 1) + "\": indicator " +
                       in_quotes(id) +
                       " is not in the adopted catalogue, so it cannot be indexed; there are " +
                       known_ids(agreed) + ".");
    }
    ANKER_TRY(auto imported, intake.indicators());
    if (!imported) {
        return failure(
            std::string("There are no indicators yet, and a recipe is made of them: run `ankerpunkt import "
                        "indicators` first."));
    }
    ANKER_TRY(const aggregate::AreaSet areas, required_areas(intake, "indicators"));
    const auto table = catalogue::only_agreed(std::move(*imported), &agreed, areas.version_date);
    if (!table) return failure(options.file + " cannot be computed: " + table.error() + ".");
    for (const index::Component& component : recipe->components) {
        if (table->find(component.indicator) != nullptr) continue;
        std::vector<std::string> known;
        for (const indicator::Indicator& indicator : table->indicators) known.push_back(indicator.id);
        return failure(options.file + ": indicator " + in_quotes(component.indicator) +
                       " was not imported; there are " + some_of(known, 20) + ".");
    }
    const auto result = index::status_and_dynamics(*table, *recipe);
    if (!result)
        return failure(options.file + " cannot be computed from the imported indicators: " + result.error() +
                       ".");
    say_result(*result, *recipe, report);
    report.say("Recipe " + in_quotes(recipe->id) + " of " +
               counted(recipe->components.size(), "indicator", "indicators") + ", decided by " +
               (recipe->decided_by.empty() ? "nobody named" : in_quotes(recipe->decided_by)) + ".");
    if (intake.state().quartier.datasets.contains(quartier::DatasetKind::PublishedIndex)) {
        report.note(0, "", "an index published elsewhere is adopted as well; screens show that one");
    }
    return intake.adopt(quartier::DatasetKind::Recipe, bytes_from_text(index::encode(*recipe)),
                        {{}, recipe->decided_by, "", recipe->date});
}

} // namespace anker::exchange
