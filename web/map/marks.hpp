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

/// The marks as one vertex each. Hidden ones are left out unless `with_hidden`.
[[nodiscard]] std::vector<gl::MarkVertex> mark_vertices(const view::Marks& marks, geo::Position origin,
                                                        bool is_plain, bool with_hidden);

/// Marks too close to tell apart, as one capsule with both numbers.
struct Cluster {
    geo::Position at; ///< mean of its marks
    std::uint32_t needs = 0;
    std::uint32_t resources = 0;
    view::Row only = view::no_row; ///< set where there is just one
};

/// Groups marks on a fixed grid on the ground whose cells are about `cell_px` wide, so panning changes
/// nothing.
[[nodiscard]] std::vector<Cluster> clusters_of(const view::Marks& marks, const View& view, float cell_px,
                                               bool with_hidden);

/// The mark under a finger: nearest within 22 px of its place.
[[nodiscard]] std::optional<view::Row> mark_at(const view::Marks& marks, const View& view, ui::Point finger,
                                               bool with_hidden);

} // namespace anker::map
