// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/gate.hpp"

#include <algorithm>
#include <cmath>

namespace anker::disclosure {

std::uint32_t Rules::rounded(std::uint32_t count) const {
    if (round_to == 0 || count == 0) return count;
    const std::uint32_t least = (minimum_count + round_to - 1) / round_to * round_to;
    return std::max((count + round_to / 2) / round_to * round_to, least);
}

Rules::Possible Rules::counts_behind(std::uint32_t shown) const {
    if (round_to == 0 || shown == 0) return {shown, shown};
    // Odd base: 8 .. 12 become 10. Even base: 5 .. 14 become 10.
    const std::uint32_t high = shown + (round_to - 1) / 2;
    const bool is_least = shown < minimum_count + round_to;
    return {is_least ? minimum_count : shown - round_to / 2, high};
}

GatedCount Gate::count(std::uint32_t value) const {
    return {m_rules.rounded(value),
            value > 0 && value < m_rules.minimum_count ? Reason::TooFew : Reason::None};
}

GatedRate Gate::rate(std::uint32_t cases, double population) const {
    if (!(population >= 0)) return GatedRate(Reason::Unknown);
    if (population < static_cast<double>(m_rules.minimum_population))
        return GatedRate(Reason::SmallPopulation);
    if (count(cases).reason() != Reason::None) return GatedRate(Reason::TooFew);
    const double n = static_cast<double>(m_rules.rounded(cases));
    const auto cubed = [](double x) { return x * x * x; };
    constexpr double z = 1.959963984540054;
    const double low = cases == 0 ? 0 : n * cubed(1 - 1 / (9 * n) - z / (3 * std::sqrt(n)));
    const double m = n + 1;
    const double high = m * cubed(1 - 1 / (9 * m) + z / (3 * std::sqrt(m)));
    const double factor = 1000 / population;
    return {n * factor, low * factor, high * factor};
}

} // namespace anker::disclosure
