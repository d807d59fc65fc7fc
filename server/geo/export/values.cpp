// SPDX-License-Identifier: Apache-2.0
#include "server/geo/export/values.hpp"

#include "core/index/agreed_recipe.hpp"
#include "core/jobs/table_writer.hpp"
#include "server/geo/common/intake.hpp"
#include "server/geo/common/sentence.hpp"

#include <algorithm>

namespace anker::exchange {

namespace {

std::string values_csv(const indicator::IndicatorTable& table, const aggregate::AreaSet& areas) {
    std::vector<std::string> columns{"key", "name"};
    for (const std::string& date : table.dates)
        columns.push_back(index::column_name(index::population_id, date));
    for (const indicator::Indicator& indicator : table.indicators) {
        for (const std::string& date : table.dates) columns.push_back(index::column_name(indicator.id, date));
    }
    jobs::TableWriter out(columns);
    for (std::size_t area = 0; area < table.area_keys.size(); ++area) {
        const auto named = std::find_if(areas.areas.begin(), areas.areas.end(),
                                        [&](const auto& a) { return a.key == table.area_keys[area]; });
        out.cell(table.area_keys[area]);
        out.cell(named == areas.areas.end() ? std::string_view() : std::string_view(named->name));
        for (std::size_t date = 0; date < table.dates.size(); ++date) out.cell(table.population[date][area]);
        for (const indicator::Indicator& indicator : table.indicators) {
            for (std::size_t date = 0; date < table.dates.size(); ++date)
                out.cell(indicator.values[date][area]);
        }
        out.end_row();
    }
    return out.take();
}

} // namespace

Expected<ValuesForJobs, std::string> values_for_jobs(server::StoreAccess& store,
                                                     const std::string& quartier) {
    ANKER_TRY(const Intake intake, Intake::open(store, {quartier, {}, false}));
    if (!intake.exists()) return failure("There is no Quartier " + in_quotes(quartier) + ".");
    ANKER_TRY(const auto areas, intake.areas());
    if (!areas) return failure("Quartier " + in_quotes(quartier) + " has no areas.");
    ANKER_TRY(const auto catalogue, intake.catalogue());
    if (!catalogue)
        return failure("Quartier " + in_quotes(quartier) + ": " +
                       std::string(catalogue::no_catalogue_sentence) + ".");
    ANKER_TRY(const auto indicators, intake.indicators());
    if (!indicators) return failure("Quartier " + in_quotes(quartier) + " has no indicators.");
    ANKER_TRY(const indicator::IndicatorTable table,
              catalogue::only_agreed(*indicators, &*catalogue, areas->version_date));
    ValuesForJobs result;
    result.values = values_csv(table, *areas);
    ANKER_TRY(const auto recipe_bytes, intake.dataset(quartier::DatasetKind::Recipe));
    if (recipe_bytes) {
        ANKER_TRY(const index::AdoptedRecipe adopted,
                  index::decode_adopted_recipe(text_from_bytes(*recipe_bytes)));
        const auto recipe = index::agreed_recipe(adopted, *catalogue, table, areas->version_date);
        if (!recipe) return failure("Recipe " + in_quotes(adopted.recipe.id) + ": " + recipe.error() + ".");
        result.recipe = index::encode(*recipe);
    }
    return result;
}

} // namespace anker::exchange
