// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace anker::tabular {

/// What a piece of text can be, by its bytes alone.
enum class TextKind { Ascii, Utf8, Other };
[[nodiscard]] TextKind kind_of_text(std::string_view bytes);

/// How a whole file is written. Latin-1 (ISO 8859-1) counts as Windows-1252: the same letters, and what
/// Latin-1 leaves to control characters is print in files that people make.
enum class Encoding { Utf8, Windows1252 };
[[nodiscard]] constexpr std::string_view name_of(Encoding encoding) {
    return encoding == Encoding::Utf8 ? "UTF-8" : "Windows-1252";
}

/// Understands the names people write: "utf8", "UTF-8", "latin1", "ISO-8859-1", "CP1252", "windows-1252",
/// "ansi". `known` is false for any other name.
struct NamedEncoding {
    Encoding encoding = Encoding::Utf8;
    bool known = false;
};
[[nodiscard]] NamedEncoding encoding_named(std::string_view name);

/// Never fails: the five bytes that Windows-1252 leaves open become U+FFFD, which people see.
[[nodiscard]] std::string utf8_from_windows_1252(std::string_view bytes);

[[nodiscard]] inline std::string utf8_from(std::string_view bytes, Encoding encoding) {
    return encoding == Encoding::Utf8 ? std::string(bytes) : utf8_from_windows_1252(bytes);
}

/// Without white space at both ends; no-break and narrow spaces count as white space.
[[nodiscard]] std::string_view trimmed(std::string_view text);

} // namespace anker::tabular
