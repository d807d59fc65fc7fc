// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/access_job.hpp"
#include "core/json/fields.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;

namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

Expected<jobs::Result, std::string> run(const Texts& files, const Texts& options) {
    jobs::Request request;
    for (const auto& [name, bytes] : files) request.files[name] = {name + ".csv", bytes};
    request.options = options;
    return jobs::run_job(jobs::access_job(), request, {});
}

jobs::Result done(const Texts& files, const Texts& options) {
    auto result = run(files, options);
    BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? std::string() : result.error()));
    return std::move(*result);
}

std::string refusal(const Texts& files, const Texts& options) {
    const auto result = run(files, options);
    BOOST_REQUIRE(!result);
    return result.error();
}

const std::string areas = "area;population\n001;100\n002;200\n003;300\n";
const std::string schools = "school;capacity\nS1;10\nS2;6\n";
const std::string wide = "area;S1;S2\n001;5;25\n002;12;8\n003;28;15\n";
const std::string long_form =
    "from,to,minutes\n001,S1,5\n001,S2,25\n002,S1,12\n002,S2,8\n003,S1,28\n003,S2,15\n";

} // namespace

BOOST_AUTO_TEST_SUITE(access_job)

BOOST_AUTO_TEST_CASE(the_worked_example_runs_from_files_to_files) {
    const jobs::Result result = done({{"demand", areas}, {"supply", schools}, {"distances", wide}}, {});
    BOOST_TEST(result.files.at("out") ==
               "area,population,access,access_per_1000,reachable_supply,supplies_in_reach,nearest_minutes,"
               "nearest_supply\n"
               "001,100,0.03333333333333333,33.333333333333336,10,1,5,S1\n"
               "002,200,0.04533333333333334,45.333333333333336,16,2,8,S2\n"
               "003,300,0.012,12,6,1,15,S2\n");
    BOOST_TEST(result.files.at("supply-out") ==
               "school,capacity,weighted_population,ratio,load,areas_in_reach\n"
               "S1,10,300,0.03333333333333333,30,2\n"
               "S2,6,500,0.012,83.33333333333333,2\n");
    const json::Json report = json::parse_json(result.files.at("report"));
    BOOST_TEST(report["border"] == "inclusive");
    BOOST_TEST(report["check"]["supply_in_reach"] == 16);
    BOOST_TEST(report["ways"]["form"] == "wide");
}

BOOST_AUTO_TEST_CASE(long_and_wide_tables_give_the_same) {
    const Texts options{{"method", "e2sfca"}};
    const auto a = done({{"demand", areas}, {"supply", schools}, {"distances", wide}}, options);
    const auto b = done({{"demand", areas}, {"supply", schools}, {"distances", long_form}}, options);
    BOOST_TEST(a.files.at("out") == b.files.at("out"));
    BOOST_TEST(a.files.at("supply-out") == b.files.at("supply-out"));
}

BOOST_AUTO_TEST_CASE(positions_become_ways_by_line_or_by_streets) {
    const std::string demand = "area,population,lon,lat\nA,100,7.2,51.48\nB,50,7.2,51.485\n";
    const std::string supply = "place,capacity,lon,lat\nP,5,7.2,51.49\n";
    const auto straight = done({{"demand", demand}, {"supply", supply}}, {{"detour", "1"}});
    BOOST_TEST(straight.files.at("out").find("A,100,") != std::string::npos);
    // Along the street there is a detour of 0.01 degrees east and back.
    const std::string streets =
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":
        "LineString","coordinates":[[7.2,51.48],[7.21,51.485],[7.2,51.49]]}}]})";
    const Texts files{{"demand", demand}, {"supply", supply}, {"streets", streets}};
    const auto adults = done(files, {{"radius", "60"}});
    const json::Json report = json::parse_json(adults.files.at("report"));
    BOOST_TEST(report["ways"]["metres_per_second"] == 1.3);
    BOOST_TEST(report["ways"]["demand_off_streets"] == 1);
    BOOST_TEST(adults.notes.size() == 3U);
    BOOST_TEST(adults.notes[0] ==
               "1 place of demand (\"B\") is more than 250 m from every street and cannot be reached.");
    const json::Json slower =
        json::parse_json(done(files, {{"radius", "60"}, {"walkers", "children"}}).files.at("report"));
    BOOST_TEST(slower["ways"]["metres_per_second"] == 1.0);
}

BOOST_AUTO_TEST_CASE(bad_tables_are_refused_in_one_sentence) {
    const auto with = [](const std::string& demand, const std::string& supply, const std::string& ways,
                         const Texts& options = {}) {
        return refusal({{"demand", demand}, {"supply", supply}, {"distances", ways}}, options);
    };
    BOOST_TEST(
        with("area;population\n001;100\n002;\n", schools, wide) ==
        "demand.csv, line 3, column \"population\": the population of \"002\" is missing; a missing number "
        "is not 0: give it, or leave the row out.");
    BOOST_TEST(with(areas, "school;capacity\nS1;-1\nS2;6\n", wide) ==
               "supply.csv, line 2, column \"capacity\": a capacity cannot be negative.");
    BOOST_TEST(with(areas, schools, "area;S1;S2\n1;5;25\n2;12;8\n").find("leading zeros were lost") !=
               std::string::npos);
    BOOST_TEST(with(areas, schools, "area;T1;T2\n001;5;25\n").find("None of the 2") != std::string::npos);
    BOOST_TEST(with(areas, schools, "area;S1;S2\n001;5;-1\n") ==
               "distances.csv, line 2, column \"S2\": a way cannot be shorter than 0.");
    BOOST_TEST(with(areas, schools, "from,to,minutes\n001,S1,5\n001,S1,6\n") ==
               "distances.csv, line 3: the way from \"001\" to \"S1\" was already in line 2.");
    BOOST_TEST(with(areas, schools, wide, {{"radius", "0"}}) ==
               "A radius of 0.00 reaches nobody: give one above 0.");
    BOOST_TEST(with(areas, schools, wide, {{"radius", "2"}}).find("Nobody reaches any supply") == 0U);
    BOOST_TEST(with(areas, schools, wide, {{"method", "e2sfca"}, {"breaks", "10,20"}}) ==
               "--breaks names 2 steps, --weights 3 weights: give one weight per step.");
    BOOST_TEST(
        with(areas, schools, wide, {{"method", "e2sfca"}, {"breaks", "10;20"}}).find("is not a number") !=
        std::string::npos);
    BOOST_TEST(refusal({{"demand", "a,population,lon,lat\nA,1,373000,5705000\n"},
                        {"supply", "a,capacity,lon,lat\nA,1,7.2,51.4\n"}},
                       {}) == "demand.csv, line 2, column \"lon\": 373000 is not in degrees; give WGS 84 "
                              "(EPSG:4326).");
    BOOST_TEST(refusal({{"demand", areas}, {"supply", schools}}, {}).find("\"lon\"") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
