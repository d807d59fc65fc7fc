// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disclosure/table_protection.hpp"
#include "core/jobs/disclose_tables.hpp"

#include <map>
#include <string>
#include <vector>

/// All tables of one run of `disclose` as one system: what has the same identity is one cell, and gets one
/// verdict.
namespace anker::jobs {

struct DiscloseSystem {
    std::vector<LongTable> tables;                  ///< the table, and the linked one where there is one
    std::vector<std::vector<std::size_t>> cells_of; ///< [table][row] -> cell
    std::vector<disclosure::TableCell> cells;
    std::vector<disclosure::Sum> sums;
    std::vector<std::string> identities;
    std::vector<std::string> where;   ///< file and line, for sentences
    std::vector<double> denominators; ///< NaN without shares
    std::vector<double> keys;         ///< of cells, in [0, 1); NaN: from the seed
    std::map<std::string, std::size_t, std::less<>> index;
    std::size_t own_cells = 0; ///< those after them are of --previous alone

    /// The earlier output, where --previous-is earlier: what was known of each of our cells by itself.
    std::vector<disclosure::Interval> earlier;
    bool has_earlier = false;
};

[[nodiscard]] Expected<DiscloseSystem, std::string> disclose_system(std::vector<LongTable> tables,
                                                                    const DiscloseOptions& options);

/// The same figures in another report: what is out stays out, what was withheld stays withheld. Refused where
/// a cell has another value now, or the rules withhold one that is out.
[[nodiscard]] Expected<void, std::string> bind_same(DiscloseSystem& system, const PreviousTable& previous,
                                                    const DiscloseOptions& options);

/// Figures of an earlier time: cells whose change would be a small number are withheld. Their number.
[[nodiscard]] Expected<std::size_t, std::string>
bind_earlier(DiscloseSystem& system, const PreviousTable& previous, const DiscloseOptions& options);

/// Marks one cell as withheld because of its small difference to what was known earlier.
void withhold_difference(DiscloseSystem& system, std::size_t cell, const DiscloseOptions& options);

} // namespace anker::jobs
