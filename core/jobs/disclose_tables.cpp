// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/disclose_tables.hpp"

#include "core/tabular/number.hpp"
#include "core/tabular/sentence.hpp"
#include "core/tabular/text_table.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace anker::jobs {

namespace {

using disclosure::Dimension;
using tabular::in_quotes;

std::string line_of(const std::string& file, std::size_t line) {
    return file + ", line " + std::to_string(line);
}

/// Columns of numbers of one file, all with the same decimal sign.
class Numbers {
public:
    [[nodiscard]] static Expected<Numbers, std::string> of(const tabular::TextTable& table,
                                                           const std::vector<std::string>& columns) {
        Numbers numbers(table);
        std::vector<std::string_view> cells;
        const tabular::SpecialCells special;
        for (const std::string& column : columns) {
            if (column.empty()) continue;
            ANKER_TRY(const std::size_t at, tabular::find_column(table, {column, 0}));
            numbers.m_at[column] = at;
            for (const tabular::TableRow& row : table.rows) {
                const std::string_view cell = tabular::trimmed(row.cells[at]);
                if (!special.is_missing(cell)) cells.push_back(cell);
            }
        }
        const tabular::DecimalVote vote = tabular::detect_decimal(cells);
        if (vote.is_contradictory) {
            return failure(table.file + " has numbers with decimal comma and with decimal point: " +
                           in_quotes(vote.example) + " and " + in_quotes(vote.other_example) +
                           "; use one of them.");
        }
        if (vote.is_ambiguous && table.delimiter != ',') {
            return failure(table.file + ": " + in_quotes(vote.example) +
                           " can mean two numbers; leave the thousands signs out.");
        }
        numbers.m_decimal = vote.is_ambiguous ? '.' : vote.decimal;
        return numbers;
    }

