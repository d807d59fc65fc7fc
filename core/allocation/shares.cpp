// SPDX-License-Identifier: Apache-2.0
#include "core/allocation/allocate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace anker::allocation {

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

double sum_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum;
}

/// g of one unit; NaN where it has no index or class.
Expected<double, std::string> factor_of(const Part& part, const FactorCurve& curve, const Units& units,
                                        std::span<const double> index, std::size_t i) {
    if (!part.factor.reads_classes()) return std::isnan(index[i]) ? not_a_number : curve.at(index[i]);
    if (units.classes[i].empty()) return not_a_number;
    const double factor = curve.of_class(units.classes[i]);
    if (factor < 0) {
        return failure("Area \"" + units.keys[i] + "\" is in class \"" + units.classes[i] +
                       "\", which has no factor; give every class one.");
    }
    return factor;
}

/// Heads times g, for those with an index; 0 for the others, who are then shared with by head count.
Expected<std::vector<double>, std::string> need_amounts(const Recipe& recipe, const Part& part,
                                                        const Units& units, std::span<const double> index,
                                                        std::vector<double>& factors) {
    const FactorCurve curve(part.factor, recipe.direction.value_or(Direction::Burden));
    std::vector<double> amounts;
    for (std::size_t i = 0; i < units.size(); ++i) {
        ANKER_TRY(const double factor, factor_of(part, curve, units, index, i));
        // Nobody lives there: whatever the index is, nothing follows from it.
        if (std::isnan(factor) && units.heads[i] > 0 && recipe.missing == Missing::Refuse) {
            return failure("Area \"" + units.keys[i] + "\" has no " +
                           (part.factor.reads_classes() ? "class" : "index") +
                           "; give it one, leave it out, or let it count by heads only (missing: equal).");
        }
        factors.push_back(factor);
        amounts.push_back(std::isnan(factor) ? 0 : units.heads[i] * factor);
    }
    const double sum = sum_of(amounts);
    if (!std::isfinite(sum))
        return failure(std::string(
            "The factors by need are larger than a number can hold; look at the index, or lower beta."));
    if (sum <= 0) {
        return failure(std::string("No area has any need by this factor (heads times factor add up to 0); "
                                   "look at the index's direction and at where need begins."));
    }
    return amounts;
}

Expected<std::vector<double>, std::string> amounts_of(const Recipe& recipe, const Part& part,
                                                      const Units& units, std::span<const double> index,
                                                      std::vector<double>& factors) {
    if (part.kind == PartKind::Need) return need_amounts(recipe, part, units, index, factors);
    const bool is_heads = part.kind == PartKind::Heads;
    const std::vector<double>& amounts = is_heads ? units.heads : units.columns.find(part.column)->second;
    const double sum = sum_of(amounts);
    if (!(sum > 0) || !std::isfinite(sum)) {
        return failure("Column \"" + (is_heads ? recipe.count_column : part.column) +
                       "\" adds up to 0: nothing can be shared in proportion to it.");
    }
    return amounts;
}

/// Adds one part's shares. In a part by need (`factors` is not empty), those without a factor get theirs by
/// heads, and the others share the rest.
void add_part(const std::vector<double>& amounts, double weight, const std::vector<double>& factors,
              const std::vector<double>& heads, std::vector<double>& shares) {
    const double sum = sum_of(amounts);
    if (factors.empty()) {
        for (std::size_t i = 0; i < amounts.size(); ++i) shares[i] += weight * (amounts[i] / sum);
        return;
    }
    const double all_heads = sum_of(heads);
    double heads_without = 0;
    for (std::size_t i = 0; i < heads.size(); ++i) heads_without += std::isnan(factors[i]) ? heads[i] : 0;
    const double rest = 1 - heads_without / all_heads;
    for (std::size_t i = 0; i < amounts.size(); ++i)
        shares[i] += weight * (std::isnan(factors[i]) ? heads[i] / all_heads : rest * (amounts[i] / sum));
}

} // namespace

Expected<Shares, std::string> shares_of(const Recipe& recipe, const Units& units,
                                        std::span<const double> index) {
    Shares shares;
    double weights = 0;
    std::size_t parts = 0;
    for (const Part& part : recipe.parts) {
        weights += part.weight;
        parts += part.weight > 0 ? 1 : 0;
    }
    shares.weights.assign(units.size(), 0);
    for (const Part& part : recipe.parts) {
        if (part.weight <= 0) continue;
        std::vector<double> factors;
        ANKER_TRY(const std::vector<double> amounts, amounts_of(recipe, part, units, index, factors));
        const bool has_missing =
            std::any_of(factors.begin(), factors.end(), [](double f) { return std::isnan(f); });
        if (parts == 1 && !has_missing) {
            shares.weights = amounts;
        } else {
            add_part(amounts, part.weight / weights, factors, units.heads, shares.weights);
        }
        if (shares.factors.empty()) shares.factors = std::move(factors);
    }
    if (shares.factors.empty()) shares.factors.assign(units.size(), not_a_number);
    return shares;
}

} // namespace anker::allocation
