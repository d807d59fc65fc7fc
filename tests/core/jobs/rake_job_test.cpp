// SPDX-License-Identifier: Apache-2.0
#include "tests/support/jobs.hpp"
#include "tests/support/shared.hpp"

#include <cmath>
#include <sstream>

using namespace anker;
using test::Files;
using test::Options;

namespace {

const std::string margins = "variable,category,total\nage,young,60\nage,old,40\nsex,f,55\nsex,m,45\n";
const std::string people = "id;age;sex;area;ok\n1;young;f;A;1\n2;young;m;A;0\n3;old;f;A;1\n4;old;f;B;1\n"
                           "5;old;m;B;0\n6;old;m;B;\n";

Files files(const std::string& respondents, const std::string& margin_rows) {
    return {{"respondents", {"R.csv", respondents}}, {"margins", {"M.csv", margin_rows}}};
}
std::string refusal_of(const std::string& respondents, const std::string& margin_rows,
                       const Options& options = {}) {
    return test::refusal("rake", files(respondents, margin_rows), options);
}

/// Weighted counts of a column's value.
double weight_of(const jobs::Result& result, const std::string& column, const std::string& value,
                 const std::string& kind) {
    const auto texts = test::written_texts(result, column);
    const auto table = test::written(result, {kind + "_weight"});
    double sum = 0;
    for (std::size_t row = 0; row < texts.size(); ++row)
        sum += texts[row] == value ? table.values[0][row] : 0;
    return sum;
}

} // namespace

BOOST_AUTO_TEST_SUITE(rake_job)

BOOST_AUTO_TEST_CASE(the_four_by_four_table_is_fitted_to_its_targets) {
    const auto seed = test::oracle("ipf4x4_seed_targets.csv");
    const auto fitted = test::oracle("ipf4x4_fitted.csv");
    if (!seed || !fitted) return;
    const jobs::Result result = test::run_job("rake", {{"seed", *seed}}, {});
    const auto numbers = [](const std::string& csv) {
        std::vector<double> values;
        std::stringstream text(csv);
        std::string line;
        std::getline(text, line);
        while (std::getline(text, line)) {
            std::stringstream row(line);
            for (std::string cell; std::getline(row, cell, ',');) values.push_back(std::stod(cell));
        }
        return values;
    };
    const auto got = numbers(result.files.find("out")->second);
    const auto wanted = numbers(fitted->bytes);
    BOOST_REQUIRE_EQUAL(got.size(), 16);
    BOOST_REQUIRE_EQUAL(wanted.size(), 16);
    for (std::size_t i = 0; i < 16; ++i) BOOST_CHECK_SMALL(got[i] - wanted[i], 1e-6);
}

BOOST_AUTO_TEST_CASE(a_table_with_named_rows_keeps_the_names_and_faults_name_row_or_column) {
    const auto table = [](const std::string& rows) {
        return Files{{"seed", {"T.csv", "k,a,b,sum\n" + rows}}};
    };
    const jobs::Result result = test::run_job("rake", table("x,1,1,4\ny,1,1,6\ntarget,5,5,10\n"), {});
    const auto fitted = test::written(result, {"a", "b"});
    BOOST_CHECK((fitted.keys == std::vector<std::string>{"x", "y"}));
    BOOST_CHECK_CLOSE_FRACTION(fitted.values[0][1], 3, 1e-9);
    const auto says = [&](const std::string& rows) { return test::refusal("rake", table(rows), {}); };
    ANKER_CHECK_SAYS(says("x,1,1,4\ny,1,1,6\nt,5,6,\n"),
                     "T.csv: the row targets sum to 10, the column targets to 11");
    ANKER_CHECK_SAYS(says("x,1,-1,4\ny,1,1,6\nt,5,5,\n"), "T.csv, line 2, column \"b\": -1 is negative");
    ANKER_CHECK_SAYS(says("x,1,,4\ny,1,1,6\nt,5,5,\n"), "T.csv, line 2, column \"b\": a number is missing");
    ANKER_CHECK_SAYS(says("x,0,0,4\ny,1,1,6\nt,5,5,\n"), "T.csv, line 2: all cells are 0");
    ANKER_CHECK_SAYS(says("x,1,0,4\ny,0,1,6\nt,5,5,\n"), "zeros in the table contradict the targets");
    ANKER_CHECK_SAYS(says("x,1,1,4\nt,5,5,\n"), "a seed table has at least two rows");
    Files both = table("x,1,1,4\ny,1,1,6\nt,5,5,\n");
    both["margins"] = {"M.csv", margins};
    ANKER_CHECK_SAYS(test::refusal("rake", both, {}), "Give --seed for a table, or");
}

