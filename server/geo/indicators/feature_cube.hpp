// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/common/report.hpp"
#include "server/geo/common/watch.hpp"
#include "server/geo/indicators/area_join.hpp"
#include "server/geo/indicators/indicator_map.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace anker::exchange {

/// A number of the table and where it stands.
struct Figure {
    double value = indicator::missing;
    std::size_t line = 0;
    std::string column;
};

/// The numbers that the map asks for: feature, date, area. What the table does not have is missing, never
/// zero.
class FeatureCube {
public:
    explicit FeatureCube(std::size_t area_count) : m_area_count(area_count) {}

    /// False where the cell is taken already; `taken` is then where.
    bool put(const std::string& feature, const std::string& date, std::size_t area, Figure figure,
             std::size_t& taken);

    [[nodiscard]] const Figure& get(const std::string& feature, const std::string& date,
                                    std::size_t area) const;
    [[nodiscard]] bool has_feature(const std::string& feature) const { return m_figures.contains(feature); }
    [[nodiscard]] std::vector<std::string> dates() const { return {m_dates.begin(), m_dates.end()}; }
    [[nodiscard]] std::size_t area_count() const { return m_area_count; }
    [[nodiscard]] std::vector<std::string> features() const;

private:
    std::size_t m_area_count;
    std::map<std::string, std::map<std::string, std::vector<Figure>>> m_figures;
    std::set<std::string> m_dates;
};

/// Reads a long or wide table into a cube. Cells that cannot be numbers are refused one by one in the report.
[[nodiscard]] Expected<FeatureCube, std::string>
read_features(const TextTable& table, const IndicatorMap& map, AreaJoin& join, Report& report, Watch& watch);

/// The table with the columns that the map names.
[[nodiscard]] Expected<TextTable, std::string> read_indicator_text(const std::string& file,
                                                                   const IndicatorMap& map);

} // namespace anker::exchange
