// SPDX-License-Identifier: Apache-2.0
#include "core/math/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace anker::math {

bool Moments::is_constant() const {
    return !(deviation > 1e-12 * (std::abs(mean) + 1e-300));
}

Moments moments_of(std::span<const double> values, Deviation kind) {
    double sum = 0;
    for (const double v : values) sum += v;
    const double n = static_cast<double>(values.size());
    if (values.empty()) return {};
    const double mean = sum / n;
    double squares = 0;
    for (const double v : values) squares += (v - mean) * (v - mean);
    const double divisor = kind == Deviation::Population ? n : n - 1;
    return {mean, divisor > 0 ? std::sqrt(squares / divisor) : 0};
}

Moments weighted_moments_of(std::span<const double> values, std::span<const double> weights, Deviation kind) {
    double sum = 0;
    double weight = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sum += weights[i] * values[i];
        weight += weights[i];
    }
    if (!(weight > 0)) return {};
    const double mean = sum / weight;
    double squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        squares += weights[i] * (values[i] - mean) * (values[i] - mean);
    const double divisor = kind == Deviation::Population ? weight : weight - 1;
    return {mean, divisor > 0 ? std::sqrt(squares / divisor) : 0};
}

double median(std::span<const double> values) {
    if (values.empty()) return 0;
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    const std::size_t half = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

double median_absolute_deviation(std::span<const double> values) {
    const double middle = median(values);
    std::vector<double> distances;
    distances.reserve(values.size());
    for (const double v : values) distances.push_back(std::abs(v - middle));
    return median(distances);
}

std::vector<std::size_t> ascending_order(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    return order;
}

std::vector<double> ranks(std::span<const double> values, Ties ties) {
    const std::vector<std::size_t> order = ascending_order(values);
    std::vector<double> result(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
        const double lowest = static_cast<double>(begin + 1);
        const double highest = static_cast<double>(end);
        const double rank = ties == Ties::Average  ? (lowest + highest) / 2
                            : ties == Ties::Lowest ? lowest
                                                   : highest;
        for (std::size_t k = begin; k < end; ++k) result[order[k]] = rank;
        begin = end;
    }
    return result;
}

double quantile_of_sorted(std::span<const double> sorted, double p, int type) {
    const double n = static_cast<double>(sorted.size());
    const auto at = [&](double position) { // 1-based, clamped
        const double inside = std::clamp(position, 1.0, n);
        return sorted[static_cast<std::size_t>(inside) - 1];
    };
    // As in R: positions that miss a whole number by rounding alone count as whole.
    const double fuzz = 4 * 2.220446049250313e-16;
    if (type <= 3) {
        const double np = type == 3 ? n * p - 0.5 : n * p;
        const double j = std::floor(np + fuzz);
        const bool is_whole = std::abs(np - j) <= fuzz * std::max(1.0, std::abs(np));
        double above = 1;
        if (is_whole) {
            if (type == 1) above = 0;
            if (type == 2) above = 0.5;
            if (type == 3) above = std::fmod(j, 2) == 0 ? 0 : 1;
        }
        return (1 - above) * at(j) + above * at(j + 1);
    }
    double a = 0; // positions a + p (n + 1 - a - b)
    double b = 0;
    switch (type) {
    case 4:
        a = 0, b = 1;
        break;
    case 5:
        a = b = 0.5;
        break;
    case 6:
        a = b = 0;
        break;
    case 7:
        a = b = 1;
        break;
    case 8:
        a = b = 1.0 / 3;
        break;
    default:
        a = b = 3.0 / 8;
        break;
    }
    const double position = a + p * (n + 1 - a - b);
    const double j = std::floor(position + fuzz);
    double part = position - j;
    if (std::abs(part) < fuzz) part = 0;
    if (part == 0) return at(j);
    return (1 - part) * at(j) + part * at(j + 1);
}

double covariance(std::span<const double> a, std::span<const double> b, Deviation kind) {
    const double n = static_cast<double>(a.size());
    const double mean_a = moments_of(a, kind).mean;
    const double mean_b = moments_of(b, kind).mean;
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - mean_a) * (b[i] - mean_b);
    const double divisor = kind == Deviation::Population ? n : n - 1;
    return divisor > 0 ? sum / divisor : 0;
}

double correlation(std::span<const double> a, std::span<const double> b) {
    const Moments ma = moments_of(a, Deviation::Population);
    const Moments mb = moments_of(b, Deviation::Population);
    if (ma.is_constant() || mb.is_constant()) return 0;
    return covariance(a, b, Deviation::Population) / (ma.deviation * mb.deviation);
}

} // namespace anker::math
