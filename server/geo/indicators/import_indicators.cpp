// SPDX-License-Identifier: Apache-2.0
#include "server/geo/indicators/import_indicators.hpp"

#include "server/geo/common/sentence.hpp"
#include "server/geo/indicators/crosswalk.hpp"
#include "server/geo/indicators/indicator_builder.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace anker::exchange {

namespace {

/// One line per indicator and date: how many areas have a value, between what, and how many have none.
void say_values(const indicator::IndicatorTable& table, Report& report) {
    std::int64_t missing = 0;
    std::map<std::string, std::int64_t> withheld; // by reason
    for (const std::string_view reason : {"too_few", "small_population", "complement"})
        withheld[std::string(reason)] = 0;
    for (const indicator::Indicator& indicator : table.indicators) {
        std::string line =
            "  " + indicator.id + " (" + indicator.unit + ", " +
            std::string(indicator::direction_names[static_cast<std::size_t>(indicator.direction)]) + ")";
        for (const indicator::Withheld& entry : indicator.withheld) ++withheld[entry.reason];
        for (std::size_t d = 0; d < table.dates.size(); ++d) {
            std::size_t known = 0;
            double low = 0;
            double high = 0;
            for (const double value : indicator.values[d]) {
                if (indicator::is_missing(value)) continue;
                low = known == 0 ? value : std::min(low, value);
                high = known == 0 ? value : std::max(high, value);
                ++known;
            }
            std::size_t hidden = 0;
            std::size_t beside = 0;
            for (const indicator::Withheld& entry : indicator.withheld) {
                hidden += entry.date == table.dates[d] ? 1 : 0;
                beside += entry.date == table.dates[d] && entry.reason == "complement" ? 1 : 0;
            }
            const std::size_t unknown = indicator.values[d].size() - known - hidden;
            missing += static_cast<std::int64_t>(unknown);
            line += (d == 0 ? ": " : "; ") + table.dates[d] + " " +
                    grouped(static_cast<std::int64_t>(known)) + " values";
            if (known > 0) line += " from " + decimals(low, 2) + " to " + decimals(high, 2);
            if (unknown > 0) line += ", " + grouped(static_cast<std::int64_t>(unknown)) + " missing";
            if (hidden > 0)
                line += ", " + grouped(static_cast<std::int64_t>(hidden - beside)) +
                        " withheld by the agreed minimum";
            if (beside > 0)
                line += " and " + grouped(static_cast<std::int64_t>(beside)) +
                        " beside them, so that none follows from the sum of all areas";
        }
        report.say(line);
    }
    report.count("values_missing", missing);
    std::int64_t all = 0;
    for (const auto& [reason, count] : withheld) {
        report.count("values_withheld_" + reason, count);
        all += count;
    }
    report.count("values_withheld", all);
}

/// Numbers of what was found, by kind.
void count_findings(Report& report) {
    report.count("duplicates", report.findings("duplicate"));
    report.count("values_unreadable", report.findings("unreadable"));
    report.count("values_impossible", report.findings("impossible"));
    report.count("outliers", report.findings("outlier"));
    report.count("values_refused", static_cast<std::int64_t>(report.refused().size()));
    report.say("Findings: " +
               counted(static_cast<std::size_t>(report.findings("duplicate")), "duplicate", "duplicates") +
               ", " + grouped(report.findings("unreadable")) + " unreadable, " +
               grouped(report.findings("impossible")) + " impossible, " +
               counted(static_cast<std::size_t>(report.findings("outlier")), "outlier", "outliers") + ".");
}

/// A table for other areas than the adopted ones needs a crosswalk, and no other table may have one.
Done check_areas_version(const IndicatorOptions& options, const IndicatorMap& map,
                         const aggregate::AreaSet& areas) {
    const bool has_crosswalk = !options.crosswalk_file.empty();
    if (!has_crosswalk && !map.areas_version.empty() && map.areas_version != areas.version_date) {
        return failure(options.file + " is for the areas of " + map.areas_version + " (" + options.map_file +
                       " says so), and the adopted ones are of " + areas.version_date +
                       ": name the crosswalk between them with --crosswalk FILE.csv, or import the areas "
                       "it is for.");
    }
    if (has_crosswalk && map.areas_version.empty()) {
        return failure(options.map_file +
                       ": field \"areas_version\" must say which areas the table is for when a crosswalk "
                       "carries it over.");
    }
    if (has_crosswalk && map.areas_version == areas.version_date) {
        return failure("The table is for the adopted areas of " + areas.version_date +
                       " already; leave --crosswalk out.");
    }
    return {};
}

/// The features for the adopted areas, read directly or through the crosswalk, with all that is known about
/// the join told.
Expected<FeatureCube, std::string> joined_features(const IndicatorOptions& options, const IndicatorMap& map,
                                                   const TextTable& table, const aggregate::AreaSet& areas,
                                                   BuildFrame& frame, Report& report, Watch& watch) {
    std::optional<Crosswalk> crosswalk;
    JoinTargets targets = targets_of(areas);
    if (!options.crosswalk_file.empty()) {
        ANKER_TRY(crosswalk, read_crosswalk(options.crosswalk_file, areas, report));
        targets = {crosswalk->from_keys, std::vector<std::string>(crosswalk->from_keys.size()),
                   "the areas of " + map.areas_version + " in " + crosswalk->file};
    }
    AreaJoin join(std::move(targets), map.not_areas, map.pad_key_to);
    ANKER_TRY(FeatureCube cube, read_features(table, map, join, report, watch));
    ANKER_DO(join.tell(options.file, map.key.said(), report));
    frame.dates = cube.dates();
    for (const aggregate::Area& area : areas.areas) frame.area_keys.push_back(area.key);
    frame.areas_version = areas.version_date;
    frame.table_areas_version = areas.version_date;
    if (!crosswalk) {
        if (map.areas_version.empty()) {
            report.say("Taken to be for the adopted areas of " + areas.version_date +
                       "; \"areas_version\" in the map would say so.");
        }
        return cube;
    }
    frame.table_areas_version = map.areas_version;
    frame.crosswalk = crosswalk->described();
    report.say("Carried over from the areas of " + map.areas_version + " to those of " + areas.version_date +
               " with crosswalk " + frame.crosswalk + ": " +
               counted(crosswalk->from_keys.size(), "area", "areas") + " to " +
               counted(areas.areas.size(), "area", "areas") +
               ". Counts were added up by weight; rates were made of them.");
    report.count("crosswalk_parts", static_cast<std::int64_t>(crosswalk->parts.size()));
    return carried_over(cube, *crosswalk, map, areas.areas.size());
}

} // namespace

