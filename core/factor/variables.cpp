// SPDX-License-Identifier: Apache-2.0
#include "core/factor/variables.hpp"

#include "core/math/statistics.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>

namespace anker::factor {

namespace {

std::string quoted(const std::string& name) {
    return tabular::in_quotes(name);
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
        text += quoted(names[i]);
    }
    return text;
}

} // namespace

Expected<void, std::string> check_variables(std::span<const std::vector<double>> values,
                                            std::span<const std::string> names) {
    if (values.size() < 2 || names.size() != values.size())
        return failure(std::string("A factor analysis needs at least two variables."));
    const std::size_t areas = values.front().size();
    for (std::size_t v = 0; v < values.size(); ++v) {
        if (values[v].size() != areas)
            return failure(quoted(names[v]) + " has " + std::to_string(values[v].size()) + " values, " +
                           quoted(names[0]) + " has " + std::to_string(areas) + ".");
        for (const double value : values[v]) {
            if (!std::isfinite(value))
                return failure(quoted(names[v]) + " has a missing value; leave out that area first.");
        }
        // Earlier than the number of areas: with one area every variable is constant, which says less.
        if (areas > 1 && math::moments_of(values[v], math::Deviation::Population).is_constant())
            return failure(quoted(names[v]) +
                           " has the same value in every area and cannot be standardised; leave it out.");
    }
    if (areas < values.size() || areas < 3) {
        return failure(std::to_string(areas) + " areas with all values are too few for " +
                       std::to_string(values.size()) + " variables (" +
                       std::to_string(std::max<std::size_t>(3, values.size())) + " are needed).");
    }
    return {};
}

Expected<void, std::string> check_regular(const math::Matrix& correlation,
                                          std::span<const std::string> names) {
    const math::Eigen eigen = math::symmetric_eigen(correlation);
    // Below it the inverse has lost about ten of its sixteen digits.
    constexpr double smallest_eigenvalue = 1e-10;
    if (eigen.values.back() > smallest_eigenvalue) return {};
    const std::size_t last = eigen.values.size() - 1;
    double largest = 0;
    for (std::size_t v = 0; v < names.size(); ++v)
        largest = std::max(largest, std::abs(eigen.vectors(v, last)));
    std::vector<std::string> involved;
    for (std::size_t v = 0; v < names.size(); ++v) {
        if (std::abs(eigen.vectors(v, last)) > 1e-3 * largest) involved.push_back(names[v]);
    }
    if (involved.size() == 2)
        return failure(listed(involved) + " are the same up to scale; leave one of them out.");
    if (eigen.values.back() < -1e-8)
        return failure("The matrix of " + listed(involved) +
                       " is no covariance matrix (it has a negative eigenvalue).");
    return failure("Among " + listed(involved) +
                   " one follows from the others (the correlation matrix is singular); leave one out.");
}

double sign_by_anchor(std::span<const double> weights, std::size_t anchor) {
    constexpr double rounding = 1e-12;
    double largest = 0;
    for (const double weight : weights) largest = std::max(largest, std::abs(weight));
    const double nought = rounding * largest;
    if (anchor < weights.size() && std::abs(weights[anchor]) > nought) return weights[anchor] < 0 ? -1 : 1;
    double sum = 0;
    for (const double weight : weights) sum += weight;
    if (std::abs(sum) > nought) return sum < 0 ? -1 : 1;
    for (const double weight : weights) {
        if (std::abs(weight) > nought) return weight < 0 ? -1 : 1;
    }
    return 1;
}

} // namespace anker::factor
