// SPDX-License-Identifier: Apache-2.0
#include "core/figures/figures.hpp"
#include "core/figures/shown_cases.hpp"
#include "tests/support/areas.hpp"
#include "tests/support/given.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using disclosure::Reason;
using figures::ShownArea;
using figures::ShownFigures;
using synthesis::Case;

namespace {

/// Counts on one theme; everything else is nought.
ShownArea area(int status_class, std::uint32_t needs, std::uint32_t resources, double people = 1000) {
    ShownArea made;
    made.population = people;
    made.index = figures::ShownIndex{};
    made.index->status_class = status_class;
    for (auto* kind : {&made.needs, &made.resources}) {
        kind->residents.value = kind->professionals.value = 0;
        for (auto& theme : kind->themes) theme[0].value = theme[1].value = 0;
    }
    made.needs.residents.value = made.needs.themes[2][0].value = needs;
    made.resources.residents.value = made.resources.themes[2][0].value = resources;
    made.per_1000.per_1000 = (needs + resources) * 1000 / people;
    return made;
}

ShownFigures three_areas() {
    ShownFigures shown;
    shown.minimum_count = 5;
    shown.areas = {area(1, 30, 20), area(4, 0, 0), area(3, 20, 20)};
    shown.per_1000.per_1000 = 30;
    return shown;
}

} // namespace

BOOST_AUTO_TEST_SUITE(shown_cases)

BOOST_AUTO_TEST_CASE(cases_follow_from_what_a_client_was_shown) {
    const figures::ShownCases cases = figures::shown_cases(three_areas(), 3, 1);
    BOOST_TEST(cases.threshold.low == 30);
    BOOST_TEST((cases.areas[0].value == Case::HeardUnburdened));
    BOOST_TEST((cases.areas[1].value == Case::SilentBurdened));
    BOOST_TEST((cases.areas[2].value == Case::Undecided)); // 40, interval 28.6 to 54.5
    BOOST_TEST(cases.order == (std::vector<std::size_t>{1, 0, 2}));
    BOOST_TEST((cases.themes[0][2].value == Case::HeardUnburdened));
    BOOST_TEST(cases.theme_thresholds[2].low == 30, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(cases.themes[0][3].reason == "no_voices");
    // Half the rate is a lower border of "few".
    BOOST_TEST((figures::shown_cases(three_areas(), 3, 0.5).areas[2].value == Case::HeardBurdened));
    BOOST_TEST((figures::shown_cases(three_areas(), 5, 1).areas[1].value == Case::SilentUnburdened));
}

BOOST_AUTO_TEST_CASE(withheld_figures_leave_a_case_only_where_it_is_certain) {
    ShownFigures shown = three_areas();
    shown.areas[1].per_1000 = {std::nullopt, 0, 0, Reason::TooFew};
    shown.areas[1].needs.residents = {std::nullopt, Reason::TooFew};
    shown.areas[1].needs.themes[2][0] = {std::nullopt, Reason::TooFew};
    shown.areas[2].per_1000 = {std::nullopt, 0, 0, Reason::Complement};
    shown.areas[2].needs.residents = shown.areas[2].needs.themes[2][0] = {std::nullopt, Reason::Complement};
    const figures::ShownCases cases = figures::shown_cases(shown, 3, 1);
    BOOST_TEST((cases.areas[1].value == Case::SilentBurdened)); // at most 4 where 30 are expected
    BOOST_TEST((cases.areas[2].value == Case::NotTold));
    BOOST_TEST(cases.areas[2].reason == "complement");
    // Of all voices on the theme at least 75 are known, and no most.
    BOOST_TEST(cases.theme_thresholds[2].low == 25, boost::test_tools::tolerance(1e-12));
    BOOST_TEST((cases.themes[1][2].value == Case::SilentBurdened));
    BOOST_TEST(cases.themes[0][2].reason == "reference");
}

BOOST_AUTO_TEST_CASE(rounded_figures_leave_a_case_only_where_every_count_behind_them_has_it) {
    ShownFigures shown = three_areas();
    shown.round_to = 10;
    const figures::ShownCases cases = figures::shown_cases(shown, 3, 1);
    BOOST_TEST(cases.threshold.low == 85 / 3.0, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(cases.threshold.high == 94 / 3.0, boost::test_tools::tolerance(1e-12));
    // 50 may be 45, whose lower limit is 32.8.
    BOOST_TEST((cases.areas[0].value == Case::HeardUnburdened));
    BOOST_TEST((cases.areas[1].value == Case::SilentBurdened));
    BOOST_TEST((figures::shown_cases(shown, 3, 1.1).areas[0].value != Case::HeardUnburdened));
    shown.round_to = 0;
    BOOST_TEST((figures::shown_cases(shown, 3, 1.1).areas[0].value == Case::HeardUnburdened));
}

BOOST_AUTO_TEST_CASE(an_area_without_index_or_population_has_no_case) {
    ShownFigures shown = three_areas();
    shown.areas[0].index.reset();
    shown.areas[1].per_1000 = {std::nullopt, 0, 0, Reason::SmallPopulation};
    const figures::ShownCases cases = figures::shown_cases(shown, 3, 1);
    BOOST_TEST(cases.areas[0].reason == "no_index");
    BOOST_TEST(cases.themes[0][2].reason == "no_index");
    BOOST_TEST(cases.areas[1].reason == "small_population");
    BOOST_TEST(cases.themes[1][2].reason == "small_population");
}

BOOST_AUTO_TEST_CASE(figures_of_a_store_without_population_have_no_case_and_do_not_break) {
    test::Given given;
    for (int i = 0; i < 30; ++i)
        given.marks(contribution::Kind::Need, contribution::Theme::Green, test::Given::somewhere(i));
    const aggregate::AreaSet areas = test::grid_of_areas();
    const aggregate::VoiceCounter counter(areas, given.state);
    figures::Inputs inputs;
    inputs.areas = &areas;
    inputs.voices = &counter;
    const auto shown = figures::decode_figures(
        figures::encode_json(figures::make_figures(inputs, disclosure::Gate({}), "en")));
    BOOST_REQUIRE(shown);
    const figures::ShownCases cases = figures::shown_cases(*shown, 3, 1);
    BOOST_TEST(cases.areas.size() == areas.areas.size());
    for (const synthesis::Verdict& verdict : cases.areas) BOOST_TEST((verdict.value == Case::NotTold));
}

BOOST_AUTO_TEST_SUITE_END()