BOOST_AUTO_TEST_CASE(weights_reproduce_the_margins_and_stand_beside_the_respondents) {
    const jobs::Result result = test::run_job("rake", files(people, margins), {});
    BOOST_CHECK(result.files.find("out")->second.starts_with(
        "id,age,sex,area,ok,raw_weight,poststratified_weight,raked_weight\n1,young,f,A,1,"));
    BOOST_CHECK_CLOSE_FRACTION(weight_of(result, "age", "young", "raked"), 60, 1e-8);
    BOOST_CHECK_CLOSE_FRACTION(weight_of(result, "sex", "f", "raked"), 55, 1e-8);
    BOOST_CHECK_CLOSE_FRACTION(weight_of(result, "sex", "m", "raked"), 45, 1e-8);
    BOOST_CHECK_CLOSE_FRACTION(weight_of(result, "age", "young", "poststratified"), 60, 1e-12);
    BOOST_CHECK_CLOSE_FRACTION(weight_of(result, "sex", "f", "poststratified"), 50, 1e-12);
    BOOST_CHECK_CLOSE_FRACTION(weight_of(result, "age", "young", "raw"), 100.0 / 3, 1e-12);
    const json::Json report = test::report_of(result);
    BOOST_CHECK_CLOSE_FRACTION(report["weights"]["raw"]["design_effect"].get<double>(), 1, 1e-12);
    BOOST_CHECK_GT(report["weights"]["raked"]["design_effect"].get<double>(), 1.01);
    BOOST_CHECK_EQUAL(report["r_indicator"]["basis"], "raked weights");
}

BOOST_AUTO_TEST_CASE(estimates_stand_side_by_side_and_few_answers_say_nothing) {
    const Options options{{"outcomes", "ok"}, {"by", "area"}, {"minimum", "2.5"}};
    const jobs::Result result = test::run_job("rake", files(people, margins), options);
    const std::string& text = result.files.find("estimates")->second;
    const auto groups = test::written_texts(result, "group", "estimates");
    BOOST_REQUIRE((groups == std::vector<std::string>{"all", "A", "B"}));
    const std::vector<std::string> columns{"raw_mean", "poststratified_mean", "raw_total", "raked_mean", "n"};
    std::string numbered; // the first column of a value table is a key
    std::stringstream lines(text);
    int number = 0;
    for (std::string line; std::getline(lines, line);)
        numbered += std::to_string(number++) + "," + line + "\n";
    const auto table = test::numbers_of({"E.csv", numbered}, columns);
    BOOST_CHECK_CLOSE_FRACTION(table.values[0][0], 0.6, 1e-12);       // 3 of 5 answers
    BOOST_CHECK_CLOSE_FRACTION(table.values[1][0], 50.0 / 90, 1e-12); // (30 + 10 + 10) of (30 + 30 + 3 x 10)
    BOOST_CHECK_CLOSE_FRACTION(table.values[2][0], 60, 1e-12);        // of all 100
    BOOST_CHECK_CLOSE_FRACTION(table.values[2][1], 100.0 / 3, 1e-12); // 2 of 3 of 50
    BOOST_CHECK_EQUAL(table.values[4][2], 2);
    for (const std::size_t column : {0U, 1U, 2U, 3U}) BOOST_CHECK(std::isnan(table.values[column][2]));
    const auto statuses = test::written_texts(result, "status", "estimates");
    BOOST_CHECK((statuses == std::vector<std::string>{"", "", "too few to say"}));
}

BOOST_AUTO_TEST_CASE(groups_with_counts_are_the_same_as_single_respondents) {
    std::string single = "age,sex,ok\n";
    for (int i = 0; i < 12; ++i) single += "young,f,1\n";
    for (int i = 0; i < 5; ++i) single += "young,m,0\n";
    for (int i = 0; i < 7; ++i) single += "old,f,0\n";
    for (int i = 0; i < 3; ++i) single += "old,m,1\n";
    const std::string grouped = "age,sex,people,ok\nold,m,3,1\nyoung,f,12,1\nyoung,m,5,0\nold,f,7,0\n";
    const Options options{{"outcomes", "ok"}};
    const jobs::Result a = test::run_job("rake", files(single, margins), options);
    const jobs::Result b =
        test::run_job("rake", files(grouped, margins), {{"outcomes", "ok"}, {"count", "people"}});
    for (const char* mean : {"raw_mean", "poststratified_mean", "raked_mean", "n_effective"}) {
        const auto x = std::stod(test::written_texts(a, mean, "estimates").front());
        const auto y = std::stod(test::written_texts(b, mean, "estimates").front());
        BOOST_CHECK_CLOSE_FRACTION(x, y, 1e-9);
    }
    BOOST_CHECK_EQUAL(a.files.find("coverage")->second, b.files.find("coverage")->second);
}