    /// NaN where the cell is empty or says that there is none.
    [[nodiscard]] Expected<double, std::string> read(const tabular::TableRow& row,
                                                     const std::string& column) const {
        static const tabular::SpecialCells special;
        const std::string_view cell = tabular::trimmed(row.cells[m_at.find(column)->second]);
        if (special.is_missing(cell)) return no_number;
        const auto number = tabular::number_from(cell, m_decimal);
        if (!number) return failure(where(row, column) + ": " + in_quotes(cell) + " is not a number.");
        return *number;
    }
    /// There must be one, and not below nought.
    [[nodiscard]] Expected<double, std::string> amount(const tabular::TableRow& row,
                                                       const std::string& column) const {
        ANKER_TRY(const double number, read(row, column));
        if (std::isnan(number)) {
            return failure(where(row, column) +
                           ": the number is missing, which is not zero; the table must be whole, since its "
                           "sums decide what else has to be withheld.");
        }
        if (number < 0 || number > 1e12)
            return failure(where(row, column) + ": " + tabular::decimals(number, 2) +
                           " is not an amount; give 0 or more.");
        return number;
    }
    [[nodiscard]] std::string where(const tabular::TableRow& row, const std::string& column) const {
        return line_of(m_file, row.line) + ", column " + in_quotes(column);
    }

private:
    explicit Numbers(const tabular::TextTable& table) : m_file(table.file) {}
    std::string m_file;
    std::map<std::string, std::size_t, std::less<>> m_at;
    char m_decimal = '.';
};

Expected<std::vector<std::string>, std::string>
codes_of(const tabular::TextTable& table, const tabular::TableRow& row, const std::vector<std::size_t>& at) {
    std::vector<std::string> codes;
    for (const std::size_t column : at) {
        codes.emplace_back(tabular::trimmed(row.cells[column]));
        if (codes.back().empty()) {
            return failure(line_of(table.file, row.line) + ", column " + in_quotes(table.columns[column]) +
                           ": the code is empty.");
        }
    }
    return codes;
}

Expected<void, std::string> read_hierarchy(const File& file, std::vector<Dimension>& dimensions) {
    ANKER_TRY(
        const tabular::TextTable table,
        tabular::text_table_from(file.name, file.bytes, {}, {{"dimension", 0}, {"code", 0}, {"parent", 0}}));
    ANKER_TRY(const std::size_t of, tabular::find_column(table, {"dimension", 0}));
    ANKER_TRY(const std::size_t code, tabular::find_column(table, {"code", 0}));
    ANKER_TRY(const std::size_t parent, tabular::find_column(table, {"parent", 0}));
    for (const tabular::TableRow& row : table.rows) {
        ANKER_TRY(const std::vector<std::string> cells, codes_of(table, row, {of, code, parent}));
        const auto dimension = std::find_if(dimensions.begin(), dimensions.end(),
                                            [&](const Dimension& d) { return d.name == cells[0]; });
        if (dimension == dimensions.end()) continue; // of another table
        if (!dimension->parent.emplace(cells[1], cells[2]).second)
            return failure(line_of(file.name, row.line) + ": " + in_quotes(cells[1]) + " has two parents.");
    }
    for (const Dimension& dimension : dimensions) {
        for (const auto& [start, first] : dimension.parent) {
            std::string at = first;
            for (std::size_t step = 0; dimension.parent.contains(at); ++step) {
                if (step > dimension.parent.size())
                    return failure(file.name + ": " + in_quotes(start) + " is among its own parents.");
                at = dimension.parent.find(at)->second;
            }
        }
    }
    return {};
}

Expected<LongRow, std::string> read_row(const tabular::TableRow& row, const Numbers& numbers,
                                        const DiscloseOptions& options) {
    LongRow result;
    result.line = row.line;
    ANKER_TRY(result.count, numbers.amount(row, options.count_column));
    if (result.count != std::floor(result.count))
        return failure(numbers.where(row, options.count_column) + ": a count of people is a whole number.");
    result.value = result.count;
    if (!options.value_column.empty()) {
        ANKER_TRY(result.value, numbers.amount(row, options.value_column));
    }
    if (options.has_shares()) {
        ANKER_TRY(result.denominator, numbers.amount(row, options.denominator_column));
        if (result.count > result.denominator)
            return failure(numbers.where(row, options.denominator_column) +
                           ": the count is larger than its denominator.");
    }
    if (!options.key_column.empty()) {
        ANKER_TRY(result.key, numbers.amount(row, options.key_column));
    }
    for (const std::string& column : options.contribution_columns) {
        ANKER_TRY(double share, numbers.read(row, column));
        if (std::isnan(share)) share = 0; // fewer contributors than columns
        if (share < 0 || (!result.contributions.empty() && share > result.contributions.back()))
            return failure(numbers.where(row, column) +
                           ": contributions are 0 or more, and come in descending order.");
        result.contributions.push_back(share);
    }
    double largest = 0;
    for (const double share : result.contributions) largest += share;
    if (largest > result.value * (1 + 1e-9) + 1e-9)
        return failure(numbers.where(row, options.contribution_columns.front()) +
                       ": the largest contributions are more than the value.");
    return result;
}

void add_to(LongRow& total, const LongRow& part) {
    total.count += part.count;
    total.value += part.value;
    total.denominator += part.denominator;
    total.key += part.key;
    const std::size_t size = total.contributions.size();
    total.contributions.insert(total.contributions.end(), part.contributions.begin(),
                               part.contributions.end());
    std::sort(total.contributions.rbegin(), total.contributions.rend());
    total.contributions.resize(std::max(size, part.contributions.size()));
}

Expected<void, std::string> compute_totals(LongTable& table) {
    std::map<std::vector<std::string>, std::size_t> place;
    const std::size_t given = table.rows.size();
    for (std::size_t i = 0; i < given; ++i) place[table.rows[i].codes] = i;
    for (std::size_t i = 0; i < given; ++i) {
        const auto above = disclosure::combinations_above(table.dimensions, table.rows[i].codes);
        for (std::size_t k = 1; k < above.size(); ++k) {
            const auto [entry, is_new] = place.emplace(above[k], table.rows.size());
            if (is_new) {
                LongRow total = table.rows[i];
                total.line = 0;
                total.codes = above[k];
                table.rows.push_back(std::move(total));
            } else if (entry->second < given) {
                return failure(table.where(table.rows[entry->second]) +
                               ": the row is a total of others already; leave it out, or give all totals.");
            } else {
                const LongRow part = table.rows[i];
                add_to(table.rows[entry->second], part);
            }
        }
    }
    return {};
}

} // namespace

std::string LongTable::where(const LongRow& row) const {
    const std::string cell = " (" + disclosure::identity_of(dimensions, row.codes) + ")";
    return row.line == 0 ? file + ", computed total" + cell : line_of(file, row.line) + cell;
}

