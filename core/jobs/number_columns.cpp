// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/number_columns.hpp"

#include "core/indicator/indicator.hpp"
#include "core/tabular/number.hpp"
#include "core/tabular/sentence.hpp"

namespace anker::jobs {

namespace {

using tabular::in_quotes;

/// Which sign separates decimals in these columns.
Expected<char, std::string> decimal_of(const tabular::TextTable& table,
                                       std::span<const std::size_t> columns) {
    const tabular::SpecialCells special;
    std::vector<std::string_view> cells;
    for (const tabular::TableRow& row : table.rows) {
        for (const std::size_t column : columns) {
            const std::string_view cell = tabular::trimmed(row.cells[column]);
            if (!special.is_missing(cell)) cells.push_back(cell);
        }
    }
    const tabular::DecimalVote vote = tabular::detect_decimal(cells);
    if (vote.is_contradictory) {
        return failure(table.file +
                       " has numbers with decimal comma and with decimal point: " + in_quotes(vote.example) +
                       " and " + in_quotes(vote.other_example) + "; use one of them.");
    }
    if (vote.is_ambiguous) {
        if (table.delimiter == ',') return '.'; // a comma inside a number would need quotes
        return failure(table.file + ": " + in_quotes(vote.example) +
                       " can mean two numbers; write at least one number of the file with decimals, or "
                       "leave the thousands signs out.");
    }
    return vote.decimal;
}

} // namespace

Expected<std::vector<std::vector<double>>, std::string> numbers_in(const tabular::TextTable& table,
                                                                   std::span<const std::size_t> columns) {
    ANKER_TRY(const char decimal, decimal_of(table, columns));
    const tabular::SpecialCells special;
    std::vector<std::vector<double>> result;
    for (const std::size_t column : columns) {
        std::vector<double>& values = result.emplace_back();
        values.reserve(table.rows.size());
        for (const tabular::TableRow& row : table.rows) {
            const std::string_view cell = tabular::trimmed(row.cells[column]);
            if (special.is_missing(cell)) {
                values.push_back(indicator::missing);
                continue;
            }
            const auto number = tabular::number_from(cell, decimal);
            if (!number) {
                return failure(table.file + ", line " + std::to_string(row.line) + ", column " +
                               in_quotes(table.columns[column]) + ": " + in_quotes(cell) +
                               " is not a number.");
            }
            values.push_back(*number);
        }
    }
    return result;
}

} // namespace anker::jobs
