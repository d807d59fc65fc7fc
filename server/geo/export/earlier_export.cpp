// SPDX-License-Identifier: Apache-2.0
#include "server/geo/export/earlier_export.hpp"

#include "server/geo/common/sentence.hpp"
#include "server/geo/common/tables.hpp"
#include "server/geo/export/area_layer.hpp"

#include <cmath>
#include <limits>
#include <map>

namespace anker::exchange {

namespace {

using disclosure::Interval;
using disclosure::Reason;
using figures::EarlierArea;

/// One row of an earlier export by the names of its columns.
class Row {
public:
    Row(const TextTable& table, const TableRow& row, const std::map<std::string, std::size_t>& columns,
        const disclosure::Rules& rules)
        : m_table(table), m_row(row), m_columns(columns), m_rules(rules) {}

    [[nodiscard]] std::string text(const std::string& column) const {
        const auto at = m_columns.find(column);
        return at == m_columns.end() || at->second >= m_row.cells.size()
                   ? std::string()
                   : std::string(trimmed(m_row.cells[at->second]));
    }

    /// What a cell tells, with the reason that stands for it where it is empty. A cell with neither tells
    /// nothing.
    [[nodiscard]] Expected<Interval, std::string> told(const std::string& column, const std::string& reason,
                                                       double least_of_few) const {
        const std::string cell = text(column);
        if (cell.empty()) return told_by(reason, least_of_few);
        ANKER_TRY(const double value, number(column, cell));
        return shown(value);
    }

    /// The count behind a rate per 1,000.
    [[nodiscard]] Expected<Interval, std::string> told_by_rate() const {
        const std::string rate = text("voices_per_1000");
        const std::string population = text("population");
        if (rate.empty() || population.empty()) return told_by(text("voices_reason"), 1);
        ANKER_TRY(const double per_1000, number("voices_per_1000", rate));
        ANKER_TRY(const double people, number("population", population));
        return shown(std::round(per_1000 * people / 1000));
    }

private:
    [[nodiscard]] Expected<double, std::string> number(const std::string& column,
                                                       const std::string& cell) const {
        const auto value = number_from(cell, '.');
        if (value && *value >= 0 && *value <= std::numeric_limits<std::uint32_t>::max()) return *value;
        return failure(m_table.file + ", line " + std::to_string(m_row.line) + ", column " +
                       in_quotes(column) + ": " + in_quotes(cell) +
                       " is no count; give the -areas.csv as it was exported.");
    }
    [[nodiscard]] Interval shown(double value) const {
        const auto behind = m_rules.counts_behind(static_cast<std::uint32_t>(value));
        return {static_cast<double>(behind.low), static_cast<double>(behind.high)};
    }
    [[nodiscard]] Interval told_by(const std::string& reason, double least_of_few) const {
        const double minimum = m_rules.minimum_count;
        if (reason == disclosure::name_of(Reason::TooFew)) return {least_of_few, minimum - 1};
        const bool is_many = reason == disclosure::name_of(Reason::Complement) ||
                             reason == disclosure::name_of(Reason::Dominance);
        return {is_many ? minimum : 0, std::numeric_limits<double>::infinity()};
    }

    const TextTable& m_table;
    const TableRow& m_row;
    const std::map<std::string, std::size_t>& m_columns;
    const disclosure::Rules& m_rules;
};

/// `need_green_resident: too_few; …` as area_layer writes it.
std::map<std::string, std::string> reasons_from(const std::string& text) {
    std::map<std::string, std::string> reasons;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = text.find(';', at);
        if (end == std::string::npos) end = text.size();
        const std::string entry(trimmed(std::string_view(text).substr(at, end - at)));
        const std::size_t colon = entry.find(':');
        if (colon != std::string::npos)
            reasons[entry.substr(0, colon)] = trimmed(std::string_view(entry).substr(colon + 1));
        at = end + 1;
    }
    return reasons;
}

Expected<EarlierArea, std::string> area_from(const Row& row) {
    constexpr std::array kinds{contribution::Kind::Need, contribution::Kind::Resource};
    constexpr std::array<std::string_view, 2> plurals{"needs", "resources"};
    constexpr std::array<std::string_view, 2> who{"residents", "professionals"};
    const auto theme_reasons = reasons_from(row.text("themes_reason"));
    EarlierArea area;
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        for (std::size_t p = 0; p < who.size(); ++p) {
            const std::string total = std::string(who[p]) + "_" + std::string(plurals[k]);
            ANKER_TRY(area.kinds[k].totals[p], row.told(total, row.text(total + "_reason"), 1));
            for (std::size_t t = 0; t < contribution::theme_count; ++t) {
                const std::string name = cell_name(kinds[k], t, p);
                const auto reason = theme_reasons.find(name);
                // Noughts of themes may have been masked.
                ANKER_TRY(area.kinds[k].themes[t][p],
                          row.told(name, reason == theme_reasons.end() ? "" : reason->second, 0));
            }
        }
    }
    ANKER_TRY(area.residents, row.told_by_rate());
    return area;
}

} // namespace

Expected<figures::EarlierVoices, std::string> read_earlier_export(const std::string& path,
                                                                  const aggregate::AreaSet& areas,
                                                                  const disclosure::Rules& rules,
                                                                  Report& report) {
    ANKER_TRY(const TextTable table,
              read_text_table(path, {}, {{"key", 0}, {"residents_needs", 0}, {"residents_needs_reason", 0}}));
    std::map<std::string, std::size_t> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i) columns[table.columns[i]] = i;
    std::map<std::string, const TableRow*> rows;
    for (const TableRow& row : table.rows) rows[row.cells[columns.at("key")]] = &row;
    figures::EarlierVoices earlier;
    std::size_t found = 0;
    for (const aggregate::Area& area : areas.areas) {
        const auto row = rows.find(area.key);
        earlier.areas.emplace_back();
        if (row == rows.end()) continue;
        ++found;
        ANKER_TRY(earlier.areas.back(), area_from(Row(table, *row->second, columns, rules)));
    }
    if (found == 0) {
        return failure(path + " has no area of this Quartier; give the -areas.csv of an earlier export with "
                              "the same areas.");
    }
    report.say("Protected against differences from " + path + ", which has " +
               counted(found, "area", "areas") + " of the same key.");
    return earlier;
}

} // namespace anker::exchange
