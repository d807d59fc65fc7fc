// SPDX-License-Identifier: Apache-2.0
#include "server/geo/indicators/indicator_builder.hpp"

#include "core/catalogue/minimum_cases.hpp"
#include "core/catalogue/plausibility.hpp"
#include "server/geo/common/sentence.hpp"

#include <algorithm>
#include <map>
#include <set>

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
            m_report.refuse(figure.line, figure.column, "feature " + in_quotes(feature) + " is negative",
                            "impossible");
            return indicator::missing;
        }
        return figure.value;
    }

    void refuse(const std::string& feature, std::string what) const {
        const Figure& figure = m_cube.get(feature, m_date, m_area);
        m_report.refuse(figure.line, figure.column, std::move(what), "impossible");
    }

private:
    const FeatureCube& m_cube;
    std::string m_date;
    std::size_t m_area;
    Report& m_report;
};

/// One agreed indicator from the features, date by date.
class Builder {
public:
    Builder(const FeatureCube& cube, const IndicatorRule& rule, const BuildFrame& frame, Report& report)
        : m_cube(cube), m_rule(rule), m_agreement(rule.agreement), m_frame(frame), m_report(report) {}

    Indicator build() {
        m_result.id = m_rule.id;
        m_result.names = m_agreement.plain_names;
        m_result.unit = catalogue::name_of(m_agreement.unit);
        m_result.direction = m_agreement.direction;
        m_result.source = m_agreement.source;
        m_result.steward = m_agreement.steward;
        for (const std::string& date : m_frame.dates) add_date(date);
        if (m_rule.value_unit.empty() && m_agreement.unit == catalogue::Unit::Percent &&
            !m_rule.value.empty())
            refuse_shares();
        for (std::size_t d = 0; d < m_frame.dates.size(); ++d) note_outliers(d);
        return std::move(m_result);
    }

private:
    struct Parts {
        double value = indicator::missing;
        double numerator = indicator::missing;
        double denominator = indicator::missing;
    };

    void add_date(const std::string& date) {
        const std::size_t areas = m_cube.area_count();
        std::vector<double> values(areas, indicator::missing);
        std::vector<double> numerators = values;
        std::vector<double> denominators = values;
        bool is_delivered = false;
        for (std::size_t area = 0; area < areas; ++area) {
            const Cell cell(m_cube, date, area, m_report);
            const Parts parts = checked(parts_of(cell), cell);
            is_delivered = is_delivered || !indicator::is_missing(parts.value);
            values[area] = parts.value;
            numerators[area] = parts.numerator;
            denominators[area] = parts.denominator;
        }
        const auto reasons = catalogue::withheld_areas(m_agreement.minimum_cases, numerators, denominators);
        for (std::size_t area = 0; area < areas; ++area) {
            if (reasons[area] == disclosure::Reason::None) continue;
            const std::string why(disclosure::name_of(reasons[area]));
            m_result.withheld.push_back({date, m_frame.area_keys[area], why});
            values[area] = numerators[area] = denominators[area] = indicator::missing;
        }
        m_result.values.push_back(std::move(values));
        if (!m_rule.numerator.empty()) m_result.numerators.push_back(std::move(numerators));
        if (!m_rule.denominator.empty()) m_result.denominators.push_back(std::move(denominators));
        if (is_delivered)
            m_result.origins.push_back(
                {date, m_agreement.version, m_frame.table_areas_version, m_frame.crosswalk});
    }

    Parts parts_of(const Cell& cell) const {
        Parts parts;
        if (!m_rule.value.empty()) {
            parts.value = cell.one(m_rule.value, m_agreement.may_be_negative) * factor_of_ready_value();
            return parts;
        }
        parts.numerator = cell.sum(m_rule.numerator, m_agreement.may_be_negative);
        if (m_rule.denominator.empty()) {
            parts.value = parts.numerator;
            return parts;
        }
        parts.denominator = cell.sum(m_rule.denominator, false);
        if (indicator::is_missing(parts.numerator) || indicator::is_missing(parts.denominator)) return parts;
        if (parts.denominator == 0) return parts; // of nobody nothing can be said
        const double factor = m_agreement.unit == catalogue::Unit::Percent   ? 100
                              : m_agreement.unit == catalogue::Unit::Per1000 ? 1000
                                                                             : 1;
        parts.value = factor * parts.numerator / parts.denominator;
        return parts;
    }

