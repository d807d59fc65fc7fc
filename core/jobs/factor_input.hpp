// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/diagnostics.hpp"
#include "core/jobs/job.hpp"
#include "core/jobs/value_table.hpp"
#include "core/json/fields.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What principal components and the one-factor model of the job `factor` have in common.
namespace anker::jobs {

/// The areas in which no column is missing, and the columns of these alone.
struct CompleteAreas {
    std::vector<bool> is_complete; ///< per area of the file
    std::vector<std::vector<double>> values;
};

struct FactorInput {
    ValueTable table;
    CompleteAreas complete;
    std::size_t anchor = factor::no_anchor;
};

/// The columns that the options name, and a note about areas that lack a value. The error names the column.
[[nodiscard]] Expected<FactorInput, std::string> read_factor_input(const Request& request, Result& result);
/// Position of `--anchor` among the columns.
[[nodiscard]] Expected<std::size_t, std::string> anchor_of(const Request& request,
                                                           const std::vector<std::string>& columns);
[[nodiscard]] math::Deviation deviation_of(const Request& request);

/// Turns scores into what `--scale` asks for; nothing to do for "none".
void rescale_scores(std::vector<double>& scores, std::string_view scale, math::Deviation deviation);
/// One row per area of the file, empty where a value is missing.
[[nodiscard]] std::string scores_table(const FactorInput& input, const std::vector<std::string>& names,
                                       const std::vector<std::vector<double>>& scores);

/// For reports: numbers that are none become null.
[[nodiscard]] json::Json list_of(std::span<const double> numbers);
[[nodiscard]] json::Json rows_of(const math::Matrix& matrix);
[[nodiscard]] json::Json json_of(const factor::Diagnostics& diagnostics);
/// Variables, areas and who was left out.
void describe_input(json::Json& report, const FactorInput& input, const Request& request);

} // namespace anker::jobs
