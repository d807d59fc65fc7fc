// SPDX-License-Identifier: Apache-2.0
#include "server/geo/areas/import_areas.hpp"

#include "core/base/text.hpp"
#include "server/geo/areas/topology.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/common/tables.hpp"
#include "server/geo/vector/geos.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace anker::exchange {

namespace {

/// The column, or an error that lists those there are.
Expected<std::size_t, std::string> find_column(const VectorTable& table, const std::string& option,
                                               const std::string& name, const std::string& file) {
    const std::size_t column = column_index(table.columns, name);
    if (column < table.columns.size()) return column;
    return failure(file + " has no column " + in_quotes(name) + " (" + option + "); it has " +
                   some_of(table.columns, 20) + ".");
}

std::string text_of(const Feature& feature, std::size_t column) {
    return feature.cells[column] ? std::string(trimmed(*feature.cells[column])) : std::string();
}

std::string plain_key(std::string key, bool is_number) {
    // A number column shows 101 as "101.0"; the key is 101.
    if (is_number && key.ends_with(".0")) key.resize(key.size() - 2);
    return key;
}

/// Reads keys, names and outlines; everything wrong is refused with its row.
class AreaReader {
public:
    AreaReader(const VectorTable& table, std::size_t key, std::size_t name, Report& report)
        : m_table(table), m_key(key), m_name(name), m_report(report) {}

    std::vector<aggregate::Area> read() {
        std::vector<aggregate::Area> areas;
        for (const Feature& feature : m_table.features) {
            aggregate::Area area;
            area.key = plain_key(text_of(feature, m_key), m_table.is_number[m_key]);
            area.name = m_name < m_table.columns.size() ? text_of(feature, m_name) : area.key;
            if (read_texts(feature, area) && read_shape(feature, area)) areas.push_back(std::move(area));
        }
        std::sort(areas.begin(), areas.end(),
                  [](const aggregate::Area& a, const aggregate::Area& b) { return a.key < b.key; });
        return areas;
    }

    [[nodiscard]] std::size_t repaired() const { return m_repaired; }
    [[nodiscard]] std::size_t mended_after_rounding() const { return m_mended; }
    [[nodiscard]] std::size_t incomplete() const { return m_incomplete; }

private:
    bool read_texts(const Feature& feature, aggregate::Area& area) {
        const std::string& column = m_table.columns[m_key];
        if (!feature.text_fault.empty()) {
            m_report.refuse(feature.number, feature.text_fault_column, feature.text_fault);
            return false;
        }
        if (base::find_text_fault(area.key, 100) != base::TextFault::None) {
            m_report.refuse(feature.number, column,
                            "the key is empty, longer than 100 bytes or has forbidden characters");
            return false;
        }
        if (base::find_text_fault(area.name, 200) != base::TextFault::None) area.name = area.key;
        const auto [first, is_new] = m_row_of.emplace(area.key, feature.number);
        if (!is_new) {
            m_report.refuse(feature.number, column,
                            "key " + in_quotes(area.key) + " came in row " + std::to_string(first->second) +
                                " already; keys must be unique (put parts of one area together first)");
        }
        return is_new;
    }

    bool read_shape(const Feature& feature, aggregate::Area& area) {
        if (feature.is_off_earth) {
            m_report.refuse(feature.number, "",
                            "area " + in_quotes(area.key) +
                                " has positions that are not on earth; is the coordinate system "
                                "right? --crs says another one");
            return false;
        }
        Geometry shape = m_geos.from(feature.polygons);
        const bool was_valid = shape && GEOSisValid_r(m_geos.context(), shape.get()) == 1;
        shape = m_geos.valid(std::move(shape));
        area.shape = m_geos.polygons(shape.get());
        if (area.shape.empty()) {
            m_report.refuse(feature.number, "", "area " + in_quotes(area.key) + " has no surface");
            return false;
        }
        if (feature.fault) {
            ++m_repaired;
            m_report.note(feature.number, "",
                          "the outline of area " + in_quotes(area.key) + " (" + in_quotes(area.name) +
                              ") is not valid: " + feature.fault->reason + " at " + place(feature.fault->at) +
                              "; repaired");
        } else if (!was_valid) {
            ++m_mended;
        }
        add_triangles(area);
        return true;
    }

    void add_triangles(aggregate::Area& area) {
        std::uint32_t base = 0;
        for (const geo::Polygon& polygon : area.shape) {
            const Geos::Triangles triangles = m_geos.triangulate(polygon);
            if (!triangles.is_complete) ++m_incomplete;
            for (const std::uint32_t index : triangles.indices) area.triangles.push_back(base + index);
            base += static_cast<std::uint32_t>(polygon.outer.size());
            for (const geo::Ring& hole : polygon.holes) base += static_cast<std::uint32_t>(hole.size());
        }
    }

