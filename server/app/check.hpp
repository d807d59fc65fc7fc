// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"

#include <string>
#include <vector>

namespace anker::server {

struct CheckReport {
    std::vector<std::string> lines;  ///< one per Quartier: what was found in order
    std::vector<std::string> faults; ///< one English sentence each; empty = all is well
};

/// Reads everything in the data folder's store and compares it with itself. Works beside a running server.
/// The error says why it could not begin.
[[nodiscard]] Expected<CheckReport, std::string> check_data(const std::string& folder);

} // namespace anker::server
