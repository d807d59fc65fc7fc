// SPDX-License-Identifier: Apache-2.0
#include "core/tabular/date.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;

BOOST_AUTO_TEST_SUITE(dates)

static std::string day(std::string_view text) {
    const auto date = tabular::date_from(text);
    return date ? tabular::day_from_unix_ms(tabular::unix_ms_from(*date)) : "";
}

BOOST_AUTO_TEST_CASE(days_are_read_in_three_writings) {
    BOOST_TEST(day("2017-10-18") == "2017-10-18");
    BOOST_TEST(day("18.10.2017") == "2017-10-18");
    BOOST_TEST(day("1.2.2017 20:15") == "2017-02-01");
    BOOST_TEST(day("2017/10/18") == "2017-10-18");
    BOOST_TEST(day("2017-10-18T23:59:59Z") == "2017-10-18");
    BOOST_TEST(day("2024-02-29") == "2024-02-29");
    BOOST_TEST(day("1969-12-31") == "1969-12-31");
}

BOOST_AUTO_TEST_CASE(other_texts_are_no_days) {
    for (const std::string_view text :
         {"", "10/18/2017", "2017-13-01", "2023-02-29", "32.1.2017", "18.10.17", "gestern", "2017"}) {
        BOOST_TEST(day(text) == "", "read: " << text);
    }
}

BOOST_AUTO_TEST_CASE(a_day_stays_the_same_day_in_every_time_zone) {
    const auto ms = tabular::unix_ms_from(*tabular::date_from("2017-10-18"));
    BOOST_TEST(tabular::day_from_unix_ms(ms - 11LL * 3600 * 1000) == "2017-10-18");
    BOOST_TEST(tabular::day_from_unix_ms(ms + 11LL * 3600 * 1000) == "2017-10-18");
}

BOOST_AUTO_TEST_CASE(every_day_of_two_centuries_comes_back) {
    for (std::int64_t n = -36'000; n < 40'000; ++n) {
        const std::int64_t ms = n * 86'400'000 + 43'200'000;
        const auto back = tabular::date_from(tabular::day_from_unix_ms(ms));
        BOOST_REQUIRE(back.has_value());
        BOOST_REQUIRE_EQUAL(tabular::unix_ms_from(*back), ms);
    }
}

BOOST_AUTO_TEST_CASE(figures_belong_to_years_months_or_days) {
    BOOST_TEST(tabular::iso_period_from("2012").value() == "2012");
    BOOST_TEST(tabular::iso_period_from("2012.0").value() == "2012");
    BOOST_TEST(tabular::iso_period_from("2012-12").value() == "2012-12");
    BOOST_TEST(tabular::iso_period_from("31.12.2012").value() == "2012-12-31");
    BOOST_TEST(!tabular::iso_period_from("12").has_value());
    BOOST_TEST(!tabular::iso_period_from("2012-13").has_value());
    BOOST_TEST(tabular::iso_period_from("2024/25").value() == "2024/2025");
    BOOST_TEST(tabular::iso_period_from("2024/2025").value() == "2024/2025");
    BOOST_TEST(tabular::iso_period_from("1999/00").value() == "1999/2000");
    BOOST_TEST(!tabular::iso_period_from("2024/26").has_value());
    BOOST_TEST(!tabular::iso_period_from("2024/025").has_value());
    BOOST_TEST(tabular::iso_period_from("2024/10/18").value() == "2024-10-18");
}

BOOST_AUTO_TEST_SUITE_END()
