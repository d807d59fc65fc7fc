// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/allocation/recipe.hpp"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace anker::allocation {

/// The areas or institutions, in the order of their file. Everything is checked: finite, heads and columns
/// >= 0; only the index may be missing (NaN).
struct Units {
    std::vector<std::string> keys;
    std::vector<double> heads;        ///< empty where there are none
    std::vector<double> index;        ///< as published; empty where there is none
    std::vector<std::string> classes; ///< empty where there are none; an empty text = no class
    std::map<std::string, std::vector<double>, std::less<>> columns;

    [[nodiscard]] std::size_t size() const { return keys.size(); }
};

/// Money or posts in the smallest units of the recipe.
class Total {
public:
    enum class Of { Money, Posts };

    /// The error is half a sentence: not positive, too large, or no multiple of the smallest unit.
    [[nodiscard]] static Expected<Total, std::string> from(double amount, Of kind,
                                                           const std::optional<double>& round);

    [[nodiscard]] Of kind() const { return m_kind; }
    [[nodiscard]] std::uint64_t units() const { return m_units; }
    /// Whole units as money or posts: the double next to the decimal number.
    [[nodiscard]] double amount_of(std::uint64_t units) const;
    [[nodiscard]] double amount_of(double units) const;
    [[nodiscard]] double units_of(double amount) const;
    /// The smallest unit, as in the recipe or by default.
    [[nodiscard]] double smallest() const { return amount_of(std::uint64_t{1}); }

private:
    Of m_kind = Of::Money;
    std::uint64_t m_units = 0;
    std::uint64_t m_ten_thousandths = 1; ///< of the smallest unit
};

/// Why a unit does not have its proportional part.
enum class Limit { None, Floor, Cap, CorridorLow, CorridorHigh, Threshold };
constexpr std::array<std::string_view, 6> limit_names{
    "", "floor", "cap", "corridor_low", "corridor_high", "threshold"};

/// What a unit gets at least and at most, in smallest units. A floor is rounded up and a cap down; the
/// borders of a corridor outwards, so that a corridor narrower than one post does not forbid every whole
/// number.
struct Bounds {
    std::vector<std::uint64_t> low;
    std::vector<std::uint64_t> high;
    std::vector<Limit> low_by;
    std::vector<Limit> high_by;
};
[[nodiscard]] Expected<Bounds, std::string> bounds_of(const Recipe& recipe, const Units& units,
                                                      const Total& total);

/// Weights of the units, in proportion to their shares, and the factor g of the first part by need (NaN where
/// there is none). A formula of one part gives the counts themselves, so that whole numbers stay exact.
struct Shares {
    std::vector<double> weights;
    std::vector<double> factors;
};
/// `index` stands in for that of the units (draws of its uncertainty).
[[nodiscard]] Expected<Shares, std::string> shares_of(const Recipe& recipe, const Units& units,
                                                      std::span<const double> index);

struct Allocation {
    std::vector<double> factors;      ///< g; NaN where there is none
    std::vector<double> shares;       ///< of the formula, before bounds; they add up to 1
    std::vector<double> unrounded;    ///< within the bounds, in money or posts
    std::vector<std::uint64_t> given; ///< in smallest units; they add up to the total
    std::vector<Limit> limits;
    std::vector<std::size_t> tied; ///< among whom the tie rule decided
};
/// The error is a sentence that names the areas by key.
[[nodiscard]] Expected<Allocation, std::string> allocate(const Recipe& recipe, const Units& units,
                                                         const Total& total);

/// What everybody would get by head count alone, not rounded, in money or posts. Empty without heads.
[[nodiscard]] std::vector<double> equal_per_head(const Units& units, const Total& total);

/// What the index's uncertainty makes of an allocation.
struct Stability {
    std::vector<double> low;    ///< 5 % quantile of what a unit gets, in money or posts
    std::vector<double> median; ///< quantiles by definition 1: values that did occur
    std::vector<double> high;   ///< 95 %
    std::vector<double> same;   ///< share of draws in which it gets what it gets by the published index
};
/// Allocates once per draw of the index ([draw][unit], NaN = missing) by the same recipe and bounds.
/// `go_on` is asked before each; where it says no, the error is empty.
[[nodiscard]] Expected<Stability, std::string> stability(const Recipe& recipe, const Units& units,
                                                         const Total& total, const Allocation& published,
                                                         std::span<const std::vector<double>> draws,
                                                         const std::function<bool(std::size_t)>& go_on);

} // namespace anker::allocation
