// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/studio/pieces.hpp"

namespace anker::studio {

/// What every area gets and how that differs from equal per head; where the index was drawn anew, also how
/// far the amount varies and whether the difference keeps its sign. `csv` is the outcome of job `allocate`.
void allocation_table_ui(const Context& context, const Dataset& data, const std::string& csv, ui::Cut& cut,
                         const Page& page);

} // namespace anker::studio
