// SPDX-License-Identifier: Apache-2.0
#include "core/index/composite.hpp"
#include "tests/support/csv.hpp"
#include "tests/support/random.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>

using namespace anker;

BOOST_AUTO_TEST_SUITE(composite)

namespace {

constexpr double nothing = indicator::missing;

index::CompositeRecipe recipe_of(const std::string& levels, const std::string& more = "") {
    const auto recipe = index::decode_composite(R"({"method": "composite", "id": "test", )" + more +
                                                R"("levels": [)" + levels + "]}");
    BOOST_REQUIRE_MESSAGE(recipe.has_value(), (recipe ? std::string() : recipe.error()));
    return *recipe;
}

std::string fault_of(const std::string& levels, const std::string& more = "") {
    const auto recipe = index::decode_composite(R"({"method": "composite", "id": "test", )" + more +
                                                R"("levels": [)" + levels + "]}");
    return recipe ? std::string() : recipe.error();
}

index::ColumnTable table_of(std::vector<std::string> columns, std::vector<std::vector<double>> values) {
    index::ColumnTable table;
    table.source = "values.csv";
    table.columns = std::move(columns);
    table.values = std::move(values);
    for (std::size_t i = 0; i < table.values.front().size(); ++i) {
        table.area_keys.push_back(std::to_string(101 + i));
        table.lines.push_back(i + 2);
    }
    return table;
}

index::CompositeResult result_of(const index::ColumnTable& table, const index::CompositeRecipe& recipe) {
    auto result = index::run_composite(table, recipe);
    BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? std::string() : result.error()));
    return std::move(*result);
}

std::string error_of(const index::ColumnTable& table, const index::CompositeRecipe& recipe) {
    const auto result = index::run_composite(table, recipe);
    return result ? std::string() : result.error();
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

const std::string two_burdens =
    R"("inputs": [{"column": "a", "direction": "burden"}, {"column": "b", "direction": "burden"}])";
const std::string z = R"("normalise": {"scale": "z", "deviation": "population"})";

} // namespace

BOOST_AUTO_TEST_CASE(berlin_is_a_recipe_536_of_536) {
    const auto csv = test::read_table("berlin_mss2021_plr536.csv");
    index::ColumnTable table;
    table.source = "mss";
    table.area_keys = csv.at("plr_id");
    for (const char* column : {"ew", "S1", "S3", "S4", "D1", "D3", "D4"}) {
        table.columns.emplace_back(column);
        table.values.push_back(test::numbers(csv.at(column)));
    }
    const auto half = [](const char* id, const char* letter, const char* cuts) {
        std::string inputs;
        for (const char* digit : {"1", "3", "4"}) {
            inputs += std::string(inputs.empty() ? "" : ", ") + R"({"column": ")" + letter + digit +
                      R"(", "direction": "burden"})";
        }
        return std::string(R"({"id": ")") + id + R"(", "inputs": [)" + inputs + "], " + z +
               R"(, "rescale": {"scale": "z", "deviation": "population"}, "classes": {"kind": "cuts", "cuts": [)" +
               cuts + "]}}";
    };
    const auto recipe = recipe_of(
        half(
            "status", "S",
            R"({"at": -1, "includes": "above"}, {"at": 1, "includes": "below"}, {"at": 1.5, "includes": "below"})") +
            "," + half("dynamics", "D", R"({"at": -1, "includes": "above"}, {"at": 1, "includes": "below"})"),
        R"("population_column": "ew", "minimum_population": 300, )");
    const auto result = result_of(table, recipe);
    BOOST_REQUIRE_EQUAL(result.valid.size(), 536U);
    const std::vector<std::string> status{"", "hoch", "mittel", "niedrig", "sehr niedrig"};
    const std::vector<std::string> dynamics{"", "positiv", "stabil", "negativ"};
    std::size_t same = 0;
    for (std::size_t i = 0; i < 536; ++i) {
        const bool is_same =
            status[static_cast<std::size_t>(result.levels[0].class_number[i])] == csv.at("status_class")[i] &&
            dynamics[static_cast<std::size_t>(result.levels[1].class_number[i])] == csv.at("dyn_class")[i];
        same += is_same ? 1 : 0;
        BOOST_TEST(std::abs(result.levels[0].value[i] - std::stod(csv.at("status_index")[i])) <= 0.0051);
        BOOST_TEST(std::abs(result.levels[1].value[i] - std::stod(csv.at("dyn_index")[i])) <= 0.0051);
        BOOST_TEST(std::abs(result.levels[0].inputs[2].normalised[i] - std::stod(csv.at("zS4")[i])) <=
                   0.0051);
    }
    BOOST_TEST(same == 536U);
}

