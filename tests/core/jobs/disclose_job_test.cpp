// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/disclose_job.hpp"
#include "core/tabular/text_table.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <map>

using namespace anker;
using jobs::Request;
using jobs::Result;

namespace {

using Options = std::map<std::string, std::string, std::less<>>;

Request request_of(const std::string& table, const Options& options = {}) {
    Request request;
    request.files["table"] = {"t.csv", table};
    request.options = {{"dimensions", "area,age"}, {"count-column", "n"}, {"minimum", "3"}};
    for (const auto& [name, value] : options) request.options[name] = value;
    return request;
}

Result done(const Request& request) {
    auto result = jobs::run_job(jobs::disclose_job(), request, {});
    BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? std::string() : result.error()));
    return std::move(*result);
}

std::string refused(const Request& request) {
    const auto result = jobs::run_job(jobs::disclose_job(), request, {});
    BOOST_REQUIRE(!result.has_value());
    return result.error();
}

/// Codes with a bar between -> column -> text.
using Rows = std::map<std::string, std::map<std::string, std::string>>;
Rows rows_of(const std::string& bytes, std::size_t codes) {
    const auto table = tabular::text_table_from("out", bytes, {}, {});
    BOOST_REQUIRE_MESSAGE(table.has_value(), (table ? std::string() : table.error()));
    Rows rows;
    for (const auto& row : table->rows) {
        std::string key = row.cells[0];
        for (std::size_t i = 1; i < codes; ++i) key += "|" + row.cells[i];
        for (std::size_t i = 0; i < row.cells.size(); ++i) rows[key][table->columns[i]] = row.cells[i];
    }
    return rows;
}

bool says(const std::string& sentence, const std::string& part) {
    if (sentence.find(part) != std::string::npos) return true;
    BOOST_TEST_MESSAGE(sentence);
    return false;
}

/// sdcTable's first example, with its totals.
const std::string microdata =
    "area;age;n\n"
    "A;m;18\nA;f;2\nA;Gesamt;20\nB;m;14\nB;f;19\nB;Gesamt;33\nC;m;12\nC;f;10\nC;Gesamt;22\n"
    "D;m;11\nD;f;14\nD;Gesamt;25\nGesamt;m;55\nGesamt;f;45\nGesamt;Gesamt;100\n";
const std::string without_totals =
    "area;age;n\nA;m;18\nA;f;2\nB;m;14\nB;f;19\nC;m;12\nC;f;10\nD;m;11\nD;f;14\n";

} // namespace

BOOST_AUTO_TEST_SUITE(disclose_job)

BOOST_AUTO_TEST_CASE(four_cells_of_the_first_example_are_withheld_with_their_reasons) {
    const Result result = done(request_of(microdata));
    const Rows out = rows_of(result.files.at("out"), 2);
    BOOST_TEST(out.size() == 15u);
    BOOST_TEST(out.at("A|f").at("published").empty());
    BOOST_TEST(out.at("A|f").at("state") == "withheld");
    BOOST_TEST(out.at("A|f").at("reason") == "too_few");
    for (const char* cell : {"A|m", "C|m", "C|f"}) BOOST_TEST(out.at(cell).at("reason") == "complement");
    BOOST_TEST(out.at("B|m").at("published") == "14");
    BOOST_TEST(out.at("B|m").at("state") == "published");
    BOOST_TEST(result.files.at("out").find("attack") == std::string::npos);
    const Rows audit = rows_of(result.files.at("audit"), 1);
    BOOST_TEST(audit.at("age=f; area=A").at("attack_low") == "0");
    BOOST_TEST(audit.at("age=f; area=A").at("attack_high") == "2");
    BOOST_TEST(audit.at("age=f; area=A").at("protected") == "yes");
    BOOST_TEST(says(result.files.at("report"), "disclosure-controlled by the options below, not agreed"));
    BOOST_TEST(says(result.files.at("report"), "\"withheld\": 4"));
}

