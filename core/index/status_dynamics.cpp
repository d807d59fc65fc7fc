// SPDX-License-Identifier: Apache-2.0
#include "core/index/status_dynamics.hpp"

#include <cmath>

namespace anker::index {

namespace {

std::string quoted(const std::string& text) {
    return "\"" + text + "\"";
}

} // namespace

HalfResult standardised_sum(std::span<const std::vector<double>> burdens, std::span<const double> weights,
                            Deviation deviation, std::span<const Cut> cuts) {
    HalfResult result;
    const std::size_t areas = burdens.empty() ? 0 : burdens.front().size();
    result.scores.resize(areas);
    if (areas == 0) {
        result.is_constant = true;
        return result;
    }
    // z_ij = (x_ij - mean_j) / SD_j over the valid areas
    for (std::size_t j = 0; j < burdens.size(); ++j) {
        const math::Moments m = math::moments_of(burdens[j], deviation);
        if (m.is_constant()) {
            result.is_constant = true;
            return result;
        }
        for (std::size_t i = 0; i < areas; ++i) {
            const double z = (burdens[j][i] - m.mean) / m.deviation;
            Score& score = result.scores[i];
            score.parts.push_back({burdens[j][i], z, z * weights[j]});
            score.sum += z * weights[j]; // T_i = sum_j w_j z_ij
        }
    }
    // I_i = (T_i - mean T) / SD T
    std::vector<double> sums;
    for (const Score& score : result.scores) sums.push_back(score.sum);
    const math::Moments m = math::moments_of(sums, deviation);
    if (m.deviation <= 1e-12) {
        result.is_constant = true;
        return result;
    }
    for (Score& score : result.scores) {
        score.value = (score.sum - m.mean) / m.deviation;
        score.class_number = class_of(score.value, cuts);
    }
    return result;
}

Expected<IndexResult, std::string> status_and_dynamics(const indicator::IndicatorTable& table,
                                                       const Recipe& recipe) {
    using indicator::is_missing;
    const std::size_t date = table.date_index(recipe.date);
    if (date == table.dates.size())
        return failure("recipe " + quoted(recipe.id) + ": no values for date " + quoted(recipe.date));
    const bool has_dynamics = !recipe.earlier_date.empty();
    const std::size_t earlier = has_dynamics ? table.date_index(recipe.earlier_date) : 0;
    if (has_dynamics && earlier == table.dates.size()) {
        return failure("recipe " + quoted(recipe.id) + ": no values for date " + quoted(recipe.earlier_date));
    }
    if (recipe.components.empty()) return failure("recipe " + quoted(recipe.id) + " names no indicator");
    std::vector<const indicator::Indicator*> components;
    std::vector<double> weights;
    for (const Component& component : recipe.components) {
        const indicator::Indicator* found = table.find(component.indicator);
        if (found == nullptr) {
            return failure("recipe " + quoted(recipe.id) + ": indicator " + quoted(component.indicator) +
                           " is not imported");
        }
        components.push_back(found);
        weights.push_back(component.weight);
    }

    IndexResult result;
    result.areas.resize(table.area_keys.size());
    result.status_classes = static_cast<int>(recipe.status_cuts.size()) + 1;
    result.dynamics_classes = has_dynamics ? static_cast<int>(recipe.dynamics_cuts.size()) + 1 : 0;
    std::vector<std::size_t> valid;
    for (std::size_t i = 0; i < table.area_keys.size(); ++i) {
        AreaIndex& area = result.areas[i];
        const double population = table.population[date][i];
        if (recipe.excluded.contains(table.area_keys[i])) {
            area.exclusion = Exclusion::ByDecision;
        } else if (recipe.minimum_population > 0 &&
                   (is_missing(population) || population < recipe.minimum_population)) {
            area.exclusion = Exclusion::SmallPopulation;
        }
        for (const indicator::Indicator* component : components) {
            if (area.exclusion != Exclusion::None) break;
            if (is_missing(component->values[date][i]) ||
                (has_dynamics && is_missing(component->values[earlier][i]))) {
                area.exclusion = Exclusion::MissingValue;
            }
        }
        if (area.exclusion == Exclusion::None) valid.push_back(i);
    }
    if (valid.size() < 2)
        return failure("recipe " + quoted(recipe.id) + ": fewer than two areas have all values");

    const auto half = [&](const auto& value_of, std::span<const Cut> cuts,
                          std::optional<Score> AreaIndex::*target) {
        std::vector<std::vector<double>> burdens;
        for (const indicator::Indicator* component : components) {
            const double sign = component->direction == indicator::Direction::Burden ? 1 : -1;
            std::vector<double>& column = burdens.emplace_back();
            for (const std::size_t i : valid) column.push_back(sign * value_of(*component, i));
        }
        HalfResult computed = standardised_sum(burdens, weights, recipe.deviation, cuts);
        if (computed.is_constant) return false;
        for (std::size_t k = 0; k < valid.size(); ++k) {
            for (std::size_t j = 0; j < components.size(); ++j) {
                computed.scores[k].parts[j].value =
                    value_of(*components[j], valid[k]); // as published, sign not applied
            }
            result.areas[valid[k]].*target = std::move(computed.scores[k]);
        }
        return true;
    };
    const auto at_date = [&](const indicator::Indicator& c, std::size_t i) { return c.values[date][i]; };
    if (!half(at_date, recipe.status_cuts, &AreaIndex::status)) {
        return failure("recipe " + quoted(recipe.id) + ": an indicator has the same value in every area");
    }
    if (has_dynamics) {
        const auto change = [&](const indicator::Indicator& c, std::size_t i) {
            return c.values[date][i] - c.values[earlier][i];
        };
        if (!half(change, recipe.dynamics_cuts, &AreaIndex::dynamics)) {
            return failure("recipe " + quoted(recipe.id) +
                           ": an indicator changed by the same amount in every area");
        }
    }
    return result;
}

} // namespace anker::index