BOOST_AUTO_TEST_CASE(the_derivation_adds_up_to_the_index) {
    const auto table = table_of({"a", "b"}, {{1, 4, 9, 2}, {5, 1, 0, 7}});
    const auto recipe =
        recipe_of(R"({"id": "i", "inputs": [{"column": "a", "direction": "burden", "weight": 2},
        {"column": "b", "direction": "relief"}], "aggregation": "mean", )" +
                  z + R"(, "rescale": {"scale": "min_max", "spread": 100}})");
    const auto level = result_of(table, recipe).levels[0];
    for (std::size_t i = 0; i < 4; ++i) {
        const double sum = level.inputs[0].weighted[i] + level.inputs[1].weighted[i];
        BOOST_TEST(sum == level.aggregate[i], boost::test_tools::tolerance(1e-14));
        const double rescaled = 100 * (sum - level.fitted.rescale.origin) / level.fitted.rescale.unit;
        BOOST_TEST(std::abs(rescaled - level.value[i]) < 1e-12);
    }
    BOOST_TEST(level.inputs[1].value[0] == 5, "values are told as they came");
    BOOST_TEST(level.inputs[1].normalised[0] < 0, "and turned where they mean relief");
}

BOOST_AUTO_TEST_CASE(the_slope_says_what_a_change_would_do) {
    const auto table = table_of({"a", "b"}, {{1, 4, 9, 2, 6}, {5, 1, 0, 7, 3}});
    const std::string level = R"({"id": "i", "inputs": [{"column": "a", "direction": "burden"},
        {"column": "b", "direction": "relief", "weight": 3}], )" +
                              z + R"(, "rescale": {"scale": "z", "deviation": "sample"}})";
    const auto base = result_of(table, recipe_of(level)).levels[0];
    // The same means and deviations, as in the report of the base year, and one value changed.
    auto recipe = recipe_of(level);
    recipe.levels[0].frozen = base.fitted;
    auto changed = table;
    changed.values[1][2] += 0.5;
    const auto after = result_of(changed, recipe).levels[0];
    BOOST_TEST(after.value[2] - base.value[2] == 0.5 * base.inputs[1].slope,
               boost::test_tools::tolerance(1e-12));
    BOOST_TEST(base.inputs[1].slope < 0);
}

BOOST_AUTO_TEST_CASE(a_frozen_base_year_keeps_values_comparable) {
    const auto before = table_of({"a", "b"}, {{1, 4, 9}, {5, 1, 0}});
    const std::string level =
        R"({"id": "i", )" + two_burdens + ", " + z + R"(, "classes": {"kind": "quantiles", "count": 3}})";
    auto recipe = recipe_of(level);
    const auto base = result_of(before, recipe).levels[0];
    recipe.levels[0].frozen = base.fitted;
    const auto later = table_of({"a", "b"}, {{2, 5, 10}, {6, 2, 1}});
    const auto after = result_of(later, recipe).levels[0];
    for (std::size_t i = 0; i < 3; ++i) BOOST_TEST(after.value[i] > base.value[i], "all got worse");
    const auto anew = result_of(later, recipe_of(level)).levels[0];
    for (std::size_t i = 0; i < 3; ++i)
        BOOST_TEST(std::abs(anew.value[i] - base.value[i]) < 1e-12, "standardised anew, nobody did");
}

