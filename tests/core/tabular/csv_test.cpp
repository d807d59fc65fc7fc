// SPDX-License-Identifier: Apache-2.0
#include "core/tabular/csv.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;

BOOST_AUTO_TEST_SUITE(csv)

using Cells = std::vector<std::string>;

BOOST_AUTO_TEST_CASE(cells_may_hold_delimiters_quotes_and_line_breaks) {
    const auto split =
        tabular::split_records("a;\"b;\"\"c\"\"\";d\r\n1;\"two\r\nlines\";3\nlast;\"\";x", ';');
    BOOST_REQUIRE_EQUAL(split.records.size(), 3U);
    BOOST_TEST((split.records[0].cells == Cells{"a", "b;\"c\"", "d"}));
    BOOST_TEST((split.records[1].cells == Cells{"1", "two\r\nlines", "3"}));
    BOOST_TEST((split.records[2].cells == Cells{"last", "", "x"}));
    BOOST_TEST(split.records[1].line == 2U);
    BOOST_TEST(split.records[2].line == 4U, "a record knows its line although another one took two");
    BOOST_TEST(split.unclosed_quote_line == 0U);
}

BOOST_AUTO_TEST_CASE(an_inch_sign_inside_a_cell_is_a_letter) {
    const auto split = tabular::split_records("27\" monitor,1\n", ',');
    BOOST_TEST((split.records[0].cells == Cells{"27\" monitor", "1"}));
}

BOOST_AUTO_TEST_CASE(an_unclosed_quote_is_found_at_its_line) {
    BOOST_TEST(tabular::split_records("a,b\n1,\"never\n2,3\n", ',').unclosed_quote_line == 2U);
}

BOOST_AUTO_TEST_CASE(empty_lines_are_left_out_but_counted) {
    const auto split = tabular::split_records("a,b\n\n\n1,2\r3,4\n", ',');
    BOOST_REQUIRE_EQUAL(split.records.size(), 3U);
    BOOST_TEST(split.records[1].line == 4U);
    BOOST_TEST(split.records[2].line == 5U, "an old Mac line end counts as well");
}

BOOST_AUTO_TEST_CASE(the_delimiter_is_found_out) {
    BOOST_TEST((tabular::detect_delimiter("a;b;c\n1,5;2,5;3,5\n") == ';'));
    BOOST_TEST((tabular::detect_delimiter("a,b\n\"x;y\",2\n") == ','));
    BOOST_TEST((tabular::detect_delimiter("a\tb\n1,2\t3;4\n") == '\t'));
    BOOST_TEST(
        (tabular::detect_delimiter("Table 17\nwith notes, many\n;;Total\n01;x;5\n02;y;6\n03;z;7\n") == ';'));
    BOOST_TEST(!tabular::detect_delimiter("only words\nand more\n").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
