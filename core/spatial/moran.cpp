// SPDX-License-Identifier: Apache-2.0
#include "core/spatial/moran.hpp"

#include "core/math/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace anker::spatial {

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

struct Centred {
    std::vector<double> z; ///< value - mean
    double m2 = 0;
    double m4 = 0;
};

Centred centred(std::span<const double> values) {
    Centred c;
    const double mean = math::moments_of(values, math::Deviation::Population).mean;
    const auto n = static_cast<double>(values.size());
    for (const double value : values) {
        const double z = value - mean;
        c.z.push_back(z);
        c.m2 += z * z / n;
        c.m4 += z * z * z * z / n;
    }
    return c;
}

/// Sums over the weights: all, pairs in both directions squared, rows plus columns squared.
struct WeightSums {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
};

WeightSums sums_of(const Neighbours& neighbours) {
    WeightSums sums;
    std::vector<double> row_and_column(neighbours.areas(), 0);
    for (std::size_t i = 0; i < neighbours.areas(); ++i) {
        for (const Link& link : neighbours.of[i]) {
            sums.s0 += link.weight;
            row_and_column[i] += link.weight;
            row_and_column[link.area] += link.weight;
            const std::vector<Link>& back = neighbours.of[link.area];
            const auto at = std::lower_bound(back.begin(), back.end(), i,
                                             [](const Link& l, std::size_t area) { return l.area < area; });
            if (at == back.end() || at->area != i) {
                sums.s1 += link.weight * link.weight;
            } else if (i < link.area) {
                const double both = link.weight + at->weight;
                sums.s1 += both * both;
            }
        }
    }
    for (const double sum : row_and_column) sums.s2 += sum * sum;
    return sums;
}

double z_of(double value, double expected, double variance) {
    return variance > 0 ? (value - expected) / std::sqrt(variance) : not_a_number;
}

} // namespace

GlobalMoran global_moran(std::span<const double> values, const Neighbours& neighbours) {
    const Centred c = centred(values);
    const WeightSums s = sums_of(neighbours);
    const std::vector<double> lags = spatial_lag(neighbours, c.z);
    const auto n = static_cast<double>(values.size());
    double cross = 0;
    for (std::size_t i = 0; i < values.size(); ++i) cross += c.z[i] * lags[i];
    GlobalMoran moran;
    moran.i = cross / (s.s0 * c.m2);
    moran.expected = -1 / (n - 1);
    const double squared = moran.expected * moran.expected;
    const double s0_squared = s.s0 * s.s0;
    moran.variance_normal = (n * n * s.s1 - n * s.s2 + 3 * s0_squared) / (s0_squared * (n * n - 1)) - squared;
    const double kurtosis = c.m4 / (c.m2 * c.m2);
    const double by_weights = n * ((n * n - 3 * n + 3) * s.s1 - n * s.s2 + 3 * s0_squared);
    const double by_kurtosis = kurtosis * ((n * n - n) * s.s1 - 2 * n * s.s2 + 6 * s0_squared);
    moran.variance = (by_weights - by_kurtosis) / ((n - 1) * (n - 2) * (n - 3) * s0_squared) - squared;
    moran.z = z_of(moran.i, moran.expected, moran.variance);
    moran.z_normal = z_of(moran.i, moran.expected, moran.variance_normal);
    return moran;
}

std::vector<LocalMoran> local_moran(std::span<const double> values, const Neighbours& neighbours) {
    const Centred c = centred(values);
    const std::vector<double> lags = spatial_lag(neighbours, c.z);
    const auto n = static_cast<double>(values.size());
    const double deviation = std::sqrt(c.m2);
    std::vector<LocalMoran> result(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        LocalMoran& local = result[i];
        const double z = c.z[i];
        local.standardised = z / deviation;
        if (neighbours.of[i].empty()) {
            local.lag = local.i = local.expected = local.variance = local.z = not_a_number;
            continue;
        }
        double sum = 0;
        double sum_squared = 0;
        for (const Link& link : neighbours.of[i]) {
            sum += link.weight;
            sum_squared += link.weight * link.weight;
        }
        local.lag = lags[i] / deviation;
        local.i = z / c.m2 * lags[i];
        local.expected = -z * z * sum / ((n - 1) * c.m2);
        // Equal weights on all other areas leave nothing to shuffle; rounding must not make that a variance.
        double spread = sum_squared - sum * sum / (n - 1);
        if (spread < 1e-12 * sum_squared) spread = 0;
        local.variance = z / c.m2 * (z / c.m2) * (n / (n - 2)) * spread * (c.m2 - z * z / (n - 1));
        local.z = z_of(local.i, local.expected, local.variance);
        if (local.standardised > 0) {
            local.quadrant = local.lag > 0 ? Quadrant::HighHigh : Quadrant::HighLow;
        } else {
            local.quadrant = local.lag > 0 ? Quadrant::LowHigh : Quadrant::LowLow;
        }
    }
    return result;
}

} // namespace anker::spatial
