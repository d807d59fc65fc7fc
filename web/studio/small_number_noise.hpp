// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/figures/shown_figures.hpp"
#include "core/index/composite.hpp"
#include "core/index/status_dynamics.hpp"

#include <string>
#include <vector>

/// Which indicators of the Quartier's index have small-number noise that job `uncertainty` can draw: shares
/// whose number of cases is known for every area with an index. Nothing is estimated in its place.
namespace anker::studio {

struct SmallNumberNoise {
    std::vector<bool> is_noisy;     ///< one per component
    std::vector<index::Unit> units; ///< likewise, as the recipe for the job is to have it

    [[nodiscard]] bool has(std::size_t component) const {
        return component < is_noisy.size() && is_noisy[component];
    }
    [[nodiscard]] std::size_t count() const;
};

[[nodiscard]] SmallNumberNoise small_number_noise(const figures::ShownFigures& figures,
                                                  const index::Recipe& recipe);

/// Column of the values with the cases behind a component: "children_poor_cases@2024".
[[nodiscard]] std::string cases_column(const index::Component& component, const index::Recipe& recipe);

/// Option `denominators` of job `uncertainty`; empty where there is no noise to draw.
[[nodiscard]] std::string denominators_option(const SmallNumberNoise& noise, const index::Recipe& recipe);

} // namespace anker::studio
