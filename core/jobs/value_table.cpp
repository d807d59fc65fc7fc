// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/value_table.hpp"

#include "core/jobs/number_columns.hpp"
#include "core/tabular/sentence.hpp"
#include "core/tabular/text_table.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace anker::jobs {

namespace {

using tabular::in_quotes;

std::string line_of(const std::string& file, std::size_t line) {
    return file + ", line " + std::to_string(line);
}

bool is_total(std::string_view text) {
    static constexpr std::array<std::string_view, 15> words{
        "Summe",     "summe",    "SUMME", "Gesamt", "gesamt", "GESAMT", "Insgesamt",  "insgesamt",
        "INSGESAMT", "Zusammen", "Total", "total",  "TOTAL",  "Alle",   "Gesamtsumme"};
    return std::find(words.begin(), words.end(), text) != words.end();
}

std::vector<tabular::ColumnRef> refs_of(std::span<const std::string> columns) {
    std::vector<tabular::ColumnRef> refs;
    for (const std::string& column : columns) refs.push_back({column, 0});
    return refs;
}

/// Keys of the first column, one per row: there, and where asked for no two alike.
Expected<void, std::string> read_keys(const tabular::TextTable& table, KeysMustDiffer keys_must_differ,
                                      std::vector<std::string>& keys, std::vector<std::size_t>& lines) {
    std::map<std::string, std::size_t> first_line;
    for (const tabular::TableRow& row : table.rows) {
        std::string key(tabular::trimmed(row.cells.front()));
        if (key.empty())
            return failure(line_of(table.file, row.line) + ": the area key in column " +
                           in_quotes(table.columns.front()) + " is empty.");
        if (keys_must_differ == KeysMustDiffer::Yes) {
            const auto [seen, is_new] = first_line.emplace(key, row.line);
            if (!is_new) {
                return failure(line_of(table.file, row.line) + ": area " + in_quotes(key) +
                               " was already in line " + std::to_string(seen->second) +
                               "; give every area one row.");
            }
        }
        keys.push_back(std::move(key));
        lines.push_back(row.line);
    }
    if (keys.empty()) return failure(table.file + " has column names but no rows.");
    return {};
}

} // namespace

const std::vector<double>* ValueTable::find(std::string_view column) const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i] == column) return &values[i];
    }
    return nullptr;
}

std::string ValueTable::cell(std::size_t column, std::size_t area) const {
    return line_of(file, lines[area]) + ", column " + in_quotes(columns[column]);
}

namespace {

Expected<ValueTable, std::string> values_of(const tabular::TextTable& table,
                                            std::span<const std::string> columns,
                                            KeysMustDiffer keys_must_differ) {
    ValueTable result;
    result.file = table.file;
    result.key_column = table.columns.front();
    result.columns.assign(columns.begin(), columns.end());
    std::vector<std::size_t> at;
    for (const std::string& column : columns) {
        ANKER_TRY(const std::size_t index, tabular::find_column(table, {column, 0}));
        at.push_back(index);
    }
    for (const tabular::TableRow& row : table.rows) {
        for (std::size_t column = 0; column < row.cells.size(); ++column) {
            const bool is_value = std::find(at.begin(), at.end(), column) != at.end();
            if (!is_value && is_total(tabular::trimmed(row.cells[column]))) {
                return failure(line_of(table.file, row.line) + ", column " +
                               in_quotes(table.columns[column]) + ": " + in_quotes(row.cells[column]) +
                               " is a row of totals among the areas; remove it.");
            }
        }
    }
    ANKER_DO(read_keys(table, keys_must_differ, result.keys, result.lines));
    ANKER_TRY(result.values, numbers_in(table, at));
    return result;
}

} // namespace

Expected<ValueTable, std::string> read_values(const File& file, std::span<const std::string> columns,
                                              KeysMustDiffer keys_must_differ) {
    ANKER_TRY(const tabular::TextTable table,
              tabular::text_table_from(file.name, file.bytes, {}, refs_of(columns)));
    return values_of(table, columns, keys_must_differ);
}

Expected<ValueTable, std::string> read_all_values(const File& file) {
    ANKER_TRY(const tabular::TextTable table, tabular::text_table_from(file.name, file.bytes, {}, {}));
    if (table.columns.size() < 2)
        return failure(file.name + " has no column with values after the area key.");
    const std::vector<std::string> columns(table.columns.begin() + 1, table.columns.end());
    return values_of(table, columns, KeysMustDiffer::Yes);
}

Expected<TextColumns, std::string> read_texts(const File& file, std::span<const std::string> columns,
                                              KeysMustDiffer keys_must_differ) {
    ANKER_TRY(const tabular::TextTable table,
              tabular::text_table_from(file.name, file.bytes, {}, refs_of(columns)));
    TextColumns result;
    result.file = table.file;
    ANKER_DO(read_keys(table, keys_must_differ, result.keys, result.lines));
    for (const std::string& column : columns) {
        ANKER_TRY(const std::size_t at, tabular::find_column(table, {column, 0}));
        std::vector<std::string>& texts = result.texts.emplace_back();
        for (const tabular::TableRow& row : table.rows) texts.emplace_back(tabular::trimmed(row.cells[at]));
    }
    return result;
}

Expected<std::vector<std::size_t>, std::string> rows_of_keys(const std::vector<std::string>& wanted,
                                                             const std::string& wanted_file,
                                                             const std::vector<std::string>& keys,
                                                             const std::string& keys_file) {
    std::map<std::string_view, std::size_t> row_of;
    for (std::size_t i = 0; i < keys.size(); ++i) row_of.emplace(keys[i], i);
    std::vector<std::size_t> rows;
    std::size_t found = 0;
    for (const std::string& key : wanted) {
        const auto row = row_of.find(key);
        rows.push_back(row == row_of.end() ? no_row : row->second);
        found += row == row_of.end() ? 0 : 1;
    }
    if (found > 0 || wanted.empty()) return rows;
    // None: say why it may be.
    const auto without_zeros = [](std::string_view key) {
        const std::size_t first = key.find_first_not_of('0');
        return first == std::string_view::npos ? std::string_view("0") : key.substr(first);
    };
    std::map<std::string_view, std::size_t> bare;
    for (std::size_t i = 0; i < keys.size(); ++i) bare.emplace(without_zeros(keys[i]), i);
    std::size_t bare_found = 0;
    for (const std::string& key : wanted) bare_found += bare.contains(without_zeros(key)) ? 1U : 0U;
    const std::string none = "None of the " + std::to_string(wanted.size()) + " areas of " + wanted_file +
                             " is in " + keys_file + " (" + in_quotes(wanted.front()) + " there, " +
                             in_quotes(keys.empty() ? std::string() : keys.front()) + " here)";
    if (bare_found > 0) {
        return failure(none + ": leading zeros were lost in one of them; export the keys as text.");
    }
    return failure(none + ": do both files use the same version of the areas?");
}

} // namespace anker::jobs
