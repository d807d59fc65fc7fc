// SPDX-License-Identifier: Apache-2.0
#include "core/math/cosine.hpp"

namespace anker::math {

double cosine_of_degrees(double degrees) {
    // cos x = 1 - 2 sin^2(x / 2): with |x / 2| <= pi / 4 the series is short, and 1 is exact at 0.
    const double half = degrees * (3.14159265358979323846 / 360.0);
    const double square = half * half;
    double series = 1;
    for (int k = 17; k >= 3; k -= 2) series = 1 - square / (k * (k - 1)) * series;
    const double sine = half * series;
    return 1 - 2 * sine * sine;
}

} // namespace anker::math
