// SPDX-License-Identifier: Apache-2.0
#include "server/geo/contributions/row_reader.hpp"

#include "server/geo/common/derived_id.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/common/tables.hpp"
#include "server/geo/contributions/source_rows.hpp"

#include <algorithm>

namespace anker::exchange {

namespace {

using contribution::Words;

constexpr std::uint32_t most_support = 1'000'000; ///< more votes on one mark than any dialogue had

std::string lower_case(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

/// Non-empty texts, one after the other; a text that repeats the one before is left out.
std::string joined(const std::vector<std::string>& parts, const std::string& between) {
    std::string text;
    std::string_view last;
    for (const std::string& part : parts) {
        const std::string_view bare = trimmed(part);
        if (bare.empty() || bare == last) continue;
        if (!text.empty()) text += between;
        text += bare;
        last = bare;
    }
    return text;
}

/// Everything the file says in a row, to recognise it by.
std::string identity_of(const Feature& feature) {
    std::string identity;
    for (const auto& cell : feature.cells) identity += (cell ? *cell : std::string("\x01")) + '\x02';
    const auto add = [&identity](geo::Position p) {
        identity += std::to_string(p.lon_e7) + "," + std::to_string(p.lat_e7) + ";";
    };
    for (const geo::Position p : feature.points) add(p);
    for (const auto& line : feature.lines) std::for_each(line.begin(), line.end(), add);
    for (const geo::Polygon& polygon : feature.polygons)
        std::for_each(polygon.outer.begin(), polygon.outer.end(), add);
    return identity;
}

} // namespace

Expected<RowReader, std::string> RowReader::create(const VectorTable& table, const ContributionMap& map,
                                                   const std::string& file, const std::string& quartier,
                                                   Report& report) {
    RowReader reader(table, map, quartier, report);
    Columns& columns = reader.m_columns;
    const std::array<std::pair<std::size_t*, const ColumnRef*>, 9> wanted{
        {{&columns.id, &map.id},
         {&columns.kind, &map.kind.column},
         {&columns.theme, &map.theme.column},
         {&columns.perspective, &map.perspective.column},
         {&columns.life_phase, &map.life_phase.column},
         {&columns.language, &map.language_column},
         {&columns.date, &map.date_column},
         {&columns.support, &map.support},
         {&columns.comments, &map.comments}}};
    for (const auto& [index, ref] : wanted) {
        ANKER_TRY(*index, source_column(table, *ref, file));
    }
    for (const ColumnRef& ref : map.text) {
        ANKER_TRY(const std::size_t index, source_column(table, ref, file));
        columns.text.push_back(index);
    }
    return reader;
}

std::string RowReader::cell(const Feature& feature, std::size_t column) const {
    if (column >= feature.cells.size() || !feature.cells[column]) return {};
    return *feature.cells[column];
}

std::string RowReader::column_name(std::size_t column) const {
    return column < m_table->columns.size() ? m_table->columns[column] : std::string();
}

bool RowReader::refuse(const Feature& feature, std::size_t column, std::string what) {
    m_report->refuse(feature.number, column_name(column), std::move(what));
    return false;
}

std::optional<Candidate> RowReader::read(const Feature& feature) {
    Candidate candidate;
    candidate.row = feature.number;
    contribution::Import& command = candidate.command;
    // The licence goes wherever the contribution goes.
    command.source = m_map->licence.empty() ? m_map->source : m_map->source + " (" + m_map->licence + ")";
    if (!feature.text_fault.empty()) {
        m_report->refuse(feature.number, feature.text_fault_column, feature.text_fault);
        return std::nullopt;
    }
    bool ok = read_shape(feature, command.shape);
    ok = read_choice(feature, m_columns.kind, m_map->kind, contribution::kind_names, command.kind) && ok;
    ok = read_choice(feature, m_columns.theme, m_map->theme, contribution::theme_names, command.theme) && ok;
    ok = read_choice(feature, m_columns.perspective, m_map->perspective, contribution::perspective_names,
                     command.perspective) &&
         ok;
    ok = read_choice(feature, m_columns.life_phase, m_map->life_phase, contribution::life_phase_names,
                     command.life_phase) &&
         ok;
    ok = read_words(feature, command) && ok;
    ok = read_numbers(feature, command) && ok;
    ok = read_comments(feature, candidate) && ok;
    if (!ok || !make_id(feature, candidate)) return std::nullopt;
    return candidate;
}

bool RowReader::read_shape(const Feature& feature, geo::Shape& shape) {
    const std::size_t none = m_table->columns.size();
    if (feature.is_off_earth) return refuse(feature, none, "the coordinates are no position on earth");
    const std::size_t parts = feature.points.size() + feature.lines.size() + feature.polygons.size();
    if (parts == 0) return refuse(feature, none, "there are no coordinates");
    if (parts > 1) {
        return refuse(feature, none,
                      "the shape has " + std::to_string(parts) +
                          " parts; one mark is one point, line or area");
    }
    if (!feature.points.empty()) {
        shape = {geo::ShapeKind::Point, feature.points};
        return true;
    }
    if (!feature.lines.empty()) {
        shape = {geo::ShapeKind::Line, feature.lines.front()};
    } else {
        const geo::Polygon& polygon = feature.polygons.front();
        if (feature.fault) {
            return refuse(feature, none,
                          "the area crosses itself: " + feature.fault->reason + " at " +
                              place(feature.fault->at));
        }
        if (!polygon.holes.empty()) {
            m_report->note(feature.number, "",
                           "the area has holes, which a mark cannot have; they were filled");
        }
        shape = {geo::ShapeKind::Area, polygon.outer};
    }
    if (shape.positions.size() > geo::max_shape_positions) {
        return refuse(feature, none,
                      "the shape has " + std::to_string(shape.positions.size()) +
                          " positions; a mark has at most " + std::to_string(geo::max_shape_positions));
    }
    return true;
}

template <class Enum, std::size_t N>
bool RowReader::read_choice(const Feature& feature, std::size_t column, const Choice<Enum>& choice,
                            const std::array<std::string_view, N>& names, Enum& value) {
    if (choice.is_fixed()) {
        value = choice.fixed;
        return true;
    }
    const std::string text(trimmed(cell(feature, column)));
    if (const auto found = choice.values.find(text); found != choice.values.end()) {
        value = found->second;
        return true;
    }
    if (choice.values.empty()) {
        if (const auto stored = contribution::value_named<Enum>(names, text)) {
            value = *stored;
            return true;
        }
    }
    if (choice.otherwise) {
        value = *choice.otherwise;
        return true;
    }
    Unmapped& unmapped = m_unmapped[{column, text}];
    if (unmapped.rows++ == 0) unmapped.first_row = feature.number;
    return false;
}

void RowReader::tell_unmapped() {
    for (const auto& [key, unmapped] : m_unmapped) {
        m_report->refuse(unmapped.first_row, column_name(key.first),
                         "the map says nothing about " + in_quotes(key.second) + " (" +
                             counted(unmapped.rows, "row", "rows") + ", this is the first)");
    }
}

bool RowReader::read_words(const Feature& feature, contribution::Import& command) {
    std::vector<std::string> parts;
    for (const std::size_t column : m_columns.text) parts.push_back(cell(feature, column));
    Words words{joined(parts, m_map->text_between), m_map->language};
    if (!m_map->language_column.is_given()) {
        // fixed
    } else {
        words.language = lower_case(std::string(trimmed(cell(feature, m_columns.language))));
    }
    if (words.text.empty()) words.text = m_map->unnamed;
    if (words.text.empty()) return true;
    command.words = std::move(words);
    command.words_state =
        m_map->words_were_public ? contribution::WordsState::Approved : contribution::WordsState::Waiting;
    return true;
}

bool RowReader::read_numbers(const Feature& feature, contribution::Import& command) {
    std::string date = m_map->date;
    if (m_map->date_column.is_given()) date = trimmed(cell(feature, m_columns.date));
    if (!date.empty()) {
        const auto read = date_from(date);
        if (!read)
            return refuse(feature, m_columns.date,
                          in_quotes(date) + " is no date like 2017-10-18 or 18.10.2017");
        command.made_at_ms = unix_ms_from(*read);
    }
    if (!m_map->support.is_given()) return true;
    const std::string text(trimmed(cell(feature, m_columns.support)));
    if (text.empty()) return true;
    const auto votes = number_from(text, '.');
    if (!votes || *votes < 0 || *votes > most_support ||
        *votes != static_cast<double>(static_cast<std::uint32_t>(*votes))) {
        return refuse(feature, m_columns.support, in_quotes(text) + " is no number of votes");
    }
    command.support_elsewhere = static_cast<std::uint32_t>(*votes);
    return true;
}

bool RowReader::read_comments(const Feature& feature, Candidate& candidate) {
    if (!m_map->comments.is_given()) return true;
    const std::string text(trimmed(cell(feature, m_columns.comments)));
    if (text.empty()) return true;
    const json::Json list = json::parse_json(text);
    if (!list.is_array()) return refuse(feature, m_columns.comments, "comments are not a JSON list");
    for (const json::Json& entry : list) {
        std::vector<std::string> parts;
        for (const std::string& name : m_map->comment_text) {
            const auto part = entry.is_object() ? entry.find(name) : entry.end();
            if (entry.is_object() && part != entry.end() && part->is_string()) {
                parts.push_back(*part->get_ptr<const std::string*>());
            }
        }
        const std::string words = joined(parts, m_map->text_between);
        if (!words.empty()) {
            candidate.comments.push_back(
                {words, candidate.command.words ? candidate.command.words->language : m_map->language});
        }
    }
    return true;
}

bool RowReader::make_id(const Feature& feature, Candidate& candidate) {
    std::string own;
    if (m_map->id_is_feature_id) {
        if (feature.id >= 0) own = std::to_string(feature.id);
    } else if (m_map->id.is_given()) {
        own = trimmed(cell(feature, m_columns.id));
        if (own.empty()) return refuse(feature, m_columns.id, "the id is empty");
    }
    if (own.empty()) {
        // The same row twice is two contributions: people do say the same thing at the same place.
        const std::string identity = identity_of(feature);
        const std::size_t repetition = m_repetitions[identity]++;
        candidate.id = derived_id({"row", m_quartier, m_map->source, identity, std::to_string(repetition)});
        return true;
    }
    const auto [first, is_new] = m_row_of_id.emplace(own, feature.number);
    if (!is_new) {
        return refuse(feature, m_columns.id,
                      "id " + in_quotes(own) + " came in row " + std::to_string(first->second) + " already");
    }
    candidate.id = derived_id({"id", m_quartier, m_map->source, own});
    return true;
}

} // namespace anker::exchange
