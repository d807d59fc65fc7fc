// SPDX-License-Identifier: Apache-2.0
#include "core/catalogue/plausibility.hpp"

#include "core/math/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace anker::catalogue {

namespace {

using indicator::is_missing;

std::string number(double value) {
    char text[64];
    std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

} // namespace

std::optional<std::string> impossibility(const Agreement& agreement, double value, double numerator,
                                         double denominator) {
    const std::string who = "indicator \"" + agreement.id + "\" ";
    if (!agreement.may_be_negative && (numerator < 0 || denominator < 0 || value < 0))
        return who + "would be made of a negative number";
    const bool is_part_of_whole = agreement.unit == Unit::Percent || agreement.unit == Unit::Share;
    if (is_part_of_whole && numerator > denominator) {
        return who + "would be " + number(numerator) + " of " + number(denominator) +
               ": more cases than there are in the denominator, a share of " +
               number(100 * numerator / denominator) + " %";
    }
    if (agreement.unit == Unit::Percent && value > 100)
        return "a share of " + number(value) + " % is not possible";
    if (agreement.unit == Unit::Share && value > 1) {
        return "a share of " + number(value) +
               " is not possible: it goes from 0 to 1; are these per cents (\"value_unit\": \"percent\")?";
    }
    return std::nullopt;
}

bool look_like_shares(std::span<const double> percents) {
    std::size_t known = 0;
    double highest = 0;
    for (const double value : percents) {
        if (is_missing(value)) continue;
        ++known;
        highest = std::max(highest, value);
    }
    return known >= 3 && highest > 0 && highest <= 1;
}

std::vector<Outlier> outliers(std::span<const double> values) {
    std::vector<double> known;
    for (const double value : values) {
        if (!is_missing(value)) known.push_back(value);
    }
    std::vector<Outlier> found;
    if (known.size() < 5) return found;
    const double median = math::median(known);
    const double mad = math::median_absolute_deviation(known);
    std::sort(known.begin(), known.end());
    const double lower = math::quantile_of_sorted(known, 0.25, 7);
    const double upper = math::quantile_of_sorted(known, 0.75, 7);
    const double reach = 1.5 * (upper - lower);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double value = values[i];
        if (is_missing(value)) continue;
        if (mad > 0) {
            const double z = 0.6745 * (value - median) / mad;
            if (std::abs(z) > 3.5) found.push_back({i, value, "robust z " + number(z) + ", beyond 3.5"});
        } else if (reach > 0 && (value < lower - reach || value > upper + reach)) {
            found.push_back(
                {i, value,
                 "outside of Tukey's fences " + number(lower - reach) + " to " + number(upper + reach)});
        }
    }
    return found;
}

} // namespace anker::catalogue
