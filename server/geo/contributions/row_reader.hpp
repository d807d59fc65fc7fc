// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/common/intake.hpp"
#include "server/geo/contributions/contribution_map.hpp"
#include "server/geo/vector/ogr.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace anker::exchange {

/// A row of the file as the command it becomes.
struct Candidate {
    std::size_t row = 0;
    base::EventId id;
    contribution::Import command;
    std::vector<contribution::Words> comments;
};

/// Turns rows into commands by a map; what cannot be one is refused in the report.
class RowReader {
public:
    [[nodiscard]] static Expected<RowReader, std::string> create(const VectorTable& table,
                                                                 const ContributionMap& map,
                                                                 const std::string& file,
                                                                 const std::string& quartier, Report& report);

    [[nodiscard]] std::optional<Candidate> read(const Feature& feature);
    /// Refuses values that the map says nothing about, one line per value.
    void tell_unmapped();
    [[nodiscard]] std::size_t unmapped_values() const { return m_unmapped.size(); }

private:
    RowReader(const VectorTable& table, const ContributionMap& map, std::string quartier, Report& report)
        : m_table(&table), m_map(&map), m_quartier(std::move(quartier)), m_report(&report) {}

    struct Columns {
        std::size_t id = 0, kind = 0, theme = 0, perspective = 0, life_phase = 0, language = 0, date = 0,
                    support = 0, comments = 0;
        std::vector<std::size_t> text;
    };
    struct Unmapped {
        std::size_t rows = 0;
        std::size_t first_row = 0;
    };

    [[nodiscard]] std::string cell(const Feature& feature, std::size_t column) const;
    [[nodiscard]] std::string column_name(std::size_t column) const;
    bool refuse(const Feature& feature, std::size_t column, std::string what);

    bool read_shape(const Feature& feature, geo::Shape& shape);
    bool read_words(const Feature& feature, contribution::Import& command);
    bool read_numbers(const Feature& feature, contribution::Import& command);
    bool read_comments(const Feature& feature, Candidate& candidate);
    bool make_id(const Feature& feature, Candidate& candidate);
    template <class Enum, std::size_t N>
    bool read_choice(const Feature& feature, std::size_t column, const Choice<Enum>& choice,
                     const std::array<std::string_view, N>& names, Enum& value);

    const VectorTable* m_table;
    const ContributionMap* m_map;
    std::string m_quartier;
    Report* m_report;
    Columns m_columns;
    std::map<std::string, std::size_t> m_row_of_id;
    std::map<std::string, std::size_t> m_repetitions; ///< of rows that are alike in everything
    std::map<std::pair<std::size_t, std::string>, Unmapped> m_unmapped; ///< column, value
};

} // namespace anker::exchange
