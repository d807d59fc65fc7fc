// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/spatial_job.hpp"

#include "core/indicator/indicator.hpp"
#include "core/jobs/neighbours_input.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/jobs/value_table.hpp"
#include "core/json/fields.hpp"
#include "core/math/elementary.hpp"
#include "core/math/statistics.hpp"
#include "core/spatial/empirical_bayes.hpp"
#include "core/spatial/getis_ord.hpp"
#include "core/spatial/many_tests.hpp"
#include "core/spatial/moran.hpp"
#include "core/spatial/permutation.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace anker::jobs {

namespace {

using indicator::is_missing;
using json::Json;
using tabular::counted;
using tabular::in_quotes;

/// Areas in the order of their keys, so that sums and draws do not depend on the order of the rows.
struct Areas {
    ValueTable table;
    std::vector<std::size_t> row_of;   ///< [area in order of keys] row of the table
    std::vector<std::string> keys;     ///< in order
    spatial::Neighbours neighbours;    ///< of all areas, in order of keys; empty without a neighbour file
    std::vector<std::size_t> complete; ///< areas with all values, ascending
    std::vector<std::size_t> place_of; ///< [row] place among the complete ones, or no_row

    /// A column of the complete areas.
    [[nodiscard]] std::vector<double> values(std::size_t column) const {
        std::vector<double> result;
        for (const std::size_t area : complete) result.push_back(table.values[column][row_of[area]]);
        return result;
    }
};

Areas areas_of(ValueTable table) {
    Areas areas;
    areas.row_of.resize(table.areas());
    std::iota(areas.row_of.begin(), areas.row_of.end(), std::size_t{0});
    std::sort(areas.row_of.begin(), areas.row_of.end(),
              [&](std::size_t a, std::size_t b) { return table.keys[a] < table.keys[b]; });
    areas.place_of.assign(table.areas(), no_row);
    for (std::size_t area = 0; area < areas.row_of.size(); ++area) {
        const std::size_t row = areas.row_of[area];
        areas.keys.push_back(table.keys[row]);
        const bool is_complete =
            std::none_of(table.values.begin(), table.values.end(),
                         [&](const std::vector<double>& column) { return is_missing(column[row]); });
        if (!is_complete) continue;
        areas.place_of[row] = areas.complete.size();
        areas.complete.push_back(area);
    }
    areas.table = std::move(table);
    return areas;
}

/// Reads the neighbours of all areas, if a file tells them.
Expected<bool, std::string> read_neighbours(const Request& request, Areas& areas,
                                            std::vector<std::string>& notes) {
    const File* edges = request.file("edges");
    const File* polygons = request.file("areas");
    if (edges != nullptr && polygons != nullptr)
        return failure(std::string("Neighbours from --edges or from --areas: give one of them."));
    if (edges == nullptr && polygons == nullptr) {
        areas.neighbours.of.resize(areas.keys.size());
        return false;
    }
    NeighboursInput input;
    if (edges != nullptr) {
        ANKER_TRY(input, neighbours_from_edge_list(*edges, areas.keys, areas.table.file,
                                                   request.is_on("symmetric") ? spatial::Reading::BothWays
                                                                              : spatial::Reading::AsGiven));
    } else {
        AreasReading reading;
        reading.key = request.option("key").empty() ? areas.table.key_column : request.option("key");
        reading.is_rook = request.option("contiguity") == "rook";
        if (!request.option("tolerance").empty()) reading.tolerance = request.number("tolerance");
        ANKER_TRY(input, neighbours_from_areas(*polygons, areas.keys, areas.table.file, reading));
    }
    areas.neighbours = std::move(input.neighbours);
    notes.insert(notes.end(), input.notes.begin(), input.notes.end());
    return true;
}

Json json_from(double number) {
    return std::isfinite(number) ? Json(number) : Json();
}

Json json_from_links(const spatial::Neighbours& neighbours) {
    Json json = Json::object();
    json["areas"] = neighbours.areas();
    json["links"] = neighbours.links();
    json["islands"] = neighbours.islands();
    json["one_way_links"] = neighbours.one_way_links();
    std::size_t most = 0;
    for (const auto& links : neighbours.of) most = std::max(most, links.size());
    json["most_neighbours"] = most;
    return json;
}

std::string links_table(const Areas& areas) {
    TableWriter writer({"i", "j", "weight"});
    for (std::size_t area = 0; area < areas.keys.size(); ++area) {
        for (const spatial::Link& link : areas.neighbours.of[area]) {
            writer.cell(areas.keys[area]).cell(areas.keys[link.area]).cell(link.weight);
            writer.end_row();
        }
    }
    return writer.take();
}

/// The column that is to be looked at: the one that was named, or the only one.
Expected<ValueTable, std::string> read_column(const Request& request) {
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

/// What keeps a pattern from being looked for.
Expected<void, std::string> check_values(const Areas& areas, const std::vector<double>& values,
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

/// p values of every kind, and which of them decides.
struct Tests {
    std::vector<double> normal;
    std::vector<double> two_sided;
    std::vector<double> folded;
    std::vector<double> adjusted;
    double alpha = 0;
    std::size_t decided = 0;
    std::size_t remaining = 0;

    void write(TableWriter& writer, std::size_t place) const {
        writer.cell(normal[place]).cell(two_sided[place]).cell(folded[place]).cell(adjusted[place]);
        writer.cell(std::string_view(!remains(place).has_value() ? "" : *remains(place) ? "yes" : "no"));
    }
    [[nodiscard]] std::optional<bool> remains(std::size_t place) const {
        if (is_missing(adjusted[place])) return std::nullopt;
        return adjusted[place] <= alpha;
    }
};

const std::vector<std::string> test_columns{"p_normal", "p_permutation", "p_folded", "p_adjusted", "remains"};

Expected<Tests, std::string> tests_of(const Request& request, const std::vector<double>& z,
                                      const std::vector<double>& values,
                                      const spatial::Neighbours& neighbours, const Progress& progress,
                                      std::vector<std::string>& notes) {
    Tests tests;
    tests.alpha = request.number("alpha");
    const auto draws = static_cast<std::size_t>(request.number("permutations"));
    math::Random random(static_cast<std::uint64_t>(request.number("seed")));
    auto shuffled = spatial::shuffle_neighbours(
        values, neighbours, draws, random, [&](std::size_t done, std::size_t total) {
            return !progress || progress("shuffling neighbours", done, total);
        });
    if (!shuffled) return failure(std::string(cancelled_sentence));
    for (std::size_t i = 0; i < z.size(); ++i) {
        tests.normal.push_back(2 * math::normal_probability(-std::fabs(z[i])));
        tests.two_sided.push_back(is_missing(z[i]) ? indicator::missing : (*shuffled)[i].two_sided_p());
        tests.folded.push_back(is_missing(z[i]) ? indicator::missing : (*shuffled)[i].folded_p());
    }
    std::string kind = request.option("p");
    if (draws == 0 && kind != "normal") {
        notes.emplace_back("Without permutations, p_normal decides.");
        kind = "normal";
    }
    const std::vector<double>& deciding =
        kind == "normal" ? tests.normal : (kind == "folded" ? tests.folded : tests.two_sided);
    const std::string& correction = request.option("correction");
    tests.adjusted = correction == "bh"
                         ? spatial::benjamini_hochberg(deciding)
                         : (correction == "bonferroni" ? spatial::bonferroni(deciding) : deciding);
    for (std::size_t i = 0; i < z.size(); ++i) {
        tests.decided += is_missing(tests.adjusted[i]) ? 0U : 1U;
        tests.remaining += tests.remains(i).value_or(false) ? 1U : 0U;
    }
    if (kind != "normal" && correction != "none" && tests.decided > 0) {
        // Fewer than `together` areas can never be enough, however clear they are.
        const double smallest = (kind == "folded" ? 1.0 : 2.0) / static_cast<double>(draws + 1);
        const double together = std::ceil(smallest * static_cast<double>(tests.decided) / tests.alpha - 1e-9);
        if (together > 1) {
            const std::string enough = std::to_string(static_cast<long long>(std::ceil(
                (kind == "folded" ? 1.0 : 2.0) * static_cast<double>(tests.decided) / tests.alpha)));
            notes.push_back(
                "The smallest p of " + std::to_string(draws) + " permutations is " +
                text_from_number(smallest) + ": with " + std::to_string(tests.decided) + " areas " +
                (correction == "bh" ? "none can remain unless " + tabular::decimals(together, 0) + " reach it"
                                    : std::string("none can remain")) +
                "; --permutations " + enough + " lets a single one remain.");
        }
    }
    return tests;
}

spatial::Weights weights_of(const Request& request, spatial::Weights usual) {
    const std::string& form = request.option("weights");
    if (form == "binary") return spatial::Weights::Binary;
    if (form == "row") return spatial::Weights::RowStandardised;
    return form == "given" ? spatial::Weights::Given : usual;
}

void note_about_areas(const Areas& areas, const spatial::Neighbours& neighbours, const std::string& blank,
                      std::vector<std::string>& notes) {
    const std::size_t absent = areas.keys.size() - areas.complete.size();
    if (absent > 0) {
        notes.push_back(counted(absent, "area", "areas") + " of " + areas.table.file +
                        " without a value: left out, as neighbours too.");
    }
    std::vector<std::string> islands;
    for (std::size_t i = 0; i < neighbours.areas(); ++i) {
        if (neighbours.of[i].empty()) islands.push_back(areas.keys[areas.complete[i]]);
    }
    if (!islands.empty()) {
        notes.push_back(counted(islands.size(), "area", "areas") + " without neighbours (" +
                        tabular::some_of(islands, 3) + "): " + blank);
    }
}

std::vector<std::string> columns_of(const Areas& areas, std::vector<std::string> own, bool has_tests) {
    std::vector<std::string> columns{areas.table.key_column};
    columns.insert(columns.end(), own.begin(), own.end());
    if (has_tests) columns.insert(columns.end(), test_columns.begin(), test_columns.end());
    return columns;
}

/// Writes the rest of a row as empty cells.
void end_blank(TableWriter& writer, std::size_t cells) {
    for (std::size_t c = 0; c < cells; ++c) writer.blank();
    writer.end_row();
}

Expected<Result, std::string> run_moran(const Request& request, const Areas& areas, const Progress& progress,
                                        Result result) {
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
    ANKER_TRY(const Tests tests, tests_of(request, z, values, near, progress, result.notes));

    TableWriter writer(columns_of(areas,
                                  {"value", "neighbours", "standardised", "lag", "i", "expected", "variance",
                                   "z", "quadrant", "cluster"},
                                  true));
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
    whole["i"] = json_from(global.i);
    whole["expected"] = json_from(global.expected);
    whole["variance_randomisation"] = json_from(global.variance);
    whole["z_randomisation"] = json_from(global.z);
    whole["p_randomisation"] = json_from(2 * math::normal_probability(-std::fabs(global.z)));
    whole["variance_normality"] = json_from(global.variance_normal);
    whole["z_normality"] = json_from(global.z_normal);
    whole["p_normality"] = json_from(2 * math::normal_probability(-std::fabs(global.z_normal)));
    whole["p_permutation"] = json_from(shuffled->two_sided_p());
    whole["p_folded"] = json_from(shuffled->folded_p());
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

Expected<Result, std::string> run_getis_ord(const Request& request, const Areas& areas,
                                            const Progress& progress, Result result, spatial::Self self) {
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
            "Row-standardised weights leave z as it is with binary ones (Ord and Getis 1995); esda divides "
            "by another deviation with transform R and gives other z.");
    }
    const std::vector<double> z = spatial::getis_ord(values, near, self);
    ANKER_TRY(const Tests tests, tests_of(request, z, values, near, progress, result.notes));
    TableWriter writer(columns_of(areas, {"value", "neighbours", "sum", "z", "spot"}, true));
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

/// Events and population of the areas that have both and a population; says what is wrong with the others.
Expected<void, std::string> check_events(Areas& areas, std::vector<std::string>& notes) {
    const std::vector<double>& events = areas.table.values[0];
    const std::vector<double>& population = areas.table.values[1];
    std::vector<std::string> empty;
    std::vector<std::string> over;
    for (std::size_t row = 0; row < areas.table.areas(); ++row) {
        for (const std::size_t column : {0U, 1U}) {
            const double value = areas.table.values[column][row];
            if (value < 0) return failure(areas.table.cell(column, row) + ": a count cannot be negative.");
            if (std::isinf(value))
                return failure(areas.table.cell(column, row) + ": a count must be finite.");
        }
        if (population[row] == 0) {
            if (events[row] > 0) {
                return failure(areas.table.cell(0, row) + ": " + text_from_number(events[row]) +
                               " where nobody lives (population 0).");
            }
            empty.push_back(areas.table.keys[row]);
            areas.place_of[row] = no_row;
        } else if (events[row] > population[row]) {
            over.push_back(areas.table.keys[row]);
        }
    }
    std::vector<std::size_t> kept;
    for (const std::size_t area : areas.complete) {
        if (areas.place_of[areas.row_of[area]] == no_row) continue;
        areas.place_of[areas.row_of[area]] = kept.size();
        kept.push_back(area);
    }
    areas.complete = std::move(kept);
    if (!empty.empty()) {
        notes.push_back(counted(empty.size(), "area", "areas") + " with population 0 (" +
                        tabular::some_of(empty, 3) + "): no rate.");
    }
    if (!over.empty()) {
        notes.push_back(counted(over.size(), "area has", "areas have") + " more events than population (" +
                        tabular::some_of(over, 3) +
                        "): right for events that can happen twice to one person, "
                        "else check the columns.");
    }
    return {};
}

Expected<Result, std::string> run_empirical_bayes(const Request& request) {
    for (const std::string_view name : {"events", "population"}) {
        if (request.option(name).empty())
            return failure("Method eb needs --" + std::string(name) + " COLUMN.");
    }
    const std::vector<std::string> columns{request.option("events"), request.option("population")};
    ANKER_TRY(ValueTable table, read_values(*request.file("values"), columns));
    Areas areas = areas_of(std::move(table));
    Result result;
    ANKER_TRY(const bool has_neighbours, read_neighbours(request, areas, result.notes));
    const std::size_t with_values = areas.complete.size();
    ANKER_DO(check_events(areas, result.notes));
    if (areas.complete.size() < 2) {
        return failure(areas.table.file + ": " + counted(areas.complete.size(), "area has", "areas have") +
                       " events and a population; a rate can only be drawn towards those of others.");
    }
    if (with_values < areas.keys.size()) {
        result.notes.push_back(counted(areas.keys.size() - with_values, "area", "areas") +
                               " without events or population: left out, as neighbours too.");
    }
    const std::vector<double> events = areas.values(0);
    const std::vector<double> population = areas.values(1);
    const double per = request.number("per");
    const std::vector<spatial::Smoothed> whole = spatial::empirical_bayes(events, population);
    std::vector<spatial::Smoothed> around;
    spatial::Neighbours near;
    if (has_neighbours) {
        near = spatial::restricted_to(areas.neighbours, areas.complete);
        around = spatial::spatial_empirical_bayes(events, population, near);
        std::size_t islands = near.islands();
        if (islands > 0) {
            result.notes.push_back(counted(islands, "area", "areas") +
                                   " without neighbours: estimate_neighbours is the raw rate.");
        }
    }
    TableWriter writer(columns_of(areas,
                                  {"events", "population", "raw_rate", "weight", "estimate", "neighbours",
                                   "mean_neighbours", "weight_neighbours", "estimate_neighbours"},
                                  false));
    for (std::size_t row = 0; row < areas.table.areas(); ++row) {
        writer.cell(areas.table.keys[row]).cell(areas.table.values[0][row]).cell(areas.table.values[1][row]);
        const std::size_t place = areas.place_of[row];
        if (place == no_row) {
            end_blank(writer, 7);
            continue;
        }
        const spatial::Smoothed& area = whole[place];
        writer.cell(per * area.raw).cell(area.weight).cell(per * area.estimate);
        if (!has_neighbours) {
            end_blank(writer, 4);
            continue;
        }
        const spatial::Smoothed& local = around[place];
        writer.cell(near.of[place].size()).cell(per * local.mean).cell(local.weight);
        writer.cell(per * local.estimate);
        writer.end_row();
    }
    result.files["out"] = writer.take();
    if (whole.front().variance == 0) {
        result.notes.emplace_back("The rates differ no more than chance would make them: every estimate is "
                                  "the overall rate.");
    }
    result.notes.emplace_back("Estimates are for maps and ranks; money by law goes by raw counts.");
    Json report = Json::object();
    report["mean"] = json_from(per * whole.front().mean);
    report["variance_between"] = json_from(per * per * whole.front().variance);
    report["areas"] = areas.complete.size();
    if (has_neighbours) report["neighbours"] = json_from_links(near);
    result.files["report"] = report.dump();
    if (has_neighbours) result.files["links"] = links_table(areas);
    return result;
}

Expected<Result, std::string> run(const Request& request, const Progress& progress) {
    const std::string& method = request.option("method");
    if (method == "eb") return run_empirical_bayes(request);
    ANKER_TRY(ValueTable table, read_column(request));
    const Areas read = areas_of(std::move(table));
    Areas areas = read;
    Result result;
    ANKER_TRY(const bool has_neighbours, read_neighbours(request, areas, result.notes));
    if (!has_neighbours)
        return failure("Method " + method + " needs neighbours: --edges FILE or --areas FILE.");
    result.files["links"] = links_table(areas);
    if (method == "moran") return run_moran(request, areas, progress, std::move(result));
    return run_getis_ord(request, areas, progress, std::move(result),
                         method == "gistar" ? spatial::Self::Included : spatial::Self::Excluded);
}

} // namespace

Job spatial_job() {
    Job job;
    job.name = "spatial";
    job.summary = "Finds hot and cold spots and clusters of areas, and smooths rates of small areas.";
    job.inputs = {
        {"values", "table of values, the area key in its first column"},
        {"edges",
         "neighbours as a table: first column an area, second its neighbour, optionally a column "
         "weight",
         false},
        {"areas", "or the areas' polygons (GeoJSON): areas that touch are neighbours", false},
    };
    job.options = {
        {"method",
         OptionKind::Choice,
         "",
         "hot spots without (gi) or with (gistar) the area itself, local and "
         "global Moran, or empirical Bayes",
         {"gi", "gistar", "moran", "eb"},
         0,
         0,
         true,
         true},
        {"column", OptionKind::Text, "", "the column to look at, where there are several", {}},
        {"events", OptionKind::Text, "", "eb: the column with the counted events", {}},
        {"population", OptionKind::Text, "", "eb: the column with those they can happen to", {}},
        {"per", OptionKind::Number, "1", "eb: rates per so many", {}, 1e-9, 1e9},
        {"symmetric", OptionKind::Switch, "", "edges: every pair holds in both directions", {}},
        {"key",
         OptionKind::Text,
         "",
         "areas: the property with the area key; else the name of the first column "
         "of the values",
         {}},
        {"contiguity",
         OptionKind::Choice,
         "queen",
         "areas: touching in a point (queen) or along a line (rook)",
         {"queen", "rook"}},
        {"tolerance",
         OptionKind::Number,
         "",
         "areas: borders this near touch, in units of the coordinates "
         "[1e-6 for degrees, else 0.1]",
         {},
         0,
         1e6},
        {"weights",
         OptionKind::Choice,
         "usual",
         "what a neighbour counts: 1, its share, or the column weight; "
         "usual is row for moran, binary for gi and gistar",
         {"usual", "binary", "row", "given"}},
        {"permutations",
         OptionKind::Whole,
         "999",
         "how often neighbours are shuffled; 0 = never",
         {},
         0,
         999999},
        {"seed", OptionKind::Whole, "1", "of the shuffling", {}, 0, 9007199254740991.0},
        {"p",
         OptionKind::Choice,
         "permutation",
         "which p decides what remains",
         {"permutation", "folded", "normal"}},
        {"correction",
         OptionKind::Choice,
         "bh",
         "for many tests: false discovery rate (Benjamini and Hochberg), "
         "Bonferroni, none",
         {"bh", "bonferroni", "none"}},
        {"alpha", OptionKind::Number, "0.05", "adjusted p up to which an area remains", {}, 1e-9, 0.5},
    };
    job.outputs = {
        {"out", "one row per area (CSV)", true},
        {"links", "the neighbours that were used (CSV)"},
        {"report", "options, notes, global Moran (JSON)"},
    };
    job.examples = {
        "ankerpunkt spatial moran --values V.csv --column crime --edges E.csv --out O.csv --report J.json",
        "ankerpunkt spatial gistar --values V.csv --areas A.geojson --key STV_NR --out O.csv",
        "ankerpunkt spatial eb --values V.csv --events cases --population residents --per 1000 --out O.csv",
    };
    job.run = run;
    return job;
}

} // namespace anker::jobs
