// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/primary_rules.hpp"

#include <algorithm>
#include <limits>

namespace anker::disclosure {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TableCell open_cell(double value) {
    TableCell cell;
    cell.value = value;
    return cell;
}

} // namespace

TableCell judge_count(double count, const PrimaryRules& rules) {
    const double minimum = rules.minimum_count;
    const double floor = rules.zeros == Zeros::Shown ? 1 : 0;
    const bool is_told = rules.reasons == Reasons::Shown;
    TableCell cell = open_cell(count);
    if (count == 0 && rules.zeros == Zeros::Shown) {
        cell.is_fixed = true;
        return cell;
    }
    if (count < minimum) {
        if (count > 0 || rules.zeros == Zeros::Withheld) cell.reason = Reason::TooFew;
        cell.reason_beside = Reason::TooFew;
        cell.told = {floor, is_told ? minimum - 1 : infinity};
        cell.wanted = {floor, minimum - 1};
        if (!is_told) cell.wanted_width = rules.width();
        return cell;
    }
    cell.told = {is_told ? minimum : floor, infinity};
    cell.wanted = {count, count};
    cell.wanted_width = rules.width();
    return cell;
}

TableCell judge_value(double value, double contributors, std::span<const double> contributions,
                      const PrimaryRules& rules) {
    TableCell cell = open_cell(value);
    if (contributors == 0 && rules.zeros == Zeros::Shown) {
        cell.is_fixed = true;
        return cell;
    }
    double level = 0;
    const auto first = contributions.empty() ? 0 : contributions[0];
    const auto second = contributions.size() < 2 ? 0 : contributions[1];
    if (rules.p_percent > 0) {
        const double missing = rules.p_percent / 100 * first - (value - first - second);
        if (missing > 0) {
            cell.reason = Reason::PPercent;
            level = missing;
        }
    }
    if (rules.dominance_n > 0) {
        double largest = 0;
        for (std::size_t i = 0; i < std::min(rules.dominance_n, contributions.size()); ++i)
            largest += contributions[i];
        const double missing = 100 / rules.dominance_k * largest - value;
        if (value > 0 && missing > 0) {
            cell.reason = Reason::Dominance;
            level = std::max(level, missing);
        }
    }
    const double minimum = rules.minimum_count;
    if (contributors < minimum && (contributors > 0 || rules.zeros == Zeros::Withheld)) {
        cell.reason = Reason::TooFew;
        level = std::max(level, rules.protection_share * value);
    }
    cell.wanted = {std::max(0.0, value - level), value + level};
    if (cell.reason == Reason::None) cell.wanted_width = rules.protection_share * value;
    return cell;
}

TableCell judge_share(double numerator, double denominator, const PrimaryRules& rules) {
    const double minimum = rules.minimum_count;
    TableCell cell = open_cell(numerator);
    cell.told = {0, denominator};
    cell.wanted = {numerator, numerator};
    cell.wanted_width = std::min(rules.width(), denominator);
    const double rest = denominator - numerator;
    if (numerator == 0 || rest == 0)
        cell.reason = Reason::AllOrNone;
    else if (numerator < minimum || rest < minimum)
        cell.reason = Reason::TooFew;
    if (numerator < minimum) cell.wanted = {0, std::max(numerator, std::min(minimum - 1, denominator))};
    if (rest < minimum) {
        cell.wanted.high = denominator;
        cell.wanted.low = std::min(cell.wanted.low, std::max(0.0, denominator - minimum + 1));
    }
    if (cell.reason == Reason::None && denominator < rules.minimum_denominator)
        cell.reason = Reason::SmallPopulation;
    return cell;
}

Reason public_reason(Reason reason, Reasons reasons, bool is_share) {
    if (reason == Reason::None || reason == Reason::Unknown) return reason;
    if (is_share || reasons == Reasons::Hidden) return Reason::Protected;
    return reason == Reason::Difference ? Reason::Complement : reason;
}

} // namespace anker::disclosure
