// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/composite.hpp"
#include "core/index/status_dynamics.hpp"

#include <span>
#include <string>
#include <string_view>

namespace anker::index {

/// Name of the column that holds an indicator at a date: `unemployed@2020`; the population is
/// `population@2020`.
[[nodiscard]] std::string column_name(std::string_view indicator, std::string_view date);

enum class Halves { Status, StatusAndDynamics };

/// A stored recipe in the general form, with the columns that `column_name` names. One direction per
/// component. Dynamics only where the recipe has them.
[[nodiscard]] CompositeRecipe composite_from(const Recipe& recipe,
                                             std::span<const indicator::Direction> directions, Halves halves);

} // namespace anker::index
