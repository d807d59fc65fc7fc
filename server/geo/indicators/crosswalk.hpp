// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/area_set.hpp"
#include "server/geo/indicators/feature_cube.hpp"

#include <string>
#include <vector>

namespace anker::exchange {

/// Which part of each unit of one version of the areas became part of which adopted area. Named on the
/// command line or not used at all.
struct Crosswalk {
    struct Part {
        std::size_t from = 0;
        std::size_t to = 0; ///< row of the adopted area
        double weight = 0;
    };
    std::string file;
    std::vector<std::string> from_keys; ///< ascending
    std::vector<Part> parts;            ///< by `to`, then `from`
    std::vector<std::string> sources;   ///< what the weights are, as the file says

    /// "lor.csv: weights from \"Einwohner 2019\"", for reports and the stored data.
    [[nodiscard]] std::string described() const;
};

/// A text table with the columns from_key, to_key, weight and source; to_key "-" is what lies outside of the
/// adopted areas. Refused with line and column: unknown areas, a pair twice, weights outside of 0 to 1, a
/// unit whose weights do not add up to 1 (within 0.001), no source.
[[nodiscard]] Expected<Crosswalk, std::string>
read_crosswalk(const std::string& path, const aggregate::AreaSet& areas, Report& report);

/// The features for the adopted areas: the sum of weight times count over the units that became part of an
/// area. One unknown part makes the sum unknown. The error: a rule's ready value is no count, so parts of it
/// cannot be added up.
[[nodiscard]] Expected<FeatureCube, std::string> carried_over(const FeatureCube& cube,
                                                              const Crosswalk& crosswalk,
                                                              const IndicatorMap& map,
                                                              std::size_t area_count);

} // namespace anker::exchange
