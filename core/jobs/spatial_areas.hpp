// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/jobs/value_table.hpp"
#include "core/json/fields.hpp"
#include "core/spatial/neighbours.hpp"

#include <string>
#include <vector>

/// What the methods of `spatial` share.
namespace anker::jobs {

/// Areas in the order of their keys, so that sums and draws do not depend on the order of the rows.
struct SpatialAreas {
    ValueTable table;
    std::vector<std::size_t> row_of;   ///< [area in order of keys] row of the table
    std::vector<std::string> keys;     ///< in order
    spatial::Neighbours neighbours;    ///< of all areas, in order of keys; empty without a neighbour file
    std::vector<std::size_t> complete; ///< areas with all values, ascending
    std::vector<std::size_t> place_of; ///< [row] place among the complete ones, or no_row

    /// A column of the complete areas.
    [[nodiscard]] std::vector<double> values(std::size_t column) const {
        std::vector<double> result;
        for (const std::size_t area : complete) result.push_back(table.values[column][row_of[area]]);
        return result;
    }
};
[[nodiscard]] SpatialAreas spatial_areas_of(ValueTable table);

/// Reads the neighbours of all areas; false where the request has no file that tells them.
[[nodiscard]] Expected<bool, std::string> read_neighbours(const Request& request, SpatialAreas& areas,
                                                          std::vector<std::string>& notes);

/// Notes on areas without values, and without neighbours: `blank` says what becomes of these.
/// `neighbours` is of the complete areas.
void note_about_areas(const SpatialAreas& areas, const spatial::Neighbours& neighbours,
                      const std::string& blank, std::vector<std::string>& notes);

/// The neighbours as a table `i,j,weight`, and in numbers for the report.
[[nodiscard]] std::string links_table(const SpatialAreas& areas);
[[nodiscard]] json::Json json_from_links(const spatial::Neighbours& neighbours);

/// null where it is no finite number.
[[nodiscard]] json::Json json_from_number(double number);

/// Ends a row with so many empty cells.
void end_blank(TableWriter& writer, std::size_t cells);

} // namespace anker::jobs
