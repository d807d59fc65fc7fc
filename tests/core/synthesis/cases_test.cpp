// SPDX-License-Identifier: Apache-2.0
#include "core/synthesis/cases.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

using namespace anker;
using disclosure::Reason;
using synthesis::Burden;
using synthesis::Case;
using synthesis::Range;
using synthesis::Seen;
using synthesis::Verdict;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr Range ten_per_1000{10, 10};

Seen seen(Burden burden, std::uint32_t voices, double people = 1000) {
    return {burden, people, synthesis::count_range(voices, Reason::None, 5), Reason::None};
}
Seen withheld(Burden burden, Reason reason, double people = 1000) {
    return {burden, people, synthesis::count_range({}, reason, 5), reason};
}
Case case_of(const Seen& what) {
    return synthesis::verdict_of(what, ten_per_1000).value;
}

} // namespace

BOOST_AUTO_TEST_SUITE(synthesis_cases)

BOOST_AUTO_TEST_CASE(index_and_voices_make_four_cases) {
    // Of 1,000 people 10 are expected: 3 voices are clearly fewer (upper limit 8.8), 19 clearly not fewer
    // (lower limit 11.4).
    BOOST_TEST((case_of(seen(Burden::Yes, 3)) == Case::SilentBurdened));
    BOOST_TEST((case_of(seen(Burden::Yes, 19)) == Case::HeardBurdened));
    BOOST_TEST((case_of(seen(Burden::No, 19)) == Case::HeardUnburdened));
    BOOST_TEST((case_of(seen(Burden::No, 3)) == Case::SilentUnburdened));
    BOOST_TEST((case_of(seen(Burden::Yes, 10)) == Case::Undecided));
    BOOST_TEST((case_of(seen(Burden::Yes, 0)) == Case::SilentBurdened));
}

BOOST_AUTO_TEST_CASE(the_border_of_few_is_the_upper_limit_of_the_interval) {
    // Byar: 4 voices have an upper limit of 10.24, 3 of 8.77; 18 a lower one of 10.66, 17 of 9.90.
    BOOST_TEST((case_of(seen(Burden::Yes, 4)) == Case::Undecided));
    BOOST_TEST((case_of(seen(Burden::Yes, 17)) == Case::Undecided));
    BOOST_TEST((case_of(seen(Burden::Yes, 18)) == Case::HeardBurdened));
    // A coverage exactly on the threshold is not clearly below it, but it is clearly not below it.
    using synthesis::CaseInputs;
    BOOST_TEST((synthesis::case_of({Burden::Yes, {2, 10}, ten_per_1000}) == Case::Undecided));
    BOOST_TEST((synthesis::case_of({Burden::Yes, {10, 20}, ten_per_1000}) == Case::HeardBurdened));
    BOOST_TEST((synthesis::case_of({Burden::Yes, {2, 9.999}, ten_per_1000}) == Case::SilentBurdened));
}

BOOST_AUTO_TEST_CASE(silence_comes_first) {
    BOOST_TEST(synthesis::case_names[0] == "silent_burdened");
    BOOST_TEST((Case::SilentBurdened < Case::HeardBurdened));
    BOOST_TEST((Case::HeardBurdened < Case::HeardUnburdened));
    BOOST_TEST((Case::HeardUnburdened < Case::SilentUnburdened));
    BOOST_TEST((Case::SilentUnburdened < Case::Undecided));
}

BOOST_AUTO_TEST_CASE(few_voices_in_a_small_area_are_too_few_to_say) {
    BOOST_TEST((case_of(seen(Burden::Yes, 0, 300)) == Case::Undecided)); // 3 expected, upper limit 3.7
    BOOST_TEST((case_of(seen(Burden::Yes, 0, 400)) == Case::SilentBurdened));
}

BOOST_AUTO_TEST_CASE(a_withheld_count_tells_its_case_only_where_every_possible_count_would) {
    // "Under 5" of 2,000 people, where 20 are expected: 4 would be silent as well.
    BOOST_TEST((case_of(withheld(Burden::Yes, Reason::TooFew, 2000)) == Case::SilentBurdened));
    const Verdict open = synthesis::verdict_of(withheld(Burden::Yes, Reason::TooFew, 1000), ten_per_1000);
    BOOST_TEST((open.value == Case::NotTold));
    BOOST_TEST(open.reason == "too_few");
    // "5 or more" of 100 people, where 1 is expected.
    BOOST_TEST((case_of(withheld(Burden::No, Reason::Complement, 100)) == Case::HeardUnburdened));
    BOOST_TEST(synthesis::verdict_of(withheld(Burden::No, Reason::Complement, 900), ten_per_1000).reason ==
               "complement");
}

BOOST_AUTO_TEST_CASE(without_index_population_or_any_voice_there_is_no_case_but_a_reason) {
    const auto reason = [](const Seen& what, Range threshold = ten_per_1000) {
        const Verdict verdict = synthesis::verdict_of(what, threshold);
        BOOST_TEST((verdict.value == Case::NotTold));
        return verdict.reason;
    };
    BOOST_TEST(reason(seen(Burden::Unknown, 3)) == "no_index");
    BOOST_TEST(reason(withheld(Burden::Yes, Reason::Unknown, unknown)) == "unknown");
    BOOST_TEST(reason(seen(Burden::Yes, 3, 0)) == "unknown");
    BOOST_TEST(reason(withheld(Burden::Yes, Reason::SmallPopulation, 99)) == "small_population");
    BOOST_TEST(reason(seen(Burden::Yes, 0), {0, 0}) == "no_voices");
    BOOST_TEST(reason(seen(Burden::Yes, 6), {0, 8}) == "reference");
}

BOOST_AUTO_TEST_CASE(more_voices_never_make_an_area_more_silent_and_never_change_its_burden) {
    test::Random random(31);
    const auto loudness = [](Case value) {
        if (value == Case::SilentBurdened || value == Case::SilentUnburdened) return 0;
        return value == Case::Undecided ? 1 : 2;
    };
    for (int round = 0; round < 400; ++round) {
        const double people = 100 + static_cast<double>(random.below(5000));
        const double threshold = 0.5 + static_cast<double>(random.below(200)) / 10;
        int before = 0;
        for (std::uint32_t voices = 0; voices < 150; ++voices) {
            const Range limits{threshold, threshold};
            const Case burdened = synthesis::verdict_of(seen(Burden::Yes, voices, people), limits).value;
            const Case not_burdened = synthesis::verdict_of(seen(Burden::No, voices, people), limits).value;
            BOOST_TEST(loudness(burdened) >= before);
            BOOST_TEST(loudness(burdened) == loudness(not_burdened));
            BOOST_TEST((burdened != Case::HeardUnburdened && burdened != Case::SilentUnburdened));
            BOOST_TEST((not_burdened != Case::HeardBurdened && not_burdened != Case::SilentBurdened));
            before = loudness(burdened);
        }
    }
}

BOOST_AUTO_TEST_CASE(terciles_rank_supply_and_leave_missing_ones_out) {
    const std::vector<double> access{0.3, unknown, 0.1, 0.2, 0.6, 0.5, 0.4};
    BOOST_TEST(synthesis::terciles(access) == (std::vector<int>{2, 0, 1, 1, 3, 3, 2}));
    BOOST_TEST(synthesis::terciles(std::vector<double>{0, 0, 0, 5}) == (std::vector<int>{1, 1, 1, 3}));
    BOOST_TEST(synthesis::terciles(std::vector<double>{2, 2}) == (std::vector<int>{0, 0}));
    BOOST_TEST(synthesis::terciles(std::vector<double>{}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
