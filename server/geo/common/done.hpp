// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"

#include <string>

namespace anker::exchange {

/// A step with nothing to return: done, or the one English sentence that says why not.
using Done = Expected<void, std::string>;

} // namespace anker::exchange
