// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contribution/kinds.hpp"
#include "core/geo/position.hpp"
#include "server/geo/common/map_file.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace anker::exchange {

/// Where one field of a contribution comes from: fixed for the whole file, or from a column, whose cells are
/// stored names or are translated by a list. A value that nothing is said about is refused, never guessed.
template <class Enum>
struct Choice {
    Enum fixed{};
    ColumnRef column; ///< not given = fixed
    std::map<std::string, Enum> values;
    std::optional<Enum> otherwise; ///< for values that are not in the list, where the map says so

    [[nodiscard]] bool is_fixed() const { return !column.is_given(); }
};

/// The map of `import contributions` and `import places`.
struct ContributionMap {
    bool is_places = false;
    std::string source;
    std::string licence;

    TableWriting writing; ///< of text tables
    ColumnRef lon;        ///< text tables
    ColumnRef lat;
    ColumnRef wkt;

    ColumnRef id;                  ///< not given = the whole row is its identity
    bool id_is_feature_id = false; ///< the number a GeoJSON or GeoPackage feature has by itself

    Choice<contribution::Kind> kind;
    Choice<contribution::Theme> theme;
    Choice<contribution::Perspective> perspective;
    Choice<contribution::LifePhase> life_phase;

    std::vector<ColumnRef> text; ///< joined; title first
    std::string text_between = "\n";
    std::string unnamed; ///< places: words where the name is empty
    bool words_were_public = false;
    std::string language; ///< fixed, or
    ColumnRef language_column;
    std::string date; ///< fixed, or
    ColumnRef date_column;
    ColumnRef support;

    ColumnRef comments; ///< a cell with a JSON list of objects
    std::vector<std::string> comment_text;

    std::optional<geo::Box> plausible; ///< places: beyond it, the coordinates must be wrong
};

[[nodiscard]] Expected<ContributionMap, std::string> read_contribution_map(const std::string& path);
[[nodiscard]] Expected<ContributionMap, std::string> read_place_map(const std::string& path);

} // namespace anker::exchange
