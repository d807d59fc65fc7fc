// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/jobs/job.hpp"
#include "core/representativity/strata.hpp"
#include "core/tabular/text_table.hpp"

#include <string>
#include <vector>

namespace anker::jobs {

/// A variable whose distribution in the population is known.
struct PopulationMargin {
    std::string variable;
    std::vector<std::string> categories; ///< in order of the file
    std::vector<double> totals;

    [[nodiscard]] double total() const;
    /// Index of a category, or no_category.
    [[nodiscard]] std::size_t find(std::string_view category) const;
};
constexpr std::size_t no_category = static_cast<std::size_t>(-1);

/// Reads the columns `variable`, `category`, `total`. Totals of all variables must have one sum; with
/// `rescale` those of the later ones are brought to that of the first, and a note says so. The error names
/// the line: a negative or missing total, a category twice, sums that differ.
[[nodiscard]] Expected<std::vector<PopulationMargin>, std::string>
read_margins(const File& file, bool rescale, std::vector<std::string>& notes);

/// Respondents, or groups of alike ones with their number.
struct Respondents {
    tabular::TextTable table;                         ///< rows that are left out are gone
    std::vector<std::vector<std::size_t>> categories; ///< [row][variable]
    std::vector<double> counts;                       ///< [row] respondents it stands for
    std::vector<double>
        design_weights; ///< [row] people a respondent stands for by how it was drawn; empty = alike
    std::vector<std::string> outcome_names;
    std::vector<std::vector<double>> outcomes; ///< [outcome][row], NaN = not answered

    [[nodiscard]] double total() const;
};

struct RespondentsReading {
    std::string count_column;  ///< empty = every row is one
    std::string design_column; ///< empty = all were drawn alike
    std::vector<std::string> outcomes;
    bool leave_out_unknown = false; ///< rows whose category no margin has, with a note; else the error
};
[[nodiscard]] Expected<Respondents, std::string>
read_respondents(const File& file, const std::vector<PopulationMargin>& margins,
                 const std::string& margins_file, const RespondentsReading& reading,
                 std::vector<std::string>& notes);

/// Joint population: a column per variable of the margins and a column `total`. Strata in the order of the
/// margins' categories, those that the file leaves out with population 0; without their respondents.
[[nodiscard]] Expected<std::vector<representativity::Stratum>, std::string>
read_joint_population(const File& file, const std::vector<PopulationMargin>& margins, bool rescale,
                      std::vector<std::string>& notes);

} // namespace anker::jobs
