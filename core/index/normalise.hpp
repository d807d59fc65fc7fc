// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/math/statistics.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// How values of different units become comparable (OECD/JRC, Handbook on Constructing Composite Indicators,
/// step 5), and how a sum is brought to a readable scale.
namespace anker::index {

enum class Scale {
    None,            ///< as it is
    Z,               ///< (x - mean) / SD
    RobustZ,         ///< (x - median) / (1.4826 MAD)
    MinMax,          ///< (x - min) / (max - min)
    Goalposts,       ///< (x - low) / (high - low), not below 0 and not above 1
    Rank,            ///< 1 = lowest value
    Percentile,      ///< rank / n
    ExponentialRank, ///< -c ln(1 - R (1 - e^(-100/c))), R = rank / n (Scottish Indices of Deprivation 2003)
    RatioToMean,     ///< x / mean
    ExponentialOfShare,  ///< the same transform of a value that is already a rank share R in (0, 1]
    RatioToReference,    ///< x / reference
    DistanceToReference, ///< (x - reference) / |reference|
    AboveBelowMean,      ///< 1, 0 or -1: above, near or below the mean, near = within `margin` of it
    Categories           ///< a score by percentile
};
constexpr std::array<std::string_view, 14> scale_names{"none",
                                                       "z",
                                                       "robust_z",
                                                       "min_max",
                                                       "goalposts",
                                                       "rank",
                                                       "percentile",
                                                       "exponential_rank",
                                                       "ratio_to_mean",
                                                       "exponential_of_share",
                                                       "ratio_to_reference",
                                                       "distance_to_reference",
                                                       "above_below_mean",
                                                       "categories"};

/// What values are compared with: the leader, the laggard, the middle, or a number of each input. Highest and
/// lowest are those of the turned values: `highest` is the area with most of what a high value of the level
/// means.
enum class Reference { Highest, Lowest, Mean, Median, Given };
constexpr std::array<std::string_view, 5> reference_names{"highest", "lowest", "mean", "median", "given"};

struct Bounds {
    double low = 0;
    double high = 1;
};

struct Normalise {
    Scale scale = Scale::None;
    math::Deviation deviation = math::Deviation::Population; ///< for Z
    math::Ties ties = math::Ties::Average;                   ///< for ranks
    double constant = 23;                                    ///< c of the exponential
    /// Quantiles (type 7) beyond which values are pulled in before scaling; 0 and 1 = nothing.
    Bounds winsorise{0, 1};
    Reference reference = Reference::Highest; ///< for RatioToReference and DistanceToReference
    double margin = 0.2;                      ///< for AboveBelowMean: share of the mean
    /// For Categories: a value up to the first percentile gets the first score, and so on. Default: table 15
    /// of the OECD handbook.
    std::vector<double> percentiles{5, 15, 35, 65, 85, 95};
    std::vector<double> scores{0, 20, 40, 50, 60, 80, 100};
    bool is_within_group = false; ///< fitted to each group of rows alone
    /// Where the result goes: scaled * spread + centre. 0-100 is {0, 100} with MinMax, mean 1000 and SD 100
    /// is {1000, 100} with Z.
    double centre = 0;
    double spread = 1;
};

/// What a scale took from the values: x is scaled as (x - origin) / unit.
struct Fitted {
    double origin = 0;
    double unit = 1;
    bool is_line = true; ///< false for ranks: there is no such line
    bool operator==(const Fitted&) const = default;
};

struct Normalised {
    std::vector<double> values;
    Fitted fitted;
};

/// Values in which high means what it means in the level. `goalposts` is read for Scale::Goalposts only,
/// `reference` for Reference::Given; `frozen` replaces what would be fitted. Nothing where the values do not
/// vary and the scale needs them to.
[[nodiscard]] std::optional<Normalised> normalised(std::span<const double> values, const Normalise& rule,
                                                   const std::optional<Bounds>& goalposts,
                                                   const Fitted* frozen,
                                                   std::optional<double> reference = std::nullopt);

/// The exponential transform of a rank share 0 < R <= 1 with constant c: 0 to 100.
[[nodiscard]] double exponential_of(double rank_share, double constant);

} // namespace anker::index
