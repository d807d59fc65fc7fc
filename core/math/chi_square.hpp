// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace anker::math {

/// P(X > x) for a chi-squared variable with `degrees` >= 1 degrees of freedom (Abramowitz and Stegun 26.4.4
/// and 26.4.5); 1 for x <= 0.
[[nodiscard]] double chi_square_upper(double x, int degrees);

} // namespace anker::math