BOOST_AUTO_TEST_CASE(the_joint_population_weights_cells_and_empty_ones_are_joined_by_rule) {
    Files input = files("age,sex\nyoung,f\nyoung,f\nyoung,m\nold,m\n", margins);
    input["cells"] = {"J.csv", "age,sex,total\nyoung,f,35\nyoung,m,25\nold,f,20\nold,m,20\n"};
    ANKER_CHECK_SAYS(test::refusal("rake", input, {}), "R.csv: nobody of the cells \"old x f\" took part");
    const jobs::Result result = test::run_job("rake", input, {{"empty", "join"}});
    BOOST_CHECK(test::has_note(result, "the cells \"old x f\" + \"old x m\" weighted as one"));
    const auto weights = test::written_texts(result, "poststratified_weight");
    BOOST_CHECK((weights == std::vector<std::string>{"17.5", "17.5", "25", "40"}));
    const auto status = test::written_texts(result, "status", "coverage");
    const auto category = test::written_texts(result, "category", "coverage");
    BOOST_REQUIRE_EQUAL(category.size(), 9);
    BOOST_CHECK_EQUAL(category[7], "old x f");
    BOOST_CHECK_EQUAL(status[7], "nobody took part");
    BOOST_CHECK_EQUAL(test::report_of(result)["r_indicator"]["basis"], "joint cells");
}

BOOST_AUTO_TEST_CASE(a_category_without_respondents_is_refused_or_joined) {
    const std::string three =
        "variable,category,total\nage,young,60\nage,old,40\nage,very old,20\nsex,f,70\nsex,m,50\n";
    ANKER_CHECK_SAYS(refusal_of(people, three), "R.csv: nobody of \"age\" \"very old\" took part");
    const jobs::Result result = test::run_job("rake", files(people, three), {{"empty", "join"}});
    BOOST_CHECK_CLOSE_FRACTION(weight_of(result, "age", "old", "raked"), 60, 1e-8);
    BOOST_CHECK(test::has_note(result, "\"old\" + \"very old\" weighted as one"));
}

BOOST_AUTO_TEST_CASE(trimmed_weights_keep_the_margins_or_say_which_one_cannot_be_reached) {
    std::string respondents = "id,age,sex\n0,young,f\n";
    for (int i = 1; i < 20; ++i)
        respondents += std::to_string(i) + (i <= 10 ? ",old,f\n" : i <= 14 ? ",young,m\n" : ",old,m\n");
    const jobs::Result free = test::run_job("rake", files(respondents, margins), {});
    const double largest = test::report_of(free)["weights"]["raked"]["largest_weight"].get<double>();
    BOOST_CHECK_GT(largest, 3.2 * 5);
    const jobs::Result trimmed = test::run_job("rake", files(respondents, margins), {{"trim", "3.2"}});
    BOOST_CHECK_LE(test::report_of(trimmed)["weights"]["raked"]["largest_weight"].get<double>(),
                   3.2 * 5 * (1 + 1e-12));
    BOOST_CHECK_CLOSE_FRACTION(weight_of(trimmed, "age", "young", "raked"), 60, 1e-8);
    BOOST_CHECK_CLOSE_FRACTION(weight_of(trimmed, "sex", "f", "raked"), 55, 1e-8);
    // The one young woman counts at most 13.75: with 40 old ones of either sex that makes 53.75 of 55 women.
    ANKER_CHECK_SAYS(refusal_of(respondents, margins, {{"trim", "2.75"}}), "--trim keeps weights too small");
    ANKER_CHECK_SAYS(
        refusal_of(respondents, margins, {{"trim", "2"}}),
        "Raking cannot reach 60 in \"age\" \"young\" with weights of at most 2 times their mean");
}

