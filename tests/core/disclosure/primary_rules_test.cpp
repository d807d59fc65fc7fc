// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/primary_rules.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

using namespace anker::disclosure;

BOOST_AUTO_TEST_SUITE(primary_rules)

BOOST_AUTO_TEST_CASE(counts_below_the_minimum_are_withheld_whatever_it_is) {
    for (const double minimum : {3.0, 5.0, 10.0}) {
        PrimaryRules rules;
        rules.minimum_count = minimum;
        for (double n = 0; n < 2 * minimum; ++n) {
            BOOST_TEST(judge_count(n, rules).is_withheld() == (n > 0 && n < minimum));
        }
        BOOST_TEST(judge_count(1, rules).wanted.high == minimum - 1);
    }
}

BOOST_AUTO_TEST_CASE(a_nought_is_shown_or_may_help_or_is_withheld) {
    PrimaryRules rules;
    rules.zeros = Zeros::Shown;
    BOOST_TEST(judge_count(0, rules).is_fixed);
    BOOST_TEST(judge_count(2, rules).told.low == 1); // then "too few" says that it is not nought
    rules.zeros = Zeros::Masked;
    BOOST_TEST(!judge_count(0, rules).is_withheld());
    BOOST_TEST(!judge_count(0, rules).is_fixed);
    BOOST_TEST((judge_count(0, rules).reason_beside == Reason::TooFew));
    rules.zeros = Zeros::Withheld;
    BOOST_TEST(judge_count(0, rules).is_withheld());
}

BOOST_AUTO_TEST_CASE(a_share_needs_enough_on_both_sides_and_is_neither_none_nor_all) {
    const PrimaryRules rules;
    BOOST_TEST((judge_share(0, 500, rules).reason == Reason::AllOrNone));
    BOOST_TEST((judge_share(500, 500, rules).reason == Reason::AllOrNone));
    BOOST_TEST((judge_share(4, 500, rules).reason == Reason::TooFew));
    BOOST_TEST((judge_share(498, 500, rules).reason == Reason::TooFew));
    BOOST_TEST((judge_share(40, 99, rules).reason == Reason::SmallPopulation));
    BOOST_TEST((judge_share(40, 100, rules).reason == Reason::None));
    BOOST_TEST((judge_share(498, 500, rules).wanted == Interval{496, 500}));
    // What is told of a share must not say on which side of it the few are.
    BOOST_TEST((public_reason(Reason::AllOrNone, Reasons::Shown, true) == Reason::Protected));
    BOOST_TEST((public_reason(Reason::TooFew, Reasons::Shown, true) == Reason::Protected));
    BOOST_TEST((public_reason(Reason::TooFew, Reasons::Shown, false) == Reason::TooFew));
    BOOST_TEST((public_reason(Reason::Difference, Reasons::Shown, false) == Reason::Complement));
}

BOOST_AUTO_TEST_CASE(dominance_and_p_percent_follow_their_formulas) {
    PrimaryRules rules;
    rules.p_percent = 10;
    // 100 = 80 + 15 + 5: the second one knows the first to 5, less than 10 % of 80.
    const TableCell close = judge_value(100, 12, std::vector<double>{80, 15}, rules);
    BOOST_TEST((close.reason == Reason::PPercent));
    BOOST_TEST(close.wanted.low == 97);
    BOOST_TEST(close.wanted.high == 103);
    BOOST_TEST(!judge_value(103, 12, std::vector<double>{80, 15}, rules).is_withheld()); // exactly 10 %
    rules.p_percent = 0;
    rules.dominance_n = 2;
    rules.dominance_k = 85;
    const TableCell dominated = judge_value(100, 12, std::vector<double>{80, 15}, rules);
    BOOST_TEST((dominated.reason == Reason::Dominance));
    BOOST_TEST(dominated.wanted.high == 100 / 85.0 * 95, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(!judge_value(100, 12, std::vector<double>{50, 30}, rules).is_withheld());
    BOOST_TEST((judge_value(100, 2, std::vector<double>{50, 30}, rules).reason == Reason::TooFew));
}

BOOST_AUTO_TEST_SUITE_END()
