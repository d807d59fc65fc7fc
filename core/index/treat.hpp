// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// Outliers before normalising (the rule of the R package COINr, after the JRC's practice): an indicator
/// passes where its skewness is between -2 and 2 or its excess kurtosis is below 3.5. HAZARD: this changes
/// the very areas that matter; show the index without it too.
namespace anker::index {

struct Treatment {
    std::size_t winsorised = 0; ///< values pulled in to the next one
    bool is_logged =
        false; ///< five were not enough: ln(x - min + (max - min) / 100) of the values as they were
    bool has_passed = true; ///< false: still skewed after all that
};

/// Sample skewness and excess kurtosis with the corrections for small samples (type 2 of Joanes and Gill
/// 1998). 0 where there are too few values, or none differ.
struct Shape {
    double skewness = 0;
    double kurtosis = 0;
};
[[nodiscard]] Shape shape_of(std::span<const double> values);

/// Changes `values` until they pass: pulls the furthest values in to the next one, at most 5; where that is
/// not enough, takes logarithms of the values as they were, turned where the long tail is below.
Treatment treat(std::vector<double>& values);

} // namespace anker::index
