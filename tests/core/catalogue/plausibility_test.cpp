// SPDX-License-Identifier: Apache-2.0
#include "core/catalogue/plausibility.hpp"
#include "tests/support/agreements.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using indicator::missing;

BOOST_AUTO_TEST_SUITE(plausibility)

BOOST_AUTO_TEST_CASE(values_outside_of_their_unit_are_impossible) {
    auto a = test::agreement("children");
    BOOST_TEST(!catalogue::impossibility(a, 100, missing, missing));
    BOOST_TEST(!catalogue::impossibility(a, 0, 0, 10));
    BOOST_TEST(!catalogue::impossibility(a, missing, missing, missing));
    BOOST_TEST(catalogue::impossibility(a, 100.5, missing, missing).value_or("") ==
               "a share of 100.5 % is not possible");
    BOOST_TEST(catalogue::impossibility(a, -1, missing, missing).has_value());
    BOOST_TEST(catalogue::impossibility(a, 125, 25, 20).value_or("").find("would be 25 of 20") !=
               std::string::npos);
    BOOST_TEST(catalogue::impossibility(a, missing, -2, 20).has_value());
    a.unit = catalogue::Unit::Share;
    BOOST_TEST(!catalogue::impossibility(a, 1, missing, missing));
    BOOST_TEST(catalogue::impossibility(a, 12, missing, missing).value_or("").find("per cents") !=
               std::string::npos);
    a.unit = catalogue::Unit::Per1000;
    BOOST_TEST(!catalogue::impossibility(a, 1500, 3, 2), "more cases than people is possible here");
    a.unit = catalogue::Unit::Count;
    BOOST_TEST(catalogue::impossibility(a, -3, missing, missing).has_value());
    a.may_be_negative = true;
    BOOST_TEST(!catalogue::impossibility(a, -3, missing, missing));
}

BOOST_AUTO_TEST_CASE(per_cents_from_nought_to_one_are_recognised) {
    using Values = std::vector<double>;
    BOOST_TEST(catalogue::look_like_shares(Values{0.1, 0.25, missing, 1}));
    BOOST_TEST(!catalogue::look_like_shares(Values{0.1, 0.25, 1.2}));
    BOOST_TEST(!catalogue::look_like_shares(Values{0, 0, 0}));
    BOOST_TEST(!catalogue::look_like_shares(Values{0.1, 0.2, missing}), "too few to tell");
}

BOOST_AUTO_TEST_CASE(a_value_far_from_the_others_is_named_with_its_rule) {
    // Median 3, MAD 1: 0.6745 * (20 - 3) / 1 = 11.4665.
    const std::vector<double> values{1, 2, missing, 3, 3, 4, 20};
    const auto found = catalogue::outliers(values);
    BOOST_REQUIRE(found.size() == 1u);
    BOOST_TEST(found[0].area == 6u);
    BOOST_TEST(found[0].why == "robust z 11.4665, beyond 3.5");
    // MAD 0, quartiles 0 and 1: fences at -1.5 and 2.5.
    const std::vector<double> mostly_equal{0, 0, 0, 0, 0, 1, 1, 3};
    const auto fenced = catalogue::outliers(mostly_equal);
    BOOST_REQUIRE(fenced.size() == 1u);
    BOOST_TEST(fenced[0].value == 3);
    BOOST_TEST(fenced[0].why == "outside of Tukey's fences -1.5 to 2.5");
    BOOST_TEST(catalogue::outliers(std::vector<double>{1, 1, 1, 900}).empty(), "four are too few to judge");
}

BOOST_AUTO_TEST_CASE(outliers_do_not_depend_on_unit_or_order) {
    test::Random random(7);
    for (int round = 0; round < 200; ++round) {
        std::vector<double> values;
        for (int i = 0; i < 30; ++i) values.push_back(static_cast<double>(random.below(50)));
        values.push_back(static_cast<double>(random.below(400)));
        std::vector<double> scaled;
        for (std::size_t i = values.size(); i > 0; --i) scaled.push_back(values[i - 1] * 4);
        const auto a = catalogue::outliers(values);
        const auto b = catalogue::outliers(scaled);
        BOOST_REQUIRE(a.size() == b.size());
        for (std::size_t i = 0; i < a.size(); ++i) {
            BOOST_REQUIRE(a[i].area == values.size() - 1 - b[b.size() - 1 - i].area);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
