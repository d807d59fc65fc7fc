// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/indicator/indicator.hpp"
#include "server/geo/common/map_file.hpp"

#include <map>
#include <string>
#include <vector>

namespace anker::exchange {

/// How an indicator is made from the features (kinds of numbers) of a table.
struct IndicatorRule {
    std::string id;
    std::map<std::string, std::string> names;
    std::string unit; ///< "percent", "per_1000", "ratio", "count" or any other unit of a ready value
    indicator::Direction direction = indicator::Direction::Burden;
    std::vector<std::string> numerator; ///< features that are added up
    std::vector<std::string> denominator;
    std::string value; ///< instead: one feature that is the value already
    bool may_be_negative = false;
    std::string source;
    std::string steward;
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

/// Key of an area as the table writes it, with leading zeros put back.
[[nodiscard]] std::string padded_key(std::string_view cell, std::size_t pad_key_to);

} // namespace anker::exchange
