// SPDX-License-Identifier: Apache-2.0
#include "server/app/check.hpp"

#include "server/cli/commands.hpp"

#include <cstdio>

namespace anker::server::cli {

int check(const std::string& data) {
    const auto report = check_data(data);
    if (!report) {
        std::fprintf(stderr, "ankerpunkt: %s\n", report.error().c_str());
        return 1;
    }
    for (const std::string& line : report->lines) std::printf("%s\n", line.c_str());
    for (const std::string& fault : report->faults) std::printf("FAULT %s\n", fault.c_str());
    std::printf("%s\n", report->faults.empty() ? "No faults found." : "Faults found: restore from a backup.");
    return report->faults.empty() ? 0 : 1;
}

} // namespace anker::server::cli
