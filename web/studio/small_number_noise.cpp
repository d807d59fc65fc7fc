// SPDX-License-Identifier: Apache-2.0
#include "web/studio/small_number_noise.hpp"

#include "core/index/recipe_as_composite.hpp"

#include <algorithm>
#include <tuple>

namespace anker::studio {

namespace {

/// Shares only: a count of flats or euros is no sample of cases.
index::Unit share_unit(const std::string& name) {
    if (name == "percent") return index::Unit::Percent;
    if (name == "share") return index::Unit::Share;
    if (name == "per_1000") return index::Unit::Per1000;
    return index::Unit::Any;
}

double whole_of(index::Unit unit) {
    return unit == index::Unit::Percent ? 100 : unit == index::Unit::Per1000 ? 1000 : 1;
}

} // namespace

std::size_t SmallNumberNoise::count() const {
    return static_cast<std::size_t>(std::count(is_noisy.begin(), is_noisy.end(), true));
}

SmallNumberNoise small_number_noise(const figures::ShownFigures& figures, const index::Recipe& recipe) {
    SmallNumberNoise noise;
    for (std::size_t i = 0; i < recipe.components.size(); ++i) {
        const bool is_told = figures.index && i < figures.index->units.size();
        index::Unit unit = is_told ? share_unit(figures.index->units[i]) : index::Unit::Any;
        bool is_known = unit != index::Unit::Any;
        double highest = 0;
        for (const figures::ShownArea& area : figures.areas) {
            if (!area.index || area.index->status_class == 0) continue;
            const auto& [parts, cases] = std::tie(area.index->parts, area.index->denominators);
            // A rate above its whole, such as cases per head, is no share.
            is_known = is_known && i < parts.size() && i < cases.size() && cases[i] > 0 &&
                       parts[i].value >= 0 && parts[i].value <= whole_of(unit);
            if (is_known) highest = std::max(highest, parts[i].value);
        }
        // Percent that nowhere reaches 1 looks like a slip to the job; without a unit it is percent to its
        // noise.
        if (unit == index::Unit::Percent && highest <= 1) unit = index::Unit::Any;
        noise.is_noisy.push_back(is_known);
        noise.units.push_back(is_known ? unit : index::Unit::Any);
    }
    return noise;
}

std::string cases_column(const index::Component& component, const index::Recipe& recipe) {
    return index::column_name(component.indicator + "_cases", recipe.date);
}

std::string denominators_option(const SmallNumberNoise& noise, const index::Recipe& recipe) {
    std::string option;
    for (std::size_t i = 0; i < recipe.components.size(); ++i) {
        if (!noise.has(i)) continue;
        option += (option.empty() ? "" : ",") +
                  index::column_name(recipe.components[i].indicator, recipe.date) + "=" +
                  cases_column(recipe.components[i], recipe);
    }
    return option;
}

} // namespace anker::studio
