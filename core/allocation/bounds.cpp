// SPDX-License-Identifier: Apache-2.0
#include "core/allocation/allocate.hpp"

#include <algorithm>
#include <cmath>

namespace anker::allocation {

namespace {

/// Decimal fractions are off by about 1e-16 in binary; a floor of 0.07 must not become 8 cents.
constexpr double slack = 1e-6;

std::uint64_t whole_up(double units) {
    return units <= slack ? 0 : static_cast<std::uint64_t>(std::ceil(units - slack));
}
std::uint64_t whole_down(double units) {
    return units <= 0 ? 0 : static_cast<std::uint64_t>(std::floor(units + slack));
}

void raise(Bounds& bounds, std::size_t i, std::uint64_t low, Limit by) {
    if (low <= bounds.low[i]) return;
    bounds.low[i] = low;
    bounds.low_by[i] = by;
}

void lower(Bounds& bounds, std::size_t i, std::uint64_t high, Limit by) {
    if (high >= bounds.high[i]) return;
    bounds.high[i] = high;
    bounds.high_by[i] = by;
}

/// What a unit is held near to, in smallest units; NaN where it has nothing of the kind.
std::vector<double> corridor_base(const Corridor& corridor, const Units& units, const Total& total) {
    const std::vector<double>& column =
        corridor.against.empty() ? units.heads : units.columns.find(corridor.against)->second;
    double sum = 0;
    for (const double value : column) sum += std::isnan(value) ? 0 : value;
    const bool is_scaled = corridor.against.empty() || corridor.is_scaled;
    std::vector<double> base;
    for (const double value : column) {
        base.push_back(is_scaled ? value / sum * static_cast<double>(total.units()) : total.units_of(value));
    }
    return base;
}

std::string_view said(Limit limit) {
    switch (limit) {
    case Limit::Floor:
        return "floor";
    case Limit::CorridorLow:
        return "lower border of the corridor";
    case Limit::CorridorHigh:
        return "upper border of the corridor";
    default:
        return "cap";
    }
}

} // namespace

Expected<Total, std::string> Total::from(double amount, Of kind, const std::optional<double>& round) {
    Total total;
    total.m_kind = kind;
    const double smallest = round.value_or(kind == Of::Money ? 0.01 : 1);
    const double unit = std::floor(smallest * 10'000 + 0.5);
    if (!(smallest > 0) || unit < 1 || smallest > 1e9 || unit / 10'000 != smallest)
        return failure(std::string("the rounding unit is not a multiple of 0.0001 up to 1000000000"));
    total.m_ten_thousandths = static_cast<std::uint64_t>(unit);
    if (!(amount > 0)) return failure(std::string("there is nothing to give out; the total is 0 or less"));
    if (amount > 9e11) return failure(std::string("the total is above 900000000000"));
    const double whole = std::floor(amount * 10'000 + 0.5);
    const auto ten_thousandths = static_cast<std::uint64_t>(whole);
    if (whole / 10'000 != amount || ten_thousandths % total.m_ten_thousandths != 0)
        return failure(std::string("the total is not a whole multiple of the rounding unit"));
    total.m_units = ten_thousandths / total.m_ten_thousandths;
    if (total.m_units > largest_total)
        return failure(std::string("the total has too many rounding units; take a larger one"));
    return total;
}

double Total::amount_of(std::uint64_t units) const {
    return static_cast<double>(units * m_ten_thousandths) / 10'000;
}

double Total::amount_of(double units) const {
    return units * static_cast<double>(m_ten_thousandths) / 10'000;
}

double Total::units_of(double amount) const {
    return amount * 10'000 / static_cast<double>(m_ten_thousandths);
}

Expected<Bounds, std::string> bounds_of(const Recipe& recipe, const Units& units, const Total& total) {
    Bounds bounds;
    bounds.low.assign(units.size(), 0);
    bounds.high.assign(units.size(), total.units());
    bounds.low_by.assign(units.size(), Limit::None);
    bounds.high_by.assign(units.size(), Limit::None);
    const std::vector<double>* floors =
        recipe.floor_column.empty() ? nullptr : &units.columns.find(recipe.floor_column)->second;
    const std::vector<double>* caps =
        recipe.cap_column.empty() ? nullptr : &units.columns.find(recipe.cap_column)->second;
    std::vector<double> base;
    if (recipe.corridor) base = corridor_base(*recipe.corridor, units, total);
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (recipe.floor) raise(bounds, i, whole_up(total.units_of(*recipe.floor)), Limit::Floor);
        if (floors != nullptr && !std::isnan((*floors)[i]))
            raise(bounds, i, whole_up(total.units_of((*floors)[i])), Limit::Floor);
        if (recipe.cap) lower(bounds, i, whole_down(total.units_of(*recipe.cap)), Limit::Cap);
        if (caps != nullptr && !std::isnan((*caps)[i]))
            lower(bounds, i, whole_down(total.units_of((*caps)[i])), Limit::Cap);
        if (!base.empty() && !std::isnan(base[i])) {
            const double part = recipe.corridor->percent / 100;
            raise(bounds, i, whole_down(base[i] * std::max(0.0, 1 - part)), Limit::CorridorLow);
            lower(bounds, i, whole_up(base[i] * (1 + part)), Limit::CorridorHigh);
        }
        if (bounds.low[i] <= bounds.high[i]) continue;
        if (bounds.high_by[i] == Limit::None) {
            return failure("The " + std::string(said(bounds.low_by[i])) + " of area \"" + units.keys[i] +
                           "\" is above the whole total; lower it.");
        }
        return failure("The " + std::string(said(bounds.low_by[i])) + " of area \"" + units.keys[i] +
                       "\" is above its " + std::string(said(bounds.high_by[i])) + "; loosen one of them.");
    }
    return bounds;
}

} // namespace anker::allocation
