// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/rake_table.hpp"

#include "core/indicator/indicator.hpp"
#include "core/jobs/number_columns.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/json/fields.hpp"
#include "core/representativity/raking.hpp"
#include "core/tabular/number.hpp"
#include "core/tabular/sentence.hpp"
#include "core/tabular/text_table.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace anker::jobs {

namespace {

using indicator::is_missing;
using representativity::Cell;
using representativity::RakeFault;

/// Whether the first column names rows: some cell above the targets is neither empty nor a number.
bool names_rows(const tabular::TextTable& table) {
    const tabular::SpecialCells special;
    return std::any_of(table.rows.begin(), table.rows.end(), [&](const tabular::TableRow& row) {
        const std::string_view cell = tabular::trimmed(row.cells.front());
        return !special.is_missing(cell) && !tabular::number_from(cell, '.') &&
               !tabular::number_from(cell, ',');
    });
}

std::string fault_sentence(const RakeFault& fault, const tabular::TextTable& table, std::size_t first) {
    const std::string where =
        fault.variable == 0
            ? table.file + ", line " + std::to_string(table.rows[fault.category].line)
            : table.file + ", column " + tabular::in_quotes(table.columns[first + fault.category]);
    if (fault.kind == RakeFault::Kind::Nobody) {
        return where + ": all cells are 0, so they cannot sum to the target " +
               text_from_number(fault.target) + ".";
    }
    return where + ": the sum stays at " + text_from_number(fault.sum) + ", the target is " +
           text_from_number(fault.target) +
           "; zeros in the table contradict the targets, or it needs more --max-iterations.";
}

} // namespace

Expected<Result, std::string> rake_table(const Request& request) {
    const File& file = *request.file("seed");
    ANKER_TRY(const tabular::TextTable table, tabular::text_table_from(file.name, file.bytes, {}, {}));
    const std::size_t first = names_rows(table) ? 1 : 0;
    if (table.columns.size() < first + 3 || table.rows.size() < 3) {
        return failure(file.name + ": a seed table has at least two rows and columns of numbers, the row "
                                   "targets in the last column and the column targets in the last row.");
    }
    const std::size_t columns = table.columns.size() - first - 1;
    const std::size_t rows = table.rows.size() - 1;
    std::vector<std::size_t> at(columns + 1);
    std::iota(at.begin(), at.end(), first);
    ANKER_TRY(const auto numbers, numbers_in(table, at));
    std::vector<std::vector<double>> targets{std::vector<double>(rows), std::vector<double>(columns)};
    std::vector<Cell> cells;
    for (std::size_t r = 0; r <= rows; ++r) {
        for (std::size_t c = 0; c <= columns; ++c) {
            const double number = numbers[c][r];
            const bool is_corner = r == rows && c == columns;
            if (is_corner) continue;
            if (!(number >= 0) || std::isinf(number)) {
                return failure(file.name + ", line " + std::to_string(table.rows[r].line) + ", column " +
                               tabular::in_quotes(table.columns[first + c]) + ": " +
                               (is_missing(number) ? std::string("a number is missing")
                                                   : text_from_number(number) + " is negative") +
                               "; raking needs numbers of 0 or more.");
            }
            if (c == columns) {
                targets[0][r] = number;
            } else if (r == rows) {
                targets[1][c] = number;
            } else {
                cells.push_back({{r, c}, number});
            }
        }
    }
    const double row_sum = std::accumulate(targets[0].begin(), targets[0].end(), 0.0);
    const double column_sum = std::accumulate(targets[1].begin(), targets[1].end(), 0.0);
    if (std::fabs(row_sum - column_sum) > 1e-9 * std::max(row_sum, column_sum)) {
        return failure(file.name + ": the row targets sum to " + text_from_number(row_sum) +
                       ", the column targets to " + text_from_number(column_sum) + "; correct them.");
    }
    if (!(row_sum > 0)) return failure(file.name + ": all targets are 0.");
    representativity::RakeLimits limits;
    limits.tolerance = request.number("tolerance");
    limits.cycles = static_cast<int>(request.number("max-iterations"));
    const auto raked = representativity::rake(cells, targets, limits);
    if (!raked) return failure(fault_sentence(raked.error(), table, first));

    TableWriter writer(std::vector<std::string>(table.columns.begin(), table.columns.end() - 1));
    for (std::size_t r = 0; r < rows; ++r) {
        if (first == 1) writer.cell(table.rows[r].cells.front());
        for (std::size_t c = 0; c < columns; ++c) writer.cell(raked->mass[r * columns + c]);
        writer.end_row();
    }
    Result result;
    result.files["out"] = writer.take();
    json::Json report = json::Json::object();
    report["iterations"] = raked->cycles;
    result.files["report"] = report.dump();
    return result;
}

} // namespace anker::jobs
