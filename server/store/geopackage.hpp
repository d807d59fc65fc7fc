// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/geo/shape.hpp"
#include "server/base/compress.hpp"

#include <optional>
#include <span>
#include <string>

namespace anker::server {

/// A GeoPackage geometry (OGC 12-128r17, 2.1.3): header and well-known binary, longitude before latitude,
/// WGS 84.
[[nodiscard]] Bytes geopackage_geometry(const geo::Shape& shape, geo::Position at);

/// Reads back what the function above wrote; nothing for any other geometry.
[[nodiscard]] std::optional<geo::Shape> shape_from_geopackage(std::span<const std::uint8_t> bytes);

/// ISO 8601 in UTC with milliseconds, as GeoPackage's DATETIME wants it.
[[nodiscard]] std::string datetime_from_ms(std::int64_t unix_ms);

} // namespace anker::server
