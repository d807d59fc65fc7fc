// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/tabular/encoding.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace anker::tabular {

/// How a text table is written, where it should not be found out.
struct TableFormat {
    char delimiter = 0;          ///< 0 = found out
    std::string encoding;        ///< empty = found out
    std::size_t header_line = 0; ///< 0 = the first line that has all columns that are asked for
};

/// A column by its name, or by its number from 1 where it has none.
struct ColumnRef {
    std::string name;
    std::size_t number = 0;
    [[nodiscard]] bool is_given() const { return number > 0 || !name.empty(); }
    [[nodiscard]] std::string said() const;
};

struct TableRow {
    std::size_t line = 0;
    std::vector<std::string> cells; ///< UTF-8, one per column
};

/// A delimited text file in UTF-8, without its head and foot lines.
struct TextTable {
    std::string file;
    char delimiter = ',';
    Encoding encoding = Encoding::Utf8;
    std::size_t header_line = 0;
    std::vector<std::string> columns; ///< trimmed
    std::vector<TableRow> rows;
    std::size_t head_lines = 0;
    std::size_t foot_lines = 0;

    /// Says in half a sentence what was found out: delimiter, encoding, head and foot lines.
    [[nodiscard]] std::string described() const;
};

/// The error names file, line and column.
/// `path` is only named.
[[nodiscard]] Expected<TextTable, std::string> text_table_from(const std::string& path,
                                                               std::string_view bytes,
                                                               const TableFormat& format,
                                                               const std::vector<ColumnRef>& needed);

/// Index of a column. The error lists the columns there are.
[[nodiscard]] Expected<std::size_t, std::string> find_column(const TextTable& table, const ColumnRef& column);

} // namespace anker::tabular
