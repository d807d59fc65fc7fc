// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/common/watch.hpp"
#include "server/geo/export/export_data.hpp"

#include <string>

namespace anker::exchange {

// Each writes whole files or none: under temporary names first, renamed when everything is on disk. The names
// of the files written are added to `written`.

/// `FILE.geojson` with the contributions and, where there are areas, `FILE-areas.geojson` (RFC 7946; where
/// the data come from stands in the member "ankerpunkt").
[[nodiscard]] Done write_geojson(const ExportData& data, const std::string& path,
                                 std::vector<std::string>& written, Watch& watch);

/// `FILE.csv`, `FILE-areas.csv`, and `FILE.json` that says where the data come from.
[[nodiscard]] Done write_csv(const ExportData& data, const std::string& path,
                             std::vector<std::string>& written, Watch& watch);

/// `FILE.gpkg` with the layers contributions_points, contributions_lines, contributions_areas and areas.
[[nodiscard]] Done write_geopackage(const ExportData& data, const std::string& path,
                                    std::vector<std::string>& written, Watch& watch);

/// `name.csv` and `-areas` give `name-areas.csv`.
[[nodiscard]] std::string path_with(const std::string& path, const std::string& suffix);

/// Source, licence, date, sequence and methods as JSON: the same words in every format.
[[nodiscard]] std::string provenance_json(const ExportData& data);

/// A geometry in Well-Known Text.
[[nodiscard]] std::string wkt_from(const ExportShape& shape);

} // namespace anker::exchange
