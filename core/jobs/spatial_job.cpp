// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/spatial_job.hpp"

#include "core/jobs/smooth_rates.hpp"
#include "core/jobs/spatial_patterns.hpp"

namespace anker::jobs {

namespace {

Expected<Result, std::string> run(const Request& request, const Progress& progress) {
    const std::string& method = request.option("method");
    if (method == "eb") return smooth_rates(request);
    ANKER_TRY(ValueTable table, read_pattern_column(request));
    SpatialAreas areas = spatial_areas_of(std::move(table));
    Result result;
    ANKER_TRY(const bool has_neighbours, read_neighbours(request, areas, result.notes));
    if (!has_neighbours)
        return failure("Method " + method + " needs neighbours: --edges FILE or --areas FILE.");
    result.files["links"] = links_table(areas);
    if (method == "moran") return find_clusters(request, areas, progress, std::move(result));
    return find_hot_spots(request, areas,
                          method == "gistar" ? spatial::Self::Included : spatial::Self::Excluded, progress,
                          std::move(result));
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