BOOST_AUTO_TEST_CASE(computed_totals_are_published_with_the_rows_and_give_the_same_verdicts) {
    const Rows given = rows_of(done(request_of(microdata)).files.at("out"), 2);
    const Rows computed = rows_of(
        done(request_of(without_totals, {{"totals", "computed"}, {"total-label", "Gesamt"}})).files.at("out"),
        2);
    BOOST_TEST((given == computed));
}

BOOST_AUTO_TEST_CASE(hidden_reasons_say_no_more_than_protected) {
    const Rows out = rows_of(done(request_of(microdata, {{"reasons", "hidden"}})).files.at("out"), 2);
    for (const auto& [cell, row] : out)
        BOOST_TEST((row.at("reason").empty() || row.at("reason") == "protected"));
}

BOOST_AUTO_TEST_CASE(shares_go_with_their_numerators_and_never_say_all_or_none) {
    const std::string table =
        "area;n;people\nA;0;400\nB;60;300\nC;200;200\nD;30;50\nE;70;500\nF;90;600\nTotal;450;2050\n";
    const Result result = done(
        request_of(table, {{"dimensions", "area"}, {"denominator-column", "people"}, {"share-per", "1000"}}));
    const Rows out = rows_of(result.files.at("out"), 1);
    for (const char* cell : {"A", "C", "D"}) {
        BOOST_TEST(out.at(cell).at("share").empty());
        BOOST_TEST(out.at(cell).at("published").empty());
        BOOST_TEST(out.at(cell).at("reason") == "protected");
    }
    BOOST_TEST(out.at("B").at("share") == "200");
    const Rows audit = rows_of(result.files.at("audit"), 1);
    BOOST_TEST(audit.at("area=A").at("reason") == "all_or_none");
    BOOST_TEST(audit.at("area=C").at("reason") == "all_or_none");
    BOOST_TEST(audit.at("area=D").at("reason") == "small_population");
}

BOOST_AUTO_TEST_CASE(dominance_withholds_values_however_many_contribute) {
    const std::string table = "area;n;euro;first;second\nA;20;1000;900;50\nB;30;900;200;150\nC;30;800;150;"
                              "90\nD;30;950;90;80\nTotal;110;3650;900;200\n";
    const Options options{{"dimensions", "area"},
                          {"value-column", "euro"},
                          {"contribution-columns", "first,second"},
                          {"p-percent", "10"},
                          {"dominance", "2,85"}};
    const Rows out = rows_of(done(request_of(table, options)).files.at("out"), 1);
    BOOST_TEST(out.at("A").at("reason") == "dominance");
    BOOST_TEST(out.at("C").at("reason") == "complement"); // the cheapest that opens A far enough
    BOOST_TEST(out.at("B").at("published") == "900");
    BOOST_TEST(says(
        refused(request_of(table, {{"dimensions", "area"}, {"value-column", "euro"}, {"dominance", "2,85"}})),
        "--contribution-columns"));
}

BOOST_AUTO_TEST_CASE(what_is_out_already_binds) {
    // Last week's report withheld B's and D's instead.
    const std::string previous =
        "area,age,published,state,reason\nB,m,,withheld,complement\nGesamt,m,55,published,\n";
    Request request = request_of(microdata);
    request.files["previous"] = {"p.csv", previous};
    const Rows out = rows_of(done(request).files.at("out"), 2);
    BOOST_TEST(out.at("B|m").at("reason") == "complement");
    // A cell that is out cannot be a complement any more.
    request.files["previous"] = {"p.csv", "area,age,published,state,reason\nC,m,12,published,\n"};
    const Rows other = rows_of(done(request).files.at("out"), 2);
    BOOST_TEST(other.at("C|m").at("published") == "12");
    BOOST_TEST(other.at("D|m").at("reason") == "complement");
    // Nor can one that is out be called back.
    request.files["previous"] = {"p.csv", "area,age,published,state,reason\nA,f,2,published,\n"};
    BOOST_TEST(says(refused(request), "cannot be called back"));
    request.files["previous"] = {"p.csv", "area,age,published,state,reason\nA,m,17,published,\n"};
    BOOST_TEST(says(refused(request), "p.csv, line 2 (age=m; area=A) says 17"));
    // Everything beside it is out.
    request.files["previous"] = {
        "p.csv", "area,age,published,state,reason\nA,m,18,published,\nA,Gesamt,20,published,\n"};
    BOOST_TEST(says(refused(request), "t.csv, line 3 (age=f; area=A) cannot be protected"));
}

