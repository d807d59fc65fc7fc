// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/workspace/command.hpp"

#include <string>
#include <string_view>

namespace anker::server {

/// Unicode normal form C; text that is not UTF-8 comes back unchanged, for `decide` to refuse.
[[nodiscard]] std::string normalised(std::string_view text);

/// The same for every text in a command: one spelling is stored, whatever keyboard it came from.
void normalise(workspace::Command& command);

} // namespace anker::server
