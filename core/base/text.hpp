// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace anker::base {

/// Why a text cannot be stored. One name per sentence in `assets/strings`.
enum class TextFault : std::uint8_t {
    None,
    Blank,       ///< nothing but white space
    TooLong,     ///< more bytes than allowed
    NotUtf8,     ///< broken UTF-8, lone surrogates included
    Control,     ///< NUL or another control character (line break and tab are fine)
    BidiControl, ///< U+202A..202E, U+2066..2069: they can make a text read differently from what it says
};

/// The first fault of `text`, in this order: too long, broken, forbidden characters, blank.
/// PostgreSQL refuses NUL and surrogates that SQLite stores: one bad event would poison a batch there.
[[nodiscard]] TextFault find_text_fault(std::string_view text, std::size_t max_bytes);

/// One code point, or `valid == false` where the bytes at `at` are not UTF-8 (RFC 3629: shortest form,
/// no surrogates, at most U+10FFFF).
struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 0;
    bool valid = false;
};
[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t at);

/// BCP 47 shape only: letters, digits and hyphens, at most 12 characters, lower case; empty = unknown.
[[nodiscard]] bool is_language_tag(std::string_view tag);

} // namespace anker::base
