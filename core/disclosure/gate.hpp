// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// Disclosure control: the only way a statistic leaves the program. The gated types below can be built by the
/// Gate alone, and every output function takes gated types; tests/structure/check_outputs.py lists the output
/// functions.
namespace anker::disclosure {

enum class Reason : std::uint8_t {
    None,
    TooFew,          ///< below the minimum count; a masked nought looks the same
    SmallPopulation, ///< the denominator is below the minimum population
    Complement,      ///< would let somebody work out another protected number
    Unknown,         ///< no figure to begin with (no population imported)
    Dominance,       ///< a few contributors make most of the value
    PPercent,        ///< a contributor could estimate another one too closely
    AllOrNone,       ///< a share of 0 % or 100 % tells about everybody in the cell
    Difference,      ///< taken from an earlier output, it would leave a small remainder
    Protected        ///< withheld, and why is not told, since that would tell too much
};
/// Stable: they stand in files. The order is that of Reason.
constexpr std::array<std::string_view, 10> reason_names{
    "",          "too_few",   "small_population", "complement", "unknown",
    "dominance", "p_percent", "all_or_none",      "difference", "protected"};
[[nodiscard]] constexpr std::string_view name_of(Reason reason) {
    return reason_names[static_cast<std::size_t>(reason)];
}

/// The values hold where a catalogue agrees on no others; see docs/disclosure.md for where they come from.
struct Rules {
    std::uint32_t minimum_count =
        5; ///< German federal practice asks for at least 3; the product says "under 5"
    std::uint32_t minimum_population = 100; ///< Destatis' rate rule for 1-km cells
    std::uint32_t round_to = 0;             ///< shown counts are multiples of it; 0 = shown as they are
    friend bool operator==(const Rules&, const Rules&) = default;

    /// A count that may be shown, as it is shown: nearest multiple, halfway goes up, but never one below the
    /// minimum. Nought stays nought. Each number by itself, so that sums need not add up.
    [[nodiscard]] std::uint32_t rounded(std::uint32_t count) const;
    struct Possible {
        std::uint32_t low = 0;
        std::uint32_t high = 0;
    };
    /// The counts that `rounded` shows as `shown`.
    [[nodiscard]] Possible counts_behind(std::uint32_t shown) const;
};

/// A count that may be shown, or the reason why not. A suppressed one no longer knows its value.
class GatedCount {
public:
    [[nodiscard]] bool is_shown() const { return m_reason == Reason::None; }
    [[nodiscard]] std::uint32_t value() const { return m_value; } ///< 0 where suppressed
    [[nodiscard]] Reason reason() const { return m_reason; }

private:
    friend class Gate;
    GatedCount(std::uint32_t value, Reason reason)
        : m_value(reason == Reason::None ? value : 0), m_reason(reason) {}
    std::uint32_t m_value;
    Reason m_reason;
};

/// Cases per 1,000 residents with a 95 % interval for the number of cases (Byar's approximation to the exact
/// Poisson limits: Breslow and Day 1987, p. 69), or the reason why not.
class GatedRate {
public:
    [[nodiscard]] bool is_shown() const { return m_reason == Reason::None; }
    [[nodiscard]] double per_1000() const { return m_per_1000; }
    [[nodiscard]] double low() const { return m_low; }
    [[nodiscard]] double high() const { return m_high; }
    [[nodiscard]] Reason reason() const { return m_reason; }

private:
    friend class Gate;
    GatedRate(double per_1000, double low, double high) : m_per_1000(per_1000), m_low(low), m_high(high) {}
    explicit GatedRate(Reason reason) : m_reason(reason) {}
    double m_per_1000 = 0;
    double m_low = 0;
    double m_high = 0;
    Reason m_reason = Reason::None;
};

/// Decides about single numbers. Numbers that add up to each other go through LinkedCounts.
class Gate {
public:
    explicit Gate(Rules rules) : m_rules(rules) {}
    [[nodiscard]] const Rules& rules() const { return m_rules; }

    /// Zero stays zero: nobody is in it. What is shown is rounded as the rules say.
    [[nodiscard]] GatedCount count(std::uint32_t value) const;

    /// `population` below zero or NaN = unknown. Nought cases give the rate nought: voices are counted, not
    /// attributes of people, and an area without a voice tells about nobody. Made from the rounded number of
    /// cases, which it would give away otherwise. A share of people (0 % and 100 % tell about everybody) goes
    /// through judge_share in primary_rules.hpp.
    [[nodiscard]] GatedRate rate(std::uint32_t cases, double population) const;

    /// A count that must not be shown because something it belongs to is protected.
    [[nodiscard]] GatedCount withheld(Reason reason) const { return {0, reason}; }
    [[nodiscard]] GatedRate withheld_rate(Reason reason) const { return GatedRate(reason); }

private:
    Rules m_rules;
};

} // namespace anker::disclosure
