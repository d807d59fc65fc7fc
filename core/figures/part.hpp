// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/indicator/indicator.hpp"

namespace anker::figures {

/// What one input of the shown level adds to an area's index.
struct Part {
    double value = indicator::missing; ///< of the indicator, or of an earlier level
    double normalised = 0;             ///< direction applied
    double weighted = 0;
};

} // namespace anker::figures