BOOST_AUTO_TEST_CASE(bad_margins_and_respondents_are_refused_with_a_sentence) {
    const auto bad_margins = [&](const std::string& rows) {
        return refusal_of(people, "variable,category,total\n" + rows);
    };
    ANKER_CHECK_SAYS(bad_margins("age,young,60\nage,old,40\nsex,f,50\nsex,m,60\n"),
                     "M.csv: the totals of \"sex\" sum to 110, those of \"age\" to 100; correct them");
    ANKER_CHECK_SAYS(bad_margins("age,young,60\nage,old,-40\n"),
                     "M.csv, line 3, column \"total\": -40 cannot be");
    ANKER_CHECK_SAYS(bad_margins("age,young,60\nage,old,\n"),
                     "M.csv, line 3, column \"total\": a number is missing");
    ANKER_CHECK_SAYS(bad_margins("age,young,0\nage,old,0\n"), "the totals of \"age\" are all 0");
    ANKER_CHECK_SAYS(bad_margins("age,young,60\nage,young,40\n"),
                     "category \"young\" of \"age\" was already there");
    ANKER_CHECK_SAYS(bad_margins("age,young,60\nincome,low,60\n"), "\"income\"");
    ANKER_CHECK_SAYS(
        refusal_of("age,sex\nyoung,f\nmiddle,f\n", margins),
        "R.csv, line 3, column \"age\": \"middle\" is no category of M.csv (there are \"young\", \"old\")");
    ANKER_CHECK_SAYS(refusal_of("age,sex\nyoung,f\n,f\n", margins),
                     "line 3, column \"age\": no category is given");
    ANKER_CHECK_SAYS(refusal_of("age,sex,n\nyoung,f,-1\n", margins, {{"count", "n"}}),
                     "R.csv, line 2, column \"n\": -1 cannot be");
    ANKER_CHECK_SAYS(refusal_of("age,sex,n\nyoung,f,0\n", margins, {{"count", "n"}}),
                     "nobody took part, all counts are 0");
    ANKER_CHECK_SAYS(refusal_of(people, margins, {{"outcomes", "nice"}}), "\"nice\"");
    ANKER_CHECK_SAYS(refusal_of(people, margins, {{"post", "income"}}), "--post \"income\" is no variable");
    ANKER_CHECK_SAYS(refusal_of("age,sex\nyoung,f\nold,m\n", margins),
                     "Raking did not converge in 1000 iterations: ");
    ANKER_CHECK_SAYS(test::refusal("rake", {{"margins", {"M.csv", margins}}}, {}),
                     "rake needs --respondents FILE");
    const jobs::Result rescaled = test::run_job(
        "rake", files(people, "variable,category,total\nage,young,60\nage,old,40\nsex,f,55\nsex,m,55\n"),
        {{"rescale", "yes"}});
    BOOST_CHECK_CLOSE_FRACTION(weight_of(rescaled, "sex", "f", "raked"), 50, 1e-8);
    BOOST_CHECK(test::has_note(rescaled, "brought to that sum"));
    const jobs::Result left_out =
        test::run_job("rake", files(people + "7;none;f;A;1\n", margins), {{"unknown", "leave-out"}});
    BOOST_CHECK(
        test::has_note(left_out, "1 row of R.csv with a category that M.csv does not have: left out."));
    BOOST_CHECK_EQUAL(test::written_texts(left_out, "age").size(), 6);
}

namespace {

/// Six schools in three districts of five; population 60 by type.
const std::string schools =
    "id,type,district,districts,pupils,weight,gone\n1,E,x,5,100,10,1\n2,E,x,5,140,10,\n"
    "3,H,y,5,400,10,1\n4,E,y,5,120,10,0\n5,H,z,5,500,10,1\n6,E,z,5,90,10,0\n";
const std::string types = "variable,category,total\ntype,E,45\ntype,H,15\n";

double estimate(const jobs::Result& result, const std::string& column, std::size_t row = 0) {
    return std::stod(test::written_texts(result, column, "estimates")[row]);
}

} // namespace

