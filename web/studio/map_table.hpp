// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/studio/dataset.hpp"

namespace anker::studio {

/// What the map and the explanation of an area say about the index, as CSV: one row per area with class, rank
/// and value, then per indicator its value, normalised value, weight and contribution. Where there is no
/// index, `left_out` has the reason as a word for programs and `reason` as a sentence for people.
[[nodiscard]] std::string map_csv(const Dataset& data);

} // namespace anker::studio
