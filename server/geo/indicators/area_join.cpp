// SPDX-License-Identifier: Apache-2.0
#include "server/geo/indicators/area_join.hpp"

#include "server/geo/common/sentence.hpp"
#include "server/geo/indicators/indicator_map.hpp"

#include <algorithm>

namespace anker::exchange {

namespace {

std::string without_zeros(std::string_view key) {
    const std::size_t first = key.find_first_not_of('0');
    return std::string(first == std::string_view::npos ? key.substr(0, 0) : key.substr(first));
}

} // namespace

AreaJoin::AreaJoin(const aggregate::AreaSet& areas, const std::vector<std::string>& not_areas,
                   std::size_t pad_key_to)
    : m_areas(areas), m_not_areas(not_areas.begin(), not_areas.end()), m_pad_key_to(pad_key_to) {
    for (std::size_t i = 0; i < areas.areas.size(); ++i) m_row_of[areas.areas[i].key] = i;
}

std::optional<std::size_t> AreaJoin::find(std::string_view cell, std::size_t line) {
    const std::string key = padded_key(cell, m_pad_key_to);
    if (m_not_areas.contains(key)) {
        m_left_out.insert(key);
        return std::nullopt;
    }
    const auto found = m_row_of.find(key);
    if (found == m_row_of.end()) {
        m_unknown.emplace(key, line);
        return std::nullopt;
    }
    m_seen.insert(found->second);
    return found->second;
}

std::string AreaJoin::hint() const {
    std::size_t alike = 0;
    std::size_t longest = 0;
    std::set<std::string> bare;
    for (const auto& [key, row] : m_row_of) {
        bare.insert(without_zeros(key));
        longest = std::max(longest, key.size());
    }
    for (const auto& [key, line] : m_unknown) alike += bare.contains(without_zeros(key)) ? 1 : 0;
    if (alike > 0) {
        return "The keys lost their leading zeros: " + grouped(static_cast<std::int64_t>(alike)) +
               " would match with \"pad_key_to\": " + std::to_string(longest) + " in the map.";
    }
    return "Is it another key column, or another version of the areas (these are from " +
           m_areas.version_date + ")?";
}

Done AreaJoin::tell(const std::string& file, const std::string& key_column, Report& report) const {
    std::vector<std::string> unknown;
    for (const auto& [key, line] : m_unknown) unknown.push_back(key);
    if (m_seen.empty()) {
        std::vector<std::string> known;
        for (const auto& [key, row] : m_row_of) known.push_back(key);
        return failure("None of the " + counted(unknown.size(), "key", "keys") + " of " + file +
                       " is an adopted area. " + key_column + " has " + some_of(unknown, 4) +
                       "; the areas are " + some_of(known, 4) + ". " + hint());
    }
    for (const auto& [key, line] : m_unknown) {
        report.note(line, "",
                    "key " + in_quotes(key) + " is no area; if it is a total, name it in \"not_areas\"");
    }
    for (const auto& [key, row] : m_row_of) {
        if (!m_seen.contains(row)) {
            report.note(0, "",
                        "area " + in_quotes(key) + " (" + in_quotes(m_areas.areas[row].name) +
                            ") has no row in the table");
        }
    }
    report.say(
        grouped(static_cast<std::int64_t>(m_seen.size())) + " of " + counted(area_count(), "area", "areas") +
        " matched; " + counted(m_unknown.size(), "other key", "other keys") + " in the table" +
        (m_left_out.empty()
             ? "."
             : ", and " + counted(m_left_out.size(), "row key", "row keys") + " left out as no areas."));
    report.count("areas", static_cast<std::int64_t>(area_count()));
    report.count("areas_matched", static_cast<std::int64_t>(m_seen.size()));
    report.count("keys_unmatched", static_cast<std::int64_t>(m_unknown.size()));
    return {};
}

} // namespace anker::exchange
