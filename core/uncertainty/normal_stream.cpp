// SPDX-License-Identifier: Apache-2.0
#include "core/uncertainty/normal_stream.hpp"

#include "core/math/elementary.hpp"

#include <cmath>

namespace anker::uncertainty {

namespace {

constexpr double tail_from = 3.6541528853610088; // right end of the lowest layer, for 256 layers
constexpr double steps = 8388608;                // 2^23: a 24-bit number with its sign

Ziggurat make_ziggurat() {
    Ziggurat table;
    constexpr double root_two_pi = 2.506628274631000502;
    const double area = tail_from * math::exp(-0.5 * tail_from * tail_from) +
                        root_two_pi * math::normal_probability(-tail_from);
    double x = tail_from;
    const double lowest_width = area / math::exp(-0.5 * x * x);
    table.inner[0] = static_cast<std::int32_t>(x / lowest_width * steps);
    table.inner[1] = 0;
    table.width[0] = lowest_width / steps;
    table.width[255] = x / steps;
    table.density[0] = 1;
    table.density[255] = math::exp(-0.5 * x * x);
    for (std::size_t i = 254; i >= 1; --i) {
        const double wider = x;
        x = std::sqrt(-2 * math::log(area / x + math::exp(-0.5 * x * x)));
        table.inner[i + 1] = static_cast<std::int32_t>(x / wider * steps);
        table.density[i] = math::exp(-0.5 * x * x);
        table.width[i] = x / steps;
    }
    return table;
}

} // namespace

const Ziggurat& Ziggurat::get() {
    static const Ziggurat table = make_ziggurat();
    return table;
}

double NormalStream::rare(std::int32_t number, std::uint32_t layer) {
    // Never 0: its logarithm is taken.
    const auto uniform = [&] { return (static_cast<double>(next() >> 11) + 0.5) * 0x1.0p-53; };
    for (;;) {
        if (layer == 0) {
            double x = 0;
            double y = 0;
            do {
                x = -math::log(uniform()) / tail_from;
                y = -math::log(uniform());
            } while (y + y < x * x);
            return number < 0 ? -tail_from - x : tail_from + x;
        }
        const double x = number * m_ziggurat.width[layer];
        const double below = m_ziggurat.density[layer];
        const double above = m_ziggurat.density[layer - 1];
        if (below + uniform() * (above - below) < math::exp(-0.5 * x * x)) return x;
        const auto bits = static_cast<std::uint32_t>(next());
        layer = bits & 255U;
        number = static_cast<std::int32_t>(bits) >> 8;
        if ((number < 0 ? -number : number) < m_ziggurat.inner[layer])
            return number * m_ziggurat.width[layer];
    }
}

} // namespace anker::uncertainty
