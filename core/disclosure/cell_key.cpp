// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/cell_key.hpp"

#include "core/base/hash.hpp"
#include "core/math/elementary.hpp"
#include "core/math/random.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace anker::disclosure {

namespace {

/// p(v) proportional to exp(a v + b v^2): the form of every distribution of largest entropy with given mean
/// and variance. Finds a and b by Newton's method on the convex dual, with halved steps.
std::optional<std::vector<double>> largest_entropy(const std::vector<int>& values, double variance) {
    double a = 0;
    double b = 0;
    std::vector<double> p(values.size(), 0.0);
    const auto dual = [&](double x, double y) {
        double largest = -1e300;
        for (const int v : values) largest = std::max(largest, x * v + y * v * v);
        double sum = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            p[i] = math::exp(x * values[i] + y * values[i] * values[i] - largest);
            sum += p[i];
        }
        for (double& value : p) value /= sum;
        return math::log(sum) + largest - y * variance;
    };
    for (int step = 0; step < 200; ++step) {
        const double height = dual(a, b);
        double m1 = 0;
        double m2 = 0;
        double m3 = 0;
        double m4 = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double v = values[i];
            m1 += p[i] * v;
            m2 += p[i] * v * v;
            m3 += p[i] * v * v * v;
            m4 += p[i] * v * v * v * v;
        }
        const double g1 = m1;
        const double g2 = m2 - variance;
        if (std::abs(g1) < 1e-12 && std::abs(g2) < 1e-12) return p;
        const double h11 = m2 - m1 * m1;
        const double h12 = m3 - m1 * m2;
        const double h22 = m4 - m2 * m2;
        const double determinant = h11 * h22 - h12 * h12;
        if (!(determinant > 1e-14)) break;
        const double da = (h22 * g1 - h12 * g2) / determinant;
        const double db = (h11 * g2 - h12 * g1) / determinant;
        // Rounding hides the last falls of the dual: near the end full steps are taken unseen.
        const double slack = 1e-12 * std::max(1.0, std::abs(height));
        double length = 1;
        while (length > 1e-10 && !(dual(a - length * da, b - length * db) <= height + slack)) length /= 2;
        if (length <= 1e-10) break;
        a -= length * da;
        b -= length * db;
    }
    return std::nullopt;
}

} // namespace

Expected<NoiseTable, std::string> NoiseTable::make(const NoiseRules& rules) {
    NoiseTable table;
    table.m_rules = rules;
    table.m_rows.push_back({0, {1.0}});
    for (int count = 1; count <= rules.largest + rules.forbidden; ++count) {
        std::vector<int> values;
        for (int v = std::max(-rules.largest, -count); v <= rules.largest; ++v) {
            if (count + v < 1 || count + v > rules.forbidden) values.push_back(v);
        }
        const auto p = values.size() < 2 ? std::nullopt : largest_entropy(values, rules.variance);
        if (!p) {
            return failure("There is no noise of mean 0 and the wanted variance for a count of " +
                           std::to_string(count) +
                           ": choose a larger limit, another variance, or forbid fewer small results.");
        }
        NoiseRow row;
        row.first = values.front();
        row.probability.assign(static_cast<std::size_t>(values.back() - values.front() + 1), 0.0);
        for (std::size_t i = 0; i < values.size(); ++i)
            row.probability[static_cast<std::size_t>(values[i] - row.first)] = (*p)[i];
        table.m_rows.push_back(std::move(row));
    }
    return table;
}

const NoiseRow& NoiseTable::row(std::uint64_t count) const {
    return m_rows[std::min<std::size_t>(static_cast<std::size_t>(std::min<std::uint64_t>(count, 1U << 20)),
                                        m_rows.size() - 1)];
}

int NoiseTable::noise(std::uint64_t count, double key) const {
    const NoiseRow& chosen = row(count);
    double cumulated = 0;
    int last = 0;
    for (std::size_t i = 0; i < chosen.probability.size(); ++i) {
        if (chosen.probability[i] <= 0) continue;
        cumulated += chosen.probability[i];
        last = chosen.first + static_cast<int>(i);
        if (key < cumulated) return last;
    }
    return last; // rounding left the sum a little below one
}

Interval NoiseTable::known_from(double published) const {
    // 0 comes from 0 and from counts up to D; other results only from counts that are not 0.
    const double lowest = std::max(published > 0 ? 1.0 : 0.0, published - m_rules.largest);
    return {lowest, published + m_rules.largest};
}

double cell_key_of(std::span<const double> record_keys) {
    double sum = 0;
    for (const double key : record_keys) {
        sum += key;
        sum -= std::floor(sum);
    }
    return sum < 1 ? sum : 0;
}

double cell_key_from(std::string_view identity, std::uint64_t seed) {
    base::StableHash hash;
    hash.add(seed);
    hash.add(identity);
    math::Random random(hash.value() ^ seed);
    return random.uniform();
}

} // namespace anker::disclosure
