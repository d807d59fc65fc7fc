// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/composite.hpp"

#include <span>
#include <string>
#include <vector>

/// Rows in groups, such as areas in years: fitted together or group by group, and joined to larger areas.
namespace anker::index {

/// Which of several values belong together; one group without a name where there are none.
struct RowGroups {
    std::vector<std::string> names;                ///< in the order of their first row
    std::vector<std::size_t> of;                   ///< per row
    std::vector<std::vector<std::size_t>> members; ///< per group
};
[[nodiscard]] RowGroups row_groups(std::span<const std::string> name_of_row);
/// All rows in one group.
[[nodiscard]] RowGroups one_group(std::size_t rows);

struct NormalisedGroups {
    std::vector<double> values;
    std::vector<Fitted> fitted; ///< per group; one entry where the rule is not within groups
};
/// As normalised(), within each group where the rule says so. The error is the group whose values do not
/// vary.
[[nodiscard]] Expected<NormalisedGroups, std::size_t>
normalised_in_groups(std::span<const double> values, const Normalise& rule, const RowGroups& groups,
                     const std::optional<Bounds>& goalposts, const Fitted* frozen,
                     std::optional<double> reference);

/// The areas of a level: the rows themselves, or larger ones that the rows form within each group.
struct LevelAreas {
    std::vector<std::size_t> of_row;
    std::vector<std::size_t> first_row; ///< per area
    std::vector<double> weights;        ///< per row, of the mean
};
/// The error names the cell: a row without a larger area, a weight that is missing or negative, weights that
/// are all 0.
[[nodiscard]] Expected<LevelAreas, std::string> level_areas(const ColumnTable& table, const Level& level,
                                                            std::span<const std::size_t> valid,
                                                            const RowGroups& groups);

/// From a level's aggregate to its values, ranks and classes: larger areas, rescaling, classes. Ranks are
/// within groups where there are groups. The error says why it cannot be rescaled.
[[nodiscard]] Expected<void, std::string> finish_level(const Level& level, const LevelAreas& areas,
                                                       const RowGroups& groups, LevelResult& result);

/// How much the level's value changes per unit of an input's value in one valid area; NaN where that is no
/// straight line.
[[nodiscard]] double slope_at(const LevelResult& result, const InputResult& input, std::size_t valid_index);

} // namespace anker::index
