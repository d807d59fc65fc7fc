// SPDX-License-Identifier: Apache-2.0
#include "core/index/agreed_recipe.hpp"

#include "core/catalogue/plausibility.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>

namespace anker::index {

namespace {

using indicator::Indicator;
using indicator::IndicatorTable;
using indicator::is_missing;
using tabular::in_quotes;
using Problem = Expected<void, std::string>;

bool has_values(const std::vector<double>& row) {
    return std::any_of(row.begin(), row.end(), [](double v) { return !is_missing(v); });
}

std::string direction_name(indicator::Direction direction) {
    return in_quotes(indicator::direction_names[static_cast<std::size_t>(direction)]);
}

/// One column of a recipe against the catalogue and the imported numbers.
class ColumnCheck {
public:
    ColumnCheck(const catalogue::Catalogue& catalogue, const IndicatorTable& imported)
        : m_catalogue(catalogue), m_imported(imported) {}

    /// `field` is the path in the recipe, for sentences.
    Problem indicator(const std::string& column, const std::string& field) const {
        const DatedColumn named = dated_column(column);
        const std::string who = "field \"" + field + "\": indicator " + in_quotes(named.id);
        const catalogue::Agreement* agreement = agreement_of(named.id);
        if (agreement == nullptr) {
            std::vector<std::string> ids;
            for (const catalogue::Agreement& known : m_catalogue.indicators) ids.push_back(known.id);
            return failure(who + " is not in the adopted catalogue, so it cannot be indexed; there are " +
                           tabular::some_of(ids, 20));
        }
        const Indicator* found = m_imported.find(named.id);
        if (found == nullptr) {
            std::vector<std::string> ids;
            for (const Indicator& known : m_imported.indicators) ids.push_back(known.id);
            return failure(who + " was not imported; there are " + tabular::some_of(ids, 20));
        }
        ANKER_DO(dated(named, found->values, who));
        const std::size_t date = m_imported.date_index(named.date);
        for (std::size_t area = 0; area < found->values[date].size(); ++area) {
            const double value = found->values[date][area];
            if (is_missing(value)) continue;
            const auto why =
                catalogue::impossibility(*agreement, value, indicator::missing, indicator::missing);
            if (why) return failure(who + ", area " + in_quotes(m_imported.area_keys[area]) + ": " + *why);
        }
        return {};
    }

    Problem population(const std::string& column) const {
        const DatedColumn named = dated_column(column);
        if (named.id != population_id) return indicator(column, "population_column");
        return dated(named, m_imported.population, "field \"population_column\": the population");
    }

    [[nodiscard]] const catalogue::Agreement* agreement_of(std::string_view id) const {
        // Its name would stand for two columns.
        return id == population_id ? nullptr : m_catalogue.find(id);
    }

private:
    /// Whether there are values of the date at all.
    Problem dated(const DatedColumn& named, const std::vector<std::vector<double>>& values,
                  const std::string& who) const {
        std::vector<std::string> known;
        for (std::size_t d = 0; d < m_imported.dates.size() && d < values.size(); ++d) {
            if (has_values(values[d])) known.push_back(m_imported.dates[d]);
        }
        if (std::find(known.begin(), known.end(), named.date) != known.end()) return {};
        return failure(who + " has no values of date " + in_quotes(named.date) + "; there are " +
                       (known.empty() ? std::string("none at all") : tabular::some_of(known, 20)));
    }

    const catalogue::Catalogue& m_catalogue;
    const IndicatorTable& m_imported;
};

Problem check_input(const Input& input, const std::string& path, const ColumnCheck& check) {
    ANKER_DO(check.indicator(input.column, path + ".column"));
    if (!input.minus.empty()) ANKER_DO(check.indicator(input.minus, path + ".minus"));
    const std::string id = dated_column(input.column).id;
    const indicator::Direction agreed = check.agreement_of(id)->direction;
    if (agreed != input.direction) {
        return failure("field \"" + path + ".direction\": the recipe says that a high value of " +
                       in_quotes(id) + " means " + direction_name(input.direction) +
                       ", and the catalogue says " + direction_name(agreed));
    }
    if (input.unit == Unit::Any) return {};
    const std::string_view unit = unit_names[static_cast<std::size_t>(input.unit)];
    for (const std::string& column : {input.column, input.minus}) {
        if (column.empty()) continue;
        const catalogue::Agreement& agreement = *check.agreement_of(dated_column(column).id);
        if (unit == catalogue::name_of(agreement.unit)) continue;
        return failure("field \"" + path + ".unit\": the recipe says that " + in_quotes(agreement.id) +
                       " is in unit " + in_quotes(unit) + ", and the catalogue says " +
                       in_quotes(catalogue::name_of(agreement.unit)));
    }
    return {};
}

} // namespace

Expected<CompositeRecipe, std::string> agreed_recipe(const AdoptedRecipe& adopted,
                                                     const catalogue::Catalogue& catalogue,
                                                     const IndicatorTable& imported,
                                                     std::string_view areas_version) {
    CompositeRecipe recipe = adopted.recipe;
    if (!recipe.areas_version.empty() && recipe.areas_version != areas_version) {
        return failure("field \"areas_version\": the recipe was agreed for the areas of " +
                       recipe.areas_version + ", and the adopted ones are of " + std::string(areas_version));
    }
    const ColumnCheck check(catalogue, imported);
    for (std::size_t l = 0; l < recipe.levels.size(); ++l) {
        for (std::size_t j = 0; j < recipe.levels[l].inputs.size(); ++j) {
            Input& input = recipe.levels[l].inputs[j];
            if (!input.level.empty()) continue;
            if (adopted.is_status_and_dynamics) {
                const std::string path = "components." + std::to_string(j + 1);
                ANKER_DO(check.indicator(input.column, path));
                if (!input.minus.empty()) ANKER_DO(check.indicator(input.minus, path));
                input.direction = check.agreement_of(dated_column(input.column).id)->direction;
                continue;
            }
            ANKER_DO(check_input(input, "levels[" + std::to_string(l) + "].inputs[" + std::to_string(j) + "]",
                                 check));
        }
    }
    if (!recipe.population_column.empty()) ANKER_DO(check.population(recipe.population_column));
    return recipe;
}

ColumnTable columns_from(const IndicatorTable& table, const CompositeRecipe& recipe) {
    ColumnTable result;
    result.source = "the table of imported indicators";
    result.area_keys = table.area_keys;
    for (const std::string& column : columns_of(recipe)) {
        const DatedColumn named = dated_column(column);
        const std::size_t date = table.date_index(named.date);
        const Indicator* found = table.find(named.id);
        if (date == table.dates.size() || (found == nullptr && named.id != population_id)) continue;
        result.columns.push_back(column);
        result.values.push_back(named.id == population_id ? table.population[date] : found->values[date]);
    }
    return result;
}

} // namespace anker::index
