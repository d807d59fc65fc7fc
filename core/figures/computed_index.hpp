// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/catalogue/catalogue.hpp"
#include "core/figures/figures.hpp"

#include <map>
#include <string>
#include <string_view>

namespace anker::figures {

struct ComputedIndex {
    IndexInfo info;
    std::map<std::string, IndexFigure, std::less<>> areas; ///< by key; empty where `info` tells a fault
};

/// The index by an adopted recipe. Voices are not among what it is given. `agreed` are the imported
/// indicators that may be shown, or why there are none; `areas_version` is that of the adopted areas.
[[nodiscard]] ComputedIndex computed_index(const index::AdoptedRecipe& adopted,
                                           const catalogue::Catalogue* catalogue,
                                           const Expected<indicator::IndicatorTable, std::string>& agreed,
                                           std::string_view areas_version, std::string_view language);

} // namespace anker::figures
