// SPDX-License-Identifier: Apache-2.0
#include "tests/support/jobs.hpp"
#include "tests/support/shared.hpp"

#include <algorithm>
#include <cmath>

using namespace anker;
using test::Files;
using test::Options;

namespace {

/// A cross of five areas with the one in the middle, an island, and one without a value.
const jobs::File cross_values{"V.csv", "area,x\nm,5\nn,7\ne,6\ns,2\nw,1\nisland,4\ngap,\n"};
const jobs::File cross_edges{"E.csv", "i,j\nm,n\nm,e\nm,s\nm,w\nn,e\nm,gap\n"};
const Files cross{{"values", cross_values}, {"edges", cross_edges}};

Options with(Options options, const Options& more) {
    for (const auto& [name, value] : more) options[name] = value;
    return options;
}
const Options moran{{"method", "moran"}, {"symmetric", "yes"}};

std::string refusal_of(const std::string& values, const std::string& edges, const Options& more = {}) {
    return test::refusal("spatial", {{"values", {"V.csv", values}}, {"edges", {"E.csv", edges}}},
                         with(moran, more));
}

/// The same rows in another order, the header kept.
std::string turned(const std::string& csv) {
    std::vector<std::string> lines;
    std::stringstream text(csv);
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    std::string out = lines.front() + "\n";
    for (std::size_t i = lines.size() - 1; i > 0; --i) out += lines[i] + "\n";
    return out;
}

void check_columns(const jobs::ValueTable& got, const jobs::ValueTable& wanted, double tolerance) {
    BOOST_REQUIRE(got.keys == wanted.keys);
    for (std::size_t column = 0; column < wanted.columns.size(); ++column) {
        double largest = 0;
        for (std::size_t area = 0; area < wanted.areas(); ++area)
            largest = std::max(largest, std::fabs(got.values[column][area] - wanted.values[column][area]));
        BOOST_CHECK_MESSAGE(largest <= tolerance, wanted.columns[column] << " is off by " << largest);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(spatial_job)

BOOST_AUTO_TEST_CASE(columbus_local_moran_and_gi_star_are_those_of_spdep) {
    const auto values = test::oracle("columbus_local_stats.csv");
    const auto edges = test::oracle("columbus_gal_edges.csv");
    if (!values || !edges) return;
    const Files files{{"values", *values}, {"edges", *edges}};
    const jobs::Result local =
        test::run_job("spatial", files, {{"method", "moran"}, {"column", "crime"}, {"permutations", "0"}});
    check_columns(test::written(local, {"i", "expected", "variance", "z"}),
                  test::numbers_of(*values, {"Ii", "EIi", "VarIi", "ZIi"}), 1e-8);
    const json::Json global = test::report_of(local)["global_moran"];
    BOOST_CHECK_SMALL(global["i"].get<double>() - 0.485770914, 1e-9);
    const jobs::Result star =
        test::run_job("spatial", files, {{"method", "gistar"}, {"column", "crime"}, {"permutations", "0"}});
    check_columns(test::written(star, {"z"}), test::numbers_of(*values, {"GiStarB"}), 1e-8);
    // The high-crime core of Columbus remains after control for false discoveries, the rest of the city not.
    const jobs::Result shuffled = test::run_job("spatial", files, {{"method", "moran"}, {"column", "crime"}});
    const auto remaining = test::report_of(shuffled)["remaining_areas"].get<int>();
    BOOST_CHECK_GT(remaining, 0);
    BOOST_CHECK_LT(remaining, 25);
}

BOOST_AUTO_TEST_CASE(permutation_and_normal_p_agree_on_columbus) {
    const auto values = test::oracle("columbus_local_stats.csv");
    const auto edges = test::oracle("columbus_gal_edges.csv");
    if (!values || !edges) return;
    const jobs::Result result =
        test::run_job("spatial", {{"values", *values}, {"edges", *edges}},
                      {{"method", "moran"}, {"column", "crime"}, {"permutations", "9999"}});
    const auto table = test::written(result, {"p_normal", "p_permutation", "p_folded", "neighbours"});
    for (std::size_t area = 0; area < table.areas(); ++area) {
        BOOST_CHECK(table.values[1][area] <= 2 * table.values[2][area] + 1e-12);
        if (table.values[3][area] >= 5) // sums of many neighbours are nearly normal
            BOOST_CHECK_SMALL(table.values[0][area] - table.values[1][area], 0.08);
    }
}

BOOST_AUTO_TEST_CASE(the_order_of_the_rows_changes_no_number_and_the_same_seed_gives_the_same_bytes) {
    for (const char* method : {"moran", "gi", "gistar"}) {
        const Options options = with(moran, {{"method", method}, {"permutations", "199"}});
        const jobs::Result first = test::run_job("spatial", cross, options);
        const jobs::Result again = test::run_job("spatial", cross, options);
        BOOST_CHECK(first.files.find("out")->second == again.files.find("out")->second);
        const Files other{{"values", {"V.csv", turned(cross_values.bytes)}},
                          {"edges", {"E.csv", turned(cross_edges.bytes)}}};
        const jobs::Result other_order = test::run_job("spatial", other, options);
        BOOST_CHECK_EQUAL(turned(other_order.files.find("out")->second), first.files.find("out")->second);
        const jobs::Result other_seed = test::run_job("spatial", cross, with(options, {{"seed", "2"}}));
        BOOST_CHECK(other_seed.files.find("out")->second != first.files.find("out")->second);
    }
}

BOOST_AUTO_TEST_CASE(islands_and_areas_without_value_are_told_and_left_blank) {
    const jobs::Result result = test::run_job("spatial", cross, moran);
    const auto table = test::written(result, {"value", "neighbours", "i", "p_adjusted"});
    BOOST_CHECK_EQUAL(table.values[1][0], 4); // the one without a value is no neighbour
    BOOST_CHECK_EQUAL(table.keys[5], "island");
    BOOST_CHECK_EQUAL(table.values[1][5], 0);
    BOOST_CHECK(std::isnan(table.values[2][5]) && std::isnan(table.values[3][5]));
    BOOST_CHECK(std::isnan(table.values[1][6]) && std::isnan(table.values[2][6]));
    BOOST_CHECK(test::has_note(result, "1 area without neighbours (\"island\")"));
    BOOST_CHECK(test::has_note(result, "1 area of V.csv without a value"));
    const auto quadrants = test::written_texts(result, "quadrant"); // the mean is 25/6
    BOOST_CHECK_EQUAL(quadrants[1], "high-high");
    BOOST_CHECK_EQUAL(quadrants[4], "low-high");
}

BOOST_AUTO_TEST_CASE(notes_tell_of_self_edges_repetitions_and_areas_that_are_not_there) {
    const Files files{{"values", cross_values},
                      {"edges", {"E.csv", "i,j\nm,n\nn,m\nm,m\nm,n\nm,other\ne,s\n"}}};
    const jobs::Result result = test::run_job("spatial", files, {{"method", "gi"}});
    BOOST_CHECK(test::has_note(result, "1 edge from an area to itself"));
    BOOST_CHECK(test::has_note(result, "gives 1 edge again"));
    BOOST_CHECK(test::has_note(result, "1 area of E.csv is not in V.csv (\"other\")"));
    BOOST_CHECK(test::has_note(result, "1 edge of E.csv cannot be found in the other direction"));
    BOOST_CHECK(test::has_note(result, "The smallest p of 999 permutations is 0.002") == false);
}

BOOST_AUTO_TEST_CASE(too_few_permutations_for_so_many_areas_are_told) {
    std::string values = "area,x\n";
    std::string edges = "i,j\n";
    for (int i = 0; i < 200; ++i) {
        values += std::to_string(i) + "," + std::to_string(i * 37 % 101) + "\n";
        edges += std::to_string(i) + "," + std::to_string((i + 1) % 200) + "\n";
    }
    const Files files{{"values", {"V.csv", values}}, {"edges", {"E.csv", edges}}};
    const jobs::Result result = test::run_job("spatial", files, moran);
    // 0.002 * 200 / 0.05 = 8 areas at the smallest p; 2 * 200 / 0.05 = 8000 draws for one alone
    BOOST_CHECK(test::has_note(result, "The smallest p of 999 permutations is 0.002: with 200 areas none can "
                                       "remain unless 8 reach it; --permutations 8000 lets a single one"));
}

BOOST_AUTO_TEST_CASE(bad_values_and_edges_are_refused_with_a_sentence) {
    const std::string edges = "i,j\na,b\nb,c\nc,d\n";
    ANKER_CHECK_SAYS(refusal_of("k,x\na,3\nb,3\nc,3\nd,3\n", edges),
                     "V.csv, column \"x\": all 4 values are 3; where nothing differs there is no pattern.");
    ANKER_CHECK_SAYS(refusal_of("k,x\na,\nb,-\nc,.\nd,NA\n", edges), "all values are missing");
    ANKER_CHECK_SAYS(refusal_of("k,x\na,1\n", "i,j\na,a\n"),
                     "1 area has a value; a spatial pattern needs at least 4");
    ANKER_CHECK_SAYS(refusal_of("k,x\n01,1\n02,2\n03,3\n04,4\n", "i,j\n1,2\n2,3\n3,4\n"),
                     "leading zeros were lost");
    ANKER_CHECK_SAYS(refusal_of("k,x\nq,1\nr,2\ns,3\nt,4\n", edges),
                     "None of the 4 areas of E.csv is in V.csv");
    ANKER_CHECK_SAYS(refusal_of("k,x\na,1\nb,2\nc,3\nd,4\n", "i,j\na,z\nb,y\n"), "No two areas of V.csv");
    ANKER_CHECK_SAYS(refusal_of("k,x,y\na,1,1\nb,2,1\nc,3,1\nd,4,1\n", edges),
                     "choose one of \"x\", \"y\" with --column");
    ANKER_CHECK_SAYS(refusal_of("k,x\na,1\nb,2\nc,3\nd,4\n", edges, {{"column", "z"}}), "no column \"z\"");
    ANKER_CHECK_SAYS(refusal_of("k,x\na,1\nb,2\nc,3\nSumme,6\n", edges), "totals");
    ANKER_CHECK_SAYS(refusal_of("k,x\na,1\nb,2\nc,3\nd,4\n", "i,j,weight\na,b,1\nb,c,-2\n"),
                     "E.csv, line 3, column \"weight\": give a weight of 0 or more.");
    ANKER_CHECK_SAYS(refusal_of("k,x\na,1\nb,2\nc,3\nd,4\n", "i,j,weight\na,b,1\nb,a,2\n"),
                     "E.csv, line 3: the pair \"b\", \"a\" has another weight in line 2; give it one.");
    ANKER_CHECK_SAYS(refusal_of("k,x\na,1\nb,2\nc,3\nd,4\n", "i,j\na,\n"),
                     "E.csv, line 2, column \"j\": the area key is empty.");
    ANKER_CHECK_SAYS(test::refusal("spatial", {{"values", cross_values}}, moran), "needs neighbours");
    ANKER_CHECK_SAYS(test::refusal("spatial", cross, {}), "needs --method");
}

BOOST_AUTO_TEST_CASE(weights_of_the_file_count_where_they_are_asked_for) {
    const Files files{{"values", cross_values},
                      {"edges", {"E.csv", "i,j,weight\nm,n,1\nm,e,3\ns,w,1\nw,n,0\n"}}};
    const auto lag = [&](const char* weights) {
        const auto result = test::run_job("spatial", files, with(moran, {{"weights", weights}}));
        const auto table = test::written(result, {"standardised", "lag"});
        return (table.values[1][0] - table.values[0][1]) / table.values[0][2]; // what e counts beside n = 1
    };
    BOOST_CHECK_SMALL(lag("given") - 3, 1e-12);
    BOOST_CHECK_SMALL(lag("binary") - 1, 1e-12);
    BOOST_CHECK(std::fabs(lag("row") - 3) > 0.1);
}

BOOST_AUTO_TEST_CASE(areas_that_touch_are_neighbours_and_the_links_are_written) {
    const std::string geojson = R"({"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"nr":"01"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}},
      {"type":"Feature","properties":{"nr":"02"},"geometry":{"type":"Polygon","coordinates":[[[1,0],[2,0],[2,1],[1,1],[1,0]]]}},
      {"type":"Feature","properties":{"nr":"03"},"geometry":{"type":"Polygon","coordinates":[[[0,1],[1,1],[1,2],[0,2],[0,1]]]}},
      {"type":"Feature","properties":{"nr":"04"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,2],[1,1]]]}},
      {"type":"Feature","properties":{"nr":"05"},"geometry":{"type":"Polygon","coordinates":[[[5,5],[6,5],[6,6],[5,5]]]}}]})";
    const Files files{{"values", {"V.csv", "nr,x\n04,4\n03,1\n02,3\n01,2\n"}},
                      {"areas", {"A.geojson", geojson}}};
    const jobs::Result rook = test::run_job("spatial", files, {{"method", "gi"}, {"contiguity", "rook"}});
    BOOST_CHECK_EQUAL(rook.files.find("links")->second,
                      "i,j,weight\n01,02,1\n01,03,1\n02,01,1\n02,04,1\n03,01,1\n03,04,1\n04,02,1\n04,03,1\n");
    BOOST_CHECK(test::has_note(rook, "1 area of A.geojson is not in V.csv (\"05\")"));
    BOOST_CHECK(test::has_note(rook, "within 0.000001") || test::has_note(rook, "within 1e-06"));
    const jobs::Result queen = test::run_job("spatial", files, {{"method", "gistar"}});
    BOOST_CHECK_EQUAL(test::report_of(queen)["neighbours"]["links"], 12);
    ANKER_CHECK_SAYS(test::refusal("spatial", files, {{"method", "gi"}, {"key", "id"}}),
                     "there is no property \"id\"");
    Files both = files;
    both["edges"] = cross_edges;
    ANKER_CHECK_SAYS(test::refusal("spatial", both, {{"method", "gi"}}), "give one of them");
}

