// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/area_set.hpp"
#include "server/geo/common/report.hpp"
#include "server/geo/common/watch.hpp"
#include "server/geo/pupils/pupil_map.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace anker::exchange {

/// Single records of pupils, counted. Raw: only `protect_pupils` may read them.
struct PupilCounts {
    struct Answers {
        std::uint32_t yes = 0;
        std::uint32_t no = 0;
        std::uint32_t unknown = 0;
    };
    std::vector<std::vector<std::uint32_t>> flows;  ///< [area][school]; the last area is "elsewhere"
    std::vector<std::vector<Answers>> by_residence; ///< [attribute][area], "elsewhere" last
    std::vector<std::vector<Answers>> by_school;    ///< [attribute][school]
    std::uint32_t records = 0;
};

/// What to do with a record that has a cell the map does not know.
enum class WrongRecords { Refuse, LeaveOut };

/// Reads and counts the file and overwrites what it read in memory. Neither the report nor the error ever
/// holds text of the file: they name lines, and columns by their names in the map. Schools are in the order
/// of the map.
[[nodiscard]] Expected<PupilCounts, std::string> count_pupils(const std::string& path, const PupilMap& map,
                                                              const aggregate::AreaSet& areas,
                                                              WrongRecords wrong_records, Report& report,
                                                              Watch& watch);

} // namespace anker::exchange
