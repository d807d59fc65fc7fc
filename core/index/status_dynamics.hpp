// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/index/composite.hpp"
#include "core/math/statistics.hpp"

#include <map>
#include <string>
#include <vector>

/// The older form of recipes, read for ever: the status and dynamics index of the Berlin Monitoring Soziale
/// Stadtentwicklung (Indikatorenheft MSS 2021, chapters 4.1-4.3): standardise each indicator over the valid
/// areas, add them up with their weights, standardise the sums again, cut into classes. Contributions can
/// never enter: this folder includes no header of theirs.
namespace anker::index {

using math::Deviation;

struct Component {
    std::string indicator; ///< id in the indicator table
    double weight = 1;
    friend bool operator==(const Component&, const Component&) = default;
};

/// Data, not code: see docs/recipes.md and assets/recipes.
struct Recipe {
    std::string id;
    std::map<std::string, std::string> names;
    std::string date;         ///< of the status
    std::string earlier_date; ///< dynamics = change from here to `date`; empty = no dynamics
    std::vector<Component> components;
    Deviation deviation = Deviation::Population;
    std::vector<Cut> status_cuts{
        {-1, false}, {1, true}, {1.5, true}};               ///< Berlin: high, medium, low, very low status
    std::vector<Cut> dynamics_cuts{{-1, false}, {1, true}}; ///< positive, stable, negative
    double minimum_population = 300;
    std::map<std::string, std::string> excluded; ///< area key -> reason, as published
    std::string decided_by;                      ///< who agreed on it, and when
};

[[nodiscard]] std::string encode(const Recipe& recipe);
[[nodiscard]] Expected<Recipe, std::string> decode_recipe(std::string_view text);

/// The recipe in the general form, with columns called `id@date`. Every direction is Burden: this form does
/// not say them, the catalogue does (agreed_recipe).
[[nodiscard]] CompositeRecipe composite_from(const Recipe& recipe);

} // namespace anker::index
