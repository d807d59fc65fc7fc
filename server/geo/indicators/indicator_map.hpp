// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/area_set.hpp"
#include "core/catalogue/catalogue.hpp"
#include "server/geo/common/map_file.hpp"
#include "server/geo/common/report.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace anker::exchange {

/// How an indicator is made from the features (kinds of numbers) of a table. What it is, the catalogue says;
/// what the map says about it besides must agree.
struct IndicatorRule {
    std::string id;
    std::string unit; ///< empty = as agreed
    std::optional<indicator::Direction> direction;
    std::string denominator_is;         ///< id of the agreed denominator; empty = not stated
    std::vector<std::string> numerator; ///< features that are added up
    std::vector<std::string> denominator;
    std::string value;      ///< instead: one feature that is the value already
    std::string value_unit; ///< of `value`: "percent" or "share" where it may differ from the agreed one
    catalogue::Agreement agreement; ///< set by `apply_catalogue`
};

/// The map of `import indicators`: where keys, dates and features stand, and which indicators they make.
struct IndicatorMap {
    TableWriting writing;
    ColumnRef key;
    std::size_t pad_key_to = 0; ///< puts lost leading zeros back
    std::vector<std::string> not_areas;

    ColumnRef date_column;
    std::string fixed_date;
    std::vector<std::string> dates; ///< wide tables: one column per date, named with "{date}"

    std::vector<ColumnRef> feature_columns; ///< long tables: their cells name the feature
    ColumnRef value_column;                 ///< long tables
    std::string population;                 ///< feature; empty = the table has none

    std::string areas_version; ///< day the table's areas are valid from; empty = not stated
    std::string source;
    std::string licence;
    std::vector<IndicatorRule> indicators;

    [[nodiscard]] bool is_long() const { return !feature_columns.empty(); }
    /// Every feature that a rule or the population asks for, once.
    [[nodiscard]] std::vector<std::string> features() const;
};

/// Between the cells of several feature columns: "Einwohner nach Alter | 00 - < 03".
constexpr std::string_view feature_separator = " | ";

[[nodiscard]] Expected<IndicatorMap, std::string> read_indicator_map(const std::string& path);

/// Gives every rule its agreement. Rules for indicators that are not agreed, or that contradict what was
/// agreed about unit, direction, denominator or areas, are refused one by one; the error counts them.
[[nodiscard]] Done apply_catalogue(IndicatorMap& map, const catalogue::Catalogue& catalogue,
                                   const aggregate::AreaSet& areas, const std::string& map_file,
                                   Report& report);

/// Results of the commands from files to files are neither agreed nor disclosure-controlled, so they are not
/// taken for deliveries. Known by their stable columns: this is against mistakes, renamed columns pass.
[[nodiscard]] Done refuse_computed_table(const TextTable& table);

/// Key of an area as the table writes it, with leading zeros put back.
[[nodiscard]] std::string padded_key(std::string_view cell, std::size_t pad_key_to);

} // namespace anker::exchange
