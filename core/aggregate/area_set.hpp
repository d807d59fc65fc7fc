// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/geo/polygon.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace anker::aggregate {

/// A statistical unit of one area version.
struct Area {
    std::string key; ///< as published, leading zeros kept
    std::string name;
    geo::MultiPolygon shape;
    std::vector<std::uint32_t> triangles; ///< three indices each into the positions of `shape` in reading
                                          ///< order: for each polygon its outer ring, then its holes
    friend bool operator==(const Area&, const Area&) = default;
};

/// The areas of one version, ordered by key. The bytes of `encode` are the data set that events adopt.
struct AreaSet {
    std::string version_date; ///< ISO 8601
    std::vector<Area> areas;
    friend bool operator==(const AreaSet&, const AreaSet&) = default;
};

using AreaIndex = std::uint32_t;
constexpr AreaIndex no_area = 0xFFFFFFFF;

[[nodiscard]] std::vector<std::uint8_t> encode(const AreaSet& set);
[[nodiscard]] Expected<AreaSet, std::string> decode_area_set(std::span<const std::uint8_t> bytes);

/// Finds the area of a position: a grid of candidate lists over the areas' boxes, then the exact test.
/// On a shared border the first area in order wins, so that every position belongs to at most one.
class AreaLocator {
public:
    explicit AreaLocator(const AreaSet& set);
    [[nodiscard]] AreaIndex find(geo::Position p) const;

private:
    [[nodiscard]] std::size_t cell_of(geo::Position p) const;
    static constexpr int cells_per_side = 64;
    const AreaSet& m_set;
    geo::Box m_bounds;
    std::vector<std::vector<AreaIndex>> m_cells;
    std::vector<std::vector<geo::Box>> m_boxes; ///< per area and polygon
};

} // namespace anker::aggregate
