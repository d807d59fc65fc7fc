// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disclosure/gate.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// Voices, index and supply side by side. Nothing is added up to one score: where they disagree, that is the
/// finding. Nothing here can reach the index or an allocation, which include no header of this folder.
namespace anker::synthesis {

/// What index and voices say together about an area. In the order in which they are listed: silence where the
/// index is high comes first.
enum class Case : std::uint8_t {
    SilentBurdened,   ///< burdened, and clearly few voices: who is not heard here?
    HeardBurdened,    ///< burdened, and many voices: they say what is behind the figures
    HeardUnburdened,  ///< many voices where the index sees no burden: they contradict each other
    SilentUnburdened, ///< neither
    Undecided,        ///< too few voices to say: their interval lies on both sides of the threshold
    NotTold           ///< no index, or a figure that is withheld and leaves both open; see the reason
};
constexpr std::array<std::string_view, 6> case_names{
    "silent_burdened", "heard_burdened", "heard_unburdened", "silent_unburdened", "undecided", "not_told"};
[[nodiscard]] constexpr std::string_view name_of(Case value) {
    return case_names[static_cast<std::size_t>(value)];
}

enum class Burden : std::uint8_t { No, Yes, Unknown };

/// Lowest and highest possible value.
struct Range {
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
};
[[nodiscard]] constexpr Range operator+(Range a, Range b) {
    return {a.low + b.low, a.high + b.high};
}

/// What somebody who sees a count or its reason knows about it: a withheld one is 0 to `minimum` - 1
/// (`too_few`; a nought may be masked), at least `minimum` (`complement`), or anything. A shown one is known
/// up to its rounding.
[[nodiscard]] Range count_range(std::optional<std::uint32_t> shown, disclosure::Reason reason,
                                std::uint32_t minimum, std::uint32_t round_to = 0);

/// Voices per 1,000 residents that agree with a count in this range: the lower 95 % limit of the lowest and
/// the upper limit of the highest count (as Gate::rate). `population` > 0.
[[nodiscard]] Range coverage_range(Range count, double population);

/// "Few" is coverage clearly below the threshold, "many" coverage clearly not below it.
struct CaseInputs {
    Burden burden = Burden::Unknown;
    Range coverage;  ///< per 1,000, with its uncertainty
    Range threshold; ///< the same number twice where it is known exactly
};
/// Made from what is shown alone, so that a case tells no more than the figures beside it. Never NotTold but
/// for an unknown burden.
[[nodiscard]] Case case_of(const CaseInputs& inputs);

/// `share` of the rate of all areas together: voices per 1,000 people, known up to the range of the count.
[[nodiscard]] Range threshold_from(Range count, double people, double share);

/// A case, and why there is none.
struct Verdict {
    Case value = Case::NotTold;
    std::string_view reason; ///< of NotTold: `no_index`, `no_voices` (nobody spoke anywhere),
                             ///< `reference` (the threshold is withheld), or the gate's
};

/// From an area's count of voices as it is shown. Where a withheld count leaves both possible, NotTold with
/// the gate's reason.
struct Seen {
    Burden burden = Burden::Unknown;
    double population = 0; ///< NaN = unknown
    Range count;
    disclosure::Reason reason = disclosure::Reason::None; ///< of the rate; None = shown
};
[[nodiscard]] Verdict verdict_of(const Seen& seen, Range threshold);

/// 1 = the third of the areas with the least supply, 3 = with the most; 0 where it is missing (NaN), and
/// everywhere when all values are equal. Borders are quantiles of type 7 (Hyndman and Fan 1996); a value on a
/// border falls below it.
[[nodiscard]] std::vector<int> terciles(std::span<const double> values);

} // namespace anker::synthesis
