// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/voice_reader.hpp"

#include "core/jobs/value_table.hpp"
#include "core/tabular/number.hpp"
#include "core/tabular/sentence.hpp"
#include "core/tabular/text_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace anker::jobs {

namespace {

using tabular::in_quotes;

/// 0 or 1.
Expected<std::size_t, std::string> named(const std::array<std::string_view, 2>& names,
                                         const std::string& text, const std::string& where) {
    const auto found = std::find(names.begin(), names.end(), text);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    return failure(where + ": " + in_quotes(text) + " is neither \"" + std::string(names[0]) + "\" nor \"" +
                   std::string(names[1]) + "\".");
}

Expected<std::uint32_t, std::string> count_from(const std::string& text, const std::string& where) {
    const auto number = tabular::number_from(text, ',');
    if (!number || *number != std::floor(*number) || *number < 0 || *number > 1e9)
        return failure(where + ": " + in_quotes(text) + " is not a count (a whole number from 0).");
    return static_cast<std::uint32_t>(*number);
}

} // namespace

Expected<VoicesRead, std::string> read_voices(const File& file, const VoiceColumns& columns,
                                              const std::vector<std::string>& area_keys,
                                              const std::string& area_file) {
    std::vector<std::string> names{columns.theme, columns.kind, columns.perspective};
    VoicesRead read;
    {
        ANKER_TRY(const tabular::TextTable table, tabular::text_table_from(file.name, file.bytes, {}, {}));
        read.has_counts =
            std::find(table.columns.begin(), table.columns.end(), columns.count) != table.columns.end();
    }
    if (read.has_counts) names.push_back(columns.count);
    ANKER_TRY(const TextColumns rows, read_texts(file, names, KeysMustDiffer::No));
    ANKER_DO(rows_of_keys(area_keys, area_file, rows.keys, file.name));

    std::map<std::string_view, std::size_t> area_rows;
    for (std::size_t i = 0; i < area_keys.size(); ++i) area_rows.emplace(area_keys[i], i);
    std::map<std::string_view, std::size_t> theme_rows;
    for (const std::string& theme : rows.texts[0]) theme_rows.emplace(theme, 0);
    for (auto& [theme, row] : theme_rows) {
        row = read.themes.size();
        read.themes.emplace_back(theme);
    }
    read.table.themes = read.themes.size();
    read.table.areas.assign(area_keys.size(), std::vector<synthesis::KindCounts>(read.themes.size()));
    std::set<std::string> unknown;
    std::uint64_t all = 0;
    for (std::size_t r = 0; r < rows.keys.size(); ++r) {
        const auto where = [&](std::size_t column) {
            return file.name + ", line " + std::to_string(rows.lines[r]) + ", column " +
                   in_quotes(names[column]);
        };
        if (rows.texts[0][r].empty()) return failure(where(0) + ": the theme is empty.");
        ANKER_TRY(const std::size_t kind, named(synthesis::kind_names, rows.texts[1][r], where(1)));
        ANKER_TRY(const std::size_t perspective,
                  named(synthesis::perspective_names, rows.texts[2][r], where(2)));
        std::uint32_t count = 1;
        if (read.has_counts) {
            ANKER_TRY(count, count_from(rows.texts[3][r], where(3)));
        }
        all += count;
        if (all > 4'000'000'000)
            return failure(where(names.size() - 1) + ": more than 4,000,000,000 voices.");
        const auto area = area_rows.find(rows.keys[r]);
        if (area == area_rows.end()) {
            read.table.outside[kind][perspective] += count;
            unknown.insert(rows.keys[r]);
        } else {
            read.table.areas[area->second][theme_rows.find(rows.texts[0][r])->second][kind][perspective] +=
                count;
        }
    }
    read.unknown_keys.assign(unknown.begin(), unknown.end());
    return read;
}

} // namespace anker::jobs
