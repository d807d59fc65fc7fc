// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace anker::exchange {

/// KML that GDAL's older driver wrote keeps its <Schema> inside a <Folder>, where the newer driver does not
/// look: all attributes would be lost. Moves schemas to the front of the document; other KML comes back as it
/// is.
[[nodiscard]] std::string kml_with_schemas_first(std::string text);

} // namespace anker::exchange
