// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace anker::math {

/// Cosine of an angle of -90 to 90 degrees, made of + - * / only (see elementary.hpp); error below 1e-15.
[[nodiscard]] double cosine_of_degrees(double degrees);

} // namespace anker::math
