// SPDX-License-Identifier: Apache-2.0
#include "core/catalogue/minimum_cases.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>
#include <numeric>

using namespace anker;
using catalogue::Extremes;
using catalogue::MinimumCases;
using disclosure::Reason;
using indicator::missing;
using Values = std::vector<double>;

BOOST_AUTO_TEST_SUITE(minimum_cases)

BOOST_AUTO_TEST_CASE(small_counts_are_withheld_by_the_agreed_rule) {
    const MinimumCases none;
    BOOST_TEST((catalogue::withheld_by(none, 1, 2) == Reason::None));
    const MinimumCases rule{3, 100, Extremes::Shown};
    BOOST_TEST((catalogue::withheld_by(rule, 2, 200) == Reason::TooFew));
    BOOST_TEST((catalogue::withheld_by(rule, 3, 200) == Reason::None));
    BOOST_TEST((catalogue::withheld_by(rule, 0, 200) == Reason::None));
    BOOST_TEST((catalogue::withheld_by(rule, 50, 99) == Reason::SmallPopulation));
    BOOST_TEST((catalogue::withheld_by(rule, missing, missing) == Reason::None));
    const MinimumCases strict{3, 100, Extremes::Withheld};
    BOOST_TEST((catalogue::withheld_by(strict, 0, 200) == Reason::TooFew));
    BOOST_TEST((catalogue::withheld_by(strict, 200, 200) == Reason::TooFew));
    BOOST_TEST((catalogue::withheld_by(strict, 198, 200) == Reason::TooFew));
    BOOST_TEST((catalogue::withheld_by(strict, 197, 200) == Reason::None));
}

BOOST_AUTO_TEST_CASE(a_single_withheld_area_takes_the_smallest_other_one_with_it) {
    const MinimumCases rule{3, 100, Extremes::Shown};
    const Values people(5, 500);
    const auto reasons = catalogue::withheld_areas(rule, Values{2, 40, 0, 12, missing}, people);
    BOOST_TEST((reasons[0] == Reason::TooFew));
    BOOST_TEST((reasons[1] == Reason::None));
    BOOST_TEST((reasons[2] == Reason::None)); // nobody
    BOOST_TEST((reasons[3] == Reason::Complement));
    BOOST_TEST((reasons[4] == Reason::None)); // there is nothing to withhold
    // Two whose sum leaves one possibility only: 2 and 2 of a sum that says 4.
    BOOST_TEST((catalogue::withheld_areas(rule, Values{2, 2, 40, 0, 12}, people)[4] == Reason::Complement));
    // Without a rule nothing goes.
    for (const Reason reason : catalogue::withheld_areas({}, Values{2, 40, 0, 12, 1}, people))
        BOOST_TEST((reason == Reason::None));
}

BOOST_AUTO_TEST_CASE(an_area_with_few_residents_and_one_with_nobody_are_protected_too) {
    const Values numerators{30, 20, 25};
    const auto reasons =
        catalogue::withheld_areas({3, 100, Extremes::Shown}, numerators, Values{60, 500, 500});
    BOOST_TEST((reasons[0] == Reason::SmallPopulation));
    BOOST_TEST((reasons[1] == Reason::Complement));
    BOOST_TEST((reasons[2] == Reason::None));
    const auto noughts =
        catalogue::withheld_areas({3, 100, Extremes::Withheld}, Values{0, 20, 25}, Values{500, 500, 500});
    BOOST_TEST((noughts[0] == Reason::TooFew));
    BOOST_TEST((noughts[1] == Reason::Complement));
    BOOST_TEST((catalogue::withheld_areas({0, 0, Extremes::Withheld}, Values{0, 20, 25},
                                          Values{500, 500, 500})[1] == Reason::Complement));
    const auto all =
        catalogue::withheld_areas({3, 100, Extremes::Withheld}, Values{500, 20, 25}, Values{500, 500, 500});
    BOOST_TEST((all[0] == Reason::TooFew));
    BOOST_TEST((all[1] == Reason::Complement));
}

/// An attacker who knows the rule, the shown counts and the sum of all.
BOOST_AUTO_TEST_CASE(no_withheld_count_follows_from_the_sum_of_all_areas) {
    test::Random random(31);
    const MinimumCases rule{5, 0, Extremes::Shown};
    int checked = 0;
    for (int round = 0; round < 300; ++round) {
        Values counts;
        for (int i = 0; i < 6; ++i) counts.push_back(static_cast<double>(random.below(4 + round % 20)));
        const auto reasons = catalogue::withheld_areas(rule, counts, Values(6, missing));
        double hidden = std::accumulate(counts.begin(), counts.end(), 0.0);
        double few = 0;
        double many = 0;
        double large = 0;
        for (std::size_t i = 0; i < 6; ++i) {
            if (reasons[i] == Reason::None) hidden -= counts[i];
            few += reasons[i] == Reason::TooFew ? 1 : 0;
            many += reasons[i] == Reason::Complement ? 1 : 0;
            large += counts[i] >= 5 ? 1 : 0;
        }
        if (few == 0) {
            BOOST_REQUIRE(many == 0);
            continue;
        }
        // One of the small ones, beside 1 to 4 for each other small one and at least 5 for each of the rest.
        const double high = std::min(4.0, hidden - 5 * many - (few - 1));
        const double low = many > 0 ? 1.0 : std::max(1.0, hidden - 4 * (few - 1));
        const double all = std::accumulate(counts.begin(), counts.end(), 0.0);
        const double high_at_best = std::min(4.0, all - 5 * large - (few - 1));
        const double low_at_best = large > 0 ? 1.0 : std::max(1.0, all - 4 * (few - 1));
        ++checked;
        BOOST_REQUIRE_MESSAGE(high - low >= std::min(2.0, high_at_best - low_at_best),
                              "round " << round << ": " << low << " to " << high);
    }
    BOOST_TEST(checked > 150);
}

BOOST_AUTO_TEST_SUITE_END()
