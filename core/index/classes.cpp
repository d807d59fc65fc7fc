// SPDX-License-Identifier: Apache-2.0
#include "core/index/classes.hpp"

#include "core/math/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace anker::index {

int class_of(double value, std::span<const Cut> cuts) {
    int number = 1;
    for (const Cut& cut : cuts) {
        // Sums in another order of areas differ in the last bits; they must not decide about a class.
        const double rounding = 1e-12 * std::max(1.0, std::abs(cut.at));
        if (cut.includes_below ? value <= cut.at + rounding : value < cut.at - rounding) return number;
        ++number;
    }
    return number;
}

int ClassRule::class_count() const {
    return kind == ClassKind::Cuts ? static_cast<int>(cuts.size()) + 1 : count;
}

namespace {

std::vector<double> equal_borders(double low, double high, int classes) {
    std::vector<double> borders;
    for (int k = 1; k < classes; ++k) borders.push_back(low + (high - low) * k / classes);
    return borders;
}

/// Borders that the values themselves decide.
void fit(const std::vector<double>& sorted, const ClassRule& rule, Classes& classes) {
    const auto n = static_cast<double>(sorted.size());
    switch (rule.kind) {
    case ClassKind::None:
        break;
    case ClassKind::Cuts:
        for (const Cut& cut : rule.cuts) classes.borders.push_back(cut.at);
        break;
    case ClassKind::Quantiles:
        for (int k = 1; k < rule.count; ++k) {
            classes.borders.push_back(
                math::quantile_of_sorted(sorted, static_cast<double>(k) / rule.count, rule.quantile_type));
        }
        break;
    case ClassKind::EqualWidth:
        classes.borders =
            equal_borders(rule.low.value_or(sorted.front()), rule.high.value_or(sorted.back()), rule.count);
        break;
    case ClassKind::Hybrid: {
        // the highest ceil(share * n) areas, and those that equal the last of them
        const auto top = static_cast<std::size_t>(std::ceil(rule.top_share * n - 1e-9));
        if (top > 0) classes.top_from = sorted[sorted.size() - std::min(top, sorted.size())];
        double highest_rest = sorted.front();
        for (const double v : sorted) {
            if (!classes.top_from || v < *classes.top_from) highest_rest = v;
        }
        classes.borders = equal_borders(rule.low.value_or(sorted.front()), rule.high.value_or(highest_rest),
                                        rule.count - 1);
        break;
    }
    }
}

} // namespace

Classes classify(std::span<const double> values, const ClassRule& rule,
                 const std::vector<double>* frozen_borders, std::optional<double> frozen_top_from) {
    Classes classes;
    classes.numbers.assign(values.size(), 0);
    if (rule.kind == ClassKind::None || values.empty()) return classes;
    if (frozen_borders != nullptr) {
        classes.borders = *frozen_borders;
        classes.top_from = frozen_top_from;
    } else {
        std::vector<double> sorted(values.begin(), values.end());
        std::sort(sorted.begin(), sorted.end());
        fit(sorted, rule, classes);
    }
    std::vector<Cut> cuts;
    for (std::size_t k = 0; k < classes.borders.size(); ++k) {
        const bool below = rule.kind == ClassKind::Cuts ? rule.cuts[k].includes_below : rule.includes_below;
        cuts.push_back({classes.borders[k], below});
    }
    const int count = rule.class_count();
    for (std::size_t i = 0; i < values.size(); ++i) {
        int number = class_of(values[i], cuts);
        if (rule.kind == ClassKind::Hybrid)
            number = classes.top_from && values[i] >= *classes.top_from -
                                                          1e-12 * std::max(1.0, std::abs(*classes.top_from))
                         ? count
                         : std::min(number, count - 1);
        classes.numbers[i] = rule.from_highest ? count + 1 - number : number;
    }
    return classes;
}

} // namespace anker::index
