// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tabular/csv.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace anker::jobs {

/// The names of an option such as `--columns A,B,"C, per cent"`; empty for an empty option.
[[nodiscard]] inline std::vector<std::string> names_in(std::string_view option) {
    std::vector<std::string> names;
    for (const tabular::Record& record : tabular::split_records(option, ',').records) {
        for (const std::string& cell : record.cells) {
            const std::size_t first = cell.find_first_not_of(' ');
            if (first == std::string::npos) continue;
            names.push_back(cell.substr(first, cell.find_last_not_of(' ') + 1 - first));
        }
    }
    return names;
}

} // namespace anker::jobs
