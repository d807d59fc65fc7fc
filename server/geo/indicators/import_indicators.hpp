// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/common/intake.hpp"
#include "server/geo/common/watch.hpp"

#include <string>

namespace anker::exchange {

struct CatalogueOptions {
    std::string file;
};
/// `ankerpunkt import catalogue`: the indicators that are agreed. Only they can be imported, indexed, shown
/// and exported.
[[nodiscard]] Done import_catalogue(const CatalogueOptions& options, Intake& intake, Report& report,
                                    Watch& watch);

struct IndicatorOptions {
    std::string file;
    std::string map_file;
    std::string crosswalk_file; ///< empty = the table is for the adopted areas
    bool skip_bad = false;      ///< wrong or impossible values become missing instead of ending the import
    bool replace = false;       ///< forget indicators of earlier imports
};
/// `ankerpunkt import indicators`: agreed numbers per area and date, joined to the adopted areas by key.
[[nodiscard]] Done import_indicators(const IndicatorOptions& options, Intake& intake, Report& report,
                                     Watch& watch);

/// Who delivered a table, and whether it drops the indicators of earlier imports.
struct IndicatorSource {
    std::string source;
    std::string licence;
    bool replaces_all = false;
};
/// Adds the table to the indicators of earlier imports and adopts the result.
[[nodiscard]] Done adopt_indicators(indicator::IndicatorTable fresh, const IndicatorSource& source,
                                    Intake& intake, Report& report);

struct RecipeOptions {
    std::string file;
};
/// `ankerpunkt import recipe`: how the index is made. Tried on the imported indicators before it is adopted.
[[nodiscard]] Done import_recipe(const RecipeOptions& options, Intake& intake, Report& report, Watch& watch);

struct PublishedIndexOptions {
    std::string file;
    std::string map_file;
};
/// `ankerpunkt import published-index`: an index that somebody else computed, shown as it is.
[[nodiscard]] Done import_published_index(const PublishedIndexOptions& options, Intake& intake,
                                          Report& report, Watch& watch);

/// The adopted catalogue, or the error that says to import one first.
[[nodiscard]] Expected<catalogue::Catalogue, std::string> required_catalogue(const Intake& intake,
                                                                             std::string_view what);
/// `"a", "b" and 12 more`.
[[nodiscard]] std::string known_ids(const catalogue::Catalogue& catalogue);

/// The adopted areas, or the error that says to import them first.
[[nodiscard]] Expected<aggregate::AreaSet, std::string> required_areas(const Intake& intake,
                                                                       std::string_view what);

} // namespace anker::exchange
