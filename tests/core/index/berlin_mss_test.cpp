// SPDX-License-Identifier: Apache-2.0
#include "core/index/agreed_recipe.hpp"
#include "core/index/status_dynamics.hpp"
#include "tests/support/agreements.hpp"
#include "tests/support/csv.hpp"
#include "tests/support/random.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>

using namespace anker;

namespace {

/// The official table as an indicator table with two dates: levels 2020, and 2018 = level minus the published
/// change.
indicator::IndicatorTable berlin() {
    const auto csv = test::read_table("berlin_mss2021_plr536.csv");
    indicator::IndicatorTable table;
    table.area_keys = csv.at("plr_id");
    table.dates = {"2018", "2020"};
    const auto population = test::numbers(csv.at("ew"));
    table.population = {population, population};
    for (const char* digit : {"1", "3", "4"}) {
        indicator::Indicator indicator;
        indicator.id = std::string("S") + digit;
        indicator.unit = "percent";
        const auto level = test::numbers(csv.at(std::string("S") + digit));
        const auto change = test::numbers(csv.at(std::string("D") + digit));
        std::vector<double> before;
        for (std::size_t i = 0; i < level.size(); ++i) before.push_back(level[i] - change[i]);
        indicator.values = {before, level};
        table.indicators.push_back(indicator);
    }
    return table;
}

index::Recipe berlin_recipe() {
    index::Recipe recipe;
    recipe.id = "mss2021";
    recipe.date = "2020";
    recipe.earlier_date = "2018";
    recipe.components = {{"S1", 1}, {"S3", 1}, {"S4", 1}};
    return recipe;
}

struct Score {
    double sum = 0;
    double value = 0;
    int class_number = 0;
    std::vector<double> standardised;
};

struct AreaIndex {
    index::Exclusion exclusion = index::Exclusion::None;
    std::optional<Score> status;
    std::optional<Score> dynamics;
};

struct IndexResult {
    std::vector<AreaIndex> areas; ///< rows of the table
};

Score score_of(const index::LevelResult& level, std::size_t k) {
    Score score{level.aggregate[k], level.value[k], level.class_number[k], {}};
    for (const auto& input : level.inputs) score.standardised.push_back(input.normalised[k]);
    return score;
}

/// As a Quartier computes an adopted recipe, with every indicator of the table agreed.
Expected<IndexResult, std::string> status_and_dynamics(const indicator::IndicatorTable& table,
                                                       const index::Recipe& recipe) {
    catalogue::Catalogue agreed;
    for (const indicator::Indicator& indicator : table.indicators) {
        agreed.indicators.push_back(test::agreement(indicator.id));
        agreed.indicators.back().direction = indicator.direction;
        agreed.indicators.back().unit = catalogue::Unit::Score; // changed at will below
        agreed.indicators.back().may_be_negative = true;
    }
    ANKER_TRY(const auto adopted, index::decode_adopted_recipe(index::encode(recipe)));
    ANKER_TRY(const auto composite, index::agreed_recipe(adopted, agreed, table, ""));
    ANKER_TRY(const auto computed, index::run_composite(index::columns_from(table, composite), composite));
    IndexResult result;
    for (const index::Exclusion why : computed.left_out) result.areas.push_back({why, {}, {}});
    for (std::size_t k = 0; k < computed.valid.size(); ++k) {
        AreaIndex& area = result.areas[computed.valid[k]];
        area.status = score_of(computed.levels[0], k);
        area.dynamics = score_of(computed.levels[1], k);
    }
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(berlin_mss)

BOOST_AUTO_TEST_CASE(all_536_status_and_dynamics_classes_are_reproduced) {
    const auto csv = test::read_table("berlin_mss2021_plr536.csv");
    const auto result = status_and_dynamics(berlin(), berlin_recipe());
    BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error()));
    const std::vector<std::string> status_names{"", "hoch", "mittel", "niedrig", "sehr niedrig"};
    const std::vector<std::string> dynamics_names{"", "positiv", "stabil", "negativ"};
    std::size_t same_status = 0;
    std::size_t same_dynamics = 0;
    for (std::size_t i = 0; i < result->areas.size(); ++i) {
        const auto& area = result->areas[i];
        BOOST_REQUIRE(area.status && area.dynamics);
        same_status +=
            status_names[static_cast<std::size_t>(area.status->class_number)] == csv.at("status_class")[i]
                ? 1
                : 0;
        same_dynamics +=
            dynamics_names[static_cast<std::size_t>(area.dynamics->class_number)] == csv.at("dyn_class")[i]
                ? 1
                : 0;
        BOOST_REQUIRE_LE(std::abs(area.status->value - std::stod(csv.at("status_index")[i])), 0.0051);
        BOOST_REQUIRE_LE(std::abs(area.status->sum - std::stod(csv.at("status_sum")[i])), 0.0051);
        BOOST_REQUIRE_LE(std::abs(area.dynamics->value - std::stod(csv.at("dyn_index")[i])), 0.0051);
        BOOST_REQUIRE_LE(std::abs(area.status->standardised[0] - std::stod(csv.at("zS1")[i])), 0.0051);
    }
    BOOST_TEST(same_status == 536u);
    BOOST_TEST(same_dynamics == 536u);
}

