// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/geo/position.hpp"
#include "core/tabular/sentence.hpp"

#include <string>

/// Import and export: everything between files and the store.
namespace anker::exchange {

using tabular::counted;
using tabular::decimals;
using tabular::grouped;
using tabular::in_quotes;
using tabular::some_of;

/// `lon 7.123456, lat 51.123456`
[[nodiscard]] std::string place(geo::Position p);

/// `6.77..7.16 x 50.83..51.08`
[[nodiscard]] std::string place(const geo::Box& box);

} // namespace anker::exchange
