// SPDX-License-Identifier: Apache-2.0
#include "server/geo/indicators/feature_cube.hpp"

#include "server/geo/common/sentence.hpp"
#include "server/geo/common/tables.hpp"

#include <algorithm>

namespace anker::exchange {

namespace {

const Figure no_figure;

/// "GESIx_{date}" for 2022 is "GESIx_2022".
std::string column_for(std::string feature, const std::string& date) {
    constexpr std::string_view mark = "{date}";
    const std::size_t at = feature.find(mark);
    return at == std::string::npos ? feature : feature.replace(at, mark.size(), date);
}

/// A wide table's column that holds one feature at one date.
struct WideColumn {
    std::size_t index = 0;
    std::string feature;
    std::string date; ///< empty = the row says it
};

class Reader {
public:
    Reader(const TextTable& table, const IndicatorMap& map, AreaJoin& join, Report& report, Watch& watch)
        : m_table(table), m_map(map), m_join(join), m_report(report), m_watch(watch),
          m_cube(join.area_count()) {}

    Expected<FeatureCube, std::string> read() {
        ANKER_TRY(m_key, find_column(m_table, m_map.key));
        m_date_column = m_table.columns.size();
        if (m_map.date_column.is_given()) {
            ANKER_TRY(m_date_column, find_column(m_table, m_map.date_column));
        }
        if (m_map.is_long()) {
            ANKER_DO(read_long());
        } else {
            ANKER_DO(read_wide());
        }
        return std::move(m_cube);
    }

private:
    std::optional<std::size_t> join(const TableRow& row) {
        return m_join.find(row.cells[m_key], row.line, [&] {
            // Only names stand beside keys; "insgesamt" among the features is a feature.
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                if (!m_numbers.contains(i) && i != m_date_column && is_total_word(row.cells[i])) return true;
            }
            return false;
        });
    }

    Done read_long() {
        std::vector<std::size_t> feature_columns;
        for (const ColumnRef& ref : m_map.feature_columns) {
            ANKER_TRY(const std::size_t index, find_column(m_table, ref));
            feature_columns.push_back(index);
            m_numbers.insert(index);
        }
        ANKER_TRY(const std::size_t value, find_column(m_table, m_map.value_column));
        m_numbers.insert(value);
        const auto feature_of = [&](const TableRow& row) {
            std::string feature;
            for (const std::size_t index : feature_columns) {
                if (!feature.empty()) feature += feature_separator;
                feature += trimmed(row.cells[index]);
            }
            return feature;
        };
        const std::vector<std::string> wanted = m_map.features();
        std::set<std::string> others;
        std::vector<std::pair<const TableRow*, std::string>> rows;
        std::vector<std::string_view> cells;
        for (const TableRow& row : m_table.rows) {
            std::string feature = feature_of(row);
            if (!std::binary_search(wanted.begin(), wanted.end(), feature)) {
                others.insert(std::move(feature));
                continue;
            }
            cells.push_back(row.cells[value]);
            rows.emplace_back(&row, std::move(feature));
        }
        ANKER_DO(choose_decimal(cells));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            ANKER_DO(m_watch.step("Reading rows", i, rows.size()));
            const TableRow& row = *rows[i].first;
            const auto area = join(row);
            const auto date = date_of(row);
            if (!area || !date) continue;
            put(row, value, rows[i].second, *date, *area);
        }
        for (const std::string& feature : wanted) {
            if (m_cube.has_feature(feature)) continue;
            return failure(m_table.file + " has no rows of feature " + in_quotes(feature) + "; others are " +
                           some_of(std::vector<std::string>(others.begin(), others.end()), 12) + ".");
        }
        return {};
    }

    Done read_wide() {
        std::vector<WideColumn> columns;
        for (const std::string& feature : m_map.features()) {
            for (const std::string& date : m_map.dates.empty() ? std::vector<std::string>{""} : m_map.dates) {
                ANKER_TRY(const std::size_t index, find_column(m_table, {column_for(feature, date), 0}));
                columns.push_back({index, feature, date.empty() ? "" : *iso_period_from(date)});
                m_numbers.insert(index);
            }
        }
        std::vector<std::string_view> cells;
        for (const TableRow& row : m_table.rows) {
            for (const WideColumn& column : columns) cells.push_back(row.cells[column.index]);
        }
        ANKER_DO(choose_decimal(cells));
        std::size_t done = 0;
        for (const TableRow& row : m_table.rows) {
            ANKER_DO(m_watch.step("Reading rows", done++, m_table.rows.size()));
            const auto area = join(row);
            if (!area) continue;
            std::optional<std::string> row_date;
            if (m_map.dates.empty()) {
                row_date = date_of(row);
                if (!row_date) continue;
            }
            for (const WideColumn& column : columns) {
                put(row, column.index, column.feature, row_date ? *row_date : column.date, *area);
            }
        }
        return {};
    }

