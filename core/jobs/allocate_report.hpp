// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/allocation/allocate.hpp"

#include <optional>
#include <string>
#include <vector>

namespace anker::jobs {

/// Everything that an allocation came to.
struct Outcome {
    std::string key_column;
    allocation::Recipe recipe;
    allocation::Total total;
    allocation::Units units;
    allocation::Allocation allocation;
    std::vector<double> equal; ///< equal per head, in money or posts; empty without heads
    std::optional<allocation::Stability> stability;
    std::size_t draws = 0;
};

/// CSV, one row per unit; docs/cli/allocate.md lists the columns, which are always all there.
[[nodiscard]] std::string table_of(const Outcome& outcome);
/// JSON: the rule as it was used, totals, ties, who gains and loses, by class.
[[nodiscard]] std::string report_of(const Outcome& outcome);
/// What a person should know although it worked.
[[nodiscard]] std::vector<std::string> notes_of(const Outcome& outcome);

} // namespace anker::jobs