    const VectorTable& m_table;
    std::size_t m_key;
    std::size_t m_name;
    Report& m_report;
    Geos m_geos;
    std::map<std::string, std::size_t> m_row_of;
    std::size_t m_repaired = 0;
    std::size_t m_mended = 0;
    std::size_t m_incomplete = 0;
};

void say_topology(const Topology& topology, Report& report) {
    report.count("overlapping_pairs", static_cast<std::int64_t>(topology.overlapping_pairs));
    report.count("gaps", static_cast<std::int64_t>(topology.gaps));
    if (topology.overlapping_pairs == 0) {
        report.say("No two areas overlap by more than 1 m².");
    } else {
        report.say(counted(topology.overlapping_pairs, "pair of areas overlaps", "pairs of areas overlap") +
                   ": " + decimals(topology.overlap_m2, 0) + " m² in all, the most " +
                   topology.worst_overlap + " with " + decimals(topology.worst_overlap_m2, 0) +
                   " m². A mark there counts for the first in order.");
    }
    if (topology.gaps == 0) {
        report.say("No gaps between areas.");
    } else {
        report.say(counted(topology.gaps, "gap", "gaps") +
                   " between areas: " + decimals(topology.gaps_m2, 0) + " m² in all, the largest " +
                   decimals(topology.largest_gap_m2, 0) + " m² at " + place(topology.largest_gap) + ".");
    }
}

/// Indicators stay with the version of the areas they were imported for; what they lose is told.
Done note_lost_indicator_rows(const Intake& intake, const std::vector<aggregate::Area>& areas,
                              const std::string& version, Report& report) {
    ANKER_TRY(const auto table, intake.indicators());
    if (!table) return {};
    if (!table->areas_version.empty() && table->areas_version != version) {
        report.note(0, "",
                    "the imported indicators belong to the areas of " + table->areas_version +
                        " and are not shown on those of " + version +
                        "; import them again, with a crosswalk where the areas changed",
                    "areas_version");
    }
    std::set<std::string> keys;
    for (const aggregate::Area& area : areas) keys.insert(area.key);
    std::vector<std::string> lost;
    for (const std::string& key : table->area_keys) {
        if (!keys.contains(key)) lost.push_back(key);
    }
    if (!lost.empty()) {
        report.note(0, "",
                    "indicators were imported for areas that are gone: " + some_of(lost, 10) +
                        "; import the indicators again for this area version");
    }
    return {};
}

} // namespace

Done import_areas(const AreaOptions& options, Intake& intake, Report& report, Watch& watch) {
    const auto version = iso_period_from(options.version_date);
    if (!version || version->size() != 10) {
        return failure("--version-date " + in_quotes(options.version_date) +
                       " is not a day; write the date these areas are valid from as YYYY-MM-DD.");
    }
    ANKER_TRY(const VectorTable table, read_vector(options.file, options.vector, report, watch));
    ANKER_TRY(const std::size_t key, find_column(table, "--key-column", options.key_column, options.file));
    std::size_t name = table.columns.size();
    if (!options.name_column.empty()) {
        ANKER_TRY(name, find_column(table, "--name-column", options.name_column, options.file));
    }
    if (table.is_number[key]) {
        report.note(0, options.key_column,
                    "keys are numbers in this file, so leading zeros would be lost already");
    }

    AreaReader reader(table, key, name, report);
    std::vector<aggregate::Area> areas = reader.read();
    if (!report.refused().empty()) {
        return failure(options.file + ": " + counted(report.refused().size(), "area", "areas") +
                       " cannot be taken (listed above); nothing was stored.");
    }
    if (areas.empty())
        return failure(options.file + " has no areas in layer " + in_quotes(table.layer) + ".");
    geo::Box extent;
    for (const aggregate::Area& area : areas) extent.add(geo::bounds(area.shape));
    if (std::int64_t{extent.max.lon_e7} - extent.min.lon_e7 > geo::max_quartier_extent_e7 ||
        std::int64_t{extent.max.lat_e7} - extent.min.lat_e7 > geo::max_quartier_extent_e7) {
        return failure(options.file + " reaches over " + place(extent) +
                       ", more than 5 degrees; is the coordinate system right? --crs says another one.");
    }
    ANKER_TRY(const Topology topology, topology_of(areas, watch));

    ANKER_DO(intake.found(topology.extent, report));
    if (!intake.state().quartier.extent.overlaps(topology.extent)) {
        report.note(0, "",
                    "the areas lie at " + place(topology.extent) + " and the Quartier was elsewhere, at " +
                        place(intake.state().quartier.extent) + "; is the coordinate system right?");
    }
    ANKER_DO(note_lost_indicator_rows(intake, areas, *version, report));
    ANKER_DO(intake.redraw(topology.extent, topology.boundary));
    const std::string source =
        options.source.empty() ? std::filesystem::path(options.file).filename().string() : options.source;
    std::size_t positions = 0;
    for (const aggregate::Area& area : areas) {
        for (const geo::Polygon& polygon : area.shape) positions += polygon.outer.size();
    }
    const std::vector<std::uint8_t> bytes = aggregate::encode({*version, std::move(areas)});
    const std::size_t size = bytes.size();
    ANKER_DO(intake.adopt(quartier::DatasetKind::Areas, bytes, {{}, source, options.licence, *version}));

    if (options.source.empty()) {
        report.note(0, "", "no --source was given; the file's name stands in for who published the areas");
    }
    if (reader.incomplete() > 0) {
        report.note(0, "",
                    counted(reader.incomplete(), "outline", "outlines") +
                        " could not be cut into triangles whole");
    }
    report.say("Read as " + table.format + ", layer " + in_quotes(table.layer) + ".");
    report.say(counted(reader.repaired(), "outline", "outlines") + " repaired" +
               (reader.mended_after_rounding() > 0
                    ? ", " + counted(reader.mended_after_rounding(), "more", "more") +
                          " mended after rounding to 1 cm."
                    : "."));
    say_topology(topology, report);
    const std::size_t count = table.features.size();
    report.say(counted(count, "area", "areas") + " of version " + *version + ", " +
               decimals(topology.union_m2 / 1e6, 2) + " km², " + counted(positions, "position", "positions") +
               ", " + grouped(static_cast<std::int64_t>(size)) + " bytes: " + place(topology.extent) + ".");
    report.count("areas", static_cast<std::int64_t>(count));
    report.count("repaired", static_cast<std::int64_t>(reader.repaired()));
    return {};
}

} // namespace anker::exchange
