// SPDX-License-Identifier: Apache-2.0
#include "server/geo/pupils/pupil_counts.hpp"

#include "server/geo/common/file.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/indicators/indicator_map.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>

// HAZARD: no sentence in this file may be made of a cell. The general readers of text tables quote cells and
// column names in their errors, and a file without column names has a record where the names should be; so
// only the splitter is shared with them.

namespace anker::exchange {

namespace {

void wipe(std::string& text) {
    ::explicit_bzero(text.data(), text.size());
    text.clear();
}

/// The file's bytes and cells; overwritten when they go.
struct SecretRecords {
    std::string bytes;
    Records split;
    SecretRecords() = default;
    SecretRecords(const SecretRecords&) = delete;
    SecretRecords& operator=(const SecretRecords&) = delete;
    ~SecretRecords() {
        wipe(bytes);
        for (Record& record : split.records) {
            for (std::string& cell : record.cells) wipe(cell);
        }
    }
};

std::string at_line(const std::string& file, std::size_t line) {
    return file + ", line " + std::to_string(line);
}

std::string_view without_zeros(std::string_view key) {
    const std::size_t first = key.find_first_not_of('0');
    return first == std::string_view::npos ? std::string_view() : key.substr(first);
}

class PupilReader {
public:
    PupilReader(const std::string& path, const PupilMap& map, const aggregate::AreaSet& areas, Report& report,
                Watch& watch)
        : m_path(path), m_map(map), m_report(report), m_watch(watch), m_elsewhere(areas.areas.size()) {
        for (std::size_t i = 0; i < areas.areas.size(); ++i) {
            m_area_of[areas.areas[i].key] = i;
            if (const auto bare = without_zeros(areas.areas[i].key); !bare.empty()) m_bare_keys.emplace(bare);
        }
        for (const std::string& cell : map.elsewhere)
            m_area_of.emplace(padded_key(cell, map.pad_area_key_to), m_elsewhere);
        for (const auto& [key, name] : map.schools) m_school_of.emplace(key, m_school_of.size());
        m_counts.flows.assign(m_elsewhere + 1, std::vector<std::uint32_t>(map.schools.size(), 0));
        m_counts.by_residence.assign(map.attributes.size(),
                                     std::vector<PupilCounts::Answers>(m_elsewhere + 1));
        m_counts.by_school.assign(map.attributes.size(),
                                  std::vector<PupilCounts::Answers>(map.schools.size()));
    }

    Expected<PupilCounts, std::string> read(WrongRecords wrong_records) {
        ANKER_DO(open());
        ANKER_TRY(const std::size_t header, find_header());
        std::size_t left_out = 0;
        for (std::size_t i = header + 1; i < m_end; ++i) {
            ANKER_DO(m_watch.step("Counting records", i - header, m_end - header));
            if (!count(m_records.split.records[i])) ++left_out;
        }
        m_report.count("records", static_cast<std::int64_t>(m_counts.records));
        m_report.count("records_wrong", static_cast<std::int64_t>(left_out));
        if (m_matched_areas == 0) return failure(none_matched(left_out));
        if (left_out > 0 && wrong_records == WrongRecords::Refuse) {
            return failure(m_path + " has " + counted(left_out, "record", "records") +
                           " with a cell that the map does not know (line and column are listed above, cells "
                           "are never told); correct file or map, or leave them out with --skip-bad. Nothing "
                           "was stored.");
        }
        if (left_out > 0) m_report.say(counted(left_out, "record", "records") + " left out with --skip-bad.");
        return std::move(m_counts);
    }

private:
    Done open() {
        ANKER_TRY(m_records.bytes, read_file(m_path));
        std::string_view bytes = m_records.bytes;
        if (bytes.empty()) return failure(m_path + " is empty.");
        if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
            return failure(m_path + " is UTF-16 (\"Unicode text\"); save it as CSV in UTF-8.");
        if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0"))
            return failure(m_path + " is a spreadsheet or archive; save the sheet as CSV in UTF-8.");
        if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
        const auto delimiter =
            m_map.format.delimiter != 0 ? std::optional(m_map.format.delimiter) : detect_delimiter(bytes);
        if (!delimiter)
            return failure(m_path + " has no columns; is it a text table with \";\", \",\", tab or \"|\"?");
        m_records.split = split_records(bytes, *delimiter);
        if (m_records.split.unclosed_quote_line > 0) {
            return failure(at_line(m_path, m_records.split.unclosed_quote_line) +
                           ": a quotation mark is opened and never closed.");
        }
        return choose_encoding();
    }

