// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/geo_main.hpp"

#include <string>
#include <vector>

namespace anker::exchange {

/// Reads the command line, opens the data folder, runs the command and tells how it went. Returns the exit
/// status.
[[nodiscard]] int run_command(const std::vector<std::string>& arguments, const server::OpenStore& open);

} // namespace anker::exchange
