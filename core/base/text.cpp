// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"

namespace anker::base {

CodePoint code_point_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (at >= text.size()) return {};
    const unsigned char first = byte(at);
    if (first < 0x80) return {first, 1, true};
    std::size_t length = 0;
    char32_t value = 0;
    char32_t smallest = 0;
    if ((first & 0xE0) == 0xC0) {
        length = 2, value = first & 0x1F, smallest = 0x80;
    } else if ((first & 0xF0) == 0xE0) {
        length = 3, value = first & 0x0F, smallest = 0x800;
    } else if ((first & 0xF8) == 0xF0) {
        length = 4, value = first & 0x07, smallest = 0x10000;
    } else {
        return {0, 1, false};
    }
    if (at + length > text.size()) return {0, 1, false};
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return {0, 1, false};
        value = (value << 6) | (byte(at + i) & 0x3F);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return {value, length, value >= smallest && value <= 0x10FFFF && !surrogate};
}

static bool is_space(char32_t c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0xA0 || c == 0x200B || c == 0xFEFF ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x3000;
}

TextFault find_text_fault(std::string_view text, std::size_t max_bytes) {
    if (text.size() > max_bytes) return TextFault::TooLong;
    bool blank = true;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = code_point_at(text, at);
        if (!c.valid) return TextFault::NotUtf8;
        const bool line_or_tab = c.value == '\n' || c.value == '\t' || c.value == '\r';
        if ((c.value < 0x20 && !line_or_tab) || (c.value >= 0x7F && c.value <= 0x9F))
            return TextFault::Control;
        if ((c.value >= 0x202A && c.value <= 0x202E) || (c.value >= 0x2066 && c.value <= 0x2069)) {
            return TextFault::BidiControl;
        }
        blank = blank && is_space(c.value);
        at += c.bytes;
    }
    return blank ? TextFault::Blank : TextFault::None;
}

bool is_language_tag(std::string_view tag) {
    if (tag.size() > 12) return false;
    for (const char c : tag) {
        const bool allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        if (!allowed) return false;
    }
    return true;
}

} // namespace anker::base
