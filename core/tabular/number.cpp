// SPDX-License-Identifier: Apache-2.0
#include "core/tabular/number.hpp"

#include "core/base/text.hpp"
#include "core/tabular/encoding.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace anker::tabular {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Sign, digits, dots, commas; every kind of group space becomes ' '. Nothing where something else is in it.
std::optional<std::string> plain_from(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size();) {
        const base::CodePoint point = base::code_point_at(text, i);
        if (!point.valid) return std::nullopt;
        const char32_t c = point.value;
        if ((c >= '0' && c <= '9') || c == '.' || c == ',' || c == '+' || c == '-' || c == 'e' || c == 'E') {
            plain += static_cast<char>(c);
        } else if (c == 0x2212) {
            plain += '-';
        } else if (c == ' ' || c == 0xA0 || c == 0x2009 || c == 0x202F || c == '\'' || c == 0x2019) {
            plain += ' ';
        } else {
            return std::nullopt;
        }
        i += point.bytes;
    }
    return plain;
}

std::string_view without_percent(std::string_view text) {
    text = trimmed(text);
    if (text.ends_with('%')) text = trimmed(text.substr(0, text.size() - 1));
    return text;
}

/// "1.234" or "12.345.678": groups of three after the first.
bool looks_grouped(std::string_view digits, char separator) {
    std::size_t group = 0;
    bool first = true;
    for (const char c : digits) {
        if (is_digit(c)) {
            ++group;
        } else if (c == separator) {
            if (group == 0 || group > 3 || (!first && group != 3)) return false;
            first = false;
            group = 0;
        } else {
            return false;
        }
    }
    return !first && group == 3;
}

/// The whole part without its group separators, or nothing where the groups are wrong.
std::optional<std::string> ungrouped(std::string_view whole, char decimal) {
    char separator = 0;
    for (const char c : whole) {
        if (is_digit(c)) continue;
        if (c == decimal || (separator != 0 && c != separator)) return std::nullopt;
        separator = c;
    }
    if (separator == 0) return std::string(whole);
    if (!looks_grouped(whole, separator)) return std::nullopt;
    std::string digits;
    for (const char c : whole) {
        if (is_digit(c)) digits += c;
    }
    return digits;
}

} // namespace

std::optional<double> number_from(std::string_view text, char decimal) {
    const auto plain = plain_from(without_percent(text));
    if (!plain || plain->empty()) return std::nullopt;
    std::string_view rest = *plain;
    std::string number;
    if (rest.front() == '+' || rest.front() == '-') {
        if (rest.front() == '-') number += '-';
        rest.remove_prefix(1);
        while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    }
    const std::size_t exponent = rest.find_first_of("eE");
    const std::string_view mantissa = rest.substr(0, exponent);
    const std::size_t point = mantissa.find(decimal);
    const auto whole = ungrouped(mantissa.substr(0, point), decimal);
    if (!whole) return std::nullopt;
    number += whole->empty() ? "0" : *whole;
    bool has_digits = !whole->empty();
    if (point != std::string_view::npos) {
        const std::string_view fraction = mantissa.substr(point + 1);
        if (!std::all_of(fraction.begin(), fraction.end(), is_digit)) return std::nullopt;
        has_digits = has_digits || !fraction.empty();
        if (!fraction.empty()) number += "." + std::string(fraction);
    }
    if (!has_digits) return std::nullopt;
    if (exponent != std::string_view::npos) number += std::string(rest.substr(exponent));
    double value = 0;
#if defined(__cpp_lib_to_chars)
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc()) return std::nullopt;
    const char* const last = end;
#else
    char* last = nullptr; // Emscripten's library has no other; its only locale is "C"
    value = std::strtod(number.c_str(), &last);
#endif
    if (last != number.data() + number.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

DecimalVote detect_decimal(std::span<const std::string_view> cells) {
    DecimalVote vote;
    std::string_view comma_example;
    std::string_view dot_example;
    std::string_view unclear_comma;
    std::string_view unclear_dot;
    for (const std::string_view cell : cells) {
        std::string_view text = without_percent(cell);
        if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
        const auto commas = std::count(text.begin(), text.end(), ',');
        const auto dots = std::count(text.begin(), text.end(), '.');
        if (commas == 0 && dots == 0) continue;
        if (commas > 0 && dots > 0) {
            (text.rfind(',') > text.rfind('.') ? comma_example : dot_example) = cell;
        } else if (commas > 0) {
            if (!looks_grouped(text, ',')) {
                comma_example = cell;
            } else if (commas > 1) {
                dot_example = cell;
            } else {
                unclear_comma = cell;
            }
        } else {
            if (!looks_grouped(text, '.')) {
                dot_example = cell;
            } else if (dots > 1) {
                comma_example = cell;
            } else {
                unclear_dot = cell;
            }
        }
    }
    if (!comma_example.empty() && !dot_example.empty()) {
        vote.is_contradictory = true;
        vote.example = comma_example;
        vote.other_example = dot_example;
    } else if (!comma_example.empty()) {
        vote.decimal = ',';
    } else if (dot_example.empty() && (!unclear_comma.empty() || !unclear_dot.empty())) {
        vote.is_ambiguous = true;
        vote.example = unclear_comma.empty() ? unclear_dot : unclear_comma;
    }
    return vote;
}

bool SpecialCells::is_missing(std::string_view cell) const {
    return std::find(missing.begin(), missing.end(), cell) != missing.end();
}

bool SpecialCells::is_zero(std::string_view cell) const {
    return std::find(zero.begin(), zero.end(), cell) != zero.end();
}

} // namespace anker::tabular
