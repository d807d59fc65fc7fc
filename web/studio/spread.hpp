// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/message.hpp"
#include "web/studio/dataset.hpp"
#include "web/ui/controls.hpp"

/// The index's uncertainty (job `uncertainty`) as ranking and allocation use it: one order, so that both
/// speak of the same draws.
namespace anker::studio {

constexpr int spread_draws = 10'000;
constexpr std::string_view spread_seed = "1";

/// Everything that can vary does: with small-number noise where the cases behind the shares are known.
[[nodiscard]] jobs::Order spread_order(const Dataset& data);

/// Whether small-number noise is in the intervals, and why not where it is not. A whole sentence.
[[nodiscard]] std::string noise_words(const Dataset& data);

/// What moved the ranks most: from the report of job `uncertainty` (JSON), largest total first.
[[nodiscard]] std::vector<Influence> influences_from(const std::string& report);

/// Whether weights were drawn; those that the data decide cannot be.
[[nodiscard]] bool has_drawn_weights(const Dataset& data);

/// What varied, as bars: strong from it alone, pale with what it does together with the others.
void influences_ui(const Dataset& data, ui::Cut& cut);

} // namespace anker::studio
