// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/view/view.hpp"
#include "web/map/camera.hpp"
#include "web/map/gl/renderer.hpp"

#include <optional>
#include <vector>

namespace anker::map {

/// Radius of a mark in CSS pixels on a phone: 14.5 and a little more with support (tokens
/// `mark.size_by_support`).
[[nodiscard]] float mark_radius(std::uint32_t support);

/// Marks too close to tell apart, as one capsule with both numbers.
struct Capsule {
    geo::Position at; ///< mean of its marks, moved so that it stays inside its cell
    std::uint32_t needs = 0;
    std::uint32_t resources = 0;
};

/// Which marks stand in a crowd at this zoom, and the capsules that stand for them.
struct Crowds {
    std::vector<Capsule> capsules;
    std::vector<std::uint8_t> is_crowded; ///< per row
};

/// Groups marks on a fixed grid on the ground whose cells are at least `cell_px` wide and high, so panning
/// changes nothing; a cell with at least `crowd` marks becomes a capsule.
[[nodiscard]] Crowds crowds_of(const view::Marks& marks, const View& view, ui::Point cell_px,
                               std::uint32_t crowd, bool with_hidden);
/// Two views with equal keys have the same grid.
[[nodiscard]] std::uint32_t crowd_grid_key(const View& view, ui::Point cell_px);

/// The marks as one vertex each, crowded ones and hidden ones (unless `with_hidden`) left out.
[[nodiscard]] std::vector<gl::MarkVertex> mark_vertices(const view::Marks& marks, const Crowds& crowds,
                                                        geo::Position origin, bool is_plain,
                                                        bool with_hidden);

/// The mark under a finger: nearest within 22 px of its place, not in a crowd.
[[nodiscard]] std::optional<view::Row> mark_at(const view::Marks& marks, const Crowds& crowds,
                                               const View& view, ui::Point finger, bool with_hidden);

} // namespace anker::map
