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
    None,              ///< as it is
    Z,                 ///< (x - mean) / SD
    RobustZ,           ///< (x - median) / (1.4826 MAD)
    MinMax,            ///< (x - min) / (max - min)
    Goalposts,         ///< (x - low) / (high - low), not below 0 and not above 1
    Rank,              ///< 1 = lowest value
    Percentile,        ///< rank / n
    ExponentialRank,   ///< -c ln(1 - R (1 - e^(-100/c))), R = rank / n (Scottish Indices of Deprivation 2003)
    RatioToMean,       ///< x / mean
    ExponentialOfShare ///< the same transform of a value that is already a rank share R in (0, 1]
};
constexpr std::array<std::string_view, 10> scale_names{
    "none", "z",          "robust_z",         "min_max",       "goalposts",
    "rank", "percentile", "exponential_rank", "ratio_to_mean", "exponential_of_share"};

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
/// `frozen` replaces what would be fitted. Nothing where the values do not vary and the scale needs them to.
[[nodiscard]] std::optional<Normalised> normalised(std::span<const double> values, const Normalise& rule,
                                                   const std::optional<Bounds>& goalposts,
                                                   const Fitted* frozen);

/// The exponential transform of a rank share 0 < R <= 1 with constant c: 0 to 100.
[[nodiscard]] double exponential_of(double rank_share, double constant);

} // namespace anker::index
