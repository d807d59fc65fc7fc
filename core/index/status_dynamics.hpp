// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/index/classes.hpp"
#include "core/index/exclusion.hpp"
#include "core/indicator/indicator.hpp"
#include "core/math/statistics.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

/// The status and dynamics index of the Berlin Monitoring Soziale Stadtentwicklung (Indikatorenheft MSS 2021,
/// chapters 4.1-4.3): standardise each indicator over the valid areas, add them up with their weights,
/// standardise the sums again, cut into classes. Contributions can never enter: this folder includes no
/// header of theirs.
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

/// What one indicator adds to an area's index: value, standardised value (direction applied), weighted part.
struct Part {
    double value = indicator::missing;
    double standardised = 0;
    double weighted = 0;
};

/// One half of the index (status or dynamics) for one area.
struct Score {
    double sum = 0;       ///< of the weighted parts
    double value = 0;     ///< the sum, standardised again; unrounded, as classes compare it
    int class_number = 0; ///< 1 = least burdened (or most improving)
    std::vector<Part> parts;
};

struct AreaIndex {
    Exclusion exclusion = Exclusion::None;
    std::optional<Score> status;
    std::optional<Score> dynamics;
};

struct IndexResult {
    std::vector<AreaIndex> areas; ///< rows of the indicator table
    int status_classes = 0;
    int dynamics_classes = 0; ///< 0 where the recipe has no dynamics
};

/// The whole index. The error is one English sentence: unknown indicator, unknown date, no valid area,
/// constant indicator.
[[nodiscard]] Expected<IndexResult, std::string> status_and_dynamics(const indicator::IndicatorTable& table,
                                                                     const Recipe& recipe);

} // namespace anker::index
