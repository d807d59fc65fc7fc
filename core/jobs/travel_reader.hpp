// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/access/catchment.hpp"
#include "core/base/expected.hpp"
#include "core/jobs/value_table.hpp"

#include <string>
#include <vector>

namespace anker::jobs {

/// Names of the columns of a long table of ways.
struct TravelColumns {
    std::string from;
    std::string to;
    std::string minutes;
};

struct TravelRead {
    access::TravelTable minutes;
    bool is_long = false;
    std::size_t unknown_demand = 0; ///< rows (long) or rows and columns (wide) of keys nobody asked for
    std::size_t unknown_supply = 0;
};

/// Reads ways between the keys of demand and supply: a long table where it has the columns `from` and `to`,
/// else a wide one (first column demand, one column per supply). A pair that is not listed and an empty cell
/// are unreachable. The error names file, line and column: a pair twice, a negative way, no key in common.
[[nodiscard]] Expected<TravelRead, std::string> read_travel(const File& file, const TravelColumns& columns,
                                                            const ValueTable& demand,
                                                            const ValueTable& supply);

} // namespace anker::jobs
