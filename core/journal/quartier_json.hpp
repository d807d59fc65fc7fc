// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/fields.hpp"
#include "core/quartier/quartier.hpp"

namespace anker::journal {

[[nodiscard]] json::Json json_from_dataset(const quartier::Dataset& dataset);
[[nodiscard]] quartier::Dataset dataset_from(json::Fields& fields);

} // namespace anker::journal
