// SPDX-License-Identifier: Apache-2.0
#include "server/geo/indicators/import_indicators.hpp"

#include "server/geo/common/sentence.hpp"
#include "server/geo/indicators/indicator_builder.hpp"

namespace anker::exchange {

namespace {

/// One line per indicator and date: how many areas have a value, and between what.
void say_values(const indicator::IndicatorTable& table, Report& report) {
    for (const indicator::Indicator& indicator : table.indicators) {
        std::string line =
            "  " + indicator.id + " (" + indicator.unit + ", " +
            std::string(indicator::direction_names[static_cast<std::size_t>(indicator.direction)]) + ")";
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
            line += (d == 0 ? ": " : "; ") + table.dates[d] + " " +
                    grouped(static_cast<std::int64_t>(known)) + " values";
            if (known > 0) line += " from " + decimals(low, 2) + " to " + decimals(high, 2);
        }
        report.say(line);
    }
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
    ANKER_TRY(const IndicatorMap map, read_indicator_map(options.map_file));
    ANKER_TRY(const aggregate::AreaSet areas, required_areas(intake, "indicators"));
    ANKER_TRY(const TextTable table, read_indicator_text(options.file, map));
    AreaJoin join(areas, map.not_areas, map.pad_key_to);
    ANKER_TRY(const FeatureCube cube, read_features(table, map, join, report, watch));
    ANKER_DO(join.tell(options.file, map.key.said(), report));
    indicator::IndicatorTable fresh = build_indicators(cube, map, areas, report);
    if (!report.refused().empty() && !options.skip_bad) {
        return failure(
            options.file + " has " + counted(report.refused().size(), "wrong value", "wrong values") +
            " (listed above); correct them, or take them as missing with --skip-bad. Nothing was stored.");
    }

    std::size_t kept = 0;
    ANKER_TRY(const auto earlier, intake.indicators());
    report.say("Read " + table.described() + ".");
    report.say(counted(fresh.indicators.size(), "indicator", "indicators") + " for " +
               counted(fresh.dates.size(), "date", "dates") + ":");
    say_values(fresh, report);
    report.count("indicators", static_cast<std::int64_t>(fresh.indicators.size()));
    report.count("dates", static_cast<std::int64_t>(fresh.dates.size()));
    report.count("values_refused", static_cast<std::int64_t>(report.refused().size()));
    if (earlier && !options.replace) {
        const std::size_t count = fresh.indicators.size();
        fresh = merged(*earlier, std::move(fresh));
        kept = fresh.indicators.size() - count;
    }
    if (kept > 0)
        report.say(counted(kept, "indicator", "indicators") +
                   " of earlier imports kept; --replace drops them.");
    const std::string version = fresh.dates.empty() ? "" : fresh.dates.back();
    return intake.adopt(quartier::DatasetKind::Indicators, bytes_from_text(indicator::encode(fresh)),
                        {{}, map.source, map.licence, version});
}

} // namespace anker::exchange
