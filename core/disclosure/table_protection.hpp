// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disclosure/attack.hpp"
#include "core/disclosure/gate.hpp"

#include <functional>
#include <limits>
#include <span>
#include <vector>

/// Complementary suppression with an attacker by linear programming. For tables that are protected once, as a
/// file; the counts of a running Quartier go through LinkedCounts, in whole numbers.
namespace anker::disclosure {

/// One number of one or several tables: what has the same identity is the same cell.
struct TableCell {
    double value = std::numeric_limits<double>::quiet_NaN(); ///< NaN: withheld elsewhere, unknown to us too
    Reason reason = Reason::None;                            ///< not None: must be withheld
    Reason reason_beside = Reason::Complement;               ///< the one it gets where others need it
    Interval told;           ///< what its being withheld (and the reason) says of it
    Interval wanted;         ///< values that must stay possible once it is withheld; a point = no such demand
    double wanted_width = 0; ///< and at least so many apart
    bool is_fixed = false;   ///< published already or meant to be: never withheld

    [[nodiscard]] bool is_withheld() const { return reason != Reason::None; }
};

struct ProtectedTable {
    std::vector<Reason> reasons;   ///< per cell; None = publish
    std::vector<Interval> attack;  ///< per cell: what the attacker is left with
    std::vector<std::size_t> bare; ///< withheld, and yet exactly known whatever else is withheld
    /// Withheld, and less stays unknown than wanted: no more can be had by withholding everything that may
    /// go.
    std::vector<std::size_t> narrow;
    bool is_consistent = true; ///< false: the numbers do not fit the sums, or `told`; nothing was decided
    bool was_cancelled = false;
};

/// Withholds further cells until the attacker (attack.hpp) cannot narrow any withheld cell below what it
/// wants, or below what withholding everything would leave. For each exposed cell a linear program looks for
/// the cheapest other table in which that cell has the value that must stay possible (Kelly, Golden and Assad
/// 1992; the cost of moving a cell is its value + 1, nothing where it is withheld already); the cells that
/// differ are withheld. At the end those that turn out not to be needed are published again, the dearest
/// first. Not always the cheapest choice; always one that the attacker was tried on.
///
/// `go_on` is asked now and then, with the number of withheld cells.
[[nodiscard]] ProtectedTable protect_table(std::vector<TableCell> cells, std::span<const Sum> sums,
                                           const std::function<bool(std::size_t)>& go_on = {});

/// What the world knows of each cell by itself: the value where it is published, else what it was told.
[[nodiscard]] std::vector<Interval> known_intervals(std::span<const TableCell> cells);

} // namespace anker::disclosure