    Done choose_encoding() {
        std::size_t utf8_line = 0;
        std::size_t other_line = 0;
        for (const Record& record : m_records.split.records) {
            for (const std::string& cell : record.cells) {
                const TextKind kind = kind_of_text(cell);
                if (kind == TextKind::Utf8 && utf8_line == 0) utf8_line = record.line;
                if (kind == TextKind::Other && other_line == 0) other_line = record.line;
            }
        }
        bool is_other = other_line > 0;
        if (!m_map.format.encoding.empty()) {
            const NamedEncoding named = encoding_named(m_map.format.encoding);
            if (!named.known)
                return failure("The encoding in the map is not known; use UTF-8 or Windows-1252.");
            is_other = named.encoding == Encoding::Windows1252;
        } else if (is_other && utf8_line > 0) {
            return failure(m_path + " mixes two encodings: line " + std::to_string(utf8_line) +
                           " is UTF-8, line " + std::to_string(other_line) +
                           " Windows-1252 or Latin-1; save it in one.");
        }
        if (!is_other) return {};
        for (Record& record : m_records.split.records) {
            for (std::string& cell : record.cells) {
                std::string text = utf8_from_windows_1252(cell);
                std::swap(cell, text);
                wipe(text);
            }
        }
        return {};
    }

    /// The line of column names; sets the columns. Only names of the map are told.
    Expected<std::size_t, std::string> find_header() {
        std::vector<std::string> wanted{m_map.area_column, m_map.school_column};
        if (!m_map.id_column.empty()) wanted.push_back(m_map.id_column);
        for (const PupilAttribute& attribute : m_map.attributes) wanted.push_back(attribute.column);
        const std::vector<Record>& records = m_records.split.records;
        std::vector<std::size_t> most(wanted.size(), no_column);
        std::size_t most_found = 0;
        for (std::size_t i = 0; i < records.size(); ++i) {
            if (m_map.format.header_line > 0 && records[i].line != m_map.format.header_line) continue;
            std::vector<std::size_t> columns(wanted.size(), no_column);
            std::size_t found = 0;
            for (std::size_t w = 0; w < wanted.size(); ++w) {
                for (std::size_t c = 0; c < records[i].cells.size(); ++c) {
                    if (trimmed(records[i].cells[c]) != wanted[w]) continue;
                    if (columns[w] != no_column)
                        return failure(at_line(m_path, records[i].line) + ": column " + in_quotes(wanted[w]) +
                                       " is there twice.");
                    columns[w] = c;
                }
                found += columns[w] == no_column ? 0 : 1;
            }
            if (found == wanted.size()) {
                m_columns = columns;
                m_width = records[i].cells.size();
                m_end = records.size();
                while (m_end > i + 1 && records[m_end - 1].cells.size() == 1 && m_width > 1) --m_end;
                ANKER_DO(check_widths(i));
                return i;
            }
            if (found > most_found || i == 0) {
                most = columns;
                most_found = found;
            }
        }
        std::vector<std::string> missing;
        for (std::size_t w = 0; w < wanted.size(); ++w) {
            if (most[w] == no_column) missing.push_back(wanted[w]);
        }
        return failure(m_path + " has no line of column names with all that the map names; missing: " +
                       some_of(missing, 12) + ".");
    }

    Done check_widths(std::size_t header) const {
        const std::vector<Record>& records = m_records.split.records;
        if (m_end == header + 1) return failure(m_path + " has column names and no records below.");
        for (std::size_t i = header + 1; i < m_end; ++i) {
            if (records[i].cells.size() == m_width) continue;
            return failure(at_line(m_path, records[i].line) + ": " +
                           counted(records[i].cells.size(), "cell", "cells") + " where line " +
                           std::to_string(records[header].line) + " names " +
                           counted(m_width, "column", "columns") +
                           "; is a delimiter missing, or one unquoted in a text?");
        }
        return {};
    }

    void refuse(const Record& record, const std::string& column, std::string what, std::string kind) {
        m_report.refuse(record.line, column, std::move(what), std::move(kind));
    }

