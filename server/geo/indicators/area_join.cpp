// SPDX-License-Identifier: Apache-2.0
#include "server/geo/indicators/area_join.hpp"

#include "core/tabular/encoding.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/indicators/indicator_map.hpp"

#include <algorithm>
#include <array>

namespace anker::exchange {

namespace {

std::string without_zeros(std::string_view key) {
    const std::size_t first = key.find_first_not_of('0');
    return std::string(first == std::string_view::npos ? key.substr(0, 0) : key.substr(first));
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

std::int64_t number(std::size_t count) {
    return static_cast<std::int64_t>(count);
}

} // namespace

bool is_total_word(std::string_view cell) {
    static constexpr std::array<std::string_view, 9> words{
        "summe", "gesamt", "insgesamt", "zusammen", "total", "gesamtsumme", "gesamtstadt", "alle", "sum"};
    std::string text = lower(tabular::trimmed(cell));
    if (text.ends_with(':')) text.pop_back();
    if (std::find(words.begin(), words.end(), text) != words.end()) return true;
    return text.ends_with(" gesamt") || text.ends_with(" insgesamt") || text.starts_with("summe ");
}

JoinTargets targets_of(const aggregate::AreaSet& areas) {
    JoinTargets targets;
    for (const aggregate::Area& area : areas.areas) {
        targets.keys.push_back(area.key);
        targets.names.push_back(area.name);
    }
    targets.version = "the areas of " + areas.version_date;
    return targets;
}

AreaJoin::AreaJoin(JoinTargets targets, const std::vector<std::string>& not_areas, std::size_t pad_key_to)
    : m_targets(std::move(targets)), m_not_areas(not_areas.begin(), not_areas.end()),
      m_pad_key_to(pad_key_to) {
    for (std::size_t i = 0; i < m_targets.keys.size(); ++i) m_row_of[m_targets.keys[i]] = i;
}

std::optional<std::size_t> AreaJoin::find(std::string_view cell, std::size_t line,
                                          const std::function<bool()>& is_total) {
    const std::string key = padded_key(cell, m_pad_key_to);
    if (m_not_areas.contains(key)) {
        m_left_out.insert(key);
        return std::nullopt;
    }
    const auto found = m_row_of.find(key);
    if (found == m_row_of.end()) {
        if (!m_unknown.contains(key)) m_unknown[key] = {line, is_total_word(key) || (is_total && is_total())};
        return std::nullopt;
    }
    m_seen.insert(found->second);
    return found->second;
}

std::map<std::string, std::string> AreaJoin::keys_without_zeros() const {
    std::map<std::string, std::string> bare;
    for (const auto& [key, row] : m_row_of) {
        if (const std::string rest = without_zeros(key); !rest.empty()) bare.emplace(rest, key);
    }
    return bare;
}

std::string AreaJoin::none_matched(const std::string& file, const std::string& key_column) const {
    std::vector<std::string> unknown;
    for (const auto& [key, where] : m_unknown) unknown.push_back(key);
    std::vector<std::string> known;
    std::size_t longest = 0;
    for (const auto& [key, row] : m_row_of) {
        known.push_back(key);
        longest = std::max(longest, key.size());
    }
    const auto bare = keys_without_zeros();
    std::size_t alike = 0;
    for (const std::string& key : unknown) alike += bare.contains(without_zeros(key)) ? 1 : 0;
    const std::string hint =
        alike > 0 ? "The keys lost their leading zeros: " + grouped(number(alike)) +
                        " would match with \"pad_key_to\": " + std::to_string(longest) + " in the map."
                  : "Is it another key column, keys that lost their leading zeros, or another version of the "
                    "areas (these are " +
                        m_targets.version + ")?";
    return "0 of " + grouped(number(area_count())) + " areas matched: none of the " +
           counted(unknown.size(), "key", "keys") + " of " + file + " is one of " + m_targets.version + ". " +
           key_column + " has " + some_of(unknown, 4) + "; the areas are " + some_of(known, 4) + ". " + hint;
}

Done AreaJoin::refuse_wrong_keys(const std::string& file, const std::string& key_column,
                                 Report& report) const {
    const auto bare = keys_without_zeros();
    std::size_t lost = 0;
    std::size_t totals = 0;
    std::size_t empty = 0;
    for (const auto& [key, where] : m_unknown) {
        const auto alike = bare.find(without_zeros(key));
        if (key.empty()) {
            ++empty;
            report.refuse(where.line, "", key_column + " has no key", "key_missing");
        } else if (alike != bare.end()) {
            ++lost;
            report.refuse(where.line, "",
                          "key " + in_quotes(key) + " differs from area " + in_quotes(alike->second) +
                              " only in leading zeros; \"pad_key_to\": " +
                              std::to_string(alike->second.size()) + " in the map puts them back",
                          "lost_zeros");
        } else if (where.is_total) {
            ++totals;
            report.refuse(
                where.line, "",
                "key " + in_quotes(key) +
                    " looks like a row of totals among the areas; name it in \"not_areas\" to leave "
                    "it out",
                "total");
        }
    }
    if (lost + totals + empty == 0) return {};
    std::string what;
    const auto add = [&what](std::size_t count, std::string_view one, std::string_view many) {
        if (count > 0) what += (what.empty() ? "" : ", ") + counted(count, one, many);
    };
    add(lost, "key without its leading zeros", "keys without their leading zeros");
    add(totals, "row of totals", "rows of totals");
    add(empty, "row without a key", "rows without a key");
    return failure(file + " has " + what +
                   " (listed above); correct the file or the map. Nothing was stored.");
}

Done AreaJoin::tell(const std::string& file, const std::string& key_column, Report& report) const {
    report.count("areas", number(area_count()));
    report.count("areas_matched", number(m_seen.size()));
    report.count("keys_unmatched", number(m_unknown.size()));
    if (m_seen.empty()) return failure(none_matched(file, key_column));
    ANKER_DO(refuse_wrong_keys(file, key_column, report));
    for (const auto& [key, where] : m_unknown) {
        report.note(where.line, "",
                    "key " + in_quotes(key) + " is no area; if it is a total, name it in \"not_areas\"",
                    "unmatched");
    }
    for (const auto& [key, row] : m_row_of) {
        if (m_seen.contains(row)) continue;
        const std::string& name = m_targets.names[row];
        report.note(0, "",
                    "area " + in_quotes(key) + (name.empty() ? "" : " (" + in_quotes(name) + ")") +
                        " has no row in the table",
                    "area_without_row");
    }
    report.say(grouped(number(m_seen.size())) + " of " + counted(area_count(), "area", "areas") +
               " matched; " + counted(m_unknown.size(), "other key", "other keys") + " in the table" +
               (m_left_out.empty() ? "."
                                   : ", and " + counted(m_left_out.size(), "row key", "row keys") +
                                         " left out as no areas."));
    return {};
}

} // namespace anker::exchange
