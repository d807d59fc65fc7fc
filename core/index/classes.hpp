// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// How values become classes.
namespace anker::index {

/// A border between two classes; `includes_below` says on which side a value exactly on it falls.
struct Cut {
    double at = 0;
    bool includes_below = true;
};

/// Class of a value: 1 below the first cut, and so on. A value within rounding (1e-12) of a cut is on it.
[[nodiscard]] int class_of(double value, std::span<const Cut> cuts);

enum class ClassKind {
    None,
    Cuts,       ///< given borders
    Quantiles,  ///< equally many areas in each
    EqualWidth, ///< equally wide from `low` to `high`, or from the lowest to the highest value
    Hybrid      ///< the highest `top_share` of the areas is the last class, the others equally wide
};
constexpr std::array<std::string_view, 5> class_kind_names{"none", "cuts", "quantiles", "equal_width",
                                                           "hybrid"};

struct ClassRule {
    ClassKind kind = ClassKind::None;
    std::vector<Cut> cuts;
    int count = 0;
    int quantile_type = 7;      ///< 1 to 9, Hyndman and Fan (1996), as in R
    bool includes_below = true; ///< side of a value exactly on a border
    bool from_highest = false;  ///< class 1 holds the highest values
    double top_share = 0.05;
    bool is_within_group = false; ///< borders of each group of rows alone
    std::optional<double> low;
    std::optional<double> high;
    std::vector<std::string> codes; ///< for groups; empty = numbers
    std::vector<std::string> names; ///< one per class; empty = none
    [[nodiscard]] int class_count() const;
};

struct Classes {
    std::vector<int> numbers;    ///< one per value; 1 .. class_count()
    std::vector<double> borders; ///< ascending
    std::optional<double> top_from;
};

/// `values` without missing ones. Frozen borders replace fitted ones. Quantile borders may coincide where
/// many values are equal; then classes between them stay empty.
[[nodiscard]] Classes classify(std::span<const double> values, const ClassRule& rule,
                               const std::vector<double>* frozen_borders,
                               std::optional<double> frozen_top_from);

} // namespace anker::index
