// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contribution/kinds.hpp"
#include "core/disclosure/attack.hpp"

#include <array>
#include <vector>

namespace anker::figures {

/// What somebody knows of a count who has an earlier output: a point where it was shown, else what its reason
/// says. The default says nothing.
using disclosure::Interval;

struct EarlierKind {
    std::array<Interval, contribution::perspective_count> totals{};
    std::array<std::array<Interval, contribution::perspective_count>, contribution::theme_count> themes{};
};

/// Of one area.
struct EarlierArea {
    std::array<EarlierKind, contribution::kind_count> kinds{};
    Interval residents; ///< needs and resources together, as a rate tells them
};

/// An output that is out already, for the same areas in the same order. A count that has changed since by
/// less than the minimum is withheld (`difference`): "under 5" that becomes 5 was 4.
struct EarlierVoices {
    std::vector<EarlierArea> areas;
};

} // namespace anker::figures
