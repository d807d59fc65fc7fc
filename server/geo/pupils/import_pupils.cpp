// SPDX-License-Identifier: Apache-2.0
#include "server/geo/pupils/import_pupils.hpp"

#include "core/catalogue/minimum_cases.hpp"
#include "server/geo/common/file.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/indicators/import_indicators.hpp"
#include "server/geo/pupils/pupil_tables.hpp"

#include <algorithm>
#include <filesystem>
#include <sys/resource.h>

namespace anker::exchange {

namespace {

/// A crash must not write the records to disk.
void forbid_core_dump() {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
}

/// All that both commands need, made once.
struct CountedPupils {
    PupilMap map;
    aggregate::AreaSet areas;
    catalogue::Catalogue agreed;
    ProtectedPupils pupils;
};

Done check_indicators(const PupilMap& map, const catalogue::Catalogue& agreed,
                      const aggregate::AreaSet& areas, const std::string& map_file) {
    for (std::size_t i = 0; i < map.indicators.size(); ++i) {
        const PupilIndicator& wanted = map.indicators[i];
        const std::string where = map_file + ", field \"indicators." + std::to_string(i + 1) +
                                  "\": indicator " + in_quotes(wanted.id);
        const catalogue::Agreement* agreement = agreed.find(wanted.id);
        if (agreement == nullptr)
            return failure(where + " is not in the adopted catalogue; there are " + known_ids(agreed) + ".");
        const bool is_rate = catalogue::needs_denominator(agreement->unit);
        if (!is_rate && agreement->unit != catalogue::Unit::Count) {
            return failure(where + " is agreed as " + in_quotes(catalogue::name_of(agreement->unit)) +
                           ", and pupils make counts and rates.");
        }
        if (is_rate && wanted.attribute.empty())
            return failure(where + " is a rate, so the map must name its attribute.");
        if (agreement->areas_version != "any" && agreement->areas_version != areas.version_date) {
            return failure(where + " is agreed for the areas of " + agreement->areas_version +
                           ", and the adopted ones are of " + areas.version_date + ".");
        }
    }
    return {};
}

/// Values of the areas for the indicators that schools are to get.
Expected<std::vector<std::vector<double>>, std::string>
values_of_areas(const PupilMap& map, const catalogue::Catalogue& agreed, const aggregate::AreaSet& areas,
                const Intake& intake, const std::string& map_file) {
    std::vector<std::vector<double>> values;
    if (map.school_indicators.empty()) return values;
    ANKER_TRY(auto imported, intake.indicators());
    if (!imported)
        return failure(map_file +
                       " asks for indicators of schools, and no indicators of areas are imported yet.");
    const auto table = catalogue::only_agreed(std::move(*imported), &agreed, areas.version_date);
    if (!table) return failure(map_file + ": " + table.error() + ".");
    for (std::size_t i = 0; i < map.school_indicators.size(); ++i) {
        const SchoolIndicator& wanted = map.school_indicators[i];
        const std::string where = map_file + ", field \"school_indicators." + std::to_string(i + 1) + "\": ";
        const indicator::Indicator* found = table->find(wanted.indicator);
        if (found == nullptr || table->dates.empty()) {
            return failure(where + "indicator " + in_quotes(wanted.indicator) +
                           " is not among the agreed and imported ones.");
        }
        const std::size_t date =
            wanted.date.empty() ? table->dates.size() - 1 : table->date_index(wanted.date);
        if (date == table->dates.size()) {
            return failure(where + "there is no date " + in_quotes(wanted.date) + "; there are " +
                           some_of(table->dates, 12) + ".");
        }
        std::map<std::string, double> by_key;
        for (std::size_t a = 0; a < table->area_keys.size(); ++a)
            by_key[table->area_keys[a]] = found->values[date][a];
        std::vector<double>& row = values.emplace_back();
        for (const aggregate::Area& area : areas.areas) {
            const auto value = by_key.find(area.key);
            row.push_back(value == by_key.end() ? indicator::missing : value->second);
        }
    }
    return values;
}

Expected<CountedPupils, std::string> counted_pupils(const PupilOptions& options, const Intake& intake,
                                                    Report& report, Watch& watch) {
    forbid_core_dump();
    CountedPupils result;
    ANKER_TRY(result.map, read_pupil_map(options.map_file));
    ANKER_TRY(result.areas, required_areas(intake, "pupils"));
    ANKER_TRY(result.agreed, required_catalogue(intake, "indicators"));
    if (result.map.areas_version != result.areas.version_date) {
        return failure(options.map_file + ": the records are for the areas of " + result.map.areas_version +
                       ", and the adopted ones are of " + result.areas.version_date +
                       "; single records cannot go through a crosswalk: import the areas they are for.");
    }
    ANKER_DO(check_indicators(result.map, result.agreed, result.areas, options.map_file));
    ANKER_TRY(const auto area_values,
              values_of_areas(result.map, result.agreed, result.areas, intake, options.map_file));
    ANKER_TRY(const PupilCounts counts,
              count_pupils(options.file, result.map, result.areas,
                           options.skip_bad ? WrongRecords::LeaveOut : WrongRecords::Refuse, report, watch));
    disclosure::Rules rules = result.agreed.disclosure;
    rules.round_to = 0; // rounding was agreed for voices; means are rounded as the map says
    result.pupils = protect_pupils(counts, area_values, result.map.round_means_to, disclosure::Gate(rules));
    report.say(counted(result.pupils.records, "record", "records") +
               " counted and forgotten: " + counted(result.areas.areas.size(), "area", "areas") + ", " +
               counted(result.map.schools.size(), "school", "schools") + ", " +
               counted(result.map.attributes.size(), "attribute", "attributes") + ".");
    report.say(grouped(static_cast<std::int64_t>(result.pupils.withheld)) + " of " +
               counted(result.pupils.counts, "count", "counts") + " withheld by disclosure control.");
    report.count("counts", static_cast<std::int64_t>(result.pupils.counts));
    report.count("counts_withheld", static_cast<std::int64_t>(result.pupils.withheld));
    return result;
}

/// One agreed indicator of the residence view; what was withheld is missing, with its reason.
indicator::Indicator residence_indicator(const PupilIndicator& wanted, const CountedPupils& counted) {
    const catalogue::Agreement& agreement = *counted.agreed.find(wanted.id);
    indicator::Indicator result;
    result.id = wanted.id;
    result.names = agreement.plain_names;
    result.unit = catalogue::name_of(agreement.unit);
    result.direction = agreement.direction;
    result.source = agreement.source;
    result.steward = agreement.steward;
    result.origins = {{counted.map.date, agreement.version, counted.areas.version_date, ""}};
    std::size_t attribute = 0;
    while (!wanted.attribute.empty() && counted.map.attributes[attribute].id != wanted.attribute) ++attribute;
    const bool is_rate = catalogue::needs_denominator(agreement.unit);
    const double factor = agreement.unit == catalogue::Unit::Percent   ? 100
                          : agreement.unit == catalogue::Unit::Per1000 ? 1000
                                                                       : 1;
    const std::size_t areas = counted.areas.areas.size();
    std::vector<double> values(areas, indicator::missing);
    std::vector<double> numerators = values;
    std::vector<double> denominators = values;
    const auto withhold = [&](std::size_t area, disclosure::Reason reason) {
        result.withheld.push_back(
            {counted.map.date, counted.areas.areas[area].key, std::string(disclosure::name_of(reason))});
    };
    for (std::size_t a = 0; a < areas; ++a) {
        const ProtectedUnit& unit = counted.pupils.residence[a];
        const disclosure::GatedCount& cases =
            wanted.attribute.empty() ? unit.pupils : unit.answers[attribute].yes;
        disclosure::Reason reason = cases.reason();
        double numerator = cases.value();
        double denominator = indicator::missing;
        if (is_rate) {
            const disclosure::GatedCount& others = unit.answers[attribute].no;
            if (reason == disclosure::Reason::None) reason = others.reason();
            denominator = numerator + others.value();
        }
        if (reason != disclosure::Reason::None) {
            withhold(a, reason);
            continue;
        }
        if (is_rate && denominator == 0) continue; // nobody lives there
        numerators[a] = numerator;
        denominators[a] = denominator;
        values[a] = is_rate ? factor * numerator / denominator : numerator;
    }
    // The agreed minimum may ask for more than the rules of the counts.
    const auto reasons = catalogue::withheld_areas(agreement.minimum_cases, numerators, denominators);
    for (std::size_t a = 0; a < reasons.size(); ++a) {
        if (reasons[a] == disclosure::Reason::None) continue;
        withhold(a, reasons[a]);
        values[a] = numerators[a] = denominators[a] = indicator::missing;
    }
    result.values = {std::move(values)};
    result.numerators = {std::move(numerators)};
    if (is_rate) result.denominators = {std::move(denominators)};
    return result;
}

} // namespace

Done import_pupils(const PupilOptions& options, Intake& intake, Report& report, Watch& watch) {
    ANKER_TRY(const CountedPupils counted, counted_pupils(options, intake, report, watch));
    if (counted.map.indicators.empty()) {
        return failure(options.map_file +
                       " names no \"indicators\" to adopt; name some, or write tables with --tables FOLDER.");
    }
    indicator::IndicatorTable fresh;
    fresh.areas_version = counted.areas.version_date;
    fresh.dates = {counted.map.date};
    for (const aggregate::Area& area : counted.areas.areas) fresh.area_keys.push_back(area.key);
    fresh.population = {std::vector<double>(fresh.area_keys.size(), indicator::missing)};
    for (const PupilIndicator& wanted : counted.map.indicators) {
        fresh.indicators.push_back(residence_indicator(wanted, counted));
        const indicator::Indicator& made = fresh.indicators.back();
        const auto known = std::count_if(made.values[0].begin(), made.values[0].end(),
                                         [](double value) { return !indicator::is_missing(value); });
        report.say("  " + made.id + " (" + made.unit + "), " + counted.map.date + ": " +
                   anker::exchange::counted(static_cast<std::size_t>(known), "area", "areas") + " shown, " +
                   grouped(static_cast<std::int64_t>(made.withheld.size())) + " withheld.");
    }
    return adopt_indicators(std::move(fresh), {counted.map.source, counted.map.licence, false}, intake,
                            report);
}

Done write_pupil_tables(const PupilOptions& options, const Intake& intake, Report& report, Watch& watch) {
    if (!intake.exists()) return failure("There is no Quartier " + in_quotes(intake.quartier_key()) + ".");
    ANKER_TRY(const CountedPupils counted, counted_pupils(options, intake, report, watch));
    const std::vector<NamedTable> tables = pupil_tables(counted.pupils, counted.map, counted.areas);
    if (options.is_dry_run) {
        report.say("Dry run: nothing was written.");
        return {};
    }
    std::error_code error;
    std::filesystem::create_directories(options.tables_folder, error);
    if (error)
        return failure("Cannot make the folder " + options.tables_folder + ": " + error.message() + ".");
    std::vector<NewFile> files;
    for (const NamedTable& table : tables) {
        ANKER_TRY(NewFile file, NewFile::create(options.tables_folder + "/" + table.name));
        ANKER_DO(file.write(table.text));
        files.push_back(std::move(file));
    }
    // Tables of two deliveries side by side could be subtracted from each other.
    ANKER_DO(publish_together(files));
    for (const NewFile& file : files) report.say("Written: " + file.path());
    return {};
}

} // namespace anker::exchange
