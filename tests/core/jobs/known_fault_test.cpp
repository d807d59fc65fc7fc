// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/known_fault.hpp"
#include "core/jobs/message.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using jobs::Fault;

BOOST_AUTO_TEST_SUITE(known_faults)

namespace {

const std::string recipe =
    R"({"method": "composite", "id": "simple", "excluded": {"0099": "by decision"}, "levels": [{
    "id": "i", "inputs": [{"column": "a", "direction": "burden", "unit": "percent"},
                          {"column": "b", "direction": "relief"}],
    "normalise": "min_max", "aggregation": "mean", "classes": {"kind": "equal_width", "count": 2}}]})";

jobs::Outcome run(const std::string& job, std::map<std::string, jobs::File, std::less<>> files,
                  std::map<std::string, std::string, std::less<>> options = {}) {
    return jobs::run_job(*jobs::find_job(job), {std::move(files), std::move(options)},
                         [](auto, auto, auto) { return true; });
}

std::string index_error(const std::string& values, const std::string& with = recipe) {
    const auto outcome =
        run("index", {{"recipe", {"recipe.json", with}}, {"values", {"values.csv", values}}});
    return outcome ? std::string() : outcome.error();
}

/// What the job said is recognised as this, with these arguments ("file=values.csv line=3").
void check(const std::string& sentence, Fault fault, const std::string& arguments) {
    const auto known = jobs::known_fault(sentence);
    BOOST_REQUIRE_MESSAGE(known.has_value(), "not recognised: " << sentence);
    BOOST_TEST((known->fault == fault), sentence);
    for (std::size_t from = 0; from < arguments.size();) {
        const std::size_t equals = arguments.find('=', from);
        const std::size_t end = std::min(arguments.find(' ', from), arguments.size());
        const std::string name = arguments.substr(from, equals - from);
        BOOST_REQUIRE_MESSAGE(known->arguments.contains(name), name << " in: " << sentence);
        BOOST_TEST(known->arguments.at(name) == arguments.substr(equals + 1, end - equals - 1));
        from = end + 1;
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(what_jobs_say_about_bad_tables_is_recognised) {
    check(index_error("key,a,b\n1,10,2\n2,two,3\n"), Fault::NotANumber,
          "file=values.csv line=3 column=a value=two");
    check(index_error("key,a,b\n1,-1,2\n2,3,3\n"), Fault::NegativeValue,
          "file=values.csv line=2 column=a value=-1.0000");
    check(index_error("key,a,b\n1,101,2\n2,3,3\n"), Fault::ValueTooHigh,
          "file=values.csv line=2 column=a value=101.0000 most=100");
    check(index_error("key,a,b\n1,0.1,2\n2,0.3,3\n"), Fault::SharesForPercent, "file=values.csv column=a");
    check(index_error("key,a,b\n1,10,2\n1,2,3\n"), Fault::KeyTwice,
          "file=values.csv line=3 area=1 earlier=2");
    check(index_error("key,a,b\n1,10,2\n,2,3\n"), Fault::KeyEmpty, "file=values.csv line=3 column=key");
    check(index_error("key,a,b\n1,10,2\n2,3,4\nInsgesamt,4,6\n"), Fault::TotalsRow,
          "file=values.csv line=4 column=key value=Insgesamt");
    check(index_error("key,a,b\n1,10,2\n2,3\n3,4,5\n"), Fault::CellsPerLine,
          "file=values.csv line=3 header=1");
    check(index_error("key,a,b\n1,10,2\n\"2,3,4\n"), Fault::OpenQuote, "file=values.csv line=3");
    check(index_error("key,a\n1,10\n"), Fault::NoColumn, "file=values.csv column=b");
    check(index_error(""), Fault::EmptyFile, "file=values.csv");
    check(index_error("key,a,b\n"), Fault::NoRows, "file=values.csv");
    check(index_error("words without end"), Fault::NoTable, "file=values.csv");
    check(index_error("PK\x03\x04rest"), Fault::Spreadsheet, "file=values.csv");
    check(index_error("key;a;b\n1;1.234,5;2\n2;2,345.5;3\n"), Fault::MixedDecimals,
          "file=values.csv value=1.234,5 other=2,345.5");
    check(index_error("key;a;b\n1;1.234;2\n2;2.345;3\n"), Fault::AmbiguousNumber,
          "file=values.csv value=2.345");
}

BOOST_AUTO_TEST_CASE(what_jobs_say_about_values_that_make_no_index_is_recognised) {
    check(index_error("key,a,b\n1,10,2\n2,10,3\n"), Fault::ConstantColumn, "table=values.csv column=a");
    check(index_error("key,a,b\n1,x,2\n2,x,3\n"), Fault::NoValidArea, "file=values.csv");
    check(index_error("key,a,b\n1,10,2\n2,x,3\n"), Fault::OneArea, "file=values.csv area=1");
    check(index_error("key,a,b\n99,10,2\n100,20,3\n"), Fault::LostZeros, "file=values.csv");
    const auto draws = run("allocate",
                           {{"values", {"areas.csv", "key,heads,index\n1,10,1\n2,20,2\n"}},
                            {"draws", {"draws.csv", "key,draw_1\n7,1\n8,2\n"}}},
                           {{"amount", "100"},
                            {"count-column", "heads"},
                            {"index-column", "index"},
                            {"index-direction", "burden"},
                            {"alpha", "0.5"},
                            {"g", "linear"},
                            {"from", "0"}});
    BOOST_REQUIRE(!draws.has_value());
    check(draws.error(), Fault::NoKeyMatches, "file=draws.csv other=areas.csv");
    const auto heads = run("allocate", {{"values", {"areas.csv", "key,heads\n1,x\n2,20\n"}}},
                           {{"amount", "100"}, {"criteria", "heads=1"}});
    BOOST_REQUIRE(!heads.has_value());
    check(heads.error(), Fault::MissingValue, "file=areas.csv line=2 column=heads area=1");
    const auto below = run("allocate", {{"values", {"areas.csv", "key,heads\n1,-5\n2,20\n"}}},
                           {{"amount", "100"}, {"criteria", "heads=1"}});
    BOOST_REQUIRE(!below.has_value());
    check(below.error(), Fault::NegativeValue, "file=areas.csv line=2 column=heads value=-5.00");
}

BOOST_AUTO_TEST_CASE(what_jobs_say_about_bad_recipes_is_recognised) {
    const std::string values = "key,a,b\n1,10,2\n2,20,3\n";
    const auto with = [](std::string_view from, std::string_view to) {
        std::string changed = recipe;
        return changed.replace(changed.find(from), from.size(), to);
    };
    check(index_error(values, "{"), Fault::NotJson, "file=recipe.json");
    check(index_error(values, "[]"), Fault::NotJson, "file=recipe.json");
    check(index_error(values, "{}"), Fault::WrongField, "file=recipe.json field=method");
    check(index_error(values, with("\"excluded\"", "\"exclude\"")), Fault::UnknownField,
          "file=recipe.json field=exclude");
    const auto fitted =
        run("uncertainty",
            {{"recipe", {"recipe.json", R"({"method": "composite", "id": "pca", "levels": [{"id": "i",
                                 "inputs": [{"column": "a", "direction": "burden"}, {"column": "b", "direction": "burden"}],
                                 "normalise": {"scale": "z", "deviation": "population"},
                                 "weighting": "first_component", "anchor": "a"}]})"}},
             {"values", {"values.csv", "key,a,b\n1,10,2\n2,20,3\n3,25,9\n"}}},
            {{"vary", "weights"}});
    BOOST_REQUIRE(!fitted.has_value());
    check(fitted.error(), Fault::FittedWeights, "level=i");
}

