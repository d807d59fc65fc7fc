// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace anker::tabular {

/// A calendar day, and the time of day where one was written.
struct WrittenDate {
    int year = 0, month = 0, day = 0;
    int second_of_day = -1; ///< -1 = no time was written
};

/// Reads `2017-10-18`, `2017-10-18T20:15:00Z`, `2017/10/18`, `18.10.2017`, `18.10.2017 20:15` and
/// `1.2.17`-like days with four-digit years. Nothing else is guessed: 10/11/2017 means different days in
/// different countries.
[[nodiscard]] std::optional<WrittenDate> date_from(std::string_view text);

/// Milliseconds since 1970 (UTC). A day without a time becomes noon, so that it stays the same day in every
/// time zone Germans are likely to look from. Zone suffixes other than Z are ignored: only the day leaves the
/// program.
[[nodiscard]] std::int64_t unix_ms_from(const WrittenDate& date);

/// `2017-10-18` (UTC); empty for 0, which means "unknown".
[[nodiscard]] std::string day_from_unix_ms(std::int64_t ms);

/// A year, a month or a day in ISO 8601: `2012`, `2012-12`, `2012-12-31`; German days are turned round. A
/// school year, `2024/25` or `2024/2025`, is the interval `2024/2025`.
/// Nothing where the text is none of these.
[[nodiscard]] std::optional<std::string> iso_period_from(std::string_view text);

} // namespace anker::tabular
