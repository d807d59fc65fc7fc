// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/basemap/tile.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace anker::exchange {

/// The value of a tag, empty where the object does not have it.
using TagLookup = std::function<std::string_view(std::string_view key)>;

/// What a closed OpenStreetMap object is painted as; nothing where it is not painted. docs/imports.md has the
/// table.
[[nodiscard]] std::optional<basemap::FillClass> fill_class_of(const TagLookup& tag);

struct LineClass {
    basemap::StrokeClass stroke = basemap::StrokeClass::Footway;
    bool in_overview = false;
};
/// What an OpenStreetMap way is drawn as; nothing where it is not drawn.
[[nodiscard]] std::optional<LineClass> line_class_of(const TagLookup& tag);

/// Whether a line is a street or path that people may walk on (core/access).
[[nodiscard]] bool is_for_walking(const TagLookup& tag);

[[nodiscard]] constexpr bool is_building(basemap::FillClass fill) {
    return fill >= basemap::FillClass::BuildingSecondary;
}

} // namespace anker::exchange
