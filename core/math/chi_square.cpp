// SPDX-License-Identifier: Apache-2.0
#include "core/math/chi_square.hpp"

#include "core/math/elementary.hpp"

#include <cmath>

namespace anker::math {

double chi_square_upper(double x, int degrees) {
    if (!(x > 0)) return x != x ? x : 1;
    double sum = 0;
    if (degrees % 2 == 0) {
        // e^(-x/2) (1 + x/2 + (x/2)^2 / 2! + ...), degrees / 2 terms
        double term = exp(-x / 2);
        for (int i = 1; i <= degrees / 2; ++i) {
            sum += term;
            term *= x / (2 * i);
        }
        return sum;
    }
    // 2 (1 - Phi(root x)) + 2 phi(root x) (root x + root x^3 / 3 + root x^5 / 15 + ...)
    const double root = std::sqrt(x);
    constexpr double one_by_root_two_pi = 0.398942280401432677939946;
    double term = 2 * one_by_root_two_pi * exp(-x / 2) * root;
    for (int i = 1; i <= (degrees - 1) / 2; ++i) {
        sum += term;
        term *= x / (2 * i + 1);
    }
    return 2 * normal_probability(-root) + sum;
}

} // namespace anker::math
