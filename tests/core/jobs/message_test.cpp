// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/message.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using namespace anker::jobs;

BOOST_AUTO_TEST_SUITE(job_messages)

BOOST_AUTO_TEST_CASE(an_order_arrives_as_it_was_sent_whatever_bytes_its_files_have) {
    Order order;
    order.job = "index";
    std::string bytes;
    for (int i = 0; i < 300; ++i) bytes += static_cast<char>(i);
    order.request.files["values"] = {"Größe.csv", bytes};
    order.request.files["recipe"] = {"r.json", ""};
    order.request.options["seed"] = "7";
    const auto read = decode_order(encode(order));
    BOOST_REQUIRE(read);
    BOOST_TEST(read->job == "index");
    BOOST_TEST(read->request.files.size() == 2U);
    BOOST_TEST(read->request.file("values")->bytes == bytes);
    BOOST_TEST(read->request.file("values")->name == "Größe.csv");
    BOOST_TEST(read->request.file("recipe")->bytes.empty());
    BOOST_TEST(read->request.option("seed") == "7");
}

BOOST_AUTO_TEST_CASE(results_and_refusals_arrive_as_they_were_sent) {
    Result result;
    result.files["out"] = std::string("a\0b", 3);
    result.notes = {"One.", "Two."};
    const Outcome read = decode_outcome(encode(Outcome(result)));
    BOOST_REQUIRE(read);
    BOOST_TEST(read->files.at("out") == result.files["out"]);
    BOOST_TEST(read->notes == result.notes, boost::test_tools::per_element());
    const Outcome refused =
        decode_outcome(encode(Outcome(failure(std::string("v.csv, line 3: no number.")))));
    BOOST_REQUIRE(!refused);
    BOOST_TEST(refused.error() == "v.csv, line 3: no number.");
}

BOOST_AUTO_TEST_CASE(a_message_cut_anywhere_is_refused_or_shorter_and_never_read_past_its_end) {
    Order order;
    order.job = "index";
    order.request.files["values"] = {"v.csv", "area,a\n1,2\n"};
    const std::string whole = encode(order);
    for (std::size_t n = 0; n < whole.size(); ++n) {
        const auto read = decode_order(std::string_view(whole).substr(0, n));
        if (read) BOOST_TEST(read->request.files.empty());
    }
    Result result;
    result.files["out"] = "x";
    const std::string sent = encode(Outcome(result));
    for (std::size_t n = 1; n < sent.size(); ++n) BOOST_TEST(!decode_outcome(sent.substr(0, n)));
}

BOOST_AUTO_TEST_CASE(an_order_for_a_job_that_is_not_there_is_refused_in_a_sentence) {
    const Outcome outcome = carry_out({"oracle", {}}, {});
    BOOST_REQUIRE(!outcome);
    BOOST_TEST(outcome.error() == "There is no job \"oracle\".");
}

BOOST_AUTO_TEST_SUITE_END()
