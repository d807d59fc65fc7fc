// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/map/base_map.hpp"
#include "web/map/camera.hpp"

#include <vector>

namespace anker::map {

/// Draws street names along their streets where they fit and nothing is in their way. `taken` are screen
/// rectangles that win over names: panels and marks.
void draw_street_names(const std::vector<StreetName>& names, const View& view,
                       const std::vector<ui::Rect>& taken, float name_px);

} // namespace anker::map
