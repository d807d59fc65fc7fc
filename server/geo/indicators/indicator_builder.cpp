// SPDX-License-Identifier: Apache-2.0
#include "server/geo/indicators/indicator_builder.hpp"

#include "server/geo/common/sentence.hpp"

#include <algorithm>
#include <map>

namespace anker::exchange {

namespace {

using indicator::Indicator;
using indicator::IndicatorTable;
using Series = std::vector<std::vector<double>>;

/// One area at one date.
class Cell {
public:
    Cell(const FeatureCube& cube, std::string date, std::size_t area, Report& report)
        : m_cube(cube), m_date(std::move(date)), m_area(area), m_report(report) {}

    /// The sum of the features; missing where one of them is. Negative counts are refused.
    double sum(const std::vector<std::string>& features, bool may_be_negative) const {
        double total = 0;
        for (const std::string& feature : features) {
            const double value = one(feature, may_be_negative);
            if (indicator::is_missing(value)) return indicator::missing;
            total += value;
        }
        return total;
    }

    double one(const std::string& feature, bool may_be_negative) const {
        const Figure& figure = m_cube.get(feature, m_date, m_area);
        if (!may_be_negative && figure.value < 0) {
            m_report.refuse(figure.line, figure.column, "feature " + in_quotes(feature) + " is negative");
            return indicator::missing;
        }
        return figure.value;
    }

    void refuse(const std::string& feature, std::string what) const {
        const Figure& figure = m_cube.get(feature, m_date, m_area);
        m_report.refuse(figure.line, figure.column, std::move(what));
    }

private:
    const FeatureCube& m_cube;
    std::string m_date;
    std::size_t m_area;
    Report& m_report;
};

double ready_value(const IndicatorRule& rule, const Cell& cell) {
    const double value = cell.one(rule.value, rule.may_be_negative);
    if (rule.unit == "percent" && value > 100) {
        cell.refuse(rule.value, "a share of " + decimals(value, 1) + " % is not possible");
        return indicator::missing;
    }
    return value;
}

/// Share, rate or ratio from its two halves.
double rate(const IndicatorRule& rule, double numerator, double denominator, const Cell& cell) {
    if (indicator::is_missing(numerator) || indicator::is_missing(denominator)) return indicator::missing;
    if (denominator == 0) return indicator::missing; // of nobody nothing can be said
    if (rule.unit == "percent" && numerator > denominator) {
        cell.refuse(rule.numerator.front(), "indicator " + in_quotes(rule.id) + " would be a share of " +
                                                decimals(100 * numerator / denominator, 1) + " %");
        return indicator::missing;
    }
    const double factor = rule.unit == "percent" ? 100 : rule.unit == "per_1000" ? 1000 : 1;
    return factor * numerator / denominator;
}

Indicator build_one(const FeatureCube& cube, const IndicatorRule& rule, const std::vector<std::string>& dates,
                    Report& report) {
    Indicator result;
    result.id = rule.id;
    result.names = rule.names;
    result.unit = rule.unit;
    result.direction = rule.direction;
    result.source = rule.source;
    result.steward = rule.steward;
    for (const std::string& date : dates) {
        std::vector<double> values(cube.area_count(), indicator::missing);
        std::vector<double> numerators = values;
        std::vector<double> denominators = values;
        for (std::size_t area = 0; area < values.size(); ++area) {
            const Cell cell(cube, date, area, report);
            if (!rule.value.empty()) {
                values[area] = ready_value(rule, cell);
                continue;
            }
            numerators[area] = cell.sum(rule.numerator, rule.may_be_negative);
            if (rule.denominator.empty()) {
                values[area] = numerators[area];
                continue;
            }
            denominators[area] = cell.sum(rule.denominator, false);
            values[area] = rate(rule, numerators[area], denominators[area], cell);
        }
        result.values.push_back(std::move(values));
        if (!rule.numerator.empty()) result.numerators.push_back(std::move(numerators));
        if (!rule.denominator.empty()) result.denominators.push_back(std::move(denominators));
    }
    return result;
}

/// Numbers of another table, moved to these dates and areas.
class Mover {
public:
    Mover(const IndicatorTable& from, const std::vector<std::string>& dates,
          const std::vector<std::string>& keys)
        : m_from(from), m_dates(dates), m_keys(keys) {
        for (std::size_t i = 0; i < from.area_keys.size(); ++i) m_row_of[from.area_keys[i]] = i;
    }

    [[nodiscard]] Series moved(const Series& series) const {
        if (series.empty()) return {};
        Series result;
        for (const std::string& date : m_dates) {
            std::vector<double> row(m_keys.size(), indicator::missing);
            const std::size_t at = m_from.date_index(date);
            for (std::size_t i = 0; i < m_keys.size() && at < series.size(); ++i) {
                const auto found = m_row_of.find(m_keys[i]);
                if (found != m_row_of.end()) row[i] = series[at][found->second];
            }
            result.push_back(std::move(row));
        }
        return result;
    }

private:
    const IndicatorTable& m_from;
    const std::vector<std::string>& m_dates;
    const std::vector<std::string>& m_keys;
    std::map<std::string, std::size_t> m_row_of;
};

void move_indicators(const IndicatorTable& from, const Mover& mover, IndicatorTable& to) {
    for (const Indicator& indicator : from.indicators) {
        if (to.find(indicator.id) != nullptr) continue;
        Indicator moved = indicator;
        moved.values = mover.moved(indicator.values);
        moved.numerators = mover.moved(indicator.numerators);
        moved.denominators = mover.moved(indicator.denominators);
        to.indicators.push_back(std::move(moved));
    }
}

} // namespace

IndicatorTable build_indicators(const FeatureCube& cube, const IndicatorMap& map,
                                const aggregate::AreaSet& areas, Report& report) {
    IndicatorTable table;
    for (const aggregate::Area& area : areas.areas) table.area_keys.push_back(area.key);
    table.dates = cube.dates();
    for (const std::string& date : table.dates) {
        std::vector<double>& row = table.population.emplace_back(table.area_keys.size(), indicator::missing);
        if (map.population.empty()) continue;
        for (std::size_t area = 0; area < row.size(); ++area) {
            row[area] = Cell(cube, date, area, report).one(map.population, false);
        }
    }
    for (const IndicatorRule& rule : map.indicators) {
        table.indicators.push_back(build_one(cube, rule, table.dates, report));
    }
    return table;
}

IndicatorTable merged(const IndicatorTable& earlier, IndicatorTable fresh) {
    IndicatorTable result;
    result.area_keys = fresh.area_keys;
    result.dates = fresh.dates;
    result.dates.insert(result.dates.end(), earlier.dates.begin(), earlier.dates.end());
    std::sort(result.dates.begin(), result.dates.end());
    result.dates.erase(std::unique(result.dates.begin(), result.dates.end()), result.dates.end());
    const Mover from_fresh(fresh, result.dates, result.area_keys);
    const Mover from_earlier(earlier, result.dates, result.area_keys);
    move_indicators(fresh, from_fresh, result);
    move_indicators(earlier, from_earlier, result);
    result.population = from_fresh.moved(fresh.population);
    const Series before = from_earlier.moved(earlier.population);
    for (std::size_t d = 0; d < before.size(); ++d) {
        for (std::size_t i = 0; i < before[d].size(); ++i) {
            if (indicator::is_missing(result.population[d][i])) result.population[d][i] = before[d][i];
        }
    }
    return result;
}

} // namespace anker::exchange
