// SPDX-License-Identifier: Apache-2.0
#include "core/tabular/text_table.hpp"

#include "core/tabular/csv.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>

namespace anker::tabular {

namespace {

std::string name_of_delimiter(char delimiter) {
    return delimiter == '\t' ? "tab" : std::string("\"") + delimiter + "\"";
}

std::string cell_name(const Record& record, std::size_t column, const std::vector<std::string>& names) {
    std::string name = "line " + std::to_string(record.line) + ", column " + std::to_string(column + 1);
    if (column < names.size() && kind_of_text(names[column]) != TextKind::Other)
        name += " (" + in_quotes(names[column]) + ")";
    return name;
}

/// Cells of each kind of text, and where the first of them stands.
struct KindCount {
    std::size_t cells = 0;
    const Record* record = nullptr;
    std::size_t column = 0;
};

/// Decides on one encoding for the whole file; a file that is written in two is refused.
Expected<Encoding, std::string> encoding_of(const std::string& file, const std::vector<Record>& records,
                                            const std::string& wanted) {
    KindCount utf8;
    KindCount other;
    for (const Record& record : records) {
        for (std::size_t column = 0; column < record.cells.size(); ++column) {
            const TextKind kind = kind_of_text(record.cells[column]);
            if (kind == TextKind::Ascii) continue;
            KindCount& count = kind == TextKind::Utf8 ? utf8 : other;
            if (count.cells++ == 0) {
                count.record = &record;
                count.column = column;
            }
        }
    }
    const std::vector<std::string>& names = records.front().cells;
    if (!wanted.empty()) {
        const NamedEncoding named = encoding_named(wanted);
        if (!named.known) {
            return failure("Encoding " + in_quotes(wanted) +
                           " is not known; use UTF-8 or Windows-1252 (also for Latin-1).");
        }
        if (named.encoding == Encoding::Utf8 && other.cells > 0) {
            return failure(file + ", " + cell_name(*other.record, other.column, names) +
                           ": the text is not UTF-8, although the map says so.");
        }
        return named.encoding;
    }
    if (utf8.cells > 0 && other.cells > 0) {
        const bool odd_is_other = other.cells <= utf8.cells;
        const KindCount& odd = odd_is_other ? other : utf8;
        const KindCount& rest = odd_is_other ? utf8 : other;
        return failure(file + " mixes two encodings: " + cell_name(*odd.record, odd.column, names) + " is " +
                       (odd_is_other ? "Windows-1252 or Latin-1" : "UTF-8") + ", " +
                       cell_name(*rest.record, rest.column, names) + " is " +
                       (odd_is_other ? "UTF-8" : "Windows-1252 or Latin-1") +
                       "; save the file in one encoding.");
    }
    return other.cells > 0 ? Encoding::Windows1252 : Encoding::Utf8;
}

bool has_all(const std::vector<std::string>& cells, const std::vector<ColumnRef>& needed) {
    for (const ColumnRef& column : needed) {
        if (column.number == 0 && std::find(cells.begin(), cells.end(), column.name) == cells.end())
            return false;
    }
    return true;
}

std::vector<std::string> header_from(const Record& record) {
    std::vector<std::string> names;
    for (const std::string& cell : record.cells) names.emplace_back(trimmed(cell));
    return names;
}

/// Number of the record that names the columns.
Expected<std::size_t, std::string> header_of(const std::string& file, const std::vector<Record>& records,
                                             std::size_t wanted_line, const std::vector<ColumnRef>& needed) {
    if (wanted_line > 0) {
        for (std::size_t i = 0; i < records.size(); ++i) {
            if (records[i].line == wanted_line) return i;
        }
        return failure(file + " has no line " + std::to_string(wanted_line) +
                       " with column names (\"header_line\").");
    }
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (records[i].cells.size() > 1 && has_all(header_from(records[i]), needed)) return i;
    }
    // No line has all: the first that looks like a table, so that the missing column can be named.
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (records[i].cells.size() > 1) return i;
    }
    return failure(file +
                   " has no columns; is it a text table with \";\", \",\", tab or \"|\" between cells?");
}

} // namespace

std::string ColumnRef::said() const {
    return number > 0 ? "column number " + std::to_string(number) : "column " + in_quotes(name);
}

