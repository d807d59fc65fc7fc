// SPDX-License-Identifier: Apache-2.0
#include "core/index/treat.hpp"

#include "core/math/elementary.hpp"
#include "core/math/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace anker::index {

namespace {

constexpr std::size_t most_winsorised = 5;

bool passes(std::span<const double> values) {
    const Shape shape = shape_of(values);
    return std::abs(shape.skewness) < 2 || shape.kurtosis < 3.5;
}

} // namespace

Shape shape_of(std::span<const double> values) {
    const auto n = static_cast<double>(values.size());
    const math::Moments moments = math::moments_of(values, math::Deviation::Population);
    if (n < 4 || moments.is_constant()) return {};
    double cubes = 0;
    double fourths = 0;
    for (const double v : values) {
        const double z = (v - moments.mean) / moments.deviation;
        cubes += z * z * z;
        fourths += z * z * z * z;
    }
    return {std::sqrt(n * (n - 1)) / (n - 2) * (cubes / n),
            (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (fourths / n - 3) + 6)};
}

Treatment treat(std::vector<double>& values) {
    Treatment treatment;
    if (passes(values)) return treatment;
    const std::vector<double> original = values;
    const bool is_above = shape_of(values).skewness > 0; // where the long tail is
    const std::vector<std::size_t> order = math::ascending_order(values);
    const std::size_t n = order.size();
    while (treatment.winsorised < std::min(most_winsorised, n - 1)) {
        const std::size_t count = ++treatment.winsorised;
        const double limit = values[is_above ? order[n - 1 - count] : order[count]];
        for (std::size_t k = 0; k < count; ++k) values[is_above ? order[n - 1 - k] : order[k]] = limit;
        if (passes(values)) return treatment;
    }
    treatment.winsorised = 0;
    treatment.is_logged = true;
    const auto [low, high] = std::minmax_element(original.begin(), original.end());
    for (std::size_t i = 0; i < n; ++i) {
        const double distance = is_above ? original[i] - *low : *high - original[i];
        const double logged = math::log(distance + (*high - *low) / 100);
        values[i] = is_above ? logged : -logged;
    }
    treatment.has_passed = passes(values);
    return treatment;
}

} // namespace anker::index
