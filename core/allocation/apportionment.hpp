// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Money or posts over areas or institutions, by need and head count. Contributions can never enter: this
/// folder includes no header of theirs, nor of what is counted from them.
namespace anker::allocation {

/// Ways to whole numbers in proportion to weights (Balinski and Young 1982; Pukelsheim 2017). All but the
/// largest remainder are divisor methods: one more post never takes one from anybody. The largest remainder
/// keeps within one of the exact quota instead, and has the Alabama paradox.
enum class Method {
    SainteLague, ///< Webster; divisors 1, 3, 5, ...
    LargestRemainder,
    DHondt, ///< Jefferson; divisors 1, 2, 3, ...: favours the large
    HuntingtonHill,
    Adams,               ///< divisors 0, 1, 2, ...: favours the small
    Dean,                ///< harmonic means
    ModifiedSainteLague, ///< divisors 1.4, 3, 5, ...
};
constexpr std::array<std::string_view, 7> method_names{
    "sainte_lague", "largest_remainder",    "dhondt", "huntington_hill", "adams",
    "dean",         "modified_sainte_lague"};

/// Who comes first where several have exactly the same claim to the last one.
enum class TieRule {
    LargerWeight, ///< then the given order
    Order
};

/// The largest weight and the largest total that are reckoned with exactly: 3.5e13 and 1.1e15.
constexpr std::uint64_t largest_weight = std::uint64_t{1} << 45;
constexpr std::uint64_t largest_total = std::uint64_t{1} << 50;
/// Divisor methods give out one after the other.
constexpr std::uint64_t largest_total_by_divisors = 10'000'000;

/// Weights as whole numbers, so that equal claims are equal: unchanged where all are whole and not too large,
/// otherwise the largest becomes `largest_weight` and the rest is rounded. That is about 13 digits, fewer
/// than a double has, so that claims which differ only by rounding in earlier steps become equal. What is
/// positive stays positive. Weights are finite and >= 0.
[[nodiscard]] std::vector<std::uint64_t> whole_weights(std::span<const double> weights);

/// What is to be given out, in whole units (posts, cents).
struct Demand {
    std::vector<std::uint64_t>
        weights; ///< per unit, at most `largest_weight`; 0 gets its minimum and no more
    std::uint64_t total = 0;
    std::vector<std::uint64_t> minimum; ///< per unit; empty = 0
    std::vector<std::uint64_t> maximum; ///< per unit; empty = no limit
    std::vector<std::size_t> order;     ///< rank per unit for ties, all different; empty = input order
    TieRule tie_rule = TieRule::LargerWeight;
};

/// The exact proportional parts within the bounds, by water-filling: those that hit a bound are fixed, the
/// rest is shared among the others, until nobody else does.
struct Quotas {
    enum class Where : std::uint8_t { Free, AtMinimum, AtMaximum };
    std::vector<Where> where;      ///< per unit
    std::uint64_t free_total = 0;  ///< for those that are free,
    std::uint64_t free_weight = 0; ///< in proportion to their weights, which add up to this

    /// Of one unit, as a number.
    [[nodiscard]] double of(const Demand& demand, std::size_t unit) const;
};
/// Refused where no allocation within the bounds exists.
[[nodiscard]] Expected<Quotas, std::string> quotas_of(const Demand& demand);

struct Apportioned {
    std::vector<std::uint64_t> given; ///< per unit; adds up to the total
    /// The units among which the tie rule decided, in input order; empty where nothing was tied.
    std::vector<std::size_t> tied;
};
/// Exact: claims are compared as fractions of whole numbers. With bounds, a divisor method starts from the
/// minimums and passes over whoever has its maximum (Balinski and Young 1982, minimum requirements); the
/// largest remainder rounds the quotas of water-filling. Where the first divisor is 0 (Adams,
/// Huntington-Hill, Dean) everybody with a positive weight comes once before anybody comes twice, larger
/// weights first.
[[nodiscard]] Expected<Apportioned, std::string> apportion(Method method, const Demand& demand);

} // namespace anker::allocation
