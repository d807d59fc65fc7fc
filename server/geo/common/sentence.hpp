// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/geo/position.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// Import and export: everything between files and the store.
namespace anker::exchange {

/// In quotation marks, cut to about 60 bytes, control characters replaced: a cell of an unknown file must not
/// be able to rewrite the terminal it is reported on.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// `1,234 rows`, `1 row`.
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);

/// With thousands commas.
[[nodiscard]] std::string grouped(std::int64_t number);

/// Fixed decimals, always with a dot.
[[nodiscard]] std::string decimals(double number, int places);

/// `"a", "b" and 12 more`: at most `shown` of them.
[[nodiscard]] std::string some_of(std::span<const std::string> texts, std::size_t shown);

/// `lon 7.123456, lat 51.123456`
[[nodiscard]] std::string place(geo::Position p);

/// `6.77..7.16 x 50.83..51.08`
[[nodiscard]] std::string place(const geo::Box& box);

} // namespace anker::exchange