BOOST_AUTO_TEST_CASE(the_exponential_transform_of_the_imd) {
    // oracle exp_transform_imd.csv: X(R) = -23 ln(1 - R (1 - e^(-100/23)))
    const std::vector<std::pair<double, double>> published{{0.1, 2.390259732416166},
                                                           {0.5, 15.646790072602894},
                                                           {0.8, 35.85682409584928},
                                                           {0.9, 50.426654274244},
                                                           {0.95, 63.84763150532754},
                                                           {0.99, 86.95727869128679},
                                                           {1.0, 100}};
    for (const auto& [share, x] : published)
        BOOST_TEST(std::abs(index::exponential_of(share, 23) - x) < 1e-9);
    // Ranks of ten areas give shares 0.1 .. 1.
    std::vector<double> scores{5, 3, 8, 1, 9, 2, 7, 10, 4, 6};
    const auto recipe =
        recipe_of(R"({"id": "imd", "inputs": [{"column": "a", "direction": "burden", "weight": 0.5}],
        "normalise": {"scale": "exponential_rank"}})");
    const auto level = result_of(table_of({"a"}, {scores}), recipe).levels[0];
    BOOST_TEST(level.value[7] == 50, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(level.value[4] == 50.426654274244 / 2, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(std::isnan(level.inputs[0].slope), "ranks are no straight line");
}

BOOST_AUTO_TEST_CASE(geometric_means_punish_unevenness) {
    // OECD handbook: (21, 1, 1, 1) and (6, 6, 6, 6) have the same mean, 2.14 and 6 as geometric ones.
    const auto table = table_of({"a", "b", "c", "d"}, {{21, 6}, {1, 6}, {1, 6}, {1, 6}});
    std::string inputs;
    for (const char* column : {"a", "b", "c", "d"})
        inputs += std::string(inputs.empty() ? "" : ",") + R"({"column": ")" + column +
                  R"(", "direction": "burden"})";
    const auto geometric = result_of(
        table, recipe_of(R"({"id": "i", "inputs": [)" + inputs + R"(], "aggregation": "geometric"})"));
    BOOST_TEST(std::abs(geometric.levels[0].value[0] - 2.14) < 0.005);
    BOOST_TEST(geometric.levels[0].value[1] == 6, boost::test_tools::tolerance(1e-14));
    const auto mean =
        result_of(table, recipe_of(R"({"id": "i", "inputs": [)" + inputs + R"(], "aggregation": "mean"})"));
    BOOST_TEST(mean.levels[0].value[0] == 6);
    auto with_nought = table;
    with_nought.values[2][1] = 0;
    BOOST_TEST(holds(error_of(with_nought, recipe_of(R"({"id": "i", "inputs": [)" + inputs +
                                                     R"(], "aggregation": "geometric"})")),
                     "area \"102\" has \"c\" = 0"));
}

BOOST_AUTO_TEST_CASE(dimensions_become_classes_and_are_counted) {
    // Montreal's form: quintiles per dimension, then how many dimensions are in the two worst.
    std::vector<double> up(10);
    std::iota(up.begin(), up.end(), 1);
    std::vector<double> down(up.rbegin(), up.rend());
    const auto dimension = [](const std::string& id, const std::string& column) {
        return R"({"id": ")" + id + R"(", "inputs": [{"column": ")" + column +
               R"(", "direction": "burden"}], "classes": {"kind": "quantiles", "count": 5}})";
    };
    const auto recipe =
        recipe_of(dimension("one", "a") + "," + dimension("two", "b") + "," + dimension("three", "a") +
                  R"(, {"id": "burdened", "aggregation": "count", "burdened_from_class": 4,
        "inputs": [{"level": "one"}, {"level": "two"}, {"level": "three"}]})");
    const auto result = result_of(table_of({"a", "b"}, {up, down}), recipe);
    BOOST_TEST((result.levels[3].value == std::vector<double>{1, 1, 1, 1, 0, 0, 2, 2, 2, 2}));
}

