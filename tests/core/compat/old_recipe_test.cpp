// SPDX-License-Identifier: Apache-2.0
// A recipe in the older form, as a store holds it, and the figures that were made of it before any other form
// could be adopted. The files are never regenerated.
#include "core/figures/figures.hpp"
#include "core/index/adopted_recipe.hpp"
#include "core/json/fields.hpp"
#include "tests/support/agreements.hpp"
#include "tests/support/areas.hpp"
#include "tests/support/given.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>

using namespace anker;

namespace {

std::string old_file(const std::string& name) {
    std::ifstream file(std::string(ANKER_TEST_DATA) + "/compat/v1/" + name, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The numbers of that time: twelve areas at two dates, one too small, one decided out, one without a value.
indicator::IndicatorTable old_numbers(const aggregate::AreaSet& areas) {
    indicator::IndicatorTable table;
    table.dates = {"2020", "2023"};
    table.population = {{}, {}};
    indicator::Indicator poverty;
    poverty.id = "poverty";
    poverty.names = {{"de", "Armut"}, {"en", "Poverty"}};
    poverty.unit = "percent";
    poverty.source = "Amt";
    poverty.values = {{}, {}};
    indicator::Indicator certificates = poverty;
    certificates.id = "certificates";
    certificates.names = {{"de", "Abschlüsse"}};
    certificates.direction = indicator::Direction::Relief;
    certificates.source = "Schulen";
    for (std::size_t i = 0; i < areas.areas.size(); ++i) {
        const auto n = static_cast<double>(i);
        table.area_keys.push_back(areas.areas[i].key);
        for (std::size_t d = 0; d < 2; ++d) {
            const auto date = static_cast<double>(d);
            table.population[d].push_back(i == 3 ? 120 : 1000 + 10 * n);
            poverty.values[d].push_back(10 + n * n / 2 + date * (n - 4) / 3);
            certificates.values[d].push_back(i == 5 ? indicator::missing : 90 - 7 * n + date * (6 - n) / 2);
        }
    }
    table.indicators = {poverty, certificates};
    return table;
}

} // namespace

BOOST_AUTO_TEST_SUITE(old_recipes)

BOOST_AUTO_TEST_CASE(a_stored_recipe_of_the_older_form_gives_the_figures_it_gave) {
    const std::string stored = old_file("recipe_status_and_dynamics.json");
    const auto recipe = index::decode_adopted_recipe(stored);
    BOOST_REQUIRE_MESSAGE(recipe.has_value(), (recipe ? std::string() : recipe.error()));
    BOOST_TEST(recipe->text == stored);
    const aggregate::AreaSet areas = test::grid_of_areas();
    const indicator::IndicatorTable numbers = old_numbers(areas);
    auto relief = test::agreement("certificates");
    relief.direction = indicator::Direction::Relief;
    const auto agreed = test::catalogue_of({test::agreement("poverty"), relief});
    const test::Given given;
    const aggregate::VoiceCounter voices(areas, given.state);
    figures::Inputs inputs;
    inputs.areas = &areas;
    inputs.voices = &voices;
    inputs.catalogue = &agreed;
    inputs.indicators = &numbers;
    inputs.recipe = &*recipe;
    inputs.sequence = 7;
    const auto made = figures::make_figures(inputs, disclosure::Gate({5, 100}), "en");
    json::Json now = json::parse_json(figures::encode_json(made));
    const json::Json then = json::parse_json(old_file("figures_status_and_dynamics.json"));
    // Fields that came later; everything else is as it was.
    BOOST_TEST(now.erase("round_to") == 1U);
    BOOST_TEST(now.erase("minimum_population") == 1U);
    for (json::Json& area : now["areas"]) {
        json::Json& index = area.at("index");
        if (index.value("excluded", "") == "missing_value") BOOST_TEST(index.erase("missing") == 1U);
    }
    BOOST_TEST(json::text_from_json(now) == json::text_from_json(then));
}

BOOST_AUTO_TEST_SUITE_END()