std::string TextTable::described() const {
    std::string text = counted(rows.size(), "row", "rows") + ", " + std::string(name_of(encoding)) +
                       ", cells divided by " + name_of_delimiter(delimiter);
    if (head_lines > 0) text += ", " + counted(head_lines, "head line", "head lines");
    if (foot_lines > 0) text += ", " + counted(foot_lines, "foot line", "foot lines");
    return text;
}

Expected<TextTable, std::string> text_table_from(const std::string& path, std::string_view bytes,
                                                 const TableFormat& format,
                                                 const std::vector<ColumnRef>& needed) {
    if (bytes.empty()) return failure(path + " is empty.");
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        return failure(path + " is UTF-16 (\"Unicode text\"); save it as CSV in UTF-8.");
    }
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0")) {
        return failure(path +
                       " is a spreadsheet or archive, not a text table; save the sheet as CSV in UTF-8.");
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);

    TextTable table;
    table.file = path;
    const auto delimiter = format.delimiter != 0 ? std::optional(format.delimiter) : detect_delimiter(bytes);
    if (!delimiter) {
        return failure(path +
                       " has no columns; is it a text table with \";\", \",\", tab or \"|\" between cells?");
    }
    table.delimiter = *delimiter;
    Records split = split_records(bytes, *delimiter);
    if (split.unclosed_quote_line > 0) {
        return failure(path + ", line " + std::to_string(split.unclosed_quote_line) +
                       ": a quotation mark is opened and never closed.");
    }
    std::vector<Record>& records = split.records;
    if (records.empty()) return failure(path + " has nothing but empty lines.");
    ANKER_TRY(table.encoding, encoding_of(path, records, format.encoding));
    for (Record& record : records) {
        for (std::string& cell : record.cells) cell = utf8_from(cell, table.encoding);
    }
    ANKER_TRY(const std::size_t header, header_of(path, records, format.header_line, needed));
    table.columns = header_from(records[header]);
    table.header_line = records[header].line;
    table.head_lines = header;

    // Notes below the table stand in one cell without any delimiter.
    std::size_t end = records.size();
    while (end > header + 1 && records[end - 1].cells.size() == 1) --end;
    table.foot_lines = records.size() - end;
    std::size_t odd_rows = 0;
    const Record* first_odd = nullptr;
    for (std::size_t i = header + 1; i < end; ++i) {
        Record& record = records[i];
        if (record.cells.size() != table.columns.size()) {
            if (odd_rows++ == 0) first_odd = &record;
            continue;
        }
        table.rows.push_back({record.line, std::move(record.cells)});
    }
    if (first_odd != nullptr) {
        return failure(
            path + ", line " + std::to_string(first_odd->line) + ": " +
            counted(first_odd->cells.size(), "cell", "cells") + " where the header in line " +
            std::to_string(table.header_line) + " names " +
            counted(table.columns.size(), "column", "columns") +
            (odd_rows > 1 ? ", and " + counted(odd_rows - 1, "more such line", "more such lines") : "") +
            "; is a delimiter (" + name_of_delimiter(*delimiter) + ") missing or unquoted in a text?");
    }
    if (table.rows.empty()) {
        return failure(path + " has column names in line " + std::to_string(table.header_line) +
                       " and no rows below.");
    }
    return table;
}

Expected<std::size_t, std::string> find_column(const TextTable& table, const ColumnRef& column) {
    if (column.number > 0) {
        if (column.number <= table.columns.size()) return column.number - 1;
        return failure(table.file + " has " + counted(table.columns.size(), "column", "columns") + ", not " +
                       std::to_string(column.number) + ".");
    }
    const auto first = std::find(table.columns.begin(), table.columns.end(), column.name);
    if (first == table.columns.end()) {
        return failure(table.file + " has no column " + in_quotes(column.name) + "; line " +
                       std::to_string(table.header_line) + " names " + some_of(table.columns, 30) + ".");
    }
    if (std::find(first + 1, table.columns.end(), column.name) != table.columns.end()) {
        return failure(table.file + " has several columns " + in_quotes(column.name) +
                       "; say which by its number.");
    }
    return static_cast<std::size_t>(first - table.columns.begin());
}

} // namespace anker::tabular
