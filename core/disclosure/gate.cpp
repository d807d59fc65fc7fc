// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/gate.hpp"

#include <cmath>

namespace anker::disclosure {

GatedCount Gate::count(std::uint32_t value) const {
    return {value, value > 0 && value < m_rules.minimum_count ? Reason::TooFew : Reason::None};
}

GatedRate Gate::rate(std::uint32_t cases, double population) const {
    if (!(population >= 0)) return GatedRate(Reason::Unknown);
    if (population < static_cast<double>(m_rules.minimum_population))
        return GatedRate(Reason::SmallPopulation);
    if (count(cases).reason() != Reason::None) return GatedRate(Reason::TooFew);
    const double n = static_cast<double>(cases);
    const auto cubed = [](double x) { return x * x * x; };
    constexpr double z = 1.959963984540054;
    const double low = cases == 0 ? 0 : n * cubed(1 - 1 / (9 * n) - z / (3 * std::sqrt(n)));
    const double m = n + 1;
    const double high = m * cubed(1 - 1 / (9 * m) + z / (3 * std::sqrt(m)));
    const double factor = 1000 / population;
    return {n * factor, low * factor, high * factor};
}

} // namespace anker::disclosure
