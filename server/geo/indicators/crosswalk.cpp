// SPDX-License-Identifier: Apache-2.0
#include "server/geo/indicators/crosswalk.hpp"

#include "server/geo/common/sentence.hpp"
#include "server/geo/common/tables.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace anker::exchange {

namespace {

constexpr double rounding_of_weights = 0.001;

/// Reads the rows of a crosswalk that are right, and refuses the others one by one.
class CrosswalkReader {
public:
    CrosswalkReader(const TextTable& table, const aggregate::AreaSet& areas, Report& report)
        : m_table(table), m_report(report) {
        for (std::size_t i = 0; i < areas.areas.size(); ++i) m_row_of[areas.areas[i].key] = i;
    }

    Expected<Crosswalk, std::string> read() {
        ANKER_TRY(m_from, find_column(m_table, {"from_key", 0}));
        ANKER_TRY(m_to, find_column(m_table, {"to_key", 0}));
        ANKER_TRY(m_weight, find_column(m_table, {"weight", 0}));
        ANKER_TRY(m_source, find_column(m_table, {"source", 0}));
        const bool is_comma = std::any_of(m_table.rows.begin(), m_table.rows.end(), [&](const TableRow& row) {
            return row.cells[m_weight].find(',') != std::string::npos;
        });
        for (const TableRow& row : m_table.rows) read_row(row, is_comma ? ',' : '.');
        check_sums();
        std::map<std::string, std::size_t> from_row;
        Crosswalk result;
        result.file = std::filesystem::path(m_table.file).filename().string();
        for (const auto& [key, sum] : m_sums) {
            from_row[key] = result.from_keys.size();
            result.from_keys.push_back(key);
        }
        for (const auto& [pair, part] : m_parts) {
            if (part.to < m_row_of.size())
                result.parts.push_back({from_row[pair.second], part.to, part.weight});
        }
        result.sources.assign(m_sources.begin(), m_sources.end());
        return result;
    }

private:
    struct Sum {
        double weights = 0;
        std::size_t line = 0;
    };
    struct Known {
        std::size_t to = 0;
        double weight = 0;
        std::size_t line = 0;
    };

    void refuse(const TableRow& row, std::size_t column, std::string what) {
        m_report.refuse(row.line, m_table.columns[column], m_table.file + ": " + std::move(what),
                        "crosswalk");
    }

    void read_row(const TableRow& row, char decimal) {
        const std::string from(trimmed(row.cells[m_from]));
        const std::string to(trimmed(row.cells[m_to]));
        const std::string source(trimmed(row.cells[m_source]));
        if (from.empty()) return refuse(row, m_from, "there is no key");
        if (source.empty())
            return refuse(row, m_source, "say what the weight is made of, such as \"residents 2019\"");
        const auto found = m_row_of.find(to);
        if (found == m_row_of.end() && to != "-") {
            return refuse(row, m_to,
                          in_quotes(to) + " is no adopted area; keys are text with their leading zeros, and "
                                          "\"-\" is what lies outside");
        }
        const auto weight = number_from(row.cells[m_weight], decimal);
        if (!weight || *weight < 0 || *weight > 1)
            return refuse(row, m_weight, in_quotes(row.cells[m_weight]) + " is no weight from 0 to 1");
        const auto [known, is_new] = m_parts.emplace(
            std::pair{to, from},
            Known{found == m_row_of.end() ? m_row_of.size() : found->second, *weight, row.line});
        if (!is_new) {
            return refuse(row, m_from,
                          in_quotes(from) + " to " + in_quotes(to) + " came in row " +
                              std::to_string(known->second.line) + " already");
        }
        Sum& sum = m_sums[from];
        sum.weights += *weight;
        if (sum.line == 0) sum.line = row.line;
        m_sources.insert(source);
    }

    void check_sums() {
        for (const auto& [key, sum] : m_sums) {
            if (std::abs(sum.weights - 1) <= rounding_of_weights) continue;
            m_report.refuse(sum.line, m_table.columns[m_weight],
                            m_table.file + ": the weights of " + in_quotes(key) + " add up to " +
                                decimals(sum.weights, 4) + ", not to 1",
                            "crosswalk");
        }
    }

    const TextTable& m_table;
    Report& m_report;
    std::map<std::string, std::size_t> m_row_of;
    std::size_t m_from = 0;
    std::size_t m_to = 0;
    std::size_t m_weight = 0;
    std::size_t m_source = 0;
    std::map<std::pair<std::string, std::string>, Known> m_parts; ///< by to, then from
    std::map<std::string, Sum> m_sums;
    std::set<std::string> m_sources;
};

} // namespace

std::string Crosswalk::described() const {
    return file + ": weights from " + some_of(sources, 3);
}

Expected<Crosswalk, std::string> read_crosswalk(const std::string& path, const aggregate::AreaSet& areas,
                                                Report& report) {
    ANKER_TRY(const TextTable table,
              read_text_table(path, {}, {{"from_key", 0}, {"to_key", 0}, {"weight", 0}, {"source", 0}}));
    ANKER_TRY(Crosswalk crosswalk, CrosswalkReader(table, areas, report).read());
    if (!report.refused().empty()) {
        return failure(path + " has " + counted(report.refused().size(), "wrong row", "wrong rows") +
                       " (listed above); nothing was stored.");
    }
    return crosswalk;
}

Expected<FeatureCube, std::string> carried_over(const FeatureCube& cube, const Crosswalk& crosswalk,
                                                const IndicatorMap& map, std::size_t area_count) {
    for (const IndicatorRule& rule : map.indicators) {
        if (rule.value.empty() || rule.agreement.unit == catalogue::Unit::Count) continue;
        return failure("Indicator " + in_quotes(rule.id) + " (" +
                       std::string(catalogue::name_of(rule.agreement.unit)) +
                       ") is a ready value, and a crosswalk can only add up counts: name its numerator and "
                       "denominator in the map.");
    }
    FeatureCube result(area_count);
    for (const std::string& feature : cube.features()) {
        for (const std::string& date : cube.dates()) {
            std::vector<Figure> row(area_count);
            std::vector<bool> is_begun(area_count, false);
            for (const Crosswalk::Part& part : crosswalk.parts) {
                if (part.weight == 0) continue;
                const Figure& from = cube.get(feature, date, part.from);
                Figure& to = row[part.to];
                if (!is_begun[part.to]) to = {0, from.line, from.column};
                is_begun[part.to] = true;
                to.value += part.weight * from.value; // NaN spreads
            }
            for (std::size_t area = 0; area < area_count; ++area) {
                std::size_t taken = 0;
                (void)result.put(feature, date, area, row[area], taken);
            }
        }
    }
    return result;
}

} // namespace anker::exchange