BOOST_AUTO_TEST_CASE(a_small_change_since_the_earlier_output_is_not_published) {
    const std::string now = "area;n\nA;20\nB;31\nC;42\nD;50\nTotal;143\n";
    Request request = request_of(now, {{"dimensions", "area"}, {"previous-is", "earlier"}});
    request.files["previous"] = {"old.csv", "area,published,state,reason\nA,19,published,\nB,31,published,"
                                            "\nC,30,published,\nD,40,published,\nTotal,120,published,\n"};
    const Result result = done(request);
    const Rows out = rows_of(result.files.at("out"), 1);
    BOOST_TEST(out.at("A").at("reason") == "complement"); // the true reason would tell its neighbourhood
    BOOST_TEST(rows_of(result.files.at("audit"), 1).at("area=A").at("reason") == "difference");
    int withheld = 0;
    for (const auto& [cell, row] : out) withheld += row.at("state") == "withheld" ? 1 : 0;
    BOOST_TEST(withheld >= 2);
    BOOST_TEST(result.notes.size() >= 1u);
}

BOOST_AUTO_TEST_CASE(linked_tables_share_one_verdict_per_cell) {
    const std::string by_age =
        "area;age;n\nA;young;6\nA;old;14\nA;Total;20\nB;young;9\nB;old;11\nB;Total;20\nC;young;10\nC;old;"
        "13\nC;Total;23\nTotal;young;25\nTotal;old;38\nTotal;Total;63\n";
    const std::string by_sex = "area;sex;n\nA;f;1\nA;m;19\nA;Total;20\nB;f;10\nB;m;10\nB;Total;20\nC;f;12\nC;"
                               "m;11\nC;Total;23\nTotal;f;23\nTotal;m;40\nTotal;Total;63\n";
    Request request = request_of(by_age, {{"linked-dimensions", "area,sex"}});
    request.files["linked"] = {"sex.csv", by_sex};
    const Result result = done(request);
    const Rows age = rows_of(result.files.at("out"), 2);
    const Rows sex = rows_of(result.files.at("out-linked"), 2);
    BOOST_TEST(sex.at("A|f").at("reason") == "too_few");
    for (const char* total : {"A|Total", "B|Total", "C|Total", "Total|Total"})
        BOOST_TEST(age.at(total).at("published") == sex.at(total).at("published"));
    request.files["linked"] = {"sex.csv", "area;sex;n\nA;f;1\nA;m;20\nA;Total;21\n"};
    BOOST_TEST(says(refused(request), "the same cell must have the same value"));
}

BOOST_AUTO_TEST_CASE(rounding_and_noise_leave_every_row_and_the_same_cell_the_same) {
    const Rows rounded =
        rows_of(done(request_of(microdata, {{"method", "round"}, {"base", "10"}})).files.at("out"), 2);
    BOOST_TEST(rounded.at("A|f").at("published") == "0");
    BOOST_TEST(rounded.at("A|m").at("published") == "20");
    BOOST_TEST(rounded.at("D|Gesamt").at("published") == "30");
    BOOST_TEST(rounded.at("A|f").at("state") == "rounded");
    const Request noisy = request_of(microdata, {{"method", "cell-key"}, {"seed", "42"}});
    const Rows once = rows_of(done(noisy).files.at("out"), 2);
    BOOST_TEST((once == rows_of(done(noisy).files.at("out"), 2)));
    const Rows truth = rows_of(done(request_of(microdata)).files.at("audit"), 1);
    BOOST_TEST(std::abs(std::stoi(once.at("A|f").at("published")) -
                        std::stoi(truth.at("age=f; area=A").at("value"))) <= 2);
    for (const auto& [cell, row] : once) BOOST_TEST(row.at("state") == "perturbed");
    // With record keys: .3 + .6 and so on; whole parts do not matter.
    const std::string keyed = "area;n;key\nA;1;0.95\nB;0;0.95\nC;7;3.01\nTotal;8;4.91\n";
    const Rows by_key = rows_of(
        done(request_of(keyed, {{"dimensions", "area"}, {"method", "cell-key"}, {"key-column", "key"}}))
            .files.at("out"),
        1);
    BOOST_TEST(by_key.at("A").at("published") == "3");
    BOOST_TEST(by_key.at("B").at("published") == "0");
    BOOST_TEST(by_key.at("C").at("published") == "5");
}

