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
           scale == Scale::RatioToMean;
}

/// Origin and unit of a line; nothing where the unit would be nought.
std::optional<Fitted> fit(std::span<const double> values, const Normalise& rule) {
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

} // namespace

double exponential_of(double rank_share, double constant) {
    const double rest = 1 - math::exp(-100 / constant);
    return -constant * math::log(1 - rank_share * rest);
}

std::optional<Normalised> normalised(std::span<const double> values, const Normalise& rule,
                                     const std::optional<Bounds>& goalposts, const Fitted* frozen) {
    Normalised result;
    result.values = pulled_in(values, rule.winsorise);
    result.fitted.is_line = rule.winsorise.low <= 0 && rule.winsorise.high >= 1;
    const double n = static_cast<double>(values.size());
    if (needs_fitting(rule.scale)) {
        const std::optional<Fitted> fitted =
            frozen != nullptr ? std::optional(*frozen) : fit(result.values, rule);
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
    } else if (rule.scale != Scale::None) {
        result.fitted.is_line = false;
        result.values = math::ranks(result.values, rule.ties);
        if (rule.scale == Scale::Rank) {
            // as they are
        } else if (rule.scale == Scale::Percentile) {
            for (double& v : result.values) v /= n;
        } else {
            for (double& v : result.values) v = exponential_of(v / n, rule.constant);
        }
    }
    for (double& v : result.values) v = rule.centre + rule.spread * v;
    return result;
}

} // namespace anker::index
