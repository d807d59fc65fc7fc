// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace anker::server {

/// What links began with when the server last ran, so that `ankerpunkt links` prints the same ones without
/// it.
void write_origin(const std::string& folder, const std::string& origin);
[[nodiscard]] std::string read_origin(const std::string& folder);

} // namespace anker::server
