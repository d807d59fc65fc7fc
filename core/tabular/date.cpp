// SPDX-License-Identifier: Apache-2.0
#include "core/tabular/date.hpp"

#include "core/tabular/encoding.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace anker::tabular {

namespace {

/// Takes a number of `min_digits` to `max_digits` from the front.
std::optional<int> take_number(std::string_view& text, std::size_t min_digits, std::size_t max_digits) {
    std::size_t digits = 0;
    while (digits < text.size() && digits < max_digits && text[digits] >= '0' && text[digits] <= '9')
        ++digits;
    if (digits < min_digits) return std::nullopt;
    int value = 0;
    std::from_chars(text.data(), text.data() + digits, value);
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

bool exists(int year, int month, int day) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1800 || year > 2200 || month < 1 || month > 12 || day < 1) return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

/// Days since 1970-01-01 in the Gregorian calendar (Hinnant, "chrono-Compatible Low-Level Date Algorithms",
/// 2013).
std::int64_t days_from_civil(int year, int month, int day) {
    const std::int64_t y = year - (month <= 2 ? 1 : 0);
    const std::int64_t era = y / 400;
    const std::int64_t year_of_era = y - era * 400;
    const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

/// The rest after the day: nothing, or a time of day. False where it is something else.
bool read_time(std::string_view rest, WrittenDate& date) {
    rest = trimmed(rest);
    if (rest.empty()) return true;
    if (rest.front() == 'T') rest.remove_prefix(1);
    const auto hour = take_number(rest, 1, 2);
    if (!hour || *hour > 23 || !take(rest, ':')) return false;
    const auto minute = take_number(rest, 2, 2);
    if (!minute || *minute > 59) return false;
    int second = 0;
    if (take(rest, ':')) {
        const auto read = take_number(rest, 2, 2);
        if (!read || *read > 60) return false;
        second = *read;
    }
    date.second_of_day = *hour * 3600 + *minute * 60 + second;
    return true; // fractions and zones follow; only the day is ever shown
}

} // namespace

std::optional<WrittenDate> date_from(std::string_view text) {
    text = trimmed(text);
    WrittenDate date;
    std::string_view rest = text;
    const auto first = take_number(rest, 1, 4);
    if (!first) return std::nullopt;
    const std::size_t digits = text.size() - rest.size();
    if (digits == 4 && !rest.empty() && (rest.front() == '-' || rest.front() == '/')) {
        const char separator = rest.front();
        rest.remove_prefix(1);
        const auto month = take_number(rest, 1, 2);
        if (!month || !take(rest, separator)) return std::nullopt;
        const auto day = take_number(rest, 1, 2);
        if (!day) return std::nullopt;
        date = {*first, *month, *day, -1};
    } else if (digits <= 2 && take(rest, '.')) {
        const auto month = take_number(rest, 1, 2);
        if (!month || !take(rest, '.')) return std::nullopt;
        const auto year = take_number(rest, 4, 4);
        if (!year) return std::nullopt;
        date = {*year, *month, *first, -1};
        if (take(rest, ',') && rest.empty()) return std::nullopt;
    } else {
        return std::nullopt;
    }
    if (!exists(date.year, date.month, date.day) || !read_time(rest, date)) return std::nullopt;
    return date;
}

std::int64_t unix_ms_from(const WrittenDate& date) {
    const std::int64_t seconds = date.second_of_day < 0 ? 12 * 3600 : date.second_of_day;
    return (days_from_civil(date.year, date.month, date.day) * 86'400 + seconds) * 1000;
}

std::string day_from_unix_ms(std::int64_t ms) {
    if (ms == 0) return {};
    std::int64_t days = ms / 86'400'000 - (ms % 86'400'000 < 0 ? 1 : 0) + 719468;
    const std::int64_t era = days / 146097;
    days -= era * 146097;
    const std::int64_t year_of_era = (days - days / 1460 + days / 36524 - days / 146096) / 365;
    const std::int64_t day_of_year = days - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted = (5 * day_of_year + 2) / 153;
    const std::int64_t day = day_of_year - (153 * shifted + 2) / 5 + 1;
    const std::int64_t month = shifted + (shifted < 10 ? 3 : -9);
    const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04lld-%02lld-%02lld", static_cast<long long>(year),
                  static_cast<long long>(month), static_cast<long long>(day));
    return text.data();
}

std::optional<std::string> iso_period_from(std::string_view text) {
    text = trimmed(text);
    std::string_view rest = text;
    const auto year = take_number(rest, 4, 4);
    if (year && *year >= 1800 && *year <= 2200) {
        if (rest.empty()) return std::string(text);
        if (rest == ".0") return std::string(text.substr(0, 4)); // a year that went through a spreadsheet
        std::string_view month_text = rest;
        if (take(month_text, '-')) {
            const auto month = take_number(month_text, 2, 2);
            if (month && *month >= 1 && *month <= 12 && month_text.empty()) return std::string(text);
        }
        std::string_view end_text = rest;
        if (take(end_text, '/')) {
            const auto end = take_number(end_text, 2, 4);
            const int next = *year + 1;
            if (end && end_text.empty() && (*end == next || (*end == next % 100 && rest.size() == 3)))
                return std::to_string(*year) + "/" + std::to_string(next);
        }
    }
    const auto date = date_from(text);
    if (!date) return std::nullopt;
    return day_from_unix_ms(unix_ms_from(*date));
}

} // namespace anker::tabular
