// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace anker::exchange {

/// A text in GeoJSON that no library hands over as it stands: GDAL ends texts at NUL and turns lone
/// surrogates into question marks, so a spoilt text would be stored as if it were whole.
struct TextFaultInJson {
    std::size_t feature = 0; ///< from 1, in the order of the file; 0 = outside the features
    std::string column;      ///< name of the member the text belongs to
    std::string what;
};

struct ScreenedGeoJson {
    std::string text; ///< the same with U+FFFD in place of what is spoilt
    std::vector<TextFaultInJson> faults;
};

/// Finds NUL, lone surrogates and raw control characters in the strings of a GeoJSON text.
[[nodiscard]] ScreenedGeoJson screen_geojson(std::string text);

} // namespace anker::exchange
