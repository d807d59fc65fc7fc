// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// Tables of text as offices write them, and sentences about what is wrong with one. Bytes in, values out; no
/// files.
namespace anker::tabular {

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

} // namespace anker::tabular
