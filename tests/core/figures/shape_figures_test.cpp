// SPDX-License-Identifier: Apache-2.0
#include "core/figures/shape_figures.hpp"
#include "tests/support/areas.hpp"
#include "tests/support/given.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>
#include <optional>

using namespace anker;
using contribution::Kind;
using contribution::Theme;
using disclosure::Gate;
using disclosure::Reason;
using figures::DrawnShape;

namespace {

constexpr std::int32_t left = 73'590'000;
constexpr std::int32_t bottom = 514'690'000;

/// From west to east, in ten-thousandths of the first area's width, over its whole height.
DrawnShape strip(std::string name, std::int32_t from, std::int32_t to) {
    const std::int32_t west = left + from * 5;
    const std::int32_t east = left + to * 5;
    return {std::move(name),
            {{{{west, bottom}, {east, bottom}, {east, bottom + 40'000}, {west, bottom + 40'000}}, {}}}};
}

struct Drawn : test::Given {
    /// `n` marks by `n` people in the first row of areas, at `at` ten-thousandths of an area's width.
    void put(Kind kind, std::int32_t at, std::uint32_t n, workspace::Role role = workspace::Role::Resident) {
        for (std::uint32_t i = 0; i < n; ++i) {
            marks(kind, Theme::Green, {left + at * 5, bottom + 1000 + static_cast<std::int32_t>(i)},
                  test::person(++people), role);
        }
    }
    std::vector<figures::ShapeFigures> made(const std::vector<DrawnShape>& shapes) {
        const aggregate::VoiceCounter voices(areas, state);
        const aggregate::VoicePeople behind = aggregate::people_behind(voices, state);
        figures::Inputs inputs;
        inputs.areas = &areas;
        inputs.voices = &voices;
        inputs.people = &behind;
        const Gate gate(disclosure::Rules{});
        indicator::IndicatorTable residents;
        residents.dates = {"2023"};
        residents.population = {std::vector<double>(areas.areas.size(), 1000.0)};
        for (const aggregate::Area& area : areas.areas) residents.area_keys.push_back(area.key);
        if (has_population) inputs.indicators = &residents;
        const figures::Figures figures = figures::make_figures(inputs, gate, "en");
        first_area = figures.areas.front();
        return figures::make_shape_figures(shapes, inputs, state, figures, gate);
    }

    aggregate::AreaSet areas = test::grid_of_areas();
    std::uint64_t people = 100;
    bool has_population = false;
    std::optional<figures::AreaFigures> first_area; ///< as it was told
};

} // namespace

BOOST_AUTO_TEST_SUITE(shape_figures)

BOOST_FIXTURE_TEST_CASE(a_shape_with_enough_marks_inside_and_outside_is_counted, Drawn) {
    put(Kind::Need, 2000, 12);
    put(Kind::Need, 7000, 9);
    put(Kind::Resource, 2000, 6);
    put(Kind::Resource, 7000, 8);
    put(Kind::Need, 2000, 7, workspace::Role::Professional);
    const auto shown = made({strip("west", 1000, 5000)});
    BOOST_TEST(shown[0].counts[0][0].value() == 12u);
    BOOST_TEST(shown[0].counts[1][0].value() == 6u);
    BOOST_TEST(shown[0].counts[0][1].value() == 7u);
    BOOST_TEST(shown[0].counts[1][1].is_shown()); // nobody
}