BOOST_AUTO_TEST_CASE(standard_errors_are_those_of_the_drawn_clusters) {
    const Options options{{"outcomes", "pupils,gone"},
                          {"errors", "yes"},
                          {"clusters", "district"},
                          {"fpc", "districts"},
                          {"minimum", "1"}};
    const jobs::Result result = test::run_job("rake", files(schools, types), options);
    // Raw: totals of districts 2400, 5200, 5900 (weight 10 each); variance (1 - 3/5) 3/2 sum of squared
    // distances.
    const double mean = (2400 + 5200 + 5900) / 3.0;
    const double squares =
        (2400 - mean) * (2400 - mean) + (5200 - mean) * (5200 - mean) + (5900 - mean) * (5900 - mean);
    BOOST_TEST(estimate(result, "raw_total_se") == std::sqrt(0.4 * 1.5 * squares),
               boost::test_tools::tolerance(1e-12));
    // Known numbers of types: only what differs within a type is left. E: mean 112.5, weight 11.25; H:
    // 450, 7.5.
    const double x = 11.25 * (100 - 112.5 + 140 - 112.5);
    const double y = 7.5 * (400 - 450) + 11.25 * (120 - 112.5);
    const double z = 7.5 * (500 - 450) + 11.25 * (90 - 112.5);
    const double expected = std::sqrt(0.4 * 1.5 * (x * x + y * y + z * z)); // they sum to 0
    BOOST_TEST(estimate(result, "poststratified_total_se") == expected, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(estimate(result, "raked_total_se") == expected, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(estimate(result, "raked_mean_se") == expected / 60, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(estimate(result, "raked_total_high") - estimate(result, "raked_total") ==
                   1.959963984540054 * expected,
               boost::test_tools::tolerance(1e-6));
    BOOST_TEST(estimate(result, "raw_mean_se", 1) > 0); // one of them did not answer
    BOOST_TEST(test::has_note(result, "people who came by themselves are no random sample"));
    // Without --errors nothing is said of chance.
    const jobs::Result plain = test::run_job("rake", files(schools, types), {{"outcomes", "pupils"}});
    BOOST_TEST(plain.files.at("estimates").find("_se") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(design_weights_are_where_weighting_begins) {
    std::string other = schools;
    other.replace(other.find("100,10"), 6, "100,30"); // the first school stands for three times as many
    const Options options{{"outcomes", "pupils"}, {"design-weights", "weight"}, {"minimum", "1"}};
    const jobs::Result result = test::run_job("rake", files(other, types), options);
    BOOST_TEST(estimate(result, "raw_total") == 30 * 100 + 10 * (140 + 400 + 120 + 500 + 90));
    const double share_of_e = 45.0 / (30 + 10 + 10 + 10);
    const double of_e = share_of_e * (30 * 100 + 10 * (140 + 120 + 90));
    BOOST_TEST(estimate(result, "poststratified_total") == of_e + 15.0 / 20 * 10 * 900,
               boost::test_tools::tolerance(1e-12));
    BOOST_TEST(estimate(result, "raked_total") == of_e + 15.0 / 20 * 10 * 900,
               boost::test_tools::tolerance(1e-9));
    // Alike for all they change nothing.
    const jobs::Result alike = test::run_job("rake", files(schools, types), options);
    const jobs::Result none =
        test::run_job("rake", files(schools, types), {{"outcomes", "pupils"}, {"minimum", "1"}});
    BOOST_TEST(estimate(alike, "raked_total") == estimate(none, "raked_total"),
               boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(what_standard_errors_need_is_said) {
    const auto says = [](const std::string& rows, Options options) {
        options["outcomes"] = "pupils";
        return refusal_of(rows, types, options);
    };
    ANKER_CHECK_SAYS(says(schools, {{"clusters", "district"}}), "--clusters is for standard errors");
    ANKER_CHECK_SAYS(says(schools, {{"errors", "yes"}, {"count", "weight"}}), "one row per respondent");
    ANKER_CHECK_SAYS(says(schools, {{"errors", "yes"}, {"clusters", "school"}}), "school");
    ANKER_CHECK_SAYS(says(schools, {{"errors", "yes"}, {"strata", "district"}, {"clusters", "type"}}),
                     "R.csv, line 5: cluster \"E\" is in another stratum than before");
    ANKER_CHECK_SAYS(says(schools, {{"errors", "yes"}, {"strata", "pupils"}}), "has one cluster only");
    ANKER_CHECK_SAYS(says(schools, {{"errors", "yes"}, {"fpc", "districts"}}),
                     "6 clusters were drawn of 5 by column \"districts\"");
    ANKER_CHECK_SAYS(says(schools, {{"errors", "yes"}, {"fpc", "weight"}, {"strata", "gone"}}),
                     "nothing is given");
    ANKER_CHECK_SAYS(says(schools, {{"errors", "yes"}, {"fpc", "pupils"}}),
                     "the same in all rows of a stratum");
    ANKER_CHECK_SAYS(says(schools, {{"design-weights", "gone"}}), "a number is missing");
}

BOOST_AUTO_TEST_SUITE_END()
