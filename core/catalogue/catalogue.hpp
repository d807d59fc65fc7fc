// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/disclosure/gate.hpp"
#include "core/indicator/indicator.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// The agreed indicators of a Quartier. What is not in the catalogue that was adopted cannot be imported,
/// indexed, shown or exported: figures without an agreement are how departments come to talk past each other.
namespace anker::catalogue {

/// What the numbers of an indicator are. It decides which values are possible at all.
enum class Unit : std::uint8_t {
    Percent, ///< 0 to 100
    Share,   ///< 0 to 1
    Per1000,
    Ratio, ///< numerator by denominator, as they are
    Count,
    Euro,
    SquareMetres,
    Years,
    Minutes,
    Score ///< a value on a scale of its own, such as an index that somebody else computed
};
constexpr std::array<std::string_view, 10> unit_names{"percent", "share", "per_1000", "ratio",   "count",
                                                      "euro",    "m2",    "years",    "minutes", "score"};
[[nodiscard]] constexpr std::string_view name_of(Unit unit) {
    return unit_names[static_cast<std::size_t>(unit)];
}
/// Percent, share, per 1,000 and ratio are made of two counts.
[[nodiscard]] bool needs_denominator(Unit unit);

/// Whether nought and all of the denominator (0 % and 100 %) are told. Both say something about everybody.
enum class Extremes : std::uint8_t { Shown, Withheld };
constexpr std::array<std::string_view, 2> extremes_names{"shown", "withheld"};

/// Below these an area's value is not kept. 0 = no rule, for numbers that their publisher has protected.
struct MinimumCases {
    std::uint32_t numerator = 0;
    std::uint32_t denominator = 0;
    Extremes extremes = Extremes::Shown;
    friend bool operator==(const MinimumCases&, const MinimumCases&) = default;
};

/// One of the two counts behind a rate. Two indicators with the same id here must be made of the same column.
struct Measure {
    std::string id;                           ///< a-z, 0-9, _; empty = there is none
    std::map<std::string, std::string> names; ///< by language
    friend bool operator==(const Measure&, const Measure&) = default;
};

struct Change {
    std::uint32_t version = 1;
    std::string at; ///< day, ISO 8601
    std::string by;
    std::string what;
    friend bool operator==(const Change&, const Change&) = default;
};

/// What was agreed about one indicator.
struct Agreement {
    std::string id;
    std::uint32_t version = 1;
    std::map<std::string, std::string> plain_names;     ///< by language, for everybody
    std::map<std::string, std::string> technical_names; ///< by language, for departments
    Measure numerator;
    Measure denominator;
    Unit unit = Unit::Percent;
    indicator::Direction direction = indicator::Direction::Burden;
    bool may_be_negative = false; ///< balances, scores
    std::string domain;           ///< a-z, 0-9, _
    std::string source;
    std::string licence;
    std::string steward;
    std::string areas_version; ///< day the areas are valid from, or "any"
    MinimumCases minimum_cases;
    std::string agreed_by;
    std::string agreed_at;       ///< day, ISO 8601
    std::vector<Change> history; ///< ascending versions; the last one is `version`
    friend bool operator==(const Agreement&, const Agreement&) = default;
};

struct Catalogue {
    std::string id;
    std::map<std::string, std::string> names;
    std::vector<Agreement> indicators; ///< in the order of the file
    disclosure::Rules disclosure{};    ///< of the counts of voices
    friend bool operator==(const Catalogue&, const Catalogue&) = default;

    [[nodiscard]] const Agreement* find(std::string_view indicator) const;
};

/// What was agreed, or the defaults where nothing was (`catalogue` is null).
[[nodiscard]] disclosure::Rules rules_of(const Catalogue* catalogue);

/// JSON, described in docs/catalogue.md. Reading it gives the same catalogue.
[[nodiscard]] std::string encode(const Catalogue& catalogue);
/// The error names the field by its path ("indicators.3.unit", counted from 1) and what it must be; an
/// indicator that is there twice is named with both versions.
[[nodiscard]] Expected<Catalogue, std::string> decode_catalogue(std::string_view text);

/// Whether `next` may follow `earlier`. Refused: the same version of an indicator with other content, a lower
/// version than before, a history that was rewritten. Leaving an indicator out is allowed: it is no longer
/// agreed.
[[nodiscard]] Expected<void, std::string> check_succession(const Catalogue& earlier, const Catalogue& next);

/// What was agreed, against what was delivered: unit and direction of an indicator. The error is half a
/// sentence.
[[nodiscard]] Expected<void, std::string> check_indicator(const Agreement& agreement,
                                                          const indicator::Indicator& delivered);

/// The part of the table that is agreed, for showing and indexing. Without a catalogue (`catalogue` is null)
/// nothing is: only the population stays, which is no indicator. The error says why none of it can be used:
/// the numbers belong to another version of the areas.
[[nodiscard]] Expected<indicator::IndicatorTable, std::string>
only_agreed(indicator::IndicatorTable table, const Catalogue* catalogue, std::string_view areas_version);

/// Said where an index was adopted before there was a catalogue.
constexpr std::string_view no_catalogue_sentence =
    "no catalogue of agreed indicators is adopted; run `ankerpunkt import catalogue`";

} // namespace anker::catalogue