    /// Numbers and text cells are told apart later; here only the decimal sign is chosen for the whole table.
    Done choose_decimal(std::vector<std::string_view>& cells) {
        m_decimal = m_map.writing.decimal;
        if (m_decimal != 0) return {};
        std::erase_if(cells, [this](std::string_view cell) {
            return m_map.writing.special.is_missing(trimmed(cell)) ||
                   m_map.writing.special.is_zero(trimmed(cell));
        });
        const DecimalVote vote = detect_decimal(cells);
        if (vote.is_contradictory) {
            return failure(m_table.file + " has numbers with decimal comma (" + in_quotes(vote.example) +
                           ") and with decimal dot (" + in_quotes(vote.other_example) +
                           "); say in the map which one is right: \"decimal\": \",\" or \".\".");
        }
        if (vote.is_ambiguous) {
            return failure(
                m_table.file + " has numbers like " + in_quotes(vote.example) +
                ", which can be thousands or decimals; say in the map: \"decimal\": \",\" or \".\".");
        }
        m_decimal = vote.decimal;
        return {};
    }

    std::optional<std::string> date_of(const TableRow& row) {
        if (m_date_column == m_table.columns.size()) return m_map.fixed_date;
        auto date = iso_period_from(row.cells[m_date_column]);
        if (!date) {
            m_report.refuse(row.line, m_table.columns[m_date_column],
                            in_quotes(row.cells[m_date_column]) + " is no year or date", "unreadable");
        }
        return date;
    }

    void put(const TableRow& row, std::size_t column, const std::string& feature, const std::string& date,
             std::size_t area) {
        const std::string_view cell = trimmed(row.cells[column]);
        Figure figure{indicator::missing, row.line, m_table.columns[column]};
        if (m_map.writing.special.is_zero(cell)) {
            figure.value = 0;
        } else if (!m_map.writing.special.is_missing(cell)) {
            const auto number = number_from(cell, m_decimal);
            if (number) {
                figure.value = *number;
            } else {
                m_report.refuse(row.line, m_table.columns[column],
                                in_quotes(cell) + " is no number with decimal " +
                                    (m_decimal == ',' ? "comma" : "dot"),
                                "unreadable");
            }
        }
        std::size_t taken = 0;
        if (!m_cube.put(feature, date, area, figure, taken)) {
            m_report.refuse(row.line, m_table.columns[column],
                            "feature " + in_quotes(feature) + " of " + date + " came for this area in row " +
                                std::to_string(taken) + " already",
                            "duplicate");
        }
    }

    const TextTable& m_table;
    const IndicatorMap& m_map;
    AreaJoin& m_join;
    Report& m_report;
    Watch& m_watch;
    FeatureCube m_cube;
    std::size_t m_key = 0;
    std::size_t m_date_column = 0;
    std::set<std::size_t> m_numbers; ///< columns with features or their numbers
    char m_decimal = '.';
};

} // namespace

bool FeatureCube::put(const std::string& feature, const std::string& date, std::size_t area, Figure figure,
                      std::size_t& taken) {
    std::vector<Figure>& row = m_figures[feature][date];
    row.resize(m_area_count);
    m_dates.insert(date);
    if (row[area].line != 0) {
        taken = row[area].line;
        return false;
    }
    row[area] = std::move(figure);
    return true;
}

std::vector<std::string> FeatureCube::features() const {
    std::vector<std::string> names;
    for (const auto& [name, by_date] : m_figures) names.push_back(name);
    return names;
}

const Figure& FeatureCube::get(const std::string& feature, const std::string& date, std::size_t area) const {
    const auto by_date = m_figures.find(feature);
    if (by_date == m_figures.end()) return no_figure;
    const auto row = by_date->second.find(date);
    return row == by_date->second.end() ? no_figure : row->second[area];
}

Expected<FeatureCube, std::string> read_features(const TextTable& table, const IndicatorMap& map,
                                                 AreaJoin& join, Report& report, Watch& watch) {
    return Reader(table, map, join, report, watch).read();
}

Expected<TextTable, std::string> read_indicator_text(const std::string& file, const IndicatorMap& map) {
    std::vector<ColumnRef> needed{map.key};
    if (map.date_column.is_given()) needed.push_back(map.date_column);
    needed.insert(needed.end(), map.feature_columns.begin(), map.feature_columns.end());
    if (map.is_long()) {
        needed.push_back(map.value_column);
    } else {
        for (const std::string& feature : map.features()) {
            for (const std::string& date : map.dates.empty() ? std::vector<std::string>{""} : map.dates) {
                needed.push_back({column_for(feature, date), 0});
            }
        }
    }
    return read_text_table(file, map.writing.format, needed);
}

} // namespace anker::exchange
