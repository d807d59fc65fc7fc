// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/normalise.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// What a recipe does about missing values. HAZARD: a value that was suppressed is missing because it is
/// small, so that what a regression says about it is too high. Bounds say what is known and no more.
namespace anker::index {

enum class MissingMethod {
    LeaveOut,   ///< areas without one of the values get no index; nothing is imputed
    Regression, ///< a missing value is what a regression on other columns says (as in the GISD)
    Bounds      ///< areas get no index, but the lowest and the highest one they could have
};
constexpr std::array<std::string_view, 3> missing_method_names{"leave_out", "regression", "bounds"};

/// Ordinary least squares with an intercept, over the rows in which all of its columns are there.
struct Imputation {
    std::string column;
    std::vector<std::string> on;
};

struct Missing {
    MissingMethod method = MissingMethod::LeaveOut;
    std::vector<Imputation> regressions;
    std::map<std::string, Bounds> feasible; ///< per column; where it has none those of its unit
};

/// What a regression found and filled in.
struct ImputedColumn {
    std::string column;
    std::vector<std::string> on;
    double intercept = 0;
    std::vector<double> slopes; ///< one per entry of `on`
    std::size_t rows = 0;       ///< fitted on
    double explained = 0;       ///< R squared
    std::vector<std::size_t> areas;
    std::vector<double> values; ///< per entry of `areas`
};

/// The least and the greatest index that an area could have, per level; class 0 where there are none.
struct BoundedArea {
    std::size_t area = 0; ///< of the table
    std::vector<Bounds> values;
    std::vector<int> lowest_class;  ///< of the lowest value
    std::vector<int> highest_class; ///< of the highest value
};

} // namespace anker::index
