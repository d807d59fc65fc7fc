// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/travel_reader.hpp"

#include "core/indicator/indicator.hpp"
#include "core/jobs/number_texts.hpp"
#include "core/tabular/sentence.hpp"
#include "core/tabular/text_table.hpp"

#include <algorithm>
#include <map>

namespace anker::jobs {

namespace {

using tabular::in_quotes;

std::map<std::string_view, std::size_t> rows_by_key(const std::vector<std::string>& keys) {
    std::map<std::string_view, std::size_t> rows;
    for (std::size_t i = 0; i < keys.size(); ++i) rows.emplace(keys[i], i);
    return rows;
}

Expected<TravelRead, std::string> read_long(const File& file, const TravelColumns& columns,
                                            const ValueTable& demand, const ValueTable& supply) {
    const std::vector<std::string> names{columns.from, columns.to, columns.minutes};
    ANKER_TRY(const TextColumns rows, read_texts(file, names, KeysMustDiffer::No));
    ANKER_DO(rows_of_keys(demand.keys, demand.file, rows.texts[0], file.name));
    ANKER_DO(rows_of_keys(supply.keys, supply.file, rows.texts[1], file.name));
    ANKER_TRY(const std::vector<double> minutes, numbers_from(rows, 2, columns.minutes));
    const auto demand_rows = rows_by_key(demand.keys);
    const auto supply_rows = rows_by_key(supply.keys);
    TravelRead read{access::TravelTable(demand.areas(), supply.areas()), true, 0, 0};
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> first_line;
    for (std::size_t r = 0; r < rows.lines.size(); ++r) {
        const auto from = demand_rows.find(rows.texts[0][r]);
        const auto to = supply_rows.find(rows.texts[1][r]);
        read.unknown_demand += from == demand_rows.end() ? 1U : 0U;
        read.unknown_supply += to == supply_rows.end() ? 1U : 0U;
        if (from == demand_rows.end() || to == supply_rows.end()) continue;
        const std::string line = file.name + ", line " + std::to_string(rows.lines[r]);
        const auto [seen, is_new] = first_line.emplace(std::pair{from->second, to->second}, rows.lines[r]);
        if (!is_new) {
            return failure(line + ": the way from " + in_quotes(rows.texts[0][r]) + " to " +
                           in_quotes(rows.texts[1][r]) + " was already in line " +
                           std::to_string(seen->second) + ".");
        }
        if (indicator::is_missing(minutes[r])) continue;
        if (minutes[r] < 0) {
            return failure(line + ", column " + in_quotes(columns.minutes) +
                           ": a way cannot be shorter than 0.");
        }
        read.minutes.set(from->second, to->second, minutes[r]);
    }
    return read;
}

Expected<TravelRead, std::string> read_wide(const File& file, const ValueTable& demand,
                                            const ValueTable& supply) {
    ANKER_TRY(const ValueTable table, read_all_values(file));
    ANKER_TRY(const std::vector<std::size_t> rows,
              rows_of_keys(demand.keys, demand.file, table.keys, file.name));
    ANKER_TRY(const std::vector<std::size_t> columns,
              rows_of_keys(supply.keys, supply.file, table.columns, file.name));
    TravelRead read{access::TravelTable(demand.areas(), supply.areas()), false, 0, 0};
    const auto found = [](const std::vector<std::size_t>& all) {
        return static_cast<std::size_t>(
            std::count_if(all.begin(), all.end(), [](std::size_t row) { return row != no_row; }));
    };
    read.unknown_demand = table.areas() - found(rows);
    read.unknown_supply = table.columns.size() - found(columns);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < columns.size(); ++j) {
            if (rows[i] == no_row || columns[j] == no_row) continue;
            const double minutes = table.values[columns[j]][rows[i]];
            if (indicator::is_missing(minutes)) continue;
            if (minutes < 0)
                return failure(table.cell(columns[j], rows[i]) + ": a way cannot be shorter than 0.");
            read.minutes.set(i, j, minutes);
        }
    }
    return read;
}

} // namespace

Expected<TravelRead, std::string> read_travel(const File& file, const TravelColumns& columns,
                                              const ValueTable& demand, const ValueTable& supply) {
    ANKER_TRY(const tabular::TextTable table, tabular::text_table_from(file.name, file.bytes, {}, {}));
    const auto has = [&](const std::string& name) {
        return std::find(table.columns.begin(), table.columns.end(), name) != table.columns.end();
    };
    return has(columns.from) && has(columns.to) ? read_long(file, columns, demand, supply)
                                                : read_wide(file, demand, supply);
}

} // namespace anker::jobs