BOOST_AUTO_TEST_CASE(lost_zeros_are_recognised_in_a_note_too) {
    const auto outcome = run("index", {{"recipe", {"recipe.json", recipe}},
                                       {"values", {"values.csv", "key,a,b\n1100101,10,8\n11001012,30,2\n"}}});
    BOOST_REQUIRE_MESSAGE(outcome.has_value(), outcome.error());
    BOOST_REQUIRE(!outcome->notes.empty());
    check(outcome->notes.back(), Fault::LostZeros, "file=values.csv");
}

BOOST_AUTO_TEST_CASE(other_sentences_are_left_alone) {
    BOOST_TEST(!jobs::known_fault("").has_value());
    BOOST_TEST(!jobs::known_fault("values.csv is nearly empty").has_value());
    BOOST_TEST(!jobs::known_fault("values.csv, line two, column \"a\": \"x\" is not a number.").has_value());
    BOOST_TEST(
        !jobs::known_fault("values.csv, line 2, column \"a\": \"x\" is not a number. And more.").has_value());
    check(std::string(jobs::cancelled_sentence), Fault::Cancelled, "");
}

BOOST_AUTO_TEST_CASE(a_cell_cannot_pretend_to_be_another_sentence) {
    // What stands in a cell is an argument, whatever it says.
    check(index_error("key,a,b\n1,10,2\n2,\"x.csv is empty.\",3\n"), Fault::NotANumber,
          "file=values.csv line=3");
}

BOOST_AUTO_TEST_SUITE_END()
