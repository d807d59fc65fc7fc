// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/disclosure/cell_key.hpp"
#include "core/disclosure/cross_table.hpp"
#include "core/disclosure/primary_rules.hpp"
#include "core/disclosure/rounding.hpp"
#include "core/jobs/job.hpp"

#include <limits>
#include <string>
#include <vector>

/// What `disclose` reads: its options, and tables in long form.
namespace anker::jobs {

enum class ProtectionMethod { Suppress, Round, CellKey };
constexpr std::array<std::string_view, 3> method_names{"suppress", "round", "cell-key"};

struct DiscloseOptions {
    ProtectionMethod method{};
    disclosure::PrimaryRules rules;
    disclosure::NoiseRules noise;
    disclosure::RoundedTotals rounded_totals{};
    double base = 5;
    double share_per = 100;
    std::uint64_t seed = 1;
    bool computes_totals = false;
    bool is_previous_earlier = false; ///< another point in time; else the same figures
    std::string count_column, value_column, denominator_column, key_column;
    std::vector<std::string> contribution_columns;
    std::vector<std::string> total_labels;

    [[nodiscard]] bool has_shares() const { return !denominator_column.empty(); }
};
[[nodiscard]] std::vector<OptionSpec> disclose_option_specs();
[[nodiscard]] Expected<DiscloseOptions, std::string> disclose_options_from(const Request& request);
/// `a, b` as two texts, trimmed; empty ones left out.
[[nodiscard]] std::vector<std::string> list_from(std::string_view text);

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

struct LongRow {
    std::size_t line = 0; ///< 0: computed
    std::vector<std::string> codes;
    double count = no_number;
    double value = no_number; ///< what is to be published: the value column, or the count
    double denominator = no_number;
    double key = no_number;
    std::vector<double> contributions; ///< descending
};

struct LongTable {
    std::string file;
    std::vector<disclosure::Dimension> dimensions;
    std::vector<LongRow> rows;

    /// `table.csv, line 7 (age=18-25; area=Nord)`
    [[nodiscard]] std::string where(const LongRow& row) const;
};

/// With `hierarchy` (or null) and, where wanted, computed totals. The error names file, line and column.
[[nodiscard]] Expected<LongTable, std::string> read_long_table(const File& file,
                                                               const std::vector<std::string>& dimensions,
                                                               const File* hierarchy,
                                                               const DiscloseOptions& options);

/// An output of this job that is out already: `published` is NaN where it was withheld.
struct PreviousRow {
    std::size_t line = 0;
    std::vector<std::string> codes;
    double published = no_number;
    disclosure::Reason reason = disclosure::Reason::None;
};
struct PreviousTable {
    std::string file;
    std::vector<disclosure::Dimension> dimensions;
    std::vector<PreviousRow> rows;
};
/// Of the dimensions those that it has; totals and hierarchy as in the table.
[[nodiscard]] Expected<PreviousTable, std::string>
read_previous(const File& file, const std::vector<disclosure::Dimension>& dimensions);

} // namespace anker::jobs