Expected<LongTable, std::string> read_long_table(const File& file, const std::vector<std::string>& dimensions,
                                                 const File* hierarchy, const DiscloseOptions& options) {
    std::vector<tabular::ColumnRef> needed;
    for (const std::string& name : dimensions) needed.push_back({name, 0});
    needed.push_back({options.count_column, 0});
    ANKER_TRY(const tabular::TextTable text, tabular::text_table_from(file.name, file.bytes, {}, needed));
    LongTable table;
    table.file = file.name;
    std::vector<std::size_t> at;
    for (const std::string& name : dimensions) {
        ANKER_TRY(const std::size_t column, tabular::find_column(text, {name, 0}));
        at.push_back(column);
        table.dimensions.push_back({name, "", {}});
    }
    std::vector<std::string> columns = options.contribution_columns;
    for (const std::string& column :
         {options.count_column, options.value_column, options.denominator_column, options.key_column})
        columns.push_back(column);
    ANKER_TRY(const Numbers numbers, Numbers::of(text, columns));
    std::map<std::vector<std::string>, std::size_t> line_of_cell;
    for (const tabular::TableRow& row : text.rows) {
        ANKER_TRY(LongRow read, read_row(row, numbers, options));
        ANKER_TRY(read.codes, codes_of(text, row, at));
        const auto [seen, is_new] = line_of_cell.emplace(read.codes, row.line);
        if (!is_new)
            return failure(line_of(file.name, row.line) + ": the cell was already in line " +
                           std::to_string(seen->second) + "; give every cell one row.");
        table.rows.push_back(std::move(read));
    }
    if (table.rows.empty()) return failure(file.name + " has column names but no rows.");
    if (hierarchy != nullptr) ANKER_DO(read_hierarchy(*hierarchy, table.dimensions));
    bool has_total = false;
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
        for (const LongRow& row : table.rows) {
            const auto& labels = options.total_labels;
            if (std::find(labels.begin(), labels.end(), row.codes[d]) == labels.end()) continue;
            std::string& total = table.dimensions[d].total;
            if (!total.empty() && total != row.codes[d])
                return failure(line_of(file.name, row.line) + ", column " + in_quotes(dimensions[d]) + ": " +
                               in_quotes(row.codes[d]) + " and " + in_quotes(total) +
                               " both mean all together; say with --total-label which one it is.");
            total = row.codes[d];
        }
        has_total = has_total || !table.dimensions[d].total.empty();
    }
    if (options.computes_totals) {
        if (has_total)
            return failure(file.name + " has rows of totals already; leave --totals computed out.");
        for (Dimension& dimension : table.dimensions) dimension.total = options.total_labels.front();
        ANKER_DO(compute_totals(table));
    } else if (!has_total) {
        return failure(file.name + " has no row of totals (" + tabular::some_of(options.total_labels, 5) +
                       "): name their code with --total-label, or add them with --totals computed.");
    }
    return table;
}

Expected<PreviousTable, std::string> read_previous(const File& file,
                                                   const std::vector<Dimension>& dimensions) {
    ANKER_TRY(const tabular::TextTable text,
              tabular::text_table_from(file.name, file.bytes, {}, {{"published", 0}, {"reason", 0}}));
    ANKER_TRY(const std::size_t reason_at, tabular::find_column(text, {"reason", 0}));
    PreviousTable table;
    table.file = file.name;
    std::vector<std::size_t> at;
    for (const Dimension& dimension : dimensions) {
        const auto column = std::find(text.columns.begin(), text.columns.end(), dimension.name);
        if (column == text.columns.end()) continue;
        at.push_back(static_cast<std::size_t>(column - text.columns.begin()));
        table.dimensions.push_back(dimension);
    }
    if (at.empty()) return failure(file.name + " has none of the columns of --dimensions.");
    ANKER_TRY(const Numbers numbers, Numbers::of(text, {"published"}));
    for (const tabular::TableRow& row : text.rows) {
        PreviousRow read;
        read.line = row.line;
        ANKER_TRY(read.published, numbers.read(row, "published"));
        ANKER_TRY(read.codes, codes_of(text, row, at));
        const std::string_view reason = tabular::trimmed(row.cells[reason_at]);
        for (std::size_t i = 0; i < disclosure::reason_names.size(); ++i) {
            if (disclosure::reason_names[i] == reason) read.reason = static_cast<disclosure::Reason>(i);
        }
        if (std::isnan(read.published) && read.reason == disclosure::Reason::None)
            read.reason = disclosure::Reason::Protected;
        table.rows.push_back(std::move(read));
    }
    return table;
}

} // namespace anker::jobs
