// SPDX-License-Identifier: Apache-2.0
#include "core/tabular/text_table.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using tabular::ColumnRef;

BOOST_AUTO_TEST_SUITE(text_tables)

static std::string error_of(std::string_view bytes, std::vector<ColumnRef> needed = {},
                            tabular::TableFormat format = {}) {
    const auto table = tabular::text_table_from("t.csv", bytes, format, needed);
    return table ? std::string() : table.error();
}

static tabular::TextTable table_of(std::string_view bytes, std::vector<ColumnRef> needed = {}) {
    auto table = tabular::text_table_from("t.csv", bytes, {}, needed);
    BOOST_REQUIRE_MESSAGE(table.has_value(), table.error());
    return *table;
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_not_part_of_the_first_name) {
    const auto table = table_of("\xEF\xBB\xBFkey;value\n01;5\n");
    BOOST_TEST(table.columns.front() == "key");
    BOOST_TEST(table.rows.front().cells.front() == "01");
}

BOOST_AUTO_TEST_CASE(windows_text_becomes_utf8) {
    const auto table = table_of("name;wert\nK\xF6ln;5\nPreis in \x80;6\n");
    BOOST_TEST(table.rows[0].cells[0] == "Köln");
    BOOST_TEST(table.rows[1].cells[0] == "Preis in €");
    BOOST_TEST((table.encoding == tabular::Encoding::Windows1252));
}

BOOST_AUTO_TEST_CASE(two_encodings_in_one_file_are_refused_with_line_and_column) {
    const std::string error = error_of("key;name\n1;K\xC3\xB6ln\n2;M\xC3\xBClheim\n3;H\xF6henhaus\n");
    BOOST_TEST(error.find("mixes two encodings") != std::string::npos, error);
    BOOST_TEST(error.find("line 4, column 2 (\"name\") is Windows-1252") != std::string::npos, error);
    BOOST_TEST(error.find("line 2, column 2 (\"name\") is UTF-8") != std::string::npos, error);
}

BOOST_AUTO_TEST_CASE(an_encoding_that_is_stated_is_checked) {
    BOOST_TEST(error_of("a;b\nK\xF6ln;2\n", {}, {0, "utf-8", 0}).find("line 2, column 1") !=
               std::string::npos);
    BOOST_TEST(error_of("a;b\n1;2\n", {}, {0, "klingon", 0}).find("not known") != std::string::npos);
    BOOST_TEST(error_of("a;b\nK\xF6ln;2\n", {}, {0, "ISO-8859-1", 0}) == "");
}

BOOST_AUTO_TEST_CASE(head_and_foot_lines_are_left_out_and_counted) {
    const auto table = table_of(
        "Table 17\nPopulation;;\n;;\n;;Total\n01;  Köln;5\n02;  Bonn;6\n_____\n(C) Office\nand more\n",
        {{{}, 1}, {"Total", 0}});
    BOOST_TEST(table.header_line == 4U);
    BOOST_TEST(table.head_lines == 3U);
    BOOST_TEST(table.foot_lines == 3U);
    BOOST_TEST(table.rows.size() == 2U);
    BOOST_TEST(table.rows[0].line == 5U);
}

BOOST_AUTO_TEST_CASE(a_row_with_another_number_of_cells_is_refused_with_its_line) {
    const std::string error = error_of("a,b,c\n1,2,3\n1,2,3,4\n1,2,3,4\n");
    BOOST_TEST(
        error.find("line 3: 4 cells where the header in line 1 names 3 columns, and 1 more such line") !=
            std::string::npos,
        error);
}

BOOST_AUTO_TEST_CASE(files_that_are_no_tables_say_so) {
    BOOST_TEST(error_of("").find("is empty") != std::string::npos);
    BOOST_TEST(error_of("\n\n").find("no columns") != std::string::npos);
    BOOST_TEST(error_of("just a sentence\n").find("no columns") != std::string::npos);
    BOOST_TEST(error_of("\xFF\xFE"
                        "a\0b\0")
                   .find("UTF-16") != std::string::npos);
    BOOST_TEST(error_of("PK\x03\x04 sheet").find("spreadsheet") != std::string::npos);
    BOOST_TEST(error_of("a;b\n").find("no rows") != std::string::npos);
    BOOST_TEST(error_of("a;b\n\"1;2\n").find("line 2: a quotation mark is opened and never closed") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_missing_column_is_told_with_those_there_are) {
    const auto table = table_of("a;b\n1;2\n", {{"key", 0}});
    const auto found = tabular::find_column(table, {"key", 0});
    BOOST_REQUIRE(!found.has_value());
    BOOST_TEST(found.error() == "t.csv has no column \"key\"; line 1 names \"a\", \"b\".");
    BOOST_TEST(tabular::find_column(table, {{}, 2}).value() == 1U);
    BOOST_TEST(!tabular::find_column(table, {{}, 3}).has_value());
    BOOST_TEST(!tabular::find_column(table_of("a;a\n1;2\n"), {"a", 0}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
