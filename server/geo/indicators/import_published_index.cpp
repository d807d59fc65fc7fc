// SPDX-License-Identifier: Apache-2.0
#include "core/index/published.hpp"
#include "server/geo/common/map_file.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/common/tables.hpp"
#include "server/geo/indicators/area_join.hpp"
#include "server/geo/indicators/import_indicators.hpp"
#include "server/geo/indicators/indicator_map.hpp"

namespace anker::exchange {

namespace {

/// The map of `import published-index`.
struct PublishedMap {
    index::PublishedIndex index; ///< without areas and values
    TableWriting writing;
    ColumnRef key;
    ColumnRef value;
    std::size_t pad_key_to = 0;
    std::vector<std::string> not_areas;
    std::string licence;
};

Expected<PublishedMap, std::string> read_published_map(const std::string& path) {
    ANKER_TRY(const MapFile file, read_map_file(path));
    std::string fault;
    json::Fields f(file.json, "", fault);
    PublishedMap map;
    (void)f.text("about", "");
    map.index.id = f.text("id");
    map.index.names = texts_by_key(f, "names");
    if (map.index.names.empty()) f.fail("names");
    map.index.publisher = f.text("publisher");
    map.index.date = iso_period_from(f.text("date")).value_or("");
    if (map.index.date.empty()) f.fail("date");
    map.index.direction = f.one_of<indicator::Direction>("direction", indicator::direction_names);
    map.licence = f.text("licence", "");
    map.writing = table_writing(f);
    map.key = column(f, "key");
    map.value = column(f, "value_column");
    if (!map.key.is_given()) f.fail("key");
    if (!map.value.is_given()) f.fail("value_column");
    map.pad_key_to = static_cast<std::size_t>(f.integer("pad_key_to", 0, 40, 0));
    map.not_areas = texts(f, "not_areas");
    f.finish(json::Fields::Extra::Refuse);
    if (!fault.empty())
        return failure(map_fault(file, fault, "docs/imports.md describes maps of published indices"));
    return map;
}

/// An index is agreed like any other number: as an entry with unit "score".
Done check_agreed(const index::PublishedIndex& index, const catalogue::Catalogue& agreed,
                  const std::string& map_file) {
    const catalogue::Agreement* agreement = agreed.find(index.id);
    if (agreement == nullptr) {
        return failure(map_file + ": index " + in_quotes(index.id) +
                       " is not in the adopted catalogue; there are " + known_ids(agreed) + ".");
    }
    indicator::Indicator delivered;
    delivered.unit = catalogue::name_of(catalogue::Unit::Score);
    delivered.direction = index.direction;
    const auto fits = catalogue::check_indicator(*agreement, delivered);
    if (!fits) return failure(map_file + ": index " + in_quotes(index.id) + ": " + fits.error() + ".");
    return {};
}

} // namespace

Done import_published_index(const PublishedIndexOptions& options, Intake& intake, Report& report,
                            Watch& watch) {
    ANKER_TRY(const PublishedMap map, read_published_map(options.map_file));
    ANKER_TRY(const aggregate::AreaSet areas, required_areas(intake, "index values"));
    ANKER_TRY(const catalogue::Catalogue agreed, required_catalogue(intake, "indices"));
    ANKER_DO(check_agreed(map.index, agreed, options.map_file));
    ANKER_TRY(const TextTable table, read_text_table(options.file, map.writing.format, {map.key, map.value}));
    ANKER_DO(refuse_computed_table(table));
    ANKER_TRY(const std::size_t key, find_column(table, map.key));
    ANKER_TRY(const std::size_t value, find_column(table, map.value));
    char decimal = map.writing.decimal;
    if (decimal == 0) {
        std::vector<std::string_view> cells;
        for (const TableRow& row : table.rows) {
            if (!map.writing.special.is_missing(trimmed(row.cells[value]))) cells.push_back(row.cells[value]);
        }
        const DecimalVote vote = detect_decimal(cells);
        if (vote.is_ambiguous || vote.is_contradictory) {
            return failure(options.file + " has numbers like " + in_quotes(vote.example) +
                           " that can be read in two ways; say in the map: \"decimal\": \",\" or \".\".");
        }
        decimal = vote.decimal;
    }

    AreaJoin join(targets_of(areas), map.not_areas, map.pad_key_to);
    std::vector<double> values(areas.areas.size(), indicator::missing);
    std::vector<std::size_t> line_of(areas.areas.size(), 0);
    for (const TableRow& row : table.rows) {
        ANKER_DO(watch.check());
        const auto area = join.find(row.cells[key], row.line);
        if (!area) continue;
        if (line_of[*area] != 0) {
            report.refuse(row.line, table.columns[key],
                          "key " + in_quotes(trimmed(row.cells[key])) + " came in row " +
                              std::to_string(line_of[*area]) + " already");
            continue;
        }
        line_of[*area] = row.line;
        const std::string_view cell = trimmed(row.cells[value]);
        if (map.writing.special.is_missing(cell)) continue;
        const auto number = number_from(cell, decimal);
        if (number) {
            values[*area] = *number;
        } else {
            report.refuse(row.line, table.columns[value], in_quotes(cell) + " is no number");
        }
    }
    if (!report.refused().empty()) {
        return failure(options.file + " has " + counted(report.refused().size(), "wrong row", "wrong rows") +
                       " (listed above); nothing was stored.");
    }
    ANKER_DO(join.tell(options.file, map.key.said(), report));

    index::PublishedIndex index = map.index;
    index.areas_version = areas.version_date;
    std::size_t known = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        index.area_keys.push_back(areas.areas[i].key);
        index.values.push_back(values[i]);
        known += indicator::is_missing(values[i]) ? 0 : 1;
    }
    if (known == 0) return failure(options.file + " has no value in " + map.value.said() + ".");
    report.say("Read " + table.described() + ".");
    report.say("Index " + in_quotes(index.id) + " by " + in_quotes(index.publisher) + ", " + index.date +
               ": " + counted(known, "value", "values") + ", " +
               counted(values.size() - known, "area", "areas") + " without; high means " +
               std::string(indicator::direction_names[static_cast<std::size_t>(index.direction)]) + ".");
    report.count("values", static_cast<std::int64_t>(known));
    return intake.adopt(quartier::DatasetKind::PublishedIndex, bytes_from_text(index::encode(index)),
                        {{}, index.publisher, map.licence, index.date});
}

} // namespace anker::exchange
