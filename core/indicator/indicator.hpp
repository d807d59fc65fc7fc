// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace anker::indicator {

/// What a high value means. Applied before anything is added up, and always shown.
enum class Direction : std::uint8_t { Burden, Relief };
constexpr std::array<std::string_view, 2> direction_names{"burden", "relief"};

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
[[nodiscard]] constexpr bool is_missing(double value) {
    return value != value;
}

/// How the numbers of one date came here: what was agreed then, and from which areas they were carried over.
struct Origin {
    std::string date;
    std::uint32_t catalogue_version = 0; ///< of the indicator; 0 = imported before there was a catalogue
    std::string areas_version;           ///< of the table that was delivered
    std::string crosswalk; ///< how it was carried over to these areas, in words; empty = it was not
    friend bool operator==(const Origin&, const Origin&) = default;
};

/// Why a value is missing although it was delivered.
struct Withheld {
    std::string date;
    std::string area; ///< key
    std::string reason;
    friend bool operator==(const Withheld&, const Withheld&) = default;
};

/// An agreed number per area and date.
struct Indicator {
    std::string id;
    std::map<std::string, std::string> names; ///< by language
    std::string unit;                         ///< "percent", "per_1000", "count", "m2", ...
    Direction direction = Direction::Burden;
    std::string source;
    std::string steward;
    /// [date][area]; NaN = missing, which is not zero.
    std::vector<std::vector<double>> values;
    std::vector<std::vector<double>> numerators;   ///< empty where only the value was published
    std::vector<std::vector<double>> denominators; ///< likewise
    std::vector<Origin> origins;                   ///< at most one per date
    std::vector<Withheld> withheld;

    /// Why a missing value is missing: "unknown" where it was not delivered.
    [[nodiscard]] std::string reason_withheld(std::string_view date, std::string_view area) const;
};

/// All indicators of a Quartier for one area version. Rows follow `area_keys`.
struct IndicatorTable {
    std::string areas_version; ///< of `area_keys`; empty = imported before this was kept
    std::vector<std::string> area_keys;
    std::vector<std::string> dates;              ///< ascending, ISO 8601 or a year
    std::vector<std::vector<double>> population; ///< [date][area], residents; NaN = unknown
    std::vector<Indicator> indicators;

    [[nodiscard]] const Indicator* find(std::string_view id) const;
    /// Index of a date, or dates.size().
    [[nodiscard]] std::size_t date_index(std::string_view date) const;
};

/// The bytes of the data set: JSON.
[[nodiscard]] std::string encode(const IndicatorTable& table);
[[nodiscard]] Expected<IndicatorTable, std::string> decode_indicator_table(std::string_view text);

/// A name in the language asked for, else German, else English, else the id.
[[nodiscard]] std::string name_in(const std::map<std::string, std::string>& names, std::string_view language,
                                  std::string_view otherwise);

} // namespace anker::indicator
