// SPDX-License-Identifier: Apache-2.0
#include "core/tabular/sentence.hpp"

#include "core/base/text.hpp"

#include <array>
#include <cstdio>

namespace anker::tabular {

std::string in_quotes(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size();) {
        const base::CodePoint point = base::code_point_at(text, i);
        if (!point.valid) {
            out += "?";
            ++i;
            continue;
        }
        if (out.size() + point.bytes > longest) {
            out += "…";
            break;
        }
        const bool control = point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0) ||
                             (point.value >= 0x200E && point.value <= 0x200F) ||
                             (point.value >= 0x2028 && point.value <= 0x202E) ||
                             (point.value >= 0x2066 && point.value <= 0x2069);
        if (control) {
            out += point.value == '\n' || point.value == '\r' ? " " : "?";
        } else {
            out += text.substr(i, point.bytes);
        }
        i += point.bytes;
    }
    return out + "\"";
}

std::string grouped(std::int64_t number) {
    std::string digits = std::to_string(number);
    const std::size_t first = digits.front() == '-' ? 1 : 0;
    for (std::size_t at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return grouped(static_cast<std::int64_t>(count)) + " " + std::string(count == 1 ? one : many);
}

std::string decimals(double number, int places) {
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*f", places, number);
    return buffer.data();
}

std::string some_of(std::span<const std::string> texts, std::size_t shown) {
    std::string out;
    for (std::size_t i = 0; i < texts.size() && i < shown; ++i) {
        if (i > 0) out += ", ";
        out += in_quotes(texts[i]);
    }
    if (texts.size() > shown)
        out += " and " + grouped(static_cast<std::int64_t>(texts.size() - shown)) + " more";
    return out;
}

} // namespace anker::tabular
