// SPDX-License-Identifier: Apache-2.0
#include "core/figures/figures.hpp"
#include "core/figures/shown_figures.hpp"
#include "core/index/status_dynamics.hpp"
#include "tests/support/agreements.hpp"
#include "tests/support/areas.hpp"
#include "tests/support/given.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using contribution::Kind;
using contribution::Theme;
using disclosure::Gate;

namespace {

/// Twelve areas with a population, one indicator, a recipe, and voices in three of them.
struct WithFigures : test::Given {
    WithFigures() {
        indicators.dates = {"2023"};
        indicators.population = {{}};
        indicator::Indicator poverty;
        poverty.id = "poverty";
        poverty.names = {{"de", "Armut"}, {"en", "Poverty"}};
        poverty.unit = "percent";
        poverty.values = {{}};
        for (std::size_t i = 0; i < areas.areas.size(); ++i) {
            indicators.area_keys.push_back(areas.areas[i].key);
            indicators.population[0].push_back(1000);
            poverty.values[0].push_back(static_cast<double>(i * i) / 2);
        }
        indicators.indicators.push_back(poverty);
        recipe.id = "sample";
        recipe.names = {{"de", "Beispiel"}};
        recipe.date = "2023";
        recipe.components = {{"poverty", 1}};
        recipe.decided_by = "nobody, a test";
        const auto many = [&](std::size_t area, Kind kind, Theme theme, int n, workspace::Role role) {
            const geo::Position corner = areas.areas[area].shape[0].outer[0];
            for (int i = 0; i < n; ++i)
                marks(kind, theme, {corner.lon_e7 + 1000 + i, corner.lat_e7 + 1000}, test::person(1), role);
        };
        many(0, Kind::Need, Theme::Learning, 12, workspace::Role::Resident);
        many(0, Kind::Resource, Theme::Learning, 8, workspace::Role::Resident);
        many(0, Kind::Resource, Theme::Learning, 7, workspace::Role::Professional);
        many(1, Kind::Need, Theme::Learning, 3, workspace::Role::Resident);
        many(2, Kind::Need, Theme::Learning, 9, workspace::Role::Resident);
    }

    figures::Figures made() {
        voices.emplace(areas, state);
        figures::Inputs inputs;
        inputs.areas = &areas;
        inputs.voices = &*voices;
        inputs.catalogue = is_agreed ? &agreed : nullptr;
        inputs.indicators = &indicators;
        const auto adopted = index::decode_adopted_recipe(index::encode(recipe));
        BOOST_REQUIRE_MESSAGE(adopted.has_value(), (adopted ? std::string() : adopted.error()));
        inputs.recipe = &*adopted;
        inputs.sequence = state.sequence;
        return figures::make_figures(inputs, Gate(catalogue::rules_of(inputs.catalogue)), "en");
    }

    aggregate::AreaSet areas = test::grid_of_areas();
    indicator::IndicatorTable indicators;
    index::Recipe recipe;
    catalogue::Catalogue agreed = test::catalogue_of({test::agreement("poverty")});
    bool is_agreed = true;
    std::optional<aggregate::VoiceCounter> voices;
};

} // namespace

BOOST_AUTO_TEST_SUITE(figures_of_areas)

BOOST_FIXTURE_TEST_CASE(what_a_client_reads_is_what_passed_the_gate, WithFigures) {
    const auto shown = figures::decode_figures(figures::encode_json(made()));
    BOOST_REQUIRE_MESSAGE(shown.has_value(), shown.error());
    BOOST_TEST(shown->sequence == state.sequence);
    BOOST_TEST(shown->minimum_count == 5u);
    BOOST_REQUIRE(shown->areas.size() == 12u);
    const auto& first = shown->areas[0];
    BOOST_TEST(first.population == 1000.0);
    BOOST_TEST(first.resources.residents.value.value() == 8u);
    BOOST_TEST(first.resources.professionals.value.value() == 7u);
    BOOST_TEST(first.resources.themes[0][1].value.value() == 7u);
    BOOST_TEST(first.per_1000.per_1000.has_value());
    const auto& small = shown->areas[1];
    BOOST_TEST(!small.needs.residents.value.has_value());
    BOOST_TEST((small.needs.residents.reason == disclosure::Reason::TooFew));
    BOOST_TEST((small.per_1000.reason == disclosure::Reason::TooFew));
    BOOST_TEST(shown->areas[5].needs.residents.value.value() == 0u); // silence is a finding, not a secret
}