BOOST_AUTO_TEST_CASE(bad_tables_are_refused_in_one_sentence_that_names_the_cell) {
    std::string wrong = microdata;
    wrong.replace(wrong.find("C;Gesamt;22"), 11, "C;Gesamt;23");
    BOOST_TEST(says(refused(request_of(wrong)),
                    "t.csv, line 10 (area=C): the total is 23, but its 2 parts add up to 22;"));
    BOOST_TEST(says(refused(request_of(without_totals)), "has no row of totals"));
    BOOST_TEST(says(refused(request_of(microdata, {{"totals", "computed"}})), "has rows of totals already"));
    BOOST_TEST(says(refused(request_of("area;age;n\nA;m;x\nTotal;m;3\n")),
                    "line 2, column \"n\": the number is missing"));
    BOOST_TEST(says(refused(request_of("area;age;n\nA;m;-3\nTotal;m;3\n")), "is not an amount"));
    BOOST_TEST(says(refused(request_of("area;age;n\nA;m;2,5\nTotal;m;2,5\n")), "whole number"));
    BOOST_TEST(says(refused(request_of("area;age;n\nA;m;5\nA;m;5\nTotal;m;10\n")), "already in line 2"));
    BOOST_TEST(says(refused(request_of("area;age;n\nA;;5\nTotal;m;5\n")), "the code is empty"));
    BOOST_TEST(says(refused(request_of(microdata, {{"dimensions", "area,sex"}})), "sex"));
    BOOST_TEST(
        says(refused(request_of("area;age;n;d\nA;m;9;5\nTotal;m;9;5\n", {{"denominator-column", "d"}})),
             "larger than its denominator"));
    BOOST_TEST(says(refused(request_of(microdata, {{"minimum", "2"}})), "--minimum"));
    BOOST_TEST(says(refused(request_of(microdata, {{"dominance", "two"}})), "such as 2,85"));
}

BOOST_AUTO_TEST_CASE(subtotals_of_a_hierarchy_bind_and_a_ring_is_refused) {
    const std::string table = "area;n\nA1;1\nA2;12\nA;13\nB1;20\nB2;21\nB;41\nTotal;54\n";
    Request request = request_of(table, {{"dimensions", "area"}});
    request.files["hierarchy"] = {"h.csv",
                                  "dimension,code,parent\narea,A1,A\narea,A2,A\narea,B1,B\narea,B2,B\n"};
    const Rows out = rows_of(done(request).files.at("out"), 1);
    BOOST_TEST(out.at("A1").at("reason") == "too_few");
    BOOST_TEST(out.at("A2").at("reason") == "complement");
    BOOST_TEST(out.at("A").at("published") == "13");
    request.files["hierarchy"] = {"h.csv", "dimension,code,parent\narea,A1,A\narea,A,A1\n"};
    BOOST_TEST(says(refused(request), "among its own parents"));
}

BOOST_AUTO_TEST_CASE(a_cancelled_run_writes_nothing) {
    const auto result = jobs::run_job(jobs::disclose_job(), request_of(microdata),
                                      [](std::string_view, std::size_t, std::size_t) { return false; });
    BOOST_REQUIRE(!result.has_value());
    BOOST_TEST(result.error() == jobs::cancelled_sentence);
}

BOOST_AUTO_TEST_SUITE_END()
