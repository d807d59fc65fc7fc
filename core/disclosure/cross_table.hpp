// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disclosure/attack.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

/// Tables in long form (one row per cell) as one system of cells and sums.
namespace anker::disclosure {

struct Dimension {
    std::string name;
    std::string total; ///< the code of all together; empty = there is none
    std::map<std::string, std::string, std::less<>> parent; ///< of a code; those not here belong to the total

    /// The code above this one; empty at the top.
    [[nodiscard]] std::string above(const std::string& code) const;
};

/// The codes of one cell, in the order of the dimensions, and its index.
struct CodedCell {
    std::vector<std::string> codes;
    std::size_t cell = 0;
};

/// What a cell is called in every table: `age=18-25; area=Nord`, names in order, totals left out. A table by
/// area and age and one by area and sex therefore share the areas' totals.
[[nodiscard]] std::string identity_of(std::span<const Dimension> dimensions,
                                      std::span<const std::string> codes);

/// Which cells add up: along every dimension the children of each code that has any, with all other codes
/// equal. A cell that is not there counts as nought; a total that is not there makes no sum.
[[nodiscard]] std::vector<Sum> sums_of(std::span<const Dimension> dimensions,
                                       std::span<const CodedCell> cells);

/// Every combination of codes at or above the given ones, the given one first.
[[nodiscard]] std::vector<std::vector<std::string>> combinations_above(std::span<const Dimension> dimensions,
                                                                       std::span<const std::string> codes);

} // namespace anker::disclosure
