// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/math/matrix.hpp"

#include <span>
#include <string>
#include <vector>

/// Principal components, one-factor models and their diagnostics. Values come as [variable][area] without
/// missing ones: callers decide first which areas are complete. The names appear in sentences only.
namespace anker::factor {

/// Whether these variables can be analysed together: each has a name and as many values as the others, none
/// is constant, and there are at least as many areas as variables. The error names the variable.
[[nodiscard]] Expected<void, std::string> check_variables(std::span<const std::vector<double>> values,
                                                          std::span<const std::string> names);

/// Whether a correlation matrix is regular enough to be inverted. The error names the variables of which one
/// follows from the others: `"S1" and "S3" are the same up to scale`.
[[nodiscard]] Expected<void, std::string> check_regular(const math::Matrix& correlation,
                                                        std::span<const std::string> names);

/// Which variable decides the sign of a component.
constexpr std::size_t no_anchor = static_cast<std::size_t>(-1);

/// +1 or -1: makes the anchor's weight positive; where there is no anchor, or its weight is 0 up to rounding,
/// the sum of the weights; where that is 0 too, the first weight that is not.
[[nodiscard]] double sign_by_anchor(std::span<const double> weights, std::size_t anchor);

} // namespace anker::factor
