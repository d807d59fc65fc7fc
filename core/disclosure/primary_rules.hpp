// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disclosure/gate.hpp"
#include "core/disclosure/table_protection.hpp"

#include <cstddef>
#include <span>

/// Which cells of a table must not be published by themselves, and how much of each has to stay unknown.
namespace anker::disclosure {

/// What becomes of a count of nought.
enum class Zeros {
    Shown,   ///< always published: that nobody is there is a finding
    Masked,  ///< published, unless it is needed to protect others: "too few" then means 0 to minimum - 1
    Withheld ///< as small as any other
};
constexpr std::array<std::string_view, 3> zeros_names{"shown", "masked", "withheld"};

/// Whether readers are told the reason of each withheld cell. Then they know more, and more must go.
enum class Reasons { Shown, Hidden };
constexpr std::array<std::string_view, 2> reasons_names{"shown", "hidden"};

struct PrimaryRules {
    double minimum_count = 5;         ///< from 3: "1" alone would be named by its reason
    double minimum_denominator = 100; ///< of a share
    Zeros zeros = Zeros::Masked;
    Reasons reasons = Reasons::Shown;
    std::size_t dominance_n = 0; ///< (n, k) rule: the n largest make more than k per cent; 0 = off
    double dominance_k = 0;
    double p_percent = 0; ///< 0 = off
    /// Width of what has to stay unknown of a withheld count; 0 = minimum - 1.
    double protection = 0;
    /// Of a withheld value that is no count: this share of it, downwards and upwards.
    double protection_share = 0.2;

    [[nodiscard]] double width() const { return protection > 0 ? protection : minimum_count - 1; }
};

/// A cell that is a count of people. Withheld from 1 to minimum - 1 (and at 0 by `zeros`); the attacker must
/// be left with all of these values.
[[nodiscard]] TableCell judge_count(double count, const PrimaryRules& rules);

/// A value that contributors add up to. `contributions` are the largest ones, in descending order, as many as
/// are known. p% rule: value - first - second < p/100 first. (n, k) rule: the n largest > k/100 value. The
/// attacker must be left with the protection levels of the rule (Hundepool and others 2012, Statistical
/// Disclosure Control, table 4.3): p/100 first - (value - first - second), or 100/k (the n largest) - value,
/// each way.
[[nodiscard]] TableCell judge_value(double value, double contributors, std::span<const double> contributions,
                                    const PrimaryRules& rules);

/// The numerator of a share of people, 0 <= numerator <= denominator, whose denominator everybody knows. The
/// rest of the denominator is a count like the numerator: 98 of 100 tells about two. All and none tell about
/// everybody. The numerator and the share go or stay together.
[[nodiscard]] TableCell judge_share(double numerator, double denominator, const PrimaryRules& rules);

/// What is published as the reason. `all_or_none` would name the number and `difference` its neighbourhood;
/// beside a share, and with Reasons::Hidden, every reason becomes `protected`.
[[nodiscard]] Reason public_reason(Reason reason, Reasons reasons, bool is_share);

} // namespace anker::disclosure
