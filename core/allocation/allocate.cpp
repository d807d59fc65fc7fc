// SPDX-License-Identifier: Apache-2.0
#include "core/allocation/allocate.hpp"

#include "core/math/random.hpp"
#include "core/math/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace anker::allocation {

namespace {

std::vector<std::size_t> by_key(const Units& units) {
    std::vector<std::size_t> order(units.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return units.keys[a] < units.keys[b]; });
    return order;
}

/// Rank per unit for ties. The lot is drawn over the keys in order, so that the order of the file is no
/// matter.
std::vector<std::size_t> tie_ranks(const Recipe& recipe, const Units& units) {
    if (recipe.ties == Ties::Order) return {};
    std::vector<std::size_t> order = by_key(units);
    if (recipe.ties == Ties::Lot) math::Random(recipe.seed).shuffle(std::span(order));
    std::vector<std::size_t> ranks(units.size());
    for (std::size_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = rank;
    return ranks;
}

TieRule tie_rule(Ties ties) {
    return ties == Ties::Larger || ties == Ties::Refuse ? TieRule::LargerWeight : TieRule::Order;
}

Method method_of(const Recipe& recipe, const Total& total) {
    return recipe.method.value_or(total.kind() == Total::Of::Posts ? Method::SainteLague
                                                                   : Method::LargestRemainder);
}

std::string number_text(double number) {
    std::string text = std::to_string(number); // six decimals
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::string amount_text(const Total& total, std::uint64_t units) {
    return number_text(total.amount_of(units)) + (total.kind() == Total::Of::Posts ? " posts" : "");
}

/// Which bounds are at work, for sentences: "floors", "lower borders of the corridor" or "lower bounds".
std::string said(const std::vector<Limit>& limits, Limit hard, std::string_view hard_name,
                 const std::string& side) {
    bool has_hard = false;
    bool has_soft = false;
    for (const Limit limit : limits) {
        has_hard = has_hard || limit == hard;
        has_soft = has_soft || (limit != hard && limit != Limit::None && limit != Limit::Threshold);
    }
    if (has_hard && !has_soft) return std::string(hard_name);
    return side + (has_soft && !has_hard ? " borders of the corridor" : " bounds");
}

Expected<void, std::string> check_feasible(const Bounds& bounds, const std::vector<std::uint64_t>& weights,
                                           const Total& total) {
    std::uint64_t least = 0;
    std::uint64_t most = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        // Saturated: bounds are at most the total, and more than the total is too much anyway.
        least = std::min(least + bounds.low[i], total.units() + 1);
        most = std::min(most + (weights[i] > 0 ? bounds.high[i] : bounds.low[i]), total.units());
    }
    if (least > total.units()) {
        const double sum = total.amount_of(
            std::accumulate(bounds.low.begin(), bounds.low.end(), 0.0,
                            [](double a, std::uint64_t b) { return a + static_cast<double>(b); }));
        return failure("The " + said(bounds.low_by, Limit::Floor, "floors", "lower") + " add up to " +
                       number_text(sum) + ", more than the " + amount_text(total, total.units()) +
                       " there are; lower them or give out more.");
    }
    if (most < total.units()) {
        return failure("The " + said(bounds.high_by, Limit::Cap, "caps", "upper") + " let only " +
                       amount_text(total, most) + " of " + amount_text(total, total.units()) +
                       " be given out; raise them or give out less.");
    }
    return {};
}

/// One allocation, but for the words about it.
struct Step {
    std::vector<double> shares;
    std::vector<double> factors;
    Bounds bounds;
    Demand demand;
};

/// From shares to a demand: the threshold, whole weights, bounds that can be kept.
Expected<Step, std::string> prepare(const Recipe& recipe, const Units& units, const Total& total,
                                    const Bounds& bounds, std::span<const double> index) {
    ANKER_TRY(Shares shares, shares_of(recipe, units, index));
    Step step;
    step.bounds = bounds;
    step.factors = std::move(shares.factors);
    double sum = 0;
    for (const double weight : shares.weights) sum += weight;
    for (std::size_t i = 0; i < units.size(); ++i) {
        step.shares.push_back(shares.weights[i] / sum);
        if (step.shares[i] * 100 >= recipe.threshold_percent) continue;
        shares.weights[i] = 0;
        step.bounds.low[i] = 0;
        step.bounds.high[i] = 0;
        step.bounds.low_by[i] = Limit::Threshold;
        step.bounds.high_by[i] = Limit::Threshold;
    }
    step.demand.weights = whole_weights(shares.weights);
    if (std::all_of(step.demand.weights.begin(), step.demand.weights.end(),
                    [](std::uint64_t weight) { return weight == 0; })) {
        return failure(std::string("No area reaches the threshold; lower it."));
    }
    ANKER_DO(check_feasible(step.bounds, step.demand.weights, total));
    step.demand.total = total.units();
    step.demand.minimum = step.bounds.low;
    step.demand.maximum = step.bounds.high;
    step.demand.tie_rule = tie_rule(recipe.ties);
    return step;
}

Limit limit_of(const Step& step, const Quotas& quotas, std::size_t i) {
    if (step.bounds.low_by[i] == Limit::Threshold) return Limit::Threshold;
    if (quotas.where[i] == Quotas::Where::AtMinimum) return step.bounds.low_by[i];
    if (quotas.where[i] == Quotas::Where::AtMaximum) return step.bounds.high_by[i];
    return Limit::None;
}

std::string refusal_of_ties(const Units& units, const std::vector<std::size_t>& tied) {
    std::string names;
    constexpr std::size_t shown = 10;
    for (std::size_t k = 0; k < tied.size() && k < shown; ++k)
        names += (k > 0 ? ", \"" : "\"") + units.keys[tied[k]] + "\"";
    if (tied.size() > shown) names += " and " + std::to_string(tied.size() - shown) + " more";
    return "The areas " + names +
           " have exactly the same claim to the last ones to give; choose a rule for ties other than refuse.";
}

} // namespace