    /// Counts the record, or says which cells it cannot use.
    bool count(const Record& record) {
        bool is_right = true;
        const std::string area_key = padded_key(record.cells[m_columns[0]], m_map.pad_area_key_to);
        const auto area = m_area_of.find(area_key);
        if (area == m_area_of.end()) {
            is_right = false;
            const bool is_bare = m_bare_keys.contains(std::string(without_zeros(area_key)));
            m_lost_zeros += is_bare ? 1 : 0;
            refuse(record, m_map.area_column,
                   is_bare ? "the key lost its leading zeros; \"pad_area_key_to\" in the map puts them back"
                           : "the key is no adopted area and not listed in \"elsewhere\"",
                   is_bare ? "lost_zeros" : "unmatched");
        } else if (area->second < m_elsewhere) {
            ++m_matched_areas;
        }
        const auto school = m_school_of.find(padded_key(record.cells[m_columns[1]], m_map.pad_school_key_to));
        if (school == m_school_of.end()) {
            is_right = false;
            refuse(record, m_map.school_column, "the key is not listed in \"schools\"", "unmatched");
        }
        std::size_t next = 2;
        if (!m_map.id_column.empty()) {
            const std::string_view id = trimmed(record.cells[m_columns[next++]]);
            const auto [known, is_new] =
                m_lines_of_ids.emplace(std::hash<std::string_view>{}(id), record.line);
            // Two different pseudonyms with one 64-bit hash are refused wrongly once in ages; none is kept.
            if (!is_new) {
                is_right = false;
                refuse(record, m_map.id_column,
                       "this came in line " + std::to_string(known->second) + " already", "duplicate");
            }
        }
        std::vector<int> answers;
        for (const PupilAttribute& attribute : m_map.attributes) {
            const std::string_view cell = trimmed(record.cells[m_columns[next++]]);
            const auto is_in = [&](const std::vector<std::string>& cells) {
                return std::find(cells.begin(), cells.end(), cell) != cells.end();
            };
            answers.push_back(is_in(attribute.yes)       ? 0
                              : is_in(attribute.no)      ? 1
                              : is_in(attribute.unknown) ? 2
                                                         : 3);
            if (answers.back() == 3) {
                is_right = false;
                refuse(record, attribute.column,
                       "the cell is none of those listed for attribute " + in_quotes(attribute.id),
                       "unreadable");
            }
        }
        if (!is_right) return false;
        ++m_counts.records;
        ++m_counts.flows[area->second][school->second];
        for (std::size_t k = 0; k < answers.size(); ++k) {
            for (PupilCounts::Answers* counts :
                 {&m_counts.by_residence[k][area->second], &m_counts.by_school[k][school->second]}) {
                ++(answers[k] == 0 ? counts->yes : answers[k] == 1 ? counts->no : counts->unknown);
            }
        }
        return true;
    }

    [[nodiscard]] std::string none_matched(std::size_t left_out) const {
        return "0 of " + counted(m_counts.records + left_out, "record", "records") + " of " + m_path +
               " belongs to an adopted area. " +
               (m_lost_zeros > 0 ? "The keys lost their leading zeros: " +
                                       grouped(static_cast<std::int64_t>(m_lost_zeros)) +
                                       " would match with \"pad_area_key_to\" in the map."
                                 : "Is " + in_quotes(m_map.area_column) +
                                       " the right column, did the keys lose leading zeros, or are they of "
                                       "another version "
                                       "of the areas?");
    }

    static constexpr std::size_t no_column = static_cast<std::size_t>(-1);

    const std::string& m_path;
    const PupilMap& m_map;
    Report& m_report;
    Watch& m_watch;
    SecretRecords m_records;
    std::size_t m_end = 0;
    std::size_t m_width = 0;
    std::vector<std::size_t> m_columns; ///< area, school, id if any, attributes
    std::size_t m_elsewhere;
    std::map<std::string, std::size_t> m_area_of;
    std::map<std::string, std::size_t> m_school_of;
    std::map<std::size_t, std::size_t> m_lines_of_ids; ///< by hash
    std::set<std::string> m_bare_keys;                 ///< of areas, without their leading zeros
    std::size_t m_matched_areas = 0;
    std::size_t m_lost_zeros = 0;
    PupilCounts m_counts;
};

} // namespace

Expected<PupilCounts, std::string> count_pupils(const std::string& path, const PupilMap& map,
                                                const aggregate::AreaSet& areas, WrongRecords wrong_records,
                                                Report& report, Watch& watch) {
    return PupilReader(path, map, areas, report, watch).read(wrong_records);
}

} // namespace anker::exchange
