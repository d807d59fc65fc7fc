// SPDX-License-Identifier: Apache-2.0
#include "core/math/random.hpp"

#include "core/math/elementary.hpp"

#include <cmath>

namespace anker::math {

namespace {

constexpr std::uint64_t turned_left(std::uint64_t x, int by) {
    return (x << by) | (x >> (64 - by));
}

} // namespace

Random::Random(std::uint64_t seed) {
    for (std::uint64_t& word : m_state) {
        std::uint64_t z = (seed += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        word = z ^ (z >> 31);
    }
}

std::uint64_t Random::next() {
    const std::uint64_t result = turned_left(m_state[1] * 5, 7) * 9;
    const std::uint64_t t = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= t;
    m_state[3] = turned_left(m_state[3], 45);
    return result;
}

std::uint64_t Random::below(std::uint64_t limit) {
    const std::uint64_t uneven = (0 - limit) % limit; // 2^64 mod limit
    for (;;) {
        const std::uint64_t drawn = next();
        if (drawn >= uneven) return drawn % limit;
    }
}

double Random::normal() {
    if (m_has_spare) {
        m_has_spare = false;
        return m_spare;
    }
    for (;;) {
        const double u = 2 * uniform() - 1;
        const double v = 2 * uniform() - 1;
        const double s = u * u + v * v;
        if (s >= 1 || s == 0) continue;
        const double factor = std::sqrt(-2 * log(s) / s);
        m_spare = v * factor;
        m_has_spare = true;
        return u * factor;
    }
}

double Random::gamma(double shape) {
    if (shape < 1) {
        // Gamma(a) = Gamma(a + 1) U^(1/a)
        const double larger = gamma(shape + 1);
        double u = uniform();
        while (u == 0) u = uniform();
        return larger * exp(log(u) / shape);
    }
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = normal();
        const double t = 1 + c * x;
        if (t <= 0) continue;
        const double v = t * t * t;
        const double u = uniform();
        if (u < 1 - 0.0331 * x * x * x * x) return d * v;
        if (u > 0 && log(u) < 0.5 * x * x + d * (1 - v + log(v))) return d * v;
    }
}

void Random::dirichlet(std::span<const double> concentrations, std::span<double> shares) {
    double sum = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        shares[i] = gamma(concentrations[i]);
        sum += shares[i];
    }
    for (double& share : shares) share /= sum;
}

} // namespace anker::math
