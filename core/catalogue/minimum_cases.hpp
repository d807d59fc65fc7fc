// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/catalogue/catalogue.hpp"

#include <span>
#include <vector>

namespace anker::catalogue {

/// Why the value of an area is not kept although it is known, by the agreed rule alone: `SmallPopulation`,
/// `TooFew` or `None`. A rule about a count that is not known (NaN) cannot be applied.
[[nodiscard]] disclosure::Reason withheld_by(const MinimumCases& rule, double numerator, double denominator);

/// The same for all areas at one date, with those that go beside them (`Complement`): whoever has the counts
/// of the other areas and their sum must not get a withheld one by subtraction. The smallest go first, as in
/// LinkedCounts; the sum over all areas counts as known, since a total row or the Quartier's value tells it.
/// Areas without a numerator are nobody's protection, and are not judged.
[[nodiscard]] std::vector<disclosure::Reason> withheld_areas(const MinimumCases& rule,
                                                             std::span<const double> numerators,
                                                             std::span<const double> denominators);

} // namespace anker::catalogue
