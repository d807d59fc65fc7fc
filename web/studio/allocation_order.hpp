// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/studio/state.hpp"

/// From what a person chose in the allocation view to an order for job `allocate`.
namespace anker::studio {

/// What the lists of the view offer, in their order.
constexpr double need_parts[] = {0, 0.25, 0.5, 0.75, 1};
constexpr double top_factors[] = {1.25, 1.5, 2, 3};
constexpr double corridors[] = {0, 10, 25, 50};
constexpr std::string_view whole_methods[] = {"", "sainte_lague", "largest_remainder", "dhondt",
                                              "huntington_hill"};

/// Puts the order in the line, or a sentence into `state.allocation.fault`.
void order_allocation(State& state, Dataset& data);

/// Whether the amounts shown depend on an index that can be drawn anew.
[[nodiscard]] bool can_be_drawn(const State& state, const Dataset& data);

/// The same with the draws of the index's uncertainty: how far amounts vary. Orders the draws first where
/// there are none yet; `take_draws` goes on when they are here. The table shown stays until then.
void order_stability(State& state, Dataset& data);
void take_draws(State& state, Dataset& data);

} // namespace anker::studio