BOOST_AUTO_TEST_CASE(rates_are_smoothed_globally_and_over_neighbours) {
    const Files files{
        {"values", {"V.csv", "area;cases;people\na;10;100\nb;30;100\nc;15;300\nd;-;50\ne;0;0\n"}},
        {"edges", {"E.csv", "i,j\na,b\nb,c\nc,d\n"}}};
    const Options options{{"method", "eb"},
                          {"events", "cases"},
                          {"population", "people"},
                          {"per", "1000"},
                          {"symmetric", "yes"}};
    const jobs::Result result = test::run_job("spatial", files, options);
    const auto table = test::written(result, {"raw_rate", "weight", "estimate", "neighbours",
                                              "mean_neighbours", "weight_neighbours", "estimate_neighbours"});
    const double weight = 0.00874 / (0.00874 + 0.11 / 100);
    BOOST_CHECK_SMALL(table.values[0][0] - 100, 1e-10);
    BOOST_CHECK_SMALL(table.values[1][0] - weight, 1e-12);
    BOOST_CHECK_SMALL(table.values[2][0] - 1000 * (weight * 0.1 + (1 - weight) * 0.11), 1e-10);
    BOOST_CHECK_SMALL(table.values[4][0] - 200, 1e-10);   // a and b: 40 of 200
    BOOST_CHECK_SMALL(table.values[4][2] - 112.5, 1e-10); // b and c: 45 of 400
    BOOST_CHECK(std::isnan(table.values[2][3]) && std::isnan(table.values[2][4]));
    BOOST_CHECK(test::has_note(result, "1 area with population 0 (\"e\")"));
    BOOST_CHECK(test::has_note(result, "1 area without events or population"));
    const jobs::Result global = test::run_job("spatial", {{"values", files.find("values")->second}}, options);
    const auto alone = test::written(global, {"estimate", "estimate_neighbours"});
    BOOST_CHECK_EQUAL(alone.values[0][0], table.values[2][0]);
    BOOST_CHECK(std::isnan(alone.values[1][0]));
}

