// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/figures/shown_figures.hpp"
#include "core/index/exclusion.hpp"
#include "core/jobs/job.hpp"
#include "core/uncertainty/draw.hpp"
#include "web/studio/complaint.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// An index with its areas as the studio's views read it: the Quartier's adopted one, or a person's own
/// figures.
namespace anker::studio {

/// A table that a job wrote: comma, decimal point.
class ResultTable {
public:
    ResultTable() = default;
    explicit ResultTable(std::string_view csv);
    [[nodiscard]] std::size_t rows() const { return m_rows.size(); }
    [[nodiscard]] bool has(std::string_view column) const { return column_of(column) < m_columns.size(); }
    [[nodiscard]] const std::vector<std::string>& columns() const { return m_columns; }
    /// Empty where there is no such cell.
    [[nodiscard]] const std::string& text(std::size_t row, std::string_view column) const;
    /// NaN where it is empty or no number.
    [[nodiscard]] double number(std::size_t row, std::string_view column) const;
    /// Of the first column.
    [[nodiscard]] const std::string& key(std::size_t row) const;

private:
    [[nodiscard]] std::size_t column_of(std::string_view column) const;
    std::vector<std::string> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

/// What one indicator adds to an area's index, and how much it would have to change for the next class.
struct Part {
    std::string name;
    std::string unit;
    double value = indicator::missing;
    double normalised = indicator::missing;
    double weight = indicator::missing;
    double weighted = indicator::missing;
    double change_to_lower = indicator::missing;
    double change_to_higher = indicator::missing;
};

/// Where an area may stand when what was decided and measured is shaken: job `uncertainty`.
struct Spread {
    double low = indicator::missing;
    double median = indicator::missing;
    double high = indicator::missing;
    double same_class = indicator::missing; ///< share of draws, 0 to 1
};

/// How much of the moving of ranks comes from one thing that varied (Sobol's indices), 0 to 1.
struct Influence {
    uncertainty::Factor factor = uncertainty::Factor::Weights;
    double alone = 0; ///< first order
    double total = 0; ///< with its part in what several do together
};

struct DataArea {
    std::string key;
    std::string name; ///< the key where none is known
    double people = indicator::missing;
    index::Exclusion left_out = index::Exclusion::None;
    bool is_value_withheld = false; ///< the missing value is known and protected
    bool has_index = false;
    double value = indicator::missing;
    double rank = indicator::missing; ///< 1 = most burdened; equal ones share the best rank
    int class_number = 0;             ///< 1 = least burdened; 0 = none
    std::string class_name;           ///< empty where the recipe gives none
    std::string class_code;           ///< the recipe's own, where it is not `class_number`
    std::vector<Part> parts;
    std::optional<Spread> spread;
};

/// What belongs to a table of amounts.
struct AllocationRun {
    std::string command; ///< the command line that makes it
    jobs::File input;
    bool is_posts = false;
    bool has_draws = false; ///< shared out by draws of the index too
};

struct Dataset {
    bool is_own = false;
    std::string title;
    std::string date;
    std::string source;
    int classes = 0;
    bool high_is_relief = false; ///< a high value of the index means little burden
    bool is_berlin = false;      ///< standardised sums in the direction of burden: status_and_dynamics
    std::vector<DataArea> areas;
    /// What the index is made from; both empty where it was computed elsewhere.
    jobs::File values;
    jobs::File recipe;
    std::string level;                      ///< id of the level in the recipe that is shown
    std::vector<std::string> levels;        ///< those to choose from
    std::vector<std::string> value_columns; ///< of `values`, after the key
    std::string heads_column;
    std::string denominators; ///< option of job `uncertainty`; empty = no cases behind the shares are known
    std::size_t noisy_indicators = 0;  ///< those with small-number noise, of `indicators`
    std::size_t indicators = 0;        ///< 0 = not counted
    std::vector<Influence> influences; ///< on the ranks, largest first; empty before job `uncertainty`
    AllocationRun allocation_ordered;
    AllocationRun allocation_shown;
    bool waits_for_draws = false; ///< amounts are to be shared out by draws of the index once there are any
    std::map<std::string, jobs::Result, std::less<>> results; ///< of jobs, by job
    std::map<std::string, Complaint, std::less<>> faults;     ///< likewise

    [[nodiscard]] bool can_be_computed() const { return !recipe.bytes.empty(); }
    [[nodiscard]] const std::string* result(std::string_view job, std::string_view file) const;
    [[nodiscard]] std::size_t find(std::string_view key) const;
    /// Rows from most to least burdened, those without an index last.
    [[nodiscard]] std::vector<std::size_t> by_rank() const;
};

/// The adopted or published index. Values of an adopted one become a file and a recipe that jobs can read.
[[nodiscard]] Dataset quartier_data(const figures::ShownFigures& figures);

/// Ranks from the values, for an index that came without or with ranks of relief: 1 = most burdened.
void rank_by_burden(Dataset& data);

/// A person's own files before any job ran. The error is a sentence about the recipe.
[[nodiscard]] Expected<Dataset, std::string> own_data(jobs::File values, jobs::File recipe);

/// Ranks, classes and derivations from the outcome of job `index`. Names of areas come from `names` where the
/// keys are the same.
void take_index(Dataset& data, const jobs::Result& result,
                const std::map<std::string, std::string, std::less<>>& names);

/// Intervals of ranks, how often an area kept its class and what moved the ranks, from the outcome of job
/// `uncertainty`.
void take_spread(Dataset& data, const jobs::Result& result);

} // namespace anker::studio
