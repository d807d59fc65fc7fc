// SPDX-License-Identifier: Apache-2.0
#include "core/index/adopted_recipe.hpp"
#include "core/index/agreed_recipe.hpp"
#include "core/index/shown_level.hpp"
#include "tests/support/agreements.hpp"
#include "tests/support/random.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <numeric>

using namespace anker;

namespace {

const std::string fifths = R"("classes": {"kind": "quantiles", "count": 5})";
const std::string z = R"("normalise": {"scale": "z", "deviation": "population"})";

std::string text_of(const std::string& levels, const std::string& more = R"("date": "2024", )") {
    return R"({"method": "composite", "id": "test", )" + more + R"("levels": [)" + levels + "]}";
}

std::string one_level(const std::string& inputs, const std::string& more = fifths) {
    return R"({"id": "index", "inputs": [)" + inputs + "], " + z + ", " + more + "}";
}

const std::string two_inputs =
    R"({"column": "poverty", "direction": "burden"}, {"column": "space", "direction": "relief"})";

index::AdoptedRecipe adopted(const std::string& text) {
    const auto recipe = index::decode_adopted_recipe(text);
    BOOST_REQUIRE_MESSAGE(recipe.has_value(), (recipe ? std::string() : recipe.error()));
    return *recipe;
}

std::string fault_of(const std::string& text) {
    const auto recipe = index::decode_adopted_recipe(text);
    return recipe ? std::string() : recipe.error();
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// Twenty areas, two agreed indicators at two dates, the earlier one of `space` unknown.
struct Agreed {
    Agreed() {
        imported.areas_version = "2024-01-01";
        imported.dates = {"2021", "2024"};
        imported.population = {{}, {}};
        indicator::Indicator poverty;
        poverty.id = "poverty";
        poverty.unit = "percent";
        poverty.values = {{}, {}};
        indicator::Indicator space = poverty;
        space.id = "space";
        space.unit = "m2";
        space.direction = indicator::Direction::Relief;
        test::Random random(11);
        for (int i = 0; i < 20; ++i) {
            imported.area_keys.push_back(std::to_string(101 + i));
            for (std::size_t date = 0; date < 2; ++date) {
                imported.population[date].push_back(900 + static_cast<double>(random.below(200)));
                poverty.values[date].push_back(static_cast<double>(random.below(600)) / 10);
            }
            space.values[0].push_back(indicator::missing);
            space.values[1].push_back(30 + static_cast<double>(random.below(200)) / 10);
        }
        imported.indicators = {poverty, space};
        auto of_space = test::agreement("space");
        of_space.unit = catalogue::Unit::SquareMetres;
        of_space.direction = indicator::Direction::Relief;
        catalogue = test::catalogue_of({test::agreement("poverty"), of_space, test::agreement("wealth")});
    }

    [[nodiscard]] std::string why_not(const std::string& text) const {
        const auto recipe = index::agreed_recipe(adopted(text), catalogue, imported, "2024-01-01");
        return recipe ? std::string() : recipe.error();
    }
    [[nodiscard]] index::CompositeResult result(const std::string& text) const {
        const auto recipe = index::agreed_recipe(adopted(text), catalogue, imported, "2024-01-01");
        BOOST_REQUIRE_MESSAGE(recipe.has_value(), (recipe ? std::string() : recipe.error()));
        auto computed = index::run_composite(index::columns_from(imported, *recipe), *recipe);
        BOOST_REQUIRE_MESSAGE(computed.has_value(), (computed ? std::string() : computed.error()));
        return std::move(*computed);
    }

    indicator::IndicatorTable imported;
    catalogue::Catalogue catalogue;
};

} // namespace

BOOST_AUTO_TEST_SUITE(adopted_recipes)

BOOST_AUTO_TEST_CASE(columns_without_a_date_have_the_recipes) {
    const auto recipe =
        adopted(text_of(one_level(R"({"column": "poverty@2021", "direction": "burden"},
                                     {"column": "space", "minus": "space@2019", "direction": "relief"})"),
                        R"("date": "2024", "population_column": "population", "minimum_population": 300, )"));
    const auto& inputs = recipe.recipe.levels[0].inputs;
    BOOST_TEST(inputs[0].column == "poverty@2021");
    BOOST_TEST(inputs[1].column == "space@2024");
    BOOST_TEST(inputs[1].minus == "space@2019");
    BOOST_TEST(recipe.recipe.population_column == "population@2024");
    BOOST_TEST(!recipe.is_status_and_dynamics);
    BOOST_TEST(adopted(recipe.text).text == recipe.text, "what is stored is read as it was stored");
    BOOST_TEST(index::encode(adopted(recipe.text).recipe) == index::encode(recipe.recipe));

    BOOST_TEST(holds(fault_of(text_of(one_level(two_inputs), "")), "field \"date\" must be the date"));
    const auto undated =
        adopted(text_of(one_level(R"({"column": "poverty@2021", "direction": "burden"})"), ""));
    BOOST_TEST(undated.recipe.date == "2021", "the date of what is shown");
}

BOOST_AUTO_TEST_CASE(either_form_is_read_by_its_method) {
    const auto old =
        adopted(R"({"method":"status_and_dynamics","id":"x","date":"2020","earlier_date":"2018",)"
                R"("components":[{"indicator":"poverty"}],"deviation":"sample"})");
    BOOST_TEST(old.is_status_and_dynamics);
    BOOST_TEST(old.recipe.levels.size() == 2U);
    BOOST_TEST(old.recipe.levels[1].inputs[0].minus == "poverty@2018");
    BOOST_TEST(holds(old.text, "status_and_dynamics"), "stored in the form it was written in");
    for (const char* text : {R"({"method": "imd"})", R"({"method": 3})", "{}"})
        BOOST_TEST(holds(fault_of(text), "\"composite\" or \"status_and_dynamics\""), text);
    BOOST_TEST(holds(fault_of("[]"), "not a JSON object"));
    BOOST_TEST(holds(fault_of(text_of(one_level(two_inputs, R"("clases": {})"))), "clases"));
}

BOOST_AUTO_TEST_CASE(the_anchor_of_fitted_weights_is_dated_with_its_column) {
    const std::string fitted = R"("weighting": "first_component", "anchor": "space", )" + fifths;
    const index::AdoptedRecipe recipe = adopted(text_of(one_level(two_inputs, fitted)));
    BOOST_TEST(recipe.recipe.levels[0].anchor == "space@2024");
    // What is stored can be read again.
    BOOST_TEST(adopted(recipe.text).recipe.levels[0].anchor == "space@2024");
    BOOST_TEST(adopted(recipe.text).text == recipe.text);
}

BOOST_AUTO_TEST_CASE(what_a_quartier_has_no_columns_for_or_must_not_guess_is_refused) {
    const std::string date = R"("date": "2024", )";
    BOOST_TEST(holds(fault_of(text_of(one_level(two_inputs),
                                      date + R"("missing": {"method": "regression", "regressions": )"
                                             R"([{"column": "poverty", "on": ["population"]}]}, )")),
                     "field \"missing\" must not fill values in"));
    BOOST_TEST(holds(fault_of(text_of(one_level(two_inputs), date + R"("group_column": "year", )")),
                     "column \"year\" must not make groups"));
    const index::AdoptedRecipe bounded = adopted(text_of(
        one_level(two_inputs),
        date + R"("missing": {"method": "bounds", "feasible": {"poverty": [0, 100], "space": [0, 90]}}, )"));
    BOOST_REQUIRE(bounded.recipe.missing.feasible.contains("space@2024"));
    BOOST_TEST(bounded.recipe.missing.feasible.at("space@2024").high == 90.0);
    const Agreed agreed;
    const auto recipe = index::agreed_recipe(bounded, agreed.catalogue, agreed.imported, "2024-01-01");
    BOOST_REQUIRE_MESSAGE(recipe.has_value(), (recipe ? std::string() : recipe.error()));
    const auto result = index::run_composite(index::columns_from(agreed.imported, *recipe), *recipe);
    BOOST_TEST(result.has_value());
}

BOOST_AUTO_TEST_CASE(what_is_shown_must_have_classes_for_the_map) {
    BOOST_TEST(holds(fault_of(text_of(one_level(two_inputs, R"("aggregation": "mean")"))),
                     "field \"levels[0].classes\" must make 2 to 20 classes"));
    const auto classes = [](int count) {
        return text_of(one_level(two_inputs, R"("classes": {"kind": "equal_width", "count": )" +
                                                 std::to_string(count) + "}"));
    };
    BOOST_TEST(fault_of(classes(20)).empty());
    BOOST_TEST(holds(fault_of(classes(21)), "2 to 20"));
    // Only what is shown: a level below needs none.
    BOOST_TEST(fault_of(text_of(R"({"id": "part", "inputs": [)" + two_inputs + "], " + z + "}, " +
                                one_level(R"({"level": "part"})")))
                   .empty());
}

BOOST_FIXTURE_TEST_CASE(a_recipe_is_held_against_the_catalogue, Agreed) {
    BOOST_TEST(why_not(text_of(one_level(two_inputs))) == "");
    const auto why = [&](const std::string& inputs, const std::string& more = R"("date": "2024", )") {
        return why_not(text_of(one_level(inputs), more));
    };
    BOOST_TEST(
        why(R"({"column": "poverty", "direction": "burden"}, {"column": "rent", "direction": "burden"})") ==
        "field \"levels[0].inputs[1].column\": indicator \"rent\" is not in the adopted catalogue, so it "
        "cannot be indexed; there are \"poverty\", \"space\", \"wealth\"");
    BOOST_TEST(
        holds(why(R"({"column": "poverty", "minus": "rent@2021", "direction": "burden"})"),
              "field \"levels[0].inputs[0].minus\": indicator \"rent\" is not in the adopted catalogue"));
    BOOST_TEST(why(R"({"column": "wealth", "direction": "burden"})") ==
               "field \"levels[0].inputs[0].column\": indicator \"wealth\" was not imported; there are "
               "\"poverty\", \"space\"");
    BOOST_TEST(
        why(R"({"column": "space", "direction": "burden"})") ==
        "field \"levels[0].inputs[0].direction\": the recipe says that a high value of \"space\" means "
        "\"burden\", and the catalogue says \"relief\"");
    BOOST_TEST(why(R"({"column": "poverty@2019", "direction": "burden"})") ==
               "field \"levels[0].inputs[0].column\": indicator \"poverty\" has no values of date \"2019\"; "
               "there are \"2021\", \"2024\"");
    BOOST_TEST(holds(why(R"({"column": "space@2021", "direction": "relief"})"), "; there are \"2024\""),
               "a date without a single value is none");
    BOOST_TEST(
        holds(why(R"({"column": "poverty", "direction": "burden", "unit": "share"})"),
              "field \"levels[0].inputs[0].unit\": the recipe says that \"poverty\" is in unit \"share\", "
              "and the catalogue says \"percent\""));
    BOOST_TEST(why(R"({"column": "poverty", "direction": "burden", "unit": "percent"})") == "");
    BOOST_TEST(
        holds(why(R"({"column": "population", "direction": "burden"})"), "not in the adopted catalogue"),
        "residents are no agreed indicator");
    BOOST_TEST(why(two_inputs, R"("date": "2024", "population_column": "population@2021", )") == "");
    BOOST_TEST(holds(why(two_inputs, R"("date": "2024", "population_column": "population@2020", )"),
                     "the population has no values of date \"2020\""));
    BOOST_TEST(holds(why(two_inputs, R"("date": "2024", "areas_version": "1999-01-01", )"),
                     "agreed for the areas of 1999-01-01, and the adopted ones are of 2024-01-01"));
    imported.indicators[0].values[1][3] = 250;
    BOOST_TEST(holds(why(two_inputs), "\"poverty\", area \"104\": a share of 250 % is not possible"));
}

BOOST_AUTO_TEST_CASE(the_level_shown_is_the_row_of_the_groups_or_the_last) {
    const std::string first = R"({"id": "a", "inputs": [)" + two_inputs + "], " + z + ", " + fifths + "}";
    const std::string second = R"({"id": "b", "inputs": [)" + two_inputs + "], " + z + ", " + fifths + "}";
    const auto plain = index::shown_levels(adopted(text_of(first + ", " + second)).recipe);
    BOOST_TEST(plain.status == 1U);
    BOOST_TEST(!plain.dynamics.has_value());
    const auto grouped =
        index::shown_levels(adopted(text_of(first + ", " + second,
                                            R"("date": "2024", "groups": {"rows": "a", "columns": "b"}, )"))
                                .recipe);
    BOOST_TEST(grouped.status == 0U);
    BOOST_TEST(grouped.dynamics.value() == 1U);
}

BOOST_AUTO_TEST_CASE(classes_are_counted_from_the_least_burdened) {
    index::Level level;
    level.classes.kind = index::ClassKind::Quantiles;
    level.classes.count = 5;
    level.classes.names = {"A", "B", "C", "D", "E"};
    const auto first = [&](indicator::Direction high_means, bool from_highest) {
        level.high_means = high_means;
        level.classes.from_highest = from_highest;
        return std::pair(index::burden_class(level, 1), index::class_names_by_burden(level).front());
    };
    using indicator::Direction;
    BOOST_TEST((first(Direction::Burden, false) == std::pair(1, std::string("A"))));
    BOOST_TEST((first(Direction::Burden, true) == std::pair(5, std::string("E"))));
    BOOST_TEST((first(Direction::Relief, false) == std::pair(5, std::string("E"))));
    BOOST_TEST((first(Direction::Relief, true) == std::pair(1, std::string("A"))),
               "twice round is as it was");
    BOOST_TEST(index::class_codes_by_burden(level).empty(), "the recipe counts as the screen does");
    level.classes.from_highest = false;
    BOOST_TEST((index::class_codes_by_burden(level) == std::vector<std::string>{"5", "4", "3", "2", "1"}));
    BOOST_TEST(index::burden_class(level, 0) == 0, "no class stays none");
}

BOOST_FIXTURE_TEST_CASE(a_level_alone_is_computed_as_in_its_recipe, Agreed) {
    const std::string text = text_of(
        R"({"id": "part", "inputs": [)" + two_inputs + "], " + z + R"(, "aggregation": "mean"}, )" +
            R"({"id": "other", "inputs": [)" + two_inputs + "], " + z + ", " + fifths + "}, " +
            R"({"id": "index", "inputs": [{"level": "part"}, {"column": "poverty@2021", "direction": "burden"}], )" +
            z + ", " + fifths + "}",
        R"("date": "2024", "groups": {"rows": "index", "columns": "other"}, )");
    const auto whole = result(text);
    const auto recipe = index::recipe_of_level(adopted(text).recipe, "index");
    BOOST_TEST(recipe.levels.size() == 2U);
    BOOST_TEST(!recipe.groups.has_value());
    const auto alone = result(index::encode(recipe));
    BOOST_TEST(alone.levels[1].value == whole.levels[2].value, boost::test_tools::per_element());
    BOOST_TEST(alone.levels[1].class_number == whole.levels[2].class_number,
               boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(an_adopted_index_does_not_depend_on_units_or_the_order_of_areas, Agreed) {
    const std::string text = text_of(one_level(two_inputs));
    const auto reference = result(text);
    BOOST_REQUIRE_EQUAL(reference.valid.size(), 20U);
    std::vector<std::size_t> order(20);
    std::iota(order.begin(), order.end(), 0);
    test::Random random(7);
    for (std::size_t i = 19; i > 0; --i) std::swap(order[i], order[random.below(i + 1)]);
    const auto reorder = [&](auto& row) {
        const auto copy = row;
        for (std::size_t i = 0; i < 20; ++i) row[i] = copy[order[i]];
    };
    reorder(imported.area_keys);
    for (auto& row : imported.population) reorder(row);
    for (auto& indicator : imported.indicators) {
        for (auto& row : indicator.values) reorder(row);
    }
    for (double& space : imported.indicators[1].values[1])
        space = space * 10.7639 + 3; // square feet and more
    const auto moved = result(text);
    for (std::size_t i = 0; i < 20; ++i) {
        BOOST_TEST(moved.levels[0].class_number[i] == reference.levels[0].class_number[order[i]]);
        BOOST_TEST(std::abs(moved.levels[0].value[i] - reference.levels[0].value[order[i]]) < 1e-9);
    }
}

BOOST_AUTO_TEST_SUITE_END()
