// SPDX-License-Identifier: Apache-2.0
#include "core/index/benefit_of_doubt.hpp"

#include "core/math/linear_program.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <limits>

namespace anker::index {

namespace {

using tabular::in_quotes;

Expected<void, std::string> check(std::span<const std::vector<double>> values,
                                  std::span<const std::string> names, const Bounds& shares) {
    const auto inputs = static_cast<double>(values.size());
    if (shares.low * inputs > 1 || shares.high * inputs < 1)
        return failure("shares from " + tabular::decimals(shares.low, 4) + " to " +
                       tabular::decimals(shares.high, 4) + " of " +
                       tabular::counted(values.size(), "input", "inputs") + " cannot sum to 1.");
    for (std::size_t j = 0; j < values.size(); ++j) {
        const auto [low, high] = std::minmax_element(values[j].begin(), values[j].end());
        if (*low < 0)
            return failure(
                in_quotes(names[j]) +
                " has values below 0 after normalising; the benefit of the doubt needs a scale from 0 "
                "upwards, such as \"min_max\".");
        if (!(*high > 0)) return failure(in_quotes(names[j]) + " is 0 everywhere after normalising.");
    }
    return {};
}

} // namespace

Expected<BenefitOfDoubt, std::string> benefit_of_doubt(std::span<const std::vector<double>> values,
                                                       std::span<const std::string> names,
                                                       const Bounds& shares) {
    ANKER_DO(check(values, names, shares));
    const std::size_t p = values.size();
    const std::size_t n = values.front().size();
    // Variables: weights, what each area lacks to 1, and what each weight is above its lowest and below its
    // highest.
    math::Matrix a(n + 2 * p, p + n + 2 * p);
    std::vector<double> b(n + 2 * p, 0);
    for (std::size_t k = 0; k < n; ++k) {
        for (std::size_t j = 0; j < p; ++j) a(k, j) = values[j][k];
        a(k, p + k) = 1;
        b[k] = 1;
    }
    for (std::size_t j = 0; j < p; ++j) {
        for (std::size_t other = 0; other < p; ++other) {
            a(n + j, other) = shares.low - (other == j ? 1 : 0);
            a(n + p + j, other) = (other == j ? 1 : 0) - shares.high;
        }
        a(n + j, p + n + j) = 1;
        a(n + p + j, p + n + p + j) = 1;
    }
    math::LinearProgram program(a, b,
                                std::vector<double>(a.columns(), std::numeric_limits<double>::infinity()));
    BenefitOfDoubt result{{}, std::vector<std::vector<double>>(p)};
    std::vector<double> goal(a.columns(), 0);
    for (std::size_t k = 0; k < n; ++k) {
        for (std::size_t j = 0; j < p; ++j) goal[j] = values[j][k];
        const math::LinearSolution best = program.maximise(goal);
        if (best.status != math::LinearStatus::Optimal)
            return failure(std::string("the linear program of an area's weights has no solution."));
        // Rounding must not make two areas differ that both reach the whole.
        result.values.push_back(best.value >= 1 - 1e-9 ? 1 : best.value);
        for (std::size_t j = 0; j < p; ++j) result.weights[j].push_back(best.x[j]);
    }
    return result;
}

} // namespace anker::index
