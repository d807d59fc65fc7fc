// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

/// Sums over areas in fixed order, so that the last bit is the same everywhere. Values must be there: callers
/// decide first what to do with missing ones.
namespace anker::math {

/// Divisor of a variance. Berlin's MSS divides by n, R and the OECD handbook by n - 1: part of a recipe,
/// never a default in code.
enum class Deviation { Population, Sample };
constexpr std::array<std::string_view, 2> deviation_names{"population", "sample"};

struct Moments {
    double mean = 0;
    double deviation = 0; ///< standard deviation; 0 where fewer than two values would divide by 0

    /// Whether the values do not vary: rounding leaves about 1e-16 of the mean where all are equal.
    [[nodiscard]] bool is_constant() const;
};
[[nodiscard]] Moments moments_of(std::span<const double> values, Deviation kind);
/// With weights >= 0; `Sample` divides by the sum of weights minus 1.
[[nodiscard]] Moments weighted_moments_of(std::span<const double> values, std::span<const double> weights,
                                          Deviation kind);

[[nodiscard]] double median(std::span<const double> values);
/// Median of the distances to the median, not scaled.
[[nodiscard]] double median_absolute_deviation(std::span<const double> values);

/// How equal values share their ranks.
enum class Ties { Average, Lowest, Highest };
constexpr std::array<std::string_view, 3> ties_names{"average", "lowest", "highest"};
/// 1 = smallest.
[[nodiscard]] std::vector<double> ranks(std::span<const double> values, Ties ties);
/// Indices in ascending order of value, equal ones in their own order.
[[nodiscard]] std::vector<std::size_t> ascending_order(std::span<const double> values);

/// Quantile by one of the nine definitions of Hyndman and Fan (1996), `type` 1 to 9 as in R; `sorted` is
/// ascending and not empty, 0 <= probability <= 1.
[[nodiscard]] double quantile_of_sorted(std::span<const double> sorted, double probability, int type);

[[nodiscard]] double covariance(std::span<const double> a, std::span<const double> b, Deviation kind);
/// Pearson; 0 where one of them is constant.
[[nodiscard]] double correlation(std::span<const double> a, std::span<const double> b);

} // namespace anker::math