BOOST_FIXTURE_TEST_CASE(agreed_rules_reach_the_client, WithFigures) {
    agreed.disclosure = {9, 100, 10};
    const auto shown = figures::decode_figures(figures::encode_json(made()));
    BOOST_REQUIRE_MESSAGE(shown.has_value(), shown.error());
    BOOST_TEST(shown->minimum_count == 9u);
    BOOST_TEST(shown->round_to == 10u);
    BOOST_TEST((shown->areas[0].resources.residents.reason == disclosure::Reason::TooFew)); // 8
    BOOST_TEST(shown->areas[2].needs.residents.value.value_or(0) % 10 == 0u);
    BOOST_TEST(shown->areas[5].needs.residents.value.value() == 0u);
}

BOOST_FIXTURE_TEST_CASE(the_index_comes_with_its_parts_and_source, WithFigures) {
    const auto shown = figures::decode_figures(figures::encode_json(made()));
    BOOST_REQUIRE(shown.has_value());
    BOOST_REQUIRE(shown->index.has_value());
    BOOST_TEST(shown->index->fault.empty());
    BOOST_TEST(shown->index->name == "Beispiel"); // no English name: German
    BOOST_TEST(shown->index->components.at(0) == "Poverty");
    BOOST_TEST(shown->index->decided_by == "nobody, a test");
    const auto& worst = shown->areas[11].index;
    BOOST_REQUIRE(worst.has_value());
    BOOST_TEST(worst->status_class == 4);
    BOOST_REQUIRE(worst->parts.size() == 1u);
    BOOST_TEST(worst->parts[0].value == 60.5);
    BOOST_TEST(worst->parts[0].weighted > 1.5);
}

BOOST_FIXTURE_TEST_CASE(why_a_value_is_missing_comes_with_the_area, WithFigures) {
    indicators.indicators[0].values[0][3] = indicators.indicators[0].values[0][4] = indicator::missing;
    indicators.indicators[0].withheld = {{"2023", areas.areas[3].key, "complement"}};
    const auto shown = figures::decode_figures(figures::encode_json(made()));
    BOOST_REQUIRE(shown.has_value());
    BOOST_TEST((shown->areas[3].index->exclusion == index::Exclusion::MissingValue));
    BOOST_TEST(shown->areas[3].index->missing_reasons == std::vector<std::string>{"complement"});
    BOOST_TEST(shown->areas[4].index->missing_reasons == std::vector<std::string>{"unknown"});
    BOOST_TEST(shown->areas[5].index->missing_reasons.empty());
}

BOOST_FIXTURE_TEST_CASE(the_cases_behind_a_share_come_with_it_and_never_without_it, WithFigures) {
    BOOST_TEST(figures::encode_json(made()).find("denominators") == std::string::npos, "none were imported");
    indicator::Indicator& poverty = indicators.indicators[0];
    poverty.denominators = {std::vector<double>(12, 80)};
    poverty.denominators[0][11] = 121;
    poverty.denominators[0][10] = indicator::missing;
    poverty.values[0][9] = indicator::missing; // withheld: its cases stay untold
    poverty.denominators[0][9] = 3;
    indicators.population[0][8] = 200; // too few for an index
    const auto shown = figures::decode_figures(figures::encode_json(made()));
    BOOST_REQUIRE_MESSAGE(shown.has_value(), shown.error());
    BOOST_TEST(shown->areas[0].index->denominators.at(0) == 80.0);
    BOOST_TEST(shown->areas[11].index->denominators.at(0) == 121.0);
    BOOST_TEST(shown->areas[10].index->denominators.empty(), "not known");
    BOOST_TEST(shown->areas[9].index->denominators.empty(), "no value, no cases");
    BOOST_TEST(shown->areas[8].index->denominators.empty(), "no index, no cases");
}

