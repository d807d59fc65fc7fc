// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/spatial_patterns.hpp"

#include "core/indicator/indicator.hpp"
#include "core/jobs/pattern_tests.hpp"
#include "core/math/elementary.hpp"
#include "core/math/statistics.hpp"
#include "core/spatial/moran.hpp"
#include "core/spatial/permutation.hpp"
#include "core/tabular/sentence.hpp"

#include <cmath>

namespace anker::jobs {

using json::Json;
using tabular::counted;
using tabular::in_quotes;

namespace {

/// What keeps a pattern from being looked for.
Expected<void, std::string> check_values(const SpatialAreas& areas, const std::vector<double>& values,
                                         const spatial::Neighbours& neighbours) {
    const std::string column = areas.table.file + ", column " + in_quotes(areas.table.columns.front());
    if (values.empty()) return failure(column + ": all values are missing.");
    if (values.size() < 4) {
        return failure(column + ": " + counted(values.size(), "area has a value", "areas have values") +
                       "; a spatial pattern needs at least 4.");
    }
    for (const double value : values) {
        if (!std::isfinite(value) || std::fabs(value) > 1e100)
            return failure(column + ": a value is too large to calculate with.");
    }
    if (math::moments_of(values, math::Deviation::Population).is_constant()) {
        return failure(column + ": all " + std::to_string(values.size()) + " values are " +
                       text_from_number(values.front()) + "; where nothing differs there is no pattern.");
    }
    if (neighbours.links() == 0)
        return failure("No two areas of " + areas.table.file + " with values are neighbours.");
    return {};
}

spatial::Weights weights_of(const Request& request, spatial::Weights usual) {
    const std::string& form = request.option("weights");
    if (form == "binary") return spatial::Weights::Binary;
    if (form == "row") return spatial::Weights::RowStandardised;
    return form == "given" ? spatial::Weights::Given : usual;
}

std::vector<std::string> columns_of(const SpatialAreas& areas, std::vector<std::string> own) {
    std::vector<std::string> columns{areas.table.key_column};
    columns.insert(columns.end(), own.begin(), own.end());
    columns.insert(columns.end(), test_columns.begin(), test_columns.end());
    return columns;
}

} // namespace

Expected<ValueTable, std::string> read_pattern_column(const Request& request) {
    const File& file = *request.file("values");
    if (!request.option("column").empty())
        return read_values(file, std::vector<std::string>{request.option("column")});
    ANKER_TRY(ValueTable table, read_all_values(file));
    if (table.columns.size() > 1) {
        return failure(file.name + " has several columns: choose one of " +
                       tabular::some_of(table.columns, 12) + " with --column.");
    }
    return table;
}

Expected<Result, std::string> find_clusters(const Request& request, const SpatialAreas& areas,
                                            const Progress& progress, Result result) {
    const std::vector<double> values = areas.values(0);
    const spatial::Neighbours given = spatial::restricted_to(areas.neighbours, areas.complete);
    const spatial::Neighbours near =
        spatial::weighted(given, weights_of(request, spatial::Weights::RowStandardised));
    ANKER_DO(check_values(areas, values, near));
    note_about_areas(areas, near, "no local value; they count in the mean, the variance and n.",
                     result.notes);
    const std::vector<spatial::LocalMoran> local = spatial::local_moran(values, near);
    std::vector<double> z;
    for (const spatial::LocalMoran& area : local) z.push_back(area.z);
    ANKER_TRY(const PatternTests tests, tests_of(request, z, values, near, progress, result.notes));

    TableWriter writer(columns_of(areas, {"value", "neighbours", "standardised", "lag", "i", "expected",
                                          "variance", "z", "quadrant", "cluster"}));
    for (std::size_t row = 0; row < areas.table.areas(); ++row) {
        writer.cell(areas.table.keys[row]).cell(areas.table.values[0][row]);
        const std::size_t place = areas.place_of[row];
        if (place == no_row) {
            end_blank(writer, 9 + test_columns.size());
            continue;
        }
        const spatial::LocalMoran& area = local[place];
        const std::string_view quadrant =
            near.of[place].empty() ? std::string_view()
                                   : spatial::quadrant_names[static_cast<std::size_t>(area.quadrant)];
        writer.cell(near.of[place].size()).cell(area.standardised).cell(area.lag).cell(area.i);
        writer.cell(area.expected).cell(area.variance).cell(area.z).cell(quadrant);
        const std::optional<bool> remains = tests.remains(place);
        writer.cell(remains.value_or(false) ? quadrant : std::string_view(remains ? "not significant" : ""));
        tests.write(writer, place);
        writer.end_row();
    }
    result.files["out"] = writer.take();

    const spatial::GlobalMoran global = spatial::global_moran(values, near);
    math::Random random(static_cast<std::uint64_t>(request.number("seed")));
    const auto shuffled =
        spatial::shuffle_all(values, near, static_cast<std::size_t>(request.number("permutations")), random,
                             [&](std::size_t done, std::size_t total) {
                                 return !progress || progress("shuffling all values", done, total);
                             });
    if (!shuffled) return failure(std::string(cancelled_sentence));
    Json report = Json::object();
    Json whole = Json::object();
    whole["i"] = json_from_number(global.i);
    whole["expected"] = json_from_number(global.expected);
    whole["variance_randomisation"] = json_from_number(global.variance);
    whole["z_randomisation"] = json_from_number(global.z);
    whole["p_randomisation"] = json_from_number(2 * math::normal_probability(-std::fabs(global.z)));
    whole["variance_normality"] = json_from_number(global.variance_normal);
    whole["z_normality"] = json_from_number(global.z_normal);
    whole["p_normality"] = json_from_number(2 * math::normal_probability(-std::fabs(global.z_normal)));
    whole["p_permutation"] = json_from_number(shuffled->two_sided_p());
    whole["p_folded"] = json_from_number(shuffled->folded_p());
    report["global_moran"] = std::move(whole);
    report["neighbours"] = json_from_links(given);
    report["tested_areas"] = tests.decided;
    report["remaining_areas"] = tests.remaining;
    result.files["report"] = report.dump();
    result.notes.push_back("Global Moran I = " + tabular::decimals(global.i, 4) + " (expected " +
                           tabular::decimals(global.expected, 4) + ", z = " + tabular::decimals(global.z, 2) +
                           "); " + std::to_string(tests.remaining) + " of " +
                           counted(tests.decided, "area remains", "areas remain") + " at " +
                           request.option("alpha") + ".");
    return result;
}

Expected<Result, std::string> find_hot_spots(const Request& request, const SpatialAreas& areas,
                                             spatial::Self self, const Progress& progress, Result result) {
    const std::vector<double> values = areas.values(0);
    const spatial::Neighbours others = spatial::restricted_to(areas.neighbours, areas.complete);
    ANKER_DO(check_values(areas, values, others));
    const bool is_star = self == spatial::Self::Included;
    const spatial::Neighbours near = spatial::weighted(is_star ? spatial::with_self(others) : others,
                                                       weights_of(request, spatial::Weights::Binary));
    note_about_areas(areas, others,
                     is_star ? "their z is that of their own value alone."
                             : "no z; they count in the mean and the deviation.",
                     result.notes);
    if (request.option("weights") == "row") {
        result.notes.emplace_back(
            "Row-standardised weights leave z as it is with binary ones (Ord and Getis 1995); esda prints "
            "other z for its transform R.");
    }
    const std::vector<double> z = spatial::getis_ord(values, near, self);
    ANKER_TRY(const PatternTests tests, tests_of(request, z, values, near, progress, result.notes));
    TableWriter writer(columns_of(areas, {"value", "neighbours", "sum", "z", "spot"}));
    for (std::size_t row = 0; row < areas.table.areas(); ++row) {
        writer.cell(areas.table.keys[row]).cell(areas.table.values[0][row]);
        const std::size_t place = areas.place_of[row];
        if (place == no_row) {
            end_blank(writer, 4 + test_columns.size());
            continue;
        }
        double sum = 0;
        for (const spatial::Link& link : near.of[place]) sum += link.weight * values[link.area];
        writer.cell(others.of[place].size());
        writer.cell(near.of[place].empty() ? indicator::missing : sum).cell(z[place]);
        const std::optional<bool> remains = tests.remains(place);
        writer.cell(std::string_view(!remains       ? ""
                                     : !*remains    ? "not significant"
                                     : z[place] > 0 ? "hot"
                                                    : "cold"));
        tests.write(writer, place);
        writer.end_row();
    }
    result.files["out"] = writer.take();
    Json report = Json::object();
    report["neighbours"] = json_from_links(others);
    report["tested_areas"] = tests.decided;
    report["remaining_areas"] = tests.remaining;
    result.files["report"] = report.dump();
    result.notes.push_back(std::to_string(tests.remaining) + " of " +
                           counted(tests.decided, "area remains", "areas remain") + " at " +
                           request.option("alpha") + ".");
    return result;
}

} // namespace anker::jobs
