// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace anker::spatial {

/// In whatever plane or degrees the file is written.
struct Point {
    double x = 0;
    double y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// A closed line; the last point joins the first, which is not repeated.
using Border = std::vector<Point>;

/// An area as nothing but its borders, outer ones and holes alike: contiguity needs no more.
struct BorderedArea {
    std::string key;
    std::vector<Border> borders;
};

struct AreasFile {
    std::vector<BorderedArea> areas; ///< in order of first mention; features with one key are one area
    std::vector<std::string> without_geometry; ///< keys of areas whose geometry is null or empty
};

/// Reads the polygons of a GeoJSON FeatureCollection (RFC 7946) with their keys from the property `key`. The
/// error names file and feature: no JSON, no FeatureCollection, a feature without the property (it lists
/// those there are), points or lines instead of polygons, a coordinate that is no number.
[[nodiscard]] Expected<AreasFile, std::string>
areas_from_geojson(const std::string& file, std::string_view bytes, const std::string& key);

} // namespace anker::spatial