BOOST_AUTO_TEST_CASE(a_fixed_baseline_counts_by_threshold_and_direction) {
    const auto recipe = recipe_of(R"({"id": "vulnerable", "aggregation": "count", "inputs": [
        {"column": "a", "direction": "burden", "threshold": 10},
        {"column": "b", "direction": "relief", "threshold": 2}]})");
    const auto result = result_of(table_of({"a", "b"}, {{10, 9, 12}, {3, 2, 1}}), recipe);
    BOOST_TEST((result.levels[0].value == std::vector<double>{1, 1, 2}));
}

BOOST_AUTO_TEST_CASE(hybrid_classes_take_the_highest_twentieth_first) {
    std::vector<double> scores;
    for (int i = 0; i <= 100; ++i) scores.push_back(i);
    const auto recipe = recipe_of(R"({"id": "i", "inputs": [{"column": "a", "direction": "burden"}],
        "normalise": "min_max", "rescale": {"scale": "none", "spread": 100},
        "classes": {"kind": "hybrid", "count": 9, "top_share": 0.05}})");
    const auto level = result_of(table_of({"a"}, {scores}), recipe).levels[0];
    BOOST_TEST(std::count(level.class_number.begin(), level.class_number.end(), 9) == 6, "ceil(0.05 * 101)");
    BOOST_TEST(level.class_number[94] == 8);
    BOOST_TEST(level.class_number[95] == 9);
    BOOST_TEST(level.class_number[0] == 1);
    // eight equal widths over the others, 0 to 94: 11.75 each
    BOOST_TEST(level.class_number[11] == 1);
    BOOST_TEST(level.class_number[12] == 2);
}

BOOST_AUTO_TEST_CASE(class_one_can_hold_the_highest_values) {
    const auto recipe = recipe_of(R"({"id": "i", "inputs": [{"column": "a", "direction": "burden"}],
        "classes": {"kind": "equal_width", "count": 2, "class_1_is": "highest"}})");
    BOOST_TEST((result_of(table_of({"a"}, {{1, 2, 9}}), recipe).levels[0].class_number ==
                std::vector<int>{2, 2, 1}));
}

