// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/factor_input.hpp"

#include "core/indicator/indicator.hpp"
#include "core/jobs/name_list.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>

namespace anker::jobs {

using json::Json;
using tabular::in_quotes;

namespace {

CompleteAreas complete_areas(const ValueTable& table, Result& result) {
    CompleteAreas complete{std::vector<bool>(table.areas(), true), {}};
    std::vector<std::string> cells;
    for (std::size_t area = 0; area < table.areas(); ++area) {
        for (std::size_t column = 0; column < table.values.size(); ++column) {
            if (!indicator::is_missing(table.values[column][area])) continue;
            if (complete.is_complete[area])
                cells.push_back(table.keys[area] + " (line " + std::to_string(table.lines[area]) +
                                ", column " + in_quotes(table.columns[column]) + ")");
            complete.is_complete[area] = false;
        }
    }
    for (const std::vector<double>& column : table.values) {
        std::vector<double>& values = complete.values.emplace_back();
        for (std::size_t area = 0; area < table.areas(); ++area) {
            if (complete.is_complete[area]) values.push_back(column[area]);
        }
    }
    if (!cells.empty()) {
        result.notes.push_back(tabular::counted(cells.size(), "area has", "areas have") +
                               " a missing value and no score: " + tabular::some_of(cells, 5) + ".");
    }
    return complete;
}

} // namespace

Json list_of(std::span<const double> numbers) {
    Json list = Json::array();
    for (const double number : numbers) list.push_back(std::isfinite(number) ? Json(number) : Json());
    return list;
}

Json rows_of(const math::Matrix& matrix) {
    Json rows = Json::array();
    for (std::size_t row = 0; row < matrix.rows(); ++row) rows.push_back(list_of(matrix.row(row)));
    return rows;
}

Expected<std::size_t, std::string> anchor_of(const Request& request,
                                             const std::vector<std::string>& columns) {
    const std::string& anchor = request.option("anchor");
    if (anchor.empty()) return factor::no_anchor;
    const auto found = std::find(columns.begin(), columns.end(), anchor);
    if (found == columns.end())
        return failure("--anchor " + in_quotes(anchor) + ": choose one of the columns " +
                       tabular::some_of(columns, 8) + ".");
    return static_cast<std::size_t>(found - columns.begin());
}

math::Deviation deviation_of(const Request& request) {
    return request.option("deviation") == "population" ? math::Deviation::Population
                                                       : math::Deviation::Sample;
}

void rescale_scores(std::vector<double>& scores, std::string_view scale, math::Deviation deviation) {
    if (scale == "unit") {
        const math::Moments moments = math::moments_of(scores, deviation);
        if (moments.is_constant()) return;
        for (double& score : scores) score = (score - moments.mean) / moments.deviation;
    } else if (scale == "0-100") {
        const auto [low, high] = std::minmax_element(scores.begin(), scores.end());
        const double from = *low;
        const double width = *high - from;
        if (!(width > 0)) return;
        for (double& score : scores) score = (score - from) / width * 100; // exactly 100 at the top
    }
}

std::string scores_table(const FactorInput& input, const std::vector<std::string>& names,
                         const std::vector<std::vector<double>>& scores) {
    const ValueTable& table = input.table;
    const CompleteAreas& complete = input.complete;
    std::vector<std::string> columns{table.key_column};
    columns.insert(columns.end(), names.begin(), names.end());
    TableWriter out(columns);
    std::size_t used = 0;
    for (std::size_t area = 0; area < table.areas(); ++area) {
        out.cell(table.keys[area]);
        for (const std::vector<double>& column : scores)
            out.cell(complete.is_complete[area] ? column[used] : indicator::missing);
        used += complete.is_complete[area] ? 1 : 0;
        out.end_row();
    }
    return out.take();
}

Json json_of(const factor::Diagnostics& diagnostics) {
    const factor::Reliability& r = diagnostics.reliability;
    return {{"correlation", rows_of(diagnostics.correlation)},
            {"eigenvalues", list_of(diagnostics.eigenvalues)},
            {"cronbach_alpha", std::isfinite(r.raw) ? Json(r.raw) : Json()},
            {"cronbach_alpha_standardised", std::isfinite(r.standardised) ? Json(r.standardised) : Json()},
            {"alpha_if_deleted", list_of(r.raw_if_deleted)},
            {"alpha_standardised_if_deleted", list_of(r.standardised_if_deleted)},
            {"correlation_with_rest", list_of(r.correlation_with_rest)},
            {"correlation_with_total", list_of(r.correlation_with_total)},
            {"squared_multiple_correlation", list_of(diagnostics.explained_by_others)},
            {"kmo", std::isfinite(diagnostics.adequacy) ? Json(diagnostics.adequacy) : Json()},
            {"kmo_per_variable", list_of(diagnostics.adequacies)}};
}

Expected<FactorInput, std::string> read_factor_input(const Request& request, Result& result) {
    const File& file = *request.file("values");
    const std::vector<std::string> columns = names_in(request.option("columns"));
    auto read = columns.empty() ? read_all_values(file) : read_values(file, columns);
    if (!read) return failure(std::move(read).error());
    FactorInput input{std::move(*read), {}, factor::no_anchor};
    ANKER_TRY(input.anchor, anchor_of(request, input.table.columns));
    for (std::size_t column = 0; column < input.table.columns.size(); ++column) {
        const std::vector<double>& values = input.table.values[column];
        if (std::all_of(values.begin(), values.end(), indicator::is_missing))
            return failure(file.name + ": column " + in_quotes(input.table.columns[column]) +
                           " has no values.");
    }
    input.complete = complete_areas(input.table, result);
    return input;
}

void describe_input(Json& report, const FactorInput& input, const Request& request) {
    report["variables"] = input.table.columns;
    report["areas"] = input.complete.values.front().size();
    Json left_out = Json::array();
    for (std::size_t area = 0; area < input.table.areas(); ++area) {
        if (!input.complete.is_complete[area])
            left_out.push_back({{"area", input.table.keys[area]}, {"line", input.table.lines[area]}});
    }
    report["left_out"] = std::move(left_out);
    report["deviation"] = request.option("deviation");
}

} // namespace anker::jobs
