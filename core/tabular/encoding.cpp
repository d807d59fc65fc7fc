// SPDX-License-Identifier: Apache-2.0
#include "core/tabular/encoding.hpp"

#include "core/base/text.hpp"

#include <array>
#include <cctype>

namespace anker::tabular {

namespace {

/// Code points of the bytes 0x80 to 0x9F in Windows-1252; 0 = not assigned.
constexpr std::array<char32_t, 32> high_controls{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

bool is_space(char32_t c) {
    return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
           c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

} // namespace

TextKind kind_of_text(std::string_view bytes) {
    TextKind kind = TextKind::Ascii;
    for (std::size_t i = 0; i < bytes.size();) {
        const base::CodePoint point = base::code_point_at(bytes, i);
        if (!point.valid) return TextKind::Other;
        if (point.bytes > 1) kind = TextKind::Utf8;
        i += point.bytes;
    }
    return kind;
}

NamedEncoding encoding_named(std::string_view name) {
    std::string plain;
    for (const char c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    if (plain == "utf8" || plain == "utf8sig") return {Encoding::Utf8, true};
    for (const std::string_view other :
         {"cp1252", "windows1252", "1252", "ansi", "ansi1252", "latin1", "iso88591", "88591"}) {
        if (plain == other) return {Encoding::Windows1252, true};
    }
    return {};
}

std::string utf8_from_windows_1252(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (const char byte : bytes) {
        const auto c = static_cast<unsigned char>(byte);
        if (c < 0x80 || c >= 0xA0) {
            append_utf8(out, c);
        } else {
            const char32_t mapped = high_controls[c - 0x80U];
            append_utf8(out, mapped != 0 ? mapped : 0xFFFD);
        }
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty()) {
        const base::CodePoint point = base::code_point_at(text, 0);
        if (!point.valid || !is_space(point.value)) break;
        text.remove_prefix(point.bytes);
    }
    while (!text.empty()) {
        std::size_t start = text.size() - 1;
        while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
        const base::CodePoint point = base::code_point_at(text, start);
        if (!point.valid || !is_space(point.value)) break;
        text.remove_suffix(text.size() - start);
    }
    return text;
}

} // namespace anker::tabular
