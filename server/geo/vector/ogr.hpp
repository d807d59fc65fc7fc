// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/geo/polygon.hpp"
#include "server/geo/common/done.hpp"
#include "server/geo/common/report.hpp"
#include "server/geo/common/watch.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace anker::exchange {

/// A feature of a vector file: its attributes as text, its geometry on WGS 84.
struct Feature {
    std::size_t number = 0;                        ///< from 1, in the order of the file; line of a text table
    std::int64_t id = -1;                          ///< the file's own number of the feature; -1 = none
    std::vector<std::optional<std::string>> cells; ///< nothing = null or not set

    /// One of these; all empty where the feature has no geometry.
    geo::MultiPolygon polygons;
    std::vector<std::vector<geo::Position>> lines; ///< parts of a multi-line
    std::vector<geo::Position> points;
    std::string text_fault; ///< why its texts cannot be trusted; empty = they can
    std::string text_fault_column;
    bool is_off_earth = false; ///< some position does not exist on earth, or cannot be transformed

    struct Fault {
        std::string reason; ///< "Self-intersection", ...
        geo::Position at;
    };
    std::optional<Fault>
        fault; ///< what makes the polygons invalid in the file, before positions were rounded
    [[nodiscard]] bool has_geometry() const { return !polygons.empty() || !lines.empty() || !points.empty(); }
};

/// How to read a vector file where it does not say so itself.
struct VectorOptions {
    std::string layer;    ///< empty = the only one
    std::string crs;      ///< "EPSG:25832"; empty = as the file says
    std::string encoding; ///< "CP1252"; empty = as the file says, or found out
};

/// A vector file with its attributes in UTF-8.
struct VectorTable {
    std::string layer;
    std::string format;
    std::vector<std::string> columns;
    std::vector<bool> is_number; ///< per column: numbers lose leading zeros
    std::vector<Feature> features;
};

/// Reads a Shapefile (also zipped), GeoJSON, KML, GeoPackage or any other vector format of GDAL. What had to
/// be assumed (encoding, coordinate system) is said in the report.
[[nodiscard]] Expected<VectorTable, std::string>
read_vector(const std::string& path, const VectorOptions& options, Report& report, Watch& watch);

/// Takes a geometry in Well-Known Text over into a feature. False where it is not WKT.
[[nodiscard]] bool add_wkt(const std::string& wkt, Feature& feature);

/// Number of the column, or columns.size().
[[nodiscard]] std::size_t column_index(const std::vector<std::string>& columns, std::string_view name);

} // namespace anker::exchange
