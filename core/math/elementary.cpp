// SPDX-License-Identifier: Apache-2.0
#include "core/math/elementary.hpp"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace anker::math {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
// ln 2 in two parts; the first has so few digits that k * ln2_high is exact for every exponent k.
constexpr double ln2_high = 6.93147180369123816490e-01;
constexpr double ln2_low = 1.90821492927058770002e-10;
constexpr double one_by_ln2 = 1.44269504088896338700e+00;

/// 2^k for -1022 <= k <= 1023.
double power_of_two(int k) {
    const std::uint64_t bits = static_cast<std::uint64_t>(k + 1023) << 52;
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

} // namespace

double exp(double x) {
    if (x != x) return x;
    if (x > 709.782712893384) return infinity;
    if (x < -745.13321910194122) return 0;
    // x = k ln 2 + r with |r| <= ln 2 / 2
    const int k = static_cast<int>(x * one_by_ln2 + (x < 0 ? -0.5 : 0.5));
    const double high = x - k * ln2_high;
    const double low = k * ln2_low;
    const double r = high - low;
    const double lost = (high - r) - low; // what the subtraction rounded away
    // e^r - 1 by its Taylor series, the last term first: 0.347^14 / 14! is below 1e-17
    double tail = 0;
    for (int n = 13; n >= 2; --n) tail = (tail + 1) * r / n;
    // r (1 + tail) = r + r tail, the small parts added first
    const double series = 1 + (r + (r * tail + lost));
    if (k >= -1021 && k <= 1022) return series * power_of_two(k);
    const int half = k / 2;
    return series * power_of_two(half) * power_of_two(k - half);
}

double log(double x) {
    if (x != x || x < 0) return not_a_number;
    if (x == 0) return -infinity;
    if (x == infinity) return infinity;
    int k = 0;
    if (x < std::numeric_limits<double>::min()) { // subnormal
        x *= 18014398509481984.0;                 // 2^54
        k = -54;
    }
    std::uint64_t bits = 0;
    std::memcpy(&bits, &x, sizeof bits);
    k += static_cast<int>(bits >> 52) - 1023;
    bits = (bits & 0x000FFFFFFFFFFFFFULL) | 0x3FF0000000000000ULL;
    double m = 0; // x = m 2^k, 1 <= m < 2
    std::memcpy(&m, &bits, sizeof m);
    if (m > 1.4142135623730951) {
        m /= 2;
        ++k;
    }
    // log m = 2 artanh s = 2 (s + s^3/3 + s^5/5 + ...), s = (m - 1) / (m + 1), |s| < 0.172
    const double f = m - 1;
    const double s = f / (2 + f);
    const double z = s * s;
    double tail = 0;
    for (int n = 23; n >= 3; n -= 2) tail = (tail + 1.0 / n) * z;
    // 2 s = f - s f, which keeps the digits of f
    const double rest = 2 * s * tail - s * f;
    return k * ln2_high + (f + (rest + k * ln2_low));
}

double power(double base, double exponent) {
    if (exponent == 0) return 1;
    if (base == 0) return exponent > 0 ? 0 : infinity;
    if (exponent == 1) return base;
    return exp(exponent * log(base));
}

double normal_probability(double z) {
    if (z != z) return z;
    const double x = z < 0 ? -z : z;
    constexpr double one_by_root_two_pi = 0.398942280401432677939946;
    const double density = one_by_root_two_pi * exp(-x * x / 2);
    double upper = 0; // P(Z > x)
    if (x < 3) {
        // 1/2 - density * (x + x^3/3 + x^5/(3 5) + ...)
        double term = x;
        double sum = x;
        for (int n = 3; term > sum * 1e-17; n += 2) {
            term *= x * x / n;
            sum += term;
        }
        upper = 0.5 - density * sum;
    } else {
        // density / (x + 1/(x + 2/(x + 3/(x + ...))))
        double fraction = x;
        for (int n = 160; n >= 1; --n) fraction = x + n / fraction;
        upper = density / fraction;
    }
    return z < 0 ? upper : 1 - upper;
}

} // namespace anker::math