BOOST_AUTO_TEST_CASE(impossible_counts_are_refused_with_their_cell) {
    const Options options{{"method", "eb"}, {"events", "e"}, {"population", "p"}};
    const auto says = [&](const std::string& rows) {
        return test::refusal("spatial", {{"values", {"V.csv", "k,e,p\n" + rows}}}, options);
    };
    ANKER_CHECK_SAYS(says("a,1,10\nb,-1,10\n"), "V.csv, line 3, column \"e\": a count cannot be negative.");
    ANKER_CHECK_SAYS(says("a,1,-10\nb,1,10\n"), "V.csv, line 2, column \"p\": a count cannot be negative.");
    ANKER_CHECK_SAYS(says("a,1,0\nb,1,10\n"),
                     "V.csv, line 2, column \"e\": 1 where nobody lives (population 0).");
    ANKER_CHECK_SAYS(says("a,1,10\n"), "1 area has events and a population");
    ANKER_CHECK_SAYS(test::refusal("spatial", {{"values", {"V.csv", "k,e,p\na,1,2\n"}}},
                                   {{"method", "eb"}, {"events", "e"}}),
                     "Method eb needs --population COLUMN.");
    const jobs::Result more =
        test::run_job("spatial", {{"values", {"V.csv", "k,e,p\na,12,10\nb,1,10\n"}}}, options);
    BOOST_CHECK(test::has_note(more, "1 area has more events than population (\"a\")"));
}

BOOST_AUTO_TEST_SUITE_END()
