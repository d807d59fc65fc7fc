// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace anker::tabular {

/// Reads a number as offices write it: decimal comma or dot, the other one or any kind of space or apostrophe
/// between groups of three, a per cent sign behind, Unicode minus. Nothing where the text is not such a
/// number.
[[nodiscard]] std::optional<double> number_from(std::string_view text, char decimal);

/// Which sign separates decimals in a table.
struct DecimalVote {
    char decimal = '.';
    bool is_ambiguous = false;     ///< only numbers like "1.234", which can mean either
    bool is_contradictory = false; ///< some numbers can only have a comma, others only a dot
    std::string example;           ///< one that shows the trouble
    std::string other_example;     ///< for a contradiction
};
[[nodiscard]] DecimalVote detect_decimal(std::span<const std::string_view> cells);

/// Cells that say "no value", and cells that say "nothing, exactly zero".
struct SpecialCells {
    std::vector<std::string> missing{"",  ".", "-",  "/",   "x",     "X",      "...",
                                     "…", "–", "NA", "n/a", "-9999", "-9999.0"};
    std::vector<std::string> zero;
    [[nodiscard]] bool is_missing(std::string_view trimmed_cell) const;
    [[nodiscard]] bool is_zero(std::string_view trimmed_cell) const;
};

} // namespace anker::tabular