    [[nodiscard]] double factor_of_ready_value() const {
        if (m_rule.value_unit == "share" && m_agreement.unit == catalogue::Unit::Percent) return 100;
        if (m_rule.value_unit == "percent" && m_agreement.unit == catalogue::Unit::Share) return 0.01;
        return 1;
    }

    [[nodiscard]] const std::string& main_feature() const {
        return m_rule.value.empty() ? m_rule.numerator.front() : m_rule.value;
    }

    [[nodiscard]] Parts checked(const Parts& parts, const Cell& cell) const {
        const auto why =
            catalogue::impossibility(m_agreement, parts.value, parts.numerator, parts.denominator);
        if (!why) return parts;
        cell.refuse(main_feature(), *why);
        return {};
    }

    /// Ready per cents that all lie between 0 and 1 are told once, and none is taken.
    void refuse_shares() {
        std::vector<double> all;
        for (const std::vector<double>& row : m_result.values) all.insert(all.end(), row.begin(), row.end());
        if (!catalogue::look_like_shares(all)) return;
        for (std::size_t d = 0; d < m_frame.dates.size(); ++d) {
            for (std::size_t area = 0; area < m_cube.area_count(); ++area) {
                if (indicator::is_missing(m_result.values[d][area])) continue;
                const Figure& figure = m_cube.get(m_rule.value, m_frame.dates[d], area);
                m_report.refuse(
                    figure.line, figure.column,
                    "the values of indicator " + in_quotes(m_rule.id) +
                        " all lie from 0 to 1 and look like shares, but per cents were agreed; say "
                        "in the map \"value_unit\": \"share\", or \"percent\" where they are right",
                    "impossible");
                for (std::vector<double>& row : m_result.values)
                    std::fill(row.begin(), row.end(), indicator::missing);
                return;
            }
        }
    }

    void note_outliers(std::size_t date) const {
        for (const catalogue::Outlier& outlier : catalogue::outliers(m_result.values[date])) {
            const Figure& figure = m_cube.get(main_feature(), m_frame.dates[date], outlier.area);
            m_report.note(figure.line, figure.column,
                          "indicator " + in_quotes(m_rule.id) + " of " + m_frame.dates[date] + " is " +
                              decimals(outlier.value, 2) + " in area " +
                              in_quotes(m_frame.area_keys[outlier.area]) +
                              ", far from the others: " + outlier.why,
                          "outlier");
        }
    }

    const FeatureCube& m_cube;
    const IndicatorRule& m_rule;
    const catalogue::Agreement& m_agreement;
    const BuildFrame& m_frame;
    Report& m_report;
    Indicator m_result;
};

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

/// Whether the table has anything for this date, also if all of it was withheld.
bool has_date(const Indicator& indicator, const std::string& date, const std::vector<double>& values) {
    const auto is_of = [&](const auto& entry) { return entry.date == date; };
    return std::any_of(indicator.origins.begin(), indicator.origins.end(), is_of) ||
           std::any_of(indicator.withheld.begin(), indicator.withheld.end(), is_of) ||
           std::any_of(values.begin(), values.end(), [](double v) { return !indicator::is_missing(v); });
}

Indicator moved_indicator(const Indicator& indicator, const Mover& mover) {
    Indicator moved = indicator;
    moved.values = mover.moved(indicator.values);
    moved.numerators = mover.moved(indicator.numerators);
    moved.denominators = mover.moved(indicator.denominators);
    return moved;
}

