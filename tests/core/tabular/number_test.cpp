// SPDX-License-Identifier: Apache-2.0
#include "core/tabular/number.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;

BOOST_AUTO_TEST_SUITE(numbers)

static double read(std::string_view text, char decimal) {
    const auto number = tabular::number_from(text, decimal);
    BOOST_REQUIRE_MESSAGE(number.has_value(), "not read: " << text);
    return *number;
}

BOOST_AUTO_TEST_CASE(numbers_are_read_as_offices_write_them) {
    BOOST_TEST(read("1.027", ',') == 1027);
    BOOST_TEST(read("430.315,4", ',') == 430315.4);
    BOOST_TEST(read("1 234 567", ',') == 1234567);
    BOOST_TEST(read("1\u202F234,5", ',') == 1234.5);
    BOOST_TEST(read("1\u00A0234", ',') == 1234);
    BOOST_TEST(read("1'234.5", '.') == 1234.5);
    BOOST_TEST(read("1,234.5", '.') == 1234.5);
    BOOST_TEST(read("12,5 %", ',') == 12.5);
    BOOST_TEST(read("\u22123", ',') == -3);
    BOOST_TEST(read("-.51435292", '.') == -0.51435292);
    BOOST_TEST(read("1023101.0", '.') == 1023101);
    BOOST_TEST(read("1.2E-05", '.') == 1.2e-5);
    BOOST_TEST(read("  7 ", '.') == 7);
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_not_read) {
    for (const std::string_view text : {"", "x", "12a", "1.02.7", "1.0275", "--3", "1,2,3", ",", "-", "12 34",
                                        "1e", "inf", "nan", "1.234,567,8"}) {
        BOOST_TEST(!tabular::number_from(text, ',').has_value(), "read: " << text);
    }
}

static tabular::DecimalVote vote(std::vector<std::string_view> cells) {
    return tabular::detect_decimal(cells);
}

BOOST_AUTO_TEST_CASE(the_decimal_sign_is_found_out_or_asked_for) {
    BOOST_TEST(vote({"1.027", "41,1"}).decimal == ',');
    BOOST_TEST(vote({"1.027.000", "5"}).decimal == ',');
    BOOST_TEST(vote({"1023101.0"}).decimal == '.');
    BOOST_TEST(vote({".707", "-1.25"}).decimal == '.');
    BOOST_TEST(vote({"1", "27"}).decimal == '.');
    BOOST_TEST(!vote({"1", "27"}).is_ambiguous);
    BOOST_TEST(vote({"1.027", "2.500"}).is_ambiguous,
               "a thousand, or one and a bit: a factor of 1,000 may not be guessed");
    BOOST_TEST(vote({"41,1", "41.1"}).is_contradictory);
}

BOOST_AUTO_TEST_SUITE_END()