BOOST_AUTO_TEST_CASE(a_first_component_is_weighted_by_its_eigenvector) {
    const auto table = table_of({"a", "b"}, {{1, 2, 3, 4}, {2, 1, 4, 3}});
    const auto recipe =
        recipe_of(R"({"id": "pc", )" + two_burdens +
                  R"(, "normalise": {"scale": "z", "deviation": "sample"}, "weighting": "first_component",
        "anchor": "a"})");
    const auto level = result_of(table, recipe).levels[0];
    // Two variables: vector (1, 1) / sqrt 2, eigenvalue 1 + r, r = 0.6.
    BOOST_TEST(level.eigenvalues[0] == 1.6, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(level.inputs[0].weight == 1 / std::sqrt(2 * 1.6), boost::test_tools::tolerance(1e-12));
    double squares = 0;
    for (const double v : level.value) squares += v * v;
    BOOST_TEST(squares / 3 == 1, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(*level.fit.explained == 0.8, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(small_excluded_and_incomplete_areas_get_no_index_but_a_reason) {
    const auto table =
        table_of({"n", "a", "b"},
                 {{1000, 299, nothing, 500, 500, 900}, {1, 2, 3, nothing, 5, 6}, {6, 5, 4, 3, 2, 1.5}});
    const auto recipe = recipe_of(R"({"id": "i", )" + two_burdens + "}",
                                  R"("population_column": "n", "minimum_population": 300,
        "excluded": {"105": "barracks", "999": "gone"}, )");
    const auto result = result_of(table, recipe);
    using index::Exclusion;
    BOOST_TEST((result.left_out == std::vector<Exclusion>{Exclusion::None, Exclusion::SmallPopulation,
                                                          Exclusion::SmallPopulation, Exclusion::MissingValue,
                                                          Exclusion::ByDecision, Exclusion::None}));
    BOOST_TEST((result.valid == std::vector<std::size_t>{0, 5}));
    BOOST_REQUIRE_EQUAL(result.notes.size(), 1U);
    BOOST_TEST(holds(result.notes[0], "\"999\""));
}

BOOST_AUTO_TEST_CASE(bad_values_are_named_with_line_area_and_column) {
    const auto percent =
        recipe_of(R"({"id": "i", "inputs": [{"column": "a", "direction": "burden", "unit": "percent"}]})");
    BOOST_TEST(holds(error_of(table_of({"a"}, {{10, -2, 30}}), percent),
                     "values.csv, line 3, area \"102\", column \"a\": -2"));
    BOOST_TEST(holds(error_of(table_of({"a"}, {{10, 20, 130}}), percent), "line 4, area \"103\""));
    BOOST_TEST(holds(error_of(table_of({"a"}, {{0.1, 0.2, 0.3}}), percent), "shares from 0 to 1"));
    const auto share =
        recipe_of(R"({"id": "i", "inputs": [{"column": "a", "direction": "burden", "unit": "share"}]})");
    BOOST_TEST(holds(error_of(table_of({"a"}, {{0.1, 20, 0.3}}), share), "is it percent?"));

    const auto standard = recipe_of(R"({"id": "i", )" + two_burdens + ", " + z + "}");
    BOOST_TEST(holds(error_of(table_of({"a", "b"}, {{1, 2, 3}, {4, 4, 4}}), standard),
                     "\"b\" has the same value in every area"));
    BOOST_TEST(holds(error_of(table_of({"a", "b"}, {{nothing, nothing}, {1, 2}}), standard),
                     "no area of values.csv"));
    BOOST_TEST(holds(error_of(table_of({"a", "b"}, {{1}, {2}}), standard), "only area \"101\""));
    BOOST_TEST(holds(error_of(table_of({"a"}, {{1, 2}}), standard), "has no column \"b\"; it has \"a\""));
    BOOST_TEST(holds(error_of(table_of({"a", "b"}, {{1, 2, 3}, {3, 2, 1}}),
                              recipe_of(R"({"id": "i", )" + two_burdens + ", " + z +
                                        R"(, "rescale": {"scale": "z", "deviation": "population"}})")),
                     "cancel each other out"));
    const auto excluded =
        recipe_of(R"({"id": "i", )" + two_burdens + "}", R"("excluded": {"0101": "zeros"}, )");
    BOOST_TEST(
        holds(error_of(table_of({"a", "b"}, {{1, 2, 3}, {4, 5, 4}}), excluded), "leading zeros were lost"));
    const auto logs =
        recipe_of(R"({"id": "i", "inputs": [{"column": "a", "direction": "burden", "transform": "log"}]})");
    BOOST_TEST(holds(error_of(table_of({"a"}, {{1, 0}}), logs), "0.0000 has no log"));
}

BOOST_AUTO_TEST_CASE(a_recipe_that_is_wrong_names_the_field_and_what_it_may_be) {
    BOOST_TEST(
        holds(fault_of(R"({"id": "i", "inputs": [{"column": "a"}]})"), "levels[0].inputs[0].direction"));
    BOOST_TEST(holds(fault_of(R"({"id": "i", "inputs": [{"column": "a", "direction": "bad"}]})"),
                     "must be one of \"burden\" \"relief\""));
    BOOST_TEST(holds(
        fault_of(R"({"id": "i", "inputs": [{"column": "a", "direction": "burden"}], "normalise": "z"})"),
        "\"deviation\""));
    BOOST_TEST(holds(fault_of(R"({"id": "i", )" + two_burdens + R"(, "colour": 1})"), "colour"));
    BOOST_TEST(holds(fault_of(R"({"id": "i", "inputs": [{"level": "later"}]})"), "there is no \"later\""));
    BOOST_TEST(holds(
        fault_of(R"({"id": "i", )" + two_burdens + R"(, "weighting": "first_component", "anchor": "a"})"),
        "scale \"z\""));
    BOOST_TEST(holds(fault_of(R"({"id": "i", )" + two_burdens + ", " + z +
                              R"(, "weighting": "one_factor", "anchor": "c"})"),
                     "anchor"));
    BOOST_TEST(holds(fault_of(R"({"id": "i", )" + two_burdens +
                              R"(, "classes": {"kind": "quantiles", "count": 5, "type": 10}})"),
                     "from 1 to 9"));
    BOOST_TEST(
        holds(fault_of(R"({"id": "i", "inputs": [{"column": "a", "direction": "burden", "weight": -1}]})"),
              "not negative"));
    BOOST_TEST(
        holds(fault_of(R"({"id": "i", )" + two_burdens + R"(, "normalise": "goalposts"})"), "goalposts"));
    const auto broken = index::decode_composite(R"({"method": "composite",)");
    BOOST_TEST(holds(broken ? std::string() : broken.error(), "not JSON from byte"));
}

namespace {

struct RandomCase {
    index::ColumnTable table;
    index::CompositeRecipe recipe;
};

/// Three indicators, one of them relief, with any scale and weights.
RandomCase random_case(test::Random& random) {
    static constexpr std::array<const char*, 6> scales{R"({"scale": "z", "deviation": "population"})",
                                                       R"({"scale": "z", "deviation": "sample"})",
                                                       R"("robust_z")",
                                                       R"("min_max")",
                                                       R"("percentile")",
                                                       R"("exponential_rank")"};
    std::vector<std::vector<double>> values(3);
    for (auto& column : values) {
        for (int i = 0; i < 40; ++i) column.push_back(static_cast<double>(random.below(10'000)) / 7);
    }
    std::string inputs;
    for (const char* column : {"a", "b", "c"}) {
        inputs += std::string(inputs.empty() ? "" : ",") + R"({"column": ")" + column +
                  R"(", "direction": ")" + (*column == 'b' ? "relief" : "burden") + R"(", "weight": )" +
                  std::to_string(1 + random.below(5)) + "}";
    }
    return {table_of({"a", "b", "c"}, values),
            recipe_of(R"({"id": "i", "inputs": [)" + inputs + R"(], "normalise": )" +
                      scales.at(random.below(6U)) +
                      R"(, "rescale": {"scale": "z", "deviation": "population"},
            "classes": {"kind": "quantiles", "count": 5}})")};
}

} // namespace

BOOST_AUTO_TEST_CASE(a_higher_burden_never_lowers_the_index_and_relief_never_raises_it) {
    test::Random random(31);
    for (int round = 0; round < 200; ++round) {
        RandomCase given = random_case(random);
        const auto before = result_of(given.table, given.recipe).levels[0];
        const auto area = static_cast<std::size_t>(random.below(40U));
        const auto column = static_cast<std::size_t>(random.below(3U));
        given.table.values[column][area] += 1 + static_cast<double>(random.below(100));
        const auto after = result_of(given.table, given.recipe).levels[0];
        if (column == 1) {
            BOOST_TEST(after.rank[area] >= before.rank[area]);
        } else {
            BOOST_TEST(after.rank[area] <= before.rank[area]);
        }
    }
}

BOOST_AUTO_TEST_CASE(units_and_order_do_not_matter) {
    test::Random random(37);
    for (int round = 0; round < 200; ++round) {
        const RandomCase given = random_case(random);
        const auto before = result_of(given.table, given.recipe).levels[0];
        RandomCase other = given;
        for (double& v : other.table.values[0]) v = v * 1000 + 17; // euros for thousands, another zero
        const auto in_units = result_of(other.table, given.recipe).levels[0];
        for (std::size_t i = 0; i < 40; ++i) BOOST_TEST(std::abs(in_units.value[i] - before.value[i]) < 1e-9);

        RandomCase turned = given;
        for (auto& column : turned.table.values) std::reverse(column.begin(), column.end());
        const auto reversed = result_of(turned.table, given.recipe).levels[0];
        for (std::size_t i = 0; i < 40; ++i) {
            BOOST_TEST(std::abs(reversed.value[39 - i] - before.value[i]) < 1e-9);
            BOOST_TEST(reversed.class_number[39 - i] == before.class_number[i]);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