Expected<aggregate::AreaSet, std::string> required_areas(const Intake& intake, std::string_view what) {
    ANKER_TRY(auto areas, intake.areas());
    if (!areas) {
        return failure("There are no areas yet, and " + std::string(what) +
                       " belong to areas: run `ankerpunkt import areas` first.");
    }
    return std::move(*areas);
}

Done import_indicators(const IndicatorOptions& options, Intake& intake, Report& report, Watch& watch) {
    ANKER_TRY(IndicatorMap map, read_indicator_map(options.map_file));
    ANKER_TRY(const aggregate::AreaSet areas, required_areas(intake, "indicators"));
    if (!map.indicators.empty()) { // residents alone are no indicator
        ANKER_TRY(const catalogue::Catalogue agreed, required_catalogue(intake, "indicators"));
        ANKER_DO(apply_catalogue(map, agreed, areas, options.map_file, report));
    }
    ANKER_DO(check_areas_version(options, map, areas));
    ANKER_TRY(const TextTable table, read_indicator_text(options.file, map));
    ANKER_DO(refuse_computed_table(table));
    report.say("Read " + table.described() + ".");
    report.count("rows", static_cast<std::int64_t>(table.rows.size()));
    BuildFrame frame;
    ANKER_TRY(const FeatureCube cube, joined_features(options, map, table, areas, frame, report, watch));
    indicator::IndicatorTable fresh = build_indicators(cube, map, frame, report);
    report.say(counted(fresh.indicators.size(), "indicator", "indicators") + " for " +
               counted(fresh.dates.size(), "date", "dates") + ":");
    say_values(fresh, report);
    report.count("indicators", static_cast<std::int64_t>(fresh.indicators.size()));
    report.count("dates", static_cast<std::int64_t>(fresh.dates.size()));
    count_findings(report);
    if (!report.refused().empty() && !options.skip_bad) {
        return failure(
            options.file + " has " + counted(report.refused().size(), "wrong value", "wrong values") +
            " (listed above); correct them, or take them as missing with --skip-bad. Nothing was stored.");
    }
    return adopt_indicators(std::move(fresh), {map.source, map.licence, options.replace}, intake, report);
}

Done adopt_indicators(indicator::IndicatorTable fresh, const IndicatorSource& source, Intake& intake,
                      Report& report) {
    ANKER_TRY(const auto earlier, intake.indicators());
    if (earlier && !source.replaces_all) {
        const std::size_t count = fresh.indicators.size();
        ANKER_TRY(fresh, merged(*earlier, std::move(fresh), report));
        if (const std::size_t kept = fresh.indicators.size() - count; kept > 0)
            report.say(counted(kept, "indicator", "indicators") +
                       " of earlier imports kept; --replace drops them.");
    }
    const std::string version = fresh.dates.empty() ? "" : fresh.dates.back();
    return intake.adopt(quartier::DatasetKind::Indicators, bytes_from_text(indicator::encode(fresh)),
                        {{}, source.source, source.licence, version});
}

} // namespace anker::exchange
