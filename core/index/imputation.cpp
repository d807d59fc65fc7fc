// SPDX-License-Identifier: Apache-2.0
#include "core/index/complete_recipe.hpp"
#include "core/math/matrix.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>

namespace anker::index {

namespace {

using indicator::is_missing;
using tabular::in_quotes;

/// The unit of a column, as the first input that uses it says.
Unit unit_of(const CompositeRecipe& recipe, const std::string& column) {
    for (const Level& level : recipe.levels) {
        for (const Input& input : level.inputs) {
            if (input.column == column || input.minus == column) return input.unit;
        }
    }
    return Unit::Any;
}

/// Rows that take part and have all of these columns.
std::vector<std::size_t> complete_rows(const std::vector<bool>& takes_part,
                                       const std::vector<const std::vector<double>*>& columns) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < takes_part.size(); ++row) {
        const bool is_complete =
            takes_part[row] && std::none_of(columns.begin(), columns.end(),
                                            [&](const auto* column) { return is_missing((*column)[row]); });
        if (is_complete) rows.push_back(row);
    }
    return rows;
}

/// Ordinary least squares: slopes from the correlations, so that units do not matter for rounding.
Expected<void, std::string> regress(const std::vector<std::vector<double>>& predictors,
                                    const std::vector<double>& wanted, ImputedColumn& into) {
    const std::size_t p = predictors.size();
    if (wanted.size() < p + 2)
        return failure("only " + tabular::counted(wanted.size(), "row has", "rows have") +
                       " all values, which is too few for " + tabular::counted(p, "predictor", "predictors") +
                       ".");
    std::vector<math::Moments> moments;
    for (std::size_t j = 0; j < p; ++j) {
        moments.push_back(math::moments_of(predictors[j], math::Deviation::Population));
        if (moments[j].is_constant())
            return failure("column " + in_quotes(into.on[j]) +
                           " is the same in every row that has all values.");
    }
    const auto inverse = math::inverse_of_positive_definite(math::correlation_matrix(predictors));
    if (!inverse)
        return failure("the columns " + tabular::some_of(into.on, 8) +
                       " follow from each other; take one of them out.");
    const math::Moments of_wanted = math::moments_of(wanted, math::Deviation::Population);
    into.intercept = of_wanted.mean;
    into.explained = 0;
    std::vector<double> correlations;
    for (std::size_t j = 0; j < p; ++j) correlations.push_back(math::correlation(predictors[j], wanted));
    for (std::size_t j = 0; j < p; ++j) {
        double beta = 0;
        for (std::size_t k = 0; k < p; ++k) beta += (*inverse)(j, k) * correlations[k];
        into.explained += beta * correlations[j];
        into.slopes.push_back(beta * of_wanted.deviation / moments[j].deviation);
        into.intercept -= into.slopes[j] * moments[j].mean;
    }
    return {};
}

} // namespace

std::optional<Bounds> limits_of(Unit unit) {
    switch (unit) {
    case Unit::Percent:
        return Bounds{0, 100};
    case Unit::Share:
        return Bounds{0, 1};
    case Unit::Per1000:
        return Bounds{0, 1000};
    case Unit::Any:
    case Unit::Count:
        break;
    }
    return std::nullopt;
}

Expected<Imputed, std::string> impute(const ColumnTable& table, const CompositeRecipe& recipe) {
    Imputed result{table, {}};
    std::vector<bool> takes_part;
    for (std::size_t row = 0; row < table.area_keys.size(); ++row)
        takes_part.push_back(exclusion_of(table, recipe, row) == Exclusion::None);
    for (const Imputation& rule : recipe.missing.regressions) {
        ImputedColumn& column = result.columns.emplace_back();
        column.column = rule.column;
        column.on = rule.on;
        std::vector<const std::vector<double>*> predictors;
        for (const std::string& name : rule.on) predictors.push_back(table.find(name));
        std::vector<const std::vector<double>*> all = predictors;
        all.push_back(table.find(rule.column));
        const std::vector<std::size_t> rows = complete_rows(takes_part, all);
        column.rows = rows.size();
        std::vector<std::vector<double>> known(all.size());
        for (std::size_t j = 0; j < all.size(); ++j) {
            for (const std::size_t row : rows) known[j].push_back((*all[j])[row]);
        }
        const std::vector<double> wanted = std::move(known.back());
        known.pop_back();
        if (const auto done = regress(known, wanted, column); !done)
            return failure("recipe " + in_quotes(recipe.id) + ", missing values of " +
                           in_quotes(rule.column) + ": " + done.error());
        const std::optional<Bounds> limits = limits_of(unit_of(recipe, rule.column));
        const auto at = std::find(table.columns.begin(), table.columns.end(), rule.column);
        std::vector<double>& filled =
            result.table.values[static_cast<std::size_t>(at - table.columns.begin())];
        for (const std::size_t row : complete_rows(takes_part, predictors)) {
            if (!is_missing(filled[row])) continue;
            double value = column.intercept;
            for (std::size_t j = 0; j < predictors.size(); ++j)
                value += column.slopes[j] * (*predictors[j])[row];
            if (limits) value = std::clamp(value, limits->low, limits->high);
            filled[row] = value;
            column.areas.push_back(row);
            column.values.push_back(value);
        }
    }
    return result;
}

} // namespace anker::index
