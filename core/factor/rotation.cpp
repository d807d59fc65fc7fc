// SPDX-License-Identifier: Apache-2.0
#include "core/factor/rotation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace anker::factor {

namespace {

/// Cosine and sine of an angle between -45 and 45 degrees.
struct Turn {
    double cosine = 1;
    double sine = 0;
};

/// Half of half of the angle whose tangent is y / x; without atan2, which differs between platforms.
Turn quarter_angle(double y, double x) {
    const double length = std::sqrt(x * x + y * y);
    if (!(length > 0)) return {};
    const double cosine_half = std::sqrt(std::max(0.0, (1 + x / length) / 2));
    const double sine_half = cosine_half > 1e-9 ? y / length / (2 * cosine_half) : 1;
    const double cosine = std::sqrt((1 + cosine_half) / 2);
    return {cosine, sine_half / (2 * cosine)};
}

void turn_columns(math::Matrix& matrix, std::size_t a, std::size_t b, Turn turn) {
    for (std::size_t row = 0; row < matrix.rows(); ++row) {
        const double x = matrix(row, a);
        const double y = matrix(row, b);
        matrix(row, a) = turn.cosine * x + turn.sine * y;
        matrix(row, b) = turn.cosine * y - turn.sine * x;
    }
}

void sum_up(RotatedComponents& rotated) {
    const std::size_t p = rotated.loadings.rows();
    const std::size_t count = rotated.loadings.columns();
    rotated.variances.assign(count, 0);
    rotated.communalities.assign(p, 0);
    for (std::size_t v = 0; v < p; ++v) {
        for (std::size_t k = 0; k < count; ++k) {
            const double square = rotated.loadings(v, k) * rotated.loadings(v, k);
            rotated.variances[k] += square;
            rotated.communalities[v] += square;
        }
    }
}

} // namespace

RotatedComponents unrotated(const PrincipalComponents& components, std::size_t count) {
    const std::size_t p = components.means.size();
    RotatedComponents result{math::Matrix(p, count), math::Matrix(p, count), {}, {}};
    for (std::size_t k = 0; k < count; ++k) {
        const std::vector<double> coefficients = score_coefficients(components, k, ScoreScale::Unit);
        for (std::size_t v = 0; v < p; ++v) {
            result.loadings(v, k) = components.loadings(v, k);
            result.coefficients(v, k) = coefficients[v];
        }
    }
    sum_up(result);
    return result;
}

RotatedComponents varimax(const PrincipalComponents& components, std::size_t count, bool normalise,
                          std::size_t anchor) {
    const RotatedComponents start = unrotated(components, count);
    const std::size_t p = start.loadings.rows();
    math::Matrix work = start.loadings;
    if (normalise) {
        for (std::size_t v = 0; v < p; ++v) {
            const double length = std::sqrt(start.communalities[v]);
            for (std::size_t k = 0; k < count; ++k) work(v, k) = length > 0 ? work(v, k) / length : 0;
        }
    }
    math::Matrix rotation(count, count);
    for (std::size_t k = 0; k < count; ++k) rotation(k, k) = 1;
    constexpr int most_rounds = 1000; // about ten are needed in practice
    constexpr double smallest_sine = 1e-14;
    for (int round = 0; round < most_rounds; ++round) {
        double largest = 0;
        for (std::size_t a = 0; a + 1 < count; ++a) {
            for (std::size_t b = a + 1; b < count; ++b) {
                // Kaiser 1958, equations 19 and 20: tan 4 phi from u = x^2 - y^2 and v = 2 x y
                double sum_u = 0;
                double sum_v = 0;
                double sum_difference = 0;
                double sum_product = 0;
                for (std::size_t i = 0; i < p; ++i) {
                    const double u = work(i, a) * work(i, a) - work(i, b) * work(i, b);
                    const double v = 2 * work(i, a) * work(i, b);
                    sum_u += u;
                    sum_v += v;
                    sum_difference += u * u - v * v;
                    sum_product += 2 * u * v;
                }
                const double n = static_cast<double>(p);
                const Turn turn = quarter_angle(sum_product - 2 * sum_u * sum_v / n,
                                                sum_difference - (sum_u * sum_u - sum_v * sum_v) / n);
                turn_columns(work, a, b, turn);
                turn_columns(rotation, a, b, turn);
                largest = std::max(largest, std::abs(turn.sine));
            }
        }
        if (largest < smallest_sine) break;
    }
    const auto turned = [&](const math::Matrix& from) {
        math::Matrix to(p, count);
        for (std::size_t v = 0; v < p; ++v) {
            for (std::size_t k = 0; k < count; ++k) {
                for (std::size_t j = 0; j < count; ++j) to(v, k) += from(v, j) * rotation(j, k);
            }
        }
        return to;
    };
    RotatedComponents rotated{turned(start.loadings), turned(start.coefficients), {}, {}};
    sum_up(rotated);
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return rotated.variances[a] > rotated.variances[b];
    });
    RotatedComponents result{math::Matrix(p, count), math::Matrix(p, count), {}, {}};
    std::vector<double> weights(p);
    for (std::size_t k = 0; k < count; ++k) {
        for (std::size_t v = 0; v < p; ++v) weights[v] = rotated.loadings(v, order[k]);
        const double sign = sign_by_anchor(weights, anchor);
        for (std::size_t v = 0; v < p; ++v) {
            result.loadings(v, k) = sign * rotated.loadings(v, order[k]);
            result.coefficients(v, k) = sign * rotated.coefficients(v, order[k]);
        }
    }
    sum_up(result);
    return result;
}

FactorWeights factor_weights(const RotatedComponents& rotated) {
    const std::size_t p = rotated.loadings.rows();
    const std::size_t count = rotated.loadings.columns();
    FactorWeights result{math::Matrix(p, count), {}, {}, {}};
    double total = 0;
    for (const double variance : rotated.variances) total += variance;
    for (std::size_t k = 0; k < count; ++k) {
        result.factors.push_back(rotated.variances[k] / total);
        for (std::size_t v = 0; v < p; ++v)
            result.within(v, k) = rotated.loadings(v, k) * rotated.loadings(v, k) / rotated.variances[k];
    }
    double sum = 0;
    for (std::size_t v = 0; v < p; ++v) {
        std::size_t most = 0;
        for (std::size_t k = 1; k < count; ++k) {
            if (result.within(v, k) > result.within(v, most)) most = k;
        }
        result.factor.push_back(most);
        result.variables.push_back(result.within(v, most) * result.factors[most]);
        sum += result.variables.back();
    }
    for (double& weight : result.variables) weight /= sum;
    return result;
}

} // namespace anker::factor
