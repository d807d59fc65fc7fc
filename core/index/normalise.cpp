// SPDX-License-Identifier: Apache-2.0
#include "core/index/normalise.hpp"

#include "core/math/elementary.hpp"

#include <algorithm>
#include <cmath>

namespace anker::index {

namespace {

constexpr double sd_of_mad = 1.4826; // makes the MAD of a normal distribution its standard deviation

bool needs_fitting(Scale scale) {
    return scale == Scale::Z || scale == Scale::RobustZ || scale == Scale::MinMax ||
           scale == Scale::RatioToMean || scale == Scale::RatioToReference ||
           scale == Scale::DistanceToReference;
}

double reference_of(std::span<const double> values, Reference reference, std::optional<double> given) {
    switch (reference) {
    case Reference::Highest:
        return *std::max_element(values.begin(), values.end());
    case Reference::Lowest:
        return *std::min_element(values.begin(), values.end());
    case Reference::Mean:
        return math::moments_of(values, math::Deviation::Population).mean;
    case Reference::Median:
        return math::median(values);
    case Reference::Given:
        return given.value_or(0);
    }
    return 0;
}

/// Origin and unit of a line; nothing where the unit would be nought.
std::optional<Fitted> fit(std::span<const double> values, const Normalise& rule,
                          std::optional<double> reference) {
    Fitted fitted;
    switch (rule.scale) {
    case Scale::Z: {
        const math::Moments m = math::moments_of(values, rule.deviation);
        if (m.is_constant()) return std::nullopt;
        fitted.origin = m.mean;
        fitted.unit = m.deviation;
        break;
    }
    case Scale::RobustZ:
        fitted.origin = math::median(values);
        fitted.unit = sd_of_mad * math::median_absolute_deviation(values);
        break;
    case Scale::MinMax: {
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        fitted.origin = *low;
        fitted.unit = *high - *low;
        break;
    }
    case Scale::RatioToReference:
        fitted.unit = reference_of(values, rule.reference, reference);
        break;
    case Scale::DistanceToReference:
        fitted.origin = reference_of(values, rule.reference, reference);
        fitted.unit = std::abs(fitted.origin);
        break;
    default:
        fitted.unit = math::moments_of(values, rule.deviation).mean;
        break; // RatioToMean
    }
    if (fitted.unit == 0 || fitted.unit != fitted.unit) return std::nullopt;
    return fitted;
}

std::vector<double> pulled_in(std::span<const double> values, const Bounds& quantiles) {
    std::vector<double> result(values.begin(), values.end());
    if (quantiles.low <= 0 && quantiles.high >= 1) return result;
    std::vector<double> sorted = result;
    std::sort(sorted.begin(), sorted.end());
    const double low = math::quantile_of_sorted(sorted, std::max(quantiles.low, 0.0), 7);
    const double high = math::quantile_of_sorted(sorted, std::min(quantiles.high, 1.0), 7);
    for (double& v : result) v = std::clamp(v, low, high);
    return result;
}

/// Ranks in per cent are whole fractions: rounding must not put one on the other side of a percentile.
double category_score(double percentile, const Normalise& rule) {
    std::size_t at = 0;
    while (at < rule.percentiles.size() && percentile > rule.percentiles[at] + 1e-9) ++at;
    return rule.scores[at];
}

} // namespace

double exponential_of(double rank_share, double constant) {
    const double rest = 1 - math::exp(-100 / constant);
    return -constant * math::log(1 - rank_share * rest);
}

std::optional<Normalised> normalised(std::span<const double> values, const Normalise& rule,
                                     const std::optional<Bounds>& goalposts, const Fitted* frozen,
                                     std::optional<double> reference) {
    Normalised result;
    result.values = pulled_in(values, rule.winsorise);
    result.fitted.is_line = rule.winsorise.low <= 0 && rule.winsorise.high >= 1;
    const double n = static_cast<double>(values.size());
    if (needs_fitting(rule.scale)) {
        const std::optional<Fitted> fitted =
            frozen != nullptr ? std::optional(*frozen) : fit(result.values, rule, reference);
        if (!fitted) return std::nullopt;
        result.fitted.origin = fitted->origin;
        result.fitted.unit = fitted->unit;
        for (double& v : result.values) v = (v - fitted->origin) / fitted->unit;
    } else if (rule.scale == Scale::Goalposts && goalposts) {
        result.fitted = {goalposts->low, goalposts->high - goalposts->low, result.fitted.is_line};
        for (double& v : result.values)
            v = std::clamp((v - goalposts->low) / (goalposts->high - goalposts->low), 0.0, 1.0);
    } else if (rule.scale == Scale::ExponentialOfShare) {
        result.fitted.is_line = false;
        for (double& v : result.values) v = exponential_of(v, rule.constant);
    } else if (rule.scale == Scale::AboveBelowMean) {
        result.fitted.is_line = false;
        const double mean = math::moments_of(result.values, math::Deviation::Population).mean;
        for (double& v : result.values) {
            const double distance = v - mean;
            v = std::abs(distance) <= rule.margin * std::abs(mean) ? 0 : distance > 0 ? 1 : -1;
        }
    } else if (rule.scale != Scale::None) {
        result.fitted.is_line = false;
        result.values = math::ranks(result.values, rule.ties);
        if (rule.scale == Scale::Rank) {
            // as they are
        } else if (rule.scale == Scale::Percentile) {
            for (double& v : result.values) v /= n;
        } else if (rule.scale == Scale::Categories) {
            for (double& v : result.values) v = category_score(100 * v / n, rule);
        } else {
            for (double& v : result.values) v = exponential_of(v / n, rule.constant);
        }
    }
    for (double& v : result.values) v = rule.centre + rule.spread * v;
    return result;
}

} // namespace anker::index
