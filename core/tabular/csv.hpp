// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anker::tabular {

/// One record: its cells as bytes, and the line it begins on (records may hold line breaks in quotes).
struct Record {
    std::size_t line = 0;
    std::vector<std::string> cells;
};

struct Records {
    std::vector<Record> records;         ///< empty lines left out
    std::size_t unclosed_quote_line = 0; ///< where a quote was opened that never closes; 0 = none
};

/// RFC 4180 with any delimiter, quotes doubled inside quotes, and CRLF, LF or CR line ends. A quote inside an
/// unquoted cell is a letter like any other.
[[nodiscard]] Records split_records(std::string_view bytes, char delimiter);

/// The delimiter (`;`, `,`, tab or `|`) that cuts the most records into the same number of cells, more than
/// one; nothing where no delimiter does.
[[nodiscard]] std::optional<char> detect_delimiter(std::string_view bytes);

} // namespace anker::tabular