BOOST_FIXTURE_TEST_CASE(voices_never_change_the_index, WithFigures) {
    const auto before = figures::decode_figures(figures::encode_json(made()));
    for (int i = 0; i < 300; ++i) marks(Kind::Need, Theme::Health, somewhere(i % 90));
    const auto after = figures::decode_figures(figures::encode_json(made()));
    BOOST_REQUIRE(before.has_value());
    BOOST_REQUIRE(after.has_value());
    BOOST_TEST(after->sequence == before->sequence + 300);
    for (std::size_t i = 0; i < 12; ++i) {
        BOOST_TEST(after->areas[i].index->status == before->areas[i].index->status);
        BOOST_TEST(after->areas[i].index->status_class == before->areas[i].index->status_class);
    }
}

BOOST_FIXTURE_TEST_CASE(a_recipe_that_cannot_be_computed_is_told_and_voices_are_still_shown, WithFigures) {
    recipe.components = {{"unknown", 1}};
    const auto shown = figures::decode_figures(figures::encode_json(made()));
    BOOST_REQUIRE(shown.has_value());
    BOOST_TEST(shown->index->fault.find("unknown") != std::string::npos, shown->index->fault);
    BOOST_TEST(shown->areas[0].needs.residents.value.value() == 12u);
    BOOST_TEST(!shown->areas[0].index.has_value());
}

BOOST_FIXTURE_TEST_CASE(what_is_not_agreed_is_not_shown, WithFigures) {
    is_agreed = false;
    auto figures = made();
    BOOST_REQUIRE(figures.index.has_value());
    BOOST_TEST(figures.index->fault == std::string(catalogue::no_catalogue_sentence));
    BOOST_TEST(!figures.areas[11].index.has_value());
    BOOST_TEST(figures.areas[11].population == 1000.0, "residents are no indicator");

    is_agreed = true;
    agreed.indicators[0].id = "wealth";
    figures = made();
    BOOST_TEST(figures.index->fault.find("\"poverty\" is not in the adopted catalogue") != std::string::npos,
               figures.index->fault);

    agreed = test::catalogue_of({test::agreement("poverty")});
    indicators.areas_version = "1999-01-01";
    figures = made();
    BOOST_TEST(figures.index->fault.find("belong to the areas of 1999-01-01") != std::string::npos,
               figures.index->fault);
    BOOST_TEST(indicator::is_missing(figures.areas[11].population), "nor are residents of other areas shown");
}

BOOST_FIXTURE_TEST_CASE(an_index_published_elsewhere_is_shown_when_it_is_agreed, WithFigures) {
    index::PublishedIndex published;
    published.id = "elsewhere";
    published.names = {{"de", "Anderswo"}};
    published.date = "2022";
    for (const auto& area : areas.areas) {
        published.area_keys.push_back(area.key);
        published.values.push_back(static_cast<double>(published.values.size()));
    }
    voices.emplace(areas, state);
    figures::Inputs inputs;
    inputs.areas = &areas;
    inputs.voices = &*voices;
    inputs.catalogue = &agreed;
    inputs.published = &published;
    const auto index_of = [&] { return *figures::make_figures(inputs, Gate({5, 100}), "en").index; };
    BOOST_TEST(index_of().fault == "index \"elsewhere\" is not in the catalogue");
    auto entry = test::agreement("elsewhere");
    entry.unit = catalogue::Unit::Score;
    agreed.indicators.push_back(entry);
    BOOST_TEST(index_of().fault.empty());
    published.direction = indicator::Direction::Relief;
    BOOST_TEST(index_of().fault.find("another direction") != std::string::npos);
    published.direction = indicator::Direction::Burden;
    published.areas_version = "1999-01-01";
    BOOST_TEST(index_of().fault.find("areas of 1999-01-01") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(broken_figures_are_refused_with_the_name_of_the_field) {
    const auto broken = figures::decode_figures(
        R"({"sequence":1,"minimum_count":5,"areas_version":"x","areas":[{"key":"1"}]})");
    BOOST_REQUIRE(!broken.has_value());
    BOOST_TEST(broken.error().find("areas.name") != std::string::npos, broken.error());
    BOOST_TEST(!figures::decode_figures("[").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