/// Dates of the series that the new table does not have.
void add_earlier_dates(const Indicator& earlier, const std::vector<std::string>& dates, Indicator& to) {
    const auto put = [](Series& series, std::size_t dates_count, std::size_t date,
                        const std::vector<double>& row) {
        if (series.empty()) series.assign(dates_count, std::vector<double>(row.size(), indicator::missing));
        series[date] = row;
    };
    for (std::size_t d = 0; d < dates.size(); ++d) {
        if (has_date(to, dates[d], to.values[d]) || !has_date(earlier, dates[d], earlier.values[d])) continue;
        to.values[d] = earlier.values[d];
        if (!earlier.numerators.empty()) put(to.numerators, dates.size(), d, earlier.numerators[d]);
        if (!earlier.denominators.empty()) put(to.denominators, dates.size(), d, earlier.denominators[d]);
        const auto take = [&](const auto& from, auto& into) {
            for (const auto& entry : from) {
                if (entry.date == dates[d]) into.push_back(entry);
            }
        };
        take(earlier.origins, to.origins);
        take(earlier.withheld, to.withheld);
    }
    const auto by_date = [](const auto& a, const auto& b) { return a.date < b.date; };
    std::stable_sort(to.origins.begin(), to.origins.end(), by_date);
    std::stable_sort(to.withheld.begin(), to.withheld.end(), by_date);
}

} // namespace

IndicatorTable build_indicators(const FeatureCube& cube, const IndicatorMap& map, const BuildFrame& frame,
                                Report& report) {
    IndicatorTable table;
    table.areas_version = frame.areas_version;
    table.area_keys = frame.area_keys;
    table.dates = frame.dates;
    for (const std::string& date : table.dates) {
        std::vector<double>& row = table.population.emplace_back(table.area_keys.size(), indicator::missing);
        if (map.population.empty()) continue;
        for (std::size_t area = 0; area < row.size(); ++area) {
            row[area] = Cell(cube, date, area, report).one(map.population, false);
        }
    }
    for (const IndicatorRule& rule : map.indicators) {
        table.indicators.push_back(Builder(cube, rule, frame, report).build());
    }
    return table;
}

Expected<IndicatorTable, std::string> merged(const IndicatorTable& earlier, IndicatorTable fresh,
                                             Report& report) {
    if (!earlier.areas_version.empty() && earlier.areas_version != fresh.areas_version) {
        return failure(
            "The indicators of earlier imports belong to the areas of " + earlier.areas_version +
            ", and the adopted ones are of " + fresh.areas_version +
            "; drop them with --replace, and import them again with a crosswalk. Nothing was stored.");
    }
    IndicatorTable result;
    result.areas_version = fresh.areas_version;
    result.area_keys = fresh.area_keys;
    result.dates = fresh.dates;
    result.dates.insert(result.dates.end(), earlier.dates.begin(), earlier.dates.end());
    std::sort(result.dates.begin(), result.dates.end());
    result.dates.erase(std::unique(result.dates.begin(), result.dates.end()), result.dates.end());
    const Mover from_fresh(fresh, result.dates, result.area_keys);
    const Mover from_earlier(earlier, result.dates, result.area_keys);
    for (const Indicator& indicator : fresh.indicators) {
        Indicator moved = moved_indicator(indicator, from_fresh);
        if (const Indicator* before = earlier.find(indicator.id); before != nullptr) {
            if (before->unit == moved.unit && before->direction == moved.direction) {
                add_earlier_dates(moved_indicator(*before, from_earlier), result.dates, moved);
            } else {
                report.note(0, "",
                            "indicator " + in_quotes(indicator.id) +
                                " had another unit or direction before; its earlier dates were dropped",
                            "series_break");
            }
        }
        result.indicators.push_back(std::move(moved));
    }
    for (const Indicator& indicator : earlier.indicators) {
        if (result.find(indicator.id) == nullptr)
            result.indicators.push_back(moved_indicator(indicator, from_earlier));
    }
    for (const Indicator& indicator : result.indicators) {
        std::set<std::uint32_t> versions;
        for (const indicator::Origin& origin : indicator.origins) versions.insert(origin.catalogue_version);
        if (versions.size() > 1) {
            report.note(0, "",
                        "the series of indicator " + in_quotes(indicator.id) +
                            " was imported under several versions of its agreement; see its history before "
                            "dates are compared",
                        "series_break");
        }
    }
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