BOOST_AUTO_TEST_CASE(small_areas_and_decided_exclusions_do_not_move_the_others) {
    auto table = berlin();
    const auto reference = status_and_dynamics(table, berlin_recipe());
    const auto excluded = test::read_table("berlin_mss2021_excluded6.csv");
    auto recipe = berlin_recipe();
    for (std::size_t i = 0; i < excluded.at("plr_id").size(); ++i) {
        table.area_keys.push_back(excluded.at("plr_id")[i]);
        const std::string ew = excluded.at("ew")[i];
        for (auto& population : table.population)
            population.push_back(ew == "NA" ? indicator::missing : std::stod(ew));
        for (auto& indicator : table.indicators) {
            for (auto& values : indicator.values) values.push_back(60);
        }
    }
    recipe.excluded["10100205"] = "Ausreißer";
    const auto result = status_and_dynamics(table, recipe);
    BOOST_REQUIRE(result.has_value());
    for (std::size_t i = 0; i < 536; ++i)
        BOOST_REQUIRE_EQUAL(result->areas[i].status->value, reference->areas[i].status->value);
    for (std::size_t i = 536; i < 541; ++i)
        BOOST_TEST((result->areas[i].exclusion == index::Exclusion::SmallPopulation));
    BOOST_TEST((result->areas[541].exclusion == index::Exclusion::ByDecision));
    BOOST_TEST(!result->areas[541].status.has_value());
}

BOOST_AUTO_TEST_CASE(the_index_does_not_depend_on_units_or_the_order_of_areas) {
    const auto table = berlin();
    const auto reference = status_and_dynamics(table, berlin_recipe());
    auto other_units = table;
    for (auto& values : other_units.indicators[0].values) {
        for (double& v : values) v = v * 10 + 3;
    }
    const auto converted = status_and_dynamics(other_units, berlin_recipe());
    for (std::size_t i = 0; i < 536; ++i) {
        BOOST_REQUIRE_SMALL(converted->areas[i].status->value - reference->areas[i].status->value, 1e-9);
    }
    auto shuffled = table;
    std::vector<std::size_t> order(536);
    std::iota(order.begin(), order.end(), 0);
    test::Random random(5);
    for (std::size_t i = 535; i > 0; --i) std::swap(order[i], order[random.below(i + 1)]);
    const auto reorder = [&](auto& column) {
        const auto copy = column;
        for (std::size_t i = 0; i < 536; ++i) column[i] = copy[order[i]];
    };
    reorder(shuffled.area_keys);
    for (auto& p : shuffled.population) reorder(p);
    for (auto& indicator : shuffled.indicators) {
        for (auto& values : indicator.values) reorder(values);
    }
    const auto moved = status_and_dynamics(shuffled, berlin_recipe());
    for (std::size_t i = 0; i < 536; ++i) {
        BOOST_REQUIRE_EQUAL(moved->areas[i].status->class_number,
                            reference->areas[order[i]].status->class_number);
    }
}

BOOST_AUTO_TEST_CASE(more_burden_never_lowers_an_area) {
    auto table = berlin();
    const auto before = status_and_dynamics(table, berlin_recipe());
    for (const std::size_t area : {0UL, 100UL, 400UL}) {
        auto worse = table;
        worse.indicators[1].values[1][area] += 2;
        const auto after = status_and_dynamics(worse, berlin_recipe());
        BOOST_TEST(after->areas[area].status->value > before->areas[area].status->value);
        // The same step in an indicator where high means relief must go the other way.
        auto relief = table;
        relief.indicators[1].direction = indicator::Direction::Relief;
        const auto relief_before = status_and_dynamics(relief, berlin_recipe());
        relief.indicators[1].values[1][area] += 2;
        const auto relief_after = status_and_dynamics(relief, berlin_recipe());
        BOOST_TEST(relief_after->areas[area].status->value < relief_before->areas[area].status->value);
    }
}

BOOST_AUTO_TEST_CASE(an_impossible_index_says_why) {
    auto table = berlin();
    auto recipe = berlin_recipe();
    recipe.components.push_back({"S9", 1});
    BOOST_TEST(
        status_and_dynamics(table, recipe).error() ==
        "field \"components.4\": indicator \"S9\" is not in the adopted catalogue, so it cannot be indexed; "
        "there are \"S1\", \"S3\", \"S4\"");
    recipe = berlin_recipe();
    recipe.date = "2031";
    BOOST_TEST(status_and_dynamics(table, recipe).error() ==
               "field \"components.1\": indicator \"S1\" has no values of date \"2031\"; there are \"2018\", "
               "\"2020\"");
    for (double& v : table.indicators[0].values[1]) v = 5;
    BOOST_TEST(
        status_and_dynamics(table, berlin_recipe()).error() ==
        "recipe \"mss2021\", level \"status\": the table of imported indicators, column \"S1@2020\" has the "
        "same value in every area and says nothing "
        "about differences; leave it out.");
}

BOOST_AUTO_TEST_CASE(recipes_survive_encoding) {
    auto recipe = berlin_recipe();
    recipe.excluded["1"] = "x";
    recipe.deviation = index::Deviation::Sample;
    const auto back = index::decode_recipe(index::encode(recipe));
    BOOST_REQUIRE_MESSAGE(back.has_value(), (back ? "" : back.error()));
    BOOST_TEST(index::encode(*back) == index::encode(recipe));
    BOOST_TEST(
        index::decode_recipe(
            R"({"method":"status_and_dynamics","id":"x","date":"2020","components":[],"deviation":"sample"})")
            .error() == "recipe: field \"components\" is missing, unknown or wrong");
}

BOOST_AUTO_TEST_SUITE_END()
