// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/figures/figures.hpp"

#include <array>
#include <span>
#include <string>
#include <vector>

namespace anker::figures {

/// A planning area, a catchment: what a person drew, beside the areas that figures are published for.
struct DrawnShape {
    std::string name;
    geo::MultiPolygon outline;
};

/// Needs and resources whose mark stands in the shape.
struct ShapeFigures {
    /// [kind][perspective]
    std::array<std::array<disclosure::GatedCount, contribution::perspective_count>, contribution::kind_count>
        counts;
};

/// Counts in drawn shapes that can be told beside `figures`, which are out, and beside each other: a count is
/// withheld below the minimum (`too_few`), where fewer people made it (`dominance`), and where what is left
/// of an area or of another shape without it would be (`difference`; disclosure::judge_shape). Decided in the
/// order of the shapes. `inputs` are those that `figures` were made from.
[[nodiscard]] std::vector<ShapeFigures>
make_shape_figures(std::span<const DrawnShape> shapes, const Inputs& inputs, const workspace::State& state,
                   const Figures& figures, const disclosure::Gate& gate);

} // namespace anker::figures