Expected<Allocation, std::string> allocate(const Recipe& recipe, const Units& units, const Total& total) {
    ANKER_TRY(const Bounds bounds, bounds_of(recipe, units, total));
    ANKER_TRY(Step step, prepare(recipe, units, total, bounds, units.index));
    step.demand.order = tie_ranks(recipe, units);
    ANKER_TRY(const Quotas quotas, quotas_of(step.demand));
    ANKER_TRY(Apportioned apportioned, apportion(method_of(recipe, total), step.demand));
    if (recipe.ties == Ties::Refuse && !apportioned.tied.empty())
        return failure(refusal_of_ties(units, apportioned.tied));
    Allocation allocation;
    for (std::size_t i = 0; i < units.size(); ++i) {
        allocation.unrounded.push_back(total.amount_of(quotas.of(step.demand, i)));
        allocation.limits.push_back(limit_of(step, quotas, i));
    }
    allocation.factors = std::move(step.factors);
    allocation.shares = std::move(step.shares);
    allocation.given = std::move(apportioned.given);
    allocation.tied = std::move(apportioned.tied);
    return allocation;
}

std::vector<double> equal_per_head(const Units& units, const Total& total) {
    double sum = 0;
    for (const double heads : units.heads) sum += heads;
    std::vector<double> equal;
    if (!(sum > 0)) return equal;
    for (const double heads : units.heads) equal.push_back(total.amount_of(total.units()) * (heads / sum));
    return equal;
}

Expected<Stability, std::string> stability(const Recipe& recipe, const Units& units, const Total& total,
                                           const Allocation& published,
                                           std::span<const std::vector<double>> draws,
                                           const std::function<bool(std::size_t)>& go_on) {
    ANKER_TRY(const Bounds bounds, bounds_of(recipe, units, total));
    const std::vector<std::size_t> order = tie_ranks(recipe, units);
    std::vector<std::vector<double>> given(units.size());
    std::vector<double> same(units.size(), 0);
    for (std::size_t draw = 0; draw < draws.size(); ++draw) {
        if (!go_on(draw)) return failure(std::string());
        const auto in_draw = [&](const std::string& sentence) {
            return failure("Draw " + std::to_string(draw + 1) + " of the index: " + sentence);
        };
        auto step = prepare(recipe, units, total, bounds, draws[draw]);
        if (!step) return in_draw(step.error());
        step->demand.order = order;
        const auto apportioned = apportion(method_of(recipe, total), step->demand);
        if (!apportioned) return in_draw(apportioned.error());
        for (std::size_t i = 0; i < units.size(); ++i) {
            given[i].push_back(static_cast<double>(apportioned->given[i]));
            if (apportioned->given[i] == published.given[i]) same[i] += 1;
        }
    }
    Stability result;
    constexpr int values_that_occurred = 1;
    for (std::size_t i = 0; i < units.size(); ++i) {
        std::sort(given[i].begin(), given[i].end());
        const auto quantile = [&](double probability) {
            const double units_given = math::quantile_of_sorted(given[i], probability, values_that_occurred);
            return total.amount_of(static_cast<std::uint64_t>(units_given));
        };
        result.low.push_back(quantile(0.05));
        result.median.push_back(quantile(0.5));
        result.high.push_back(quantile(0.95));
        result.same.push_back(same[i] / static_cast<double>(draws.size()));
    }
    return result;
}

} // namespace anker::allocation