BOOST_FIXTURE_TEST_CASE(few_marks_and_marks_of_few_are_withheld, Drawn) {
    put(Kind::Need, 2000, 3);
    put(Kind::Need, 7000, 30);
    for (int i = 0; i < 9; ++i)
        marks(Kind::Resource, Theme::Green, {left + 10'000, bottom + 2000 + i}, test::person(1));
    put(Kind::Resource, 7000, 30);
    const auto shown = made({strip("west", 1000, 5000)});
    BOOST_TEST((shown[0].counts[0][0].reason() == Reason::TooFew));
    BOOST_TEST((shown[0].counts[1][0].reason() == Reason::Dominance));
}

/// The attack: a shape that leaves out one building, or takes in one across the border.
BOOST_FIXTURE_TEST_CASE(what_is_left_of_an_area_without_the_shape_is_not_given_away, Drawn) {
    put(Kind::Need, 2000, 20);
    put(Kind::Need, 9500, 2);
    const auto cut = made({strip("without the last house", 0, 9000)});
    BOOST_TEST((cut[0].counts[0][0].reason() == Reason::Difference));
    BOOST_TEST(cut[0].counts[0][0].value() == 0u);
    put(Kind::Need, 10'500, 3); // in the area beside it, where 40 more are
    put(Kind::Need, 15'000, 40);
    BOOST_TEST((made({strip("one house more", 0, 11'000)})[0].counts[0][0].reason() == Reason::Difference));
    BOOST_TEST(made({strip("both areas", 0, 20'000)})[0].counts[0][0].value() == 65u);
}

/// "Too few" of an area is known anyway: a shape around it and others tells nothing more of it.
BOOST_FIXTURE_TEST_CASE(a_shape_may_hold_an_area_with_too_few, Drawn) {
    put(Kind::Need, 2000, 20);
    put(Kind::Need, 15'000, 3);
    put(Kind::Need, 25'000, 9); // withheld beside it
    put(Kind::Need, 35'000, 30);
    const auto shown = made({strip("both with others", 10'000, 40'000), strip("few", 10'000, 20'000)});
    BOOST_TEST(shown[0].counts[0][0].value() == 42u);
    BOOST_TEST((shown[1].counts[0][0].reason() == Reason::TooFew));
    // Beside one that is told, the few would be known.
    BOOST_TEST((made({strip("few and told", 0, 20'000)})[0].counts[0][0].reason() == Reason::Difference));
}

BOOST_FIXTURE_TEST_CASE(two_shapes_that_differ_by_few_are_not_both_told, Drawn) {
    put(Kind::Need, 1000, 20);
    put(Kind::Need, 3000, 2);
    put(Kind::Need, 8000, 20);
    const auto shown = made({strip("small", 500, 2000), strip("large", 500, 4000)});
    BOOST_TEST(shown[0].counts[0][0].value() == 20u);
    BOOST_TEST((shown[1].counts[0][0].reason() == Reason::Difference));
    const auto other_order = made({strip("large", 500, 4000), strip("small", 500, 2000)});
    BOOST_TEST(other_order[0].counts[0][0].value() == 22u);
    BOOST_TEST((other_order[1].counts[0][0].reason() == Reason::Difference));
}

/// Needs and resources of the area are withheld, to protect few resources beside it; its rate is told.
BOOST_FIXTURE_TEST_CASE(needs_and_resources_together_leave_no_few_of_a_rate, Drawn) {
    has_population = true;
    put(Kind::Need, 2000, 20);
    put(Kind::Resource, 2000, 20);
    put(Kind::Need, 9500, 2); // all that the shape leaves of the 42 that the rate tells
    put(Kind::Need, 15'000, 40);
    put(Kind::Resource, 15'000, 3);
    put(Kind::Need, 25'000, 40);
    put(Kind::Resource, 25'000, 30);
    const auto shown = made({strip("west", 0, 9000)});
    BOOST_REQUIRE((first_area->needs.residents.reason() == Reason::Complement));
    BOOST_REQUIRE(first_area->voices_per_1000.is_shown());
    BOOST_TEST((shown[0].counts[0][0].reason() == Reason::Difference));
    BOOST_TEST((shown[0].counts[1][0].reason() == Reason::Difference));
    has_population = false; // without a rate nobody knows both together
    BOOST_TEST(made({strip("west", 0, 9000)})[0].counts[1][0].is_shown());
}

/// Against somebody who subtracts what is told from what is told, for all pairs of areas and shapes.
BOOST_AUTO_TEST_CASE(no_difference_of_two_told_counts_is_small) {
    test::Random random(41);
    int told = 0;
    int withheld = 0;
    for (int round = 0; round < 25; ++round) {
        Drawn drawn;
        for (int i = 0; i < 12; ++i) {
            drawn.put(Kind::Need, static_cast<std::int32_t>(random.below(20'000)),
                      static_cast<std::uint32_t>(random.below(9)));
        }
        std::vector<DrawnShape> shapes;
        for (int i = 0; i < 5; ++i) {
            const auto from = static_cast<std::int32_t>(random.below(15'000));
            shapes.push_back(strip("s", from, from + 1000 + static_cast<std::int32_t>(random.below(15'000))));
        }
        const auto shown = drawn.made(shapes);
        const contribution::Columns& c = drawn.state.contributions.columns();
        const auto left_of = [&](std::size_t a, std::size_t b) {
            int n = 0;
            for (contribution::Handle row = 0; row < drawn.state.contributions.row_count(); ++row) {
                n += geo::contains(shapes[a].outline, c.at[row]) &&
                             !geo::contains(shapes[b].outline, c.at[row])
                         ? 1
                         : 0;
            }
            return n;
        };
        for (std::size_t a = 0; a < shapes.size(); ++a) {
            const auto& count = shown[a].counts[0][0];
            (count.is_shown() ? told : withheld) += 1;
            for (std::size_t b = 0; b < shapes.size(); ++b) {
                if (a == b || !count.is_shown() || !shown[b].counts[0][0].is_shown()) continue;
                if (left_of(b, a) != 0) continue; // b lies inside a, as far as marks go
                BOOST_REQUIRE(left_of(a, b) == 0 || left_of(a, b) >= 5);
            }
        }
    }
    BOOST_TEST(told > 20);
    BOOST_TEST(withheld > 20);
}

BOOST_AUTO_TEST_SUITE_END()
