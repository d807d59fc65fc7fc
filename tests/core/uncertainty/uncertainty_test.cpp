// SPDX-License-Identifier: Apache-2.0
#include "core/uncertainty/recipe_index.hpp"
#include "tests/support/csv.hpp"
#include "tests/support/random.hpp"

#include <algorithm>
#include <cmath>

using namespace anker;
using index::Scale;
using uncertainty::Factor;

namespace {

index::ColumnTable berlin() {
    const auto csv = test::read_table("berlin_mss2021_plr536.csv");
    index::ColumnTable table;
    table.source = "berlin";
    table.area_keys = csv.at("plr_id");
    for (const char* column : {"ew", "S1", "S3", "S4", "D1", "D3", "D4"}) {
        table.columns.emplace_back(column);
        table.values.push_back(test::numbers(csv.at(column)));
    }
    return table;
}

/// Berlin's status index; `classes` and so on may be changed.
index::CompositeRecipe berlin_status() {
    index::CompositeRecipe recipe;
    recipe.id = "mss";
    index::Level& level = recipe.levels.emplace_back();
    level.id = "status";
    for (const char* column : {"S1", "S3", "S4"}) {
        index::Input& input = level.inputs.emplace_back();
        input.column = column;
        input.unit = index::Unit::Percent;
    }
    level.normalise.scale = Scale::Z;
    level.rescale.scale = Scale::Z;
    level.classes.kind = index::ClassKind::Cuts;
    level.classes.cuts = {{-1, false}, {1, true}, {1.5, true}};
    return recipe;
}

std::vector<uncertainty::ColumnNoise> berlin_noise(const index::ColumnTable& table) {
    std::vector<uncertainty::ColumnNoise> noise;
    for (const char* column : {"S1", "S3", "S4"}) noise.push_back({column, *table.find("ew")});
    return noise;
}

uncertainty::Variation varying(std::initializer_list<Factor> factors) {
    uncertainty::Variation variation;
    for (const Factor factor : factors) variation.varies[static_cast<std::size_t>(factor)] = true;
    variation.scales = {Scale::Z, Scale::RobustZ, Scale::MinMax, Scale::Rank};
    return variation;
}

uncertainty::RecipeIndex prepared(const index::ColumnTable& table, const index::CompositeRecipe& recipe,
                                  uncertainty::Variation& variation) {
    auto result = uncertainty::prepare(table, recipe, 0, berlin_noise(table), variation);
    BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? std::string() : result.error()));
    return std::move(*result);
}

std::size_t changed_classes(uncertainty::RecipeIndex& index, const uncertainty::Draw& draw) {
    uncertainty::Outcome outcome;
    BOOST_REQUIRE(index.evaluation->evaluate(draw, outcome).has_value());
    std::size_t changed = 0;
    for (std::size_t i = 0; i < outcome.classes.size(); ++i)
        changed += outcome.classes[i] != index.reference.classes[i] ? 1 : 0;
    return changed;
}

} // namespace

BOOST_AUTO_TEST_SUITE(index_uncertainty)

BOOST_AUTO_TEST_CASE(other_choices_change_as_many_berlin_classes_as_recomputed) {
    auto variation = varying({Factor::LeftOut, Factor::Normalisation});
    auto index = prepared(berlin(), berlin_status(), variation);
    BOOST_TEST(index.is_linear);
    BOOST_TEST(changed_classes(index, {{1, 1, 1}, Scale::Z, false, 0}) == 0u);
    BOOST_TEST(changed_classes(index, {{1, 1, 1}, Scale::MinMax, false, 0}) == 4u);
    BOOST_TEST(changed_classes(index, {{1, 1, 1}, Scale::RobustZ, false, 0}) == 0u);
    BOOST_TEST(changed_classes(index, {{1, 1, 1}, Scale::Rank, false, 0}) == 72u);
    BOOST_TEST(changed_classes(index, {{0, 1.5, 1.5}, Scale::Z, false, 0}) == 24u);
    BOOST_TEST(changed_classes(index, {{1.5, 0, 1.5}, Scale::Z, false, 0}) == 22u);
    BOOST_TEST(changed_classes(index, {{1.5, 1.5, 0}, Scale::Z, false, 0}) == 17u);
}

BOOST_AUTO_TEST_CASE(dirichlet_weights_leave_the_classes_as_stable_as_recomputed) {
    auto variation = varying({Factor::Weights});
    auto index = prepared(berlin(), berlin_status(), variation);
    uncertainty::Plan plan;
    plan.variation = variation;
    const auto result = uncertainty::simulate(*index.evaluation, index.reference, plan, {});
    BOOST_REQUIRE(result.has_value());
    double stability = 0;
    std::size_t unstable = 0;
    std::vector<double> widths;
    for (const auto& area : result->areas) {
        stability += area.class_stability / 536;
        unstable += area.class_stability < 0.95 ? 1 : 0;
        widths.push_back(area.rank_high - area.rank_low);
    }
    // Dirichlet(10, 10, 10): mean .987, 30 areas below .95, median width of the 90 % interval 10, largest 74.
    BOOST_TEST(std::abs(stability - .987) < .002);
    BOOST_TEST(unstable >= 27u);
    BOOST_TEST(unstable <= 33u);
    BOOST_TEST(std::abs(math::median(widths) - 10) <= 1);
    BOOST_TEST(std::abs(*std::max_element(widths.begin(), widths.end()) - 74) <= 4);
}

BOOST_AUTO_TEST_CASE(small_number_noise_keeps_most_classes) {
    auto variation = varying({Factor::Noise});
    auto index = prepared(berlin(), berlin_status(), variation);
    uncertainty::Plan plan;
    plan.variation = variation;
    plan.draws = 2000;
    const auto result = uncertainty::simulate(*index.evaluation, index.reference, plan, {});
    double stability = 0;
    for (const auto& area : result->areas) stability += area.class_stability / 536;
    BOOST_TEST(std::abs(stability - .97) < .015); // "about .97"
}

BOOST_AUTO_TEST_CASE(fast_draws_are_those_of_the_whole_recipe) {
    const auto table = berlin();
    for (const bool is_odd : {false, true}) {
        auto areas = table;
        if (is_odd) {
            areas.area_keys.resize(201);
            for (auto& column : areas.values) column.resize(201);
        }
        for (int shape = 0; shape < 6; ++shape) {
            auto recipe = berlin_status();
            index::Level& level = recipe.levels[0];
            auto variation =
                varying({Factor::Weights, Factor::LeftOut, Factor::Normalisation, Factor::Noise});
            if (shape == 1) { // no rescaling, mean, quantiles counted from the highest, a turned input
                level.rescale = {};
                level.aggregation = index::Aggregation::Mean;
                level.inputs[1].direction = indicator::Direction::Relief;
                level.classes = {};
                level.classes.kind = index::ClassKind::Quantiles;
                level.classes.count = 5;
                level.classes.quantile_type = 6;
                level.classes.from_highest = true;
            } else if (shape == 2) { // 0 to 100 in hybrid classes
                level.rescale = {};
                level.rescale.scale = Scale::MinMax;
                level.rescale.spread = 100;
                level.classes = {};
                level.classes.kind = index::ClassKind::Hybrid;
                level.classes.count = 9;
            } else if (shape == 3) { // goalposts with a cap, unequal weights, equally wide classes
                level.normalise.scale = Scale::Goalposts;
                for (auto& input : level.inputs) input.goalposts = index::Bounds{2, 30};
                level.inputs[0].weight = 3;
                level.rescale = {};
                level.classes = {};
                level.classes.kind = index::ClassKind::EqualWidth;
                level.classes.count = 4;
                variation.scales.push_back(Scale::Goalposts);
            } else if (shape == 4) { // ranks, low ties, sample deviation, given width of the classes
                level.normalise.scale = Scale::Percentile;
                level.normalise.ties = math::Ties::Lowest;
                level.normalise.deviation = math::Deviation::Sample;
                level.rescale.deviation = math::Deviation::Sample;
                level.classes = {};
                level.classes.kind = index::ClassKind::EqualWidth;
                level.classes.count = 3;
                level.classes.low = -2;
                level.classes.high = 2;
                variation.scales.push_back(Scale::Percentile);
            } else if (shape == 5) { // as they are, moved and stretched
                level.normalise = {};
                level.normalise.centre = 5;
                level.normalise.spread = 2;
                level.rescale = {};
                level.classes.cuts = {{30, false}, {60, true}, {90, true}};
                variation.scales.push_back(Scale::None);
            }
            auto fast = prepared(areas, recipe, variation);
            BOOST_REQUIRE(fast.is_linear);
            const auto whole =
                uncertainty::general_evaluation(areas, recipe, 0, berlin_noise(areas), fast.computed);
            uncertainty::Drawer drawer(variation, fast.reference.weights, fast.reference.scale);
            uncertainty::Draw draw;
            uncertainty::Outcome one;
            uncertainty::Outcome other;
            for (std::uint64_t k = 0; k < 150; ++k) {
                drawer.draw(uncertainty::seeds_of(9, 0, k), draw);
                draw.has_noise = k % 3 != 0;
                BOOST_REQUIRE(fast.evaluation->evaluate(draw, one).has_value());
                const auto done = whole->evaluate(draw, other);
                BOOST_REQUIRE_MESSAGE(done.has_value(), (done ? std::string() : done.error()));
                std::size_t other_ranks = 0;
                std::size_t other_classes = 0;
                for (std::size_t i = 0; i < one.values.size(); ++i) {
                    BOOST_REQUIRE_SMALL(one.values[i] - other.values[i], 1e-8);
                    other_ranks += one.ranks[i] != other.ranks[i] ? 1 : 0;
                    other_classes += one.classes[i] != other.classes[i] ? 1 : 0;
                }
                // Sums of ranks tie; rounding decides whether two ways to the same sum are a tie.
                const bool can_tie = draw.scale == Scale::Rank || draw.scale == Scale::Percentile;
                BOOST_REQUIRE_LE(other_ranks, can_tie ? 6u : 0u);
                BOOST_REQUIRE_LE(other_classes, 0u);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_run_is_repeated_by_its_seed_natively_and_as_wasm) {
    const auto table = berlin();
    auto variation = varying({Factor::Weights, Factor::LeftOut, Factor::Normalisation, Factor::Noise});
    auto index = prepared(table, berlin_status(), variation);
    uncertainty::Plan plan;
    plan.variation = variation;
    plan.seed = 2021;
    plan.draws = 1000;
    plan.kept_draws = 3;
    plan.sobol_draws = 50;
    plan.area = 7;
    const auto one = uncertainty::simulate(*index.evaluation, index.reference, plan, {});
    const auto other = uncertainty::simulate(*index.evaluation, index.reference, plan, {});
    BOOST_REQUIRE(one.has_value());
    BOOST_TEST(one->hash == other->hash);
    BOOST_TEST(one->hash == 14693423569790980726ULL); // of the native run; the wasm run must reach the same
    BOOST_TEST(one->kept_values.size() == 3u);
    BOOST_TEST(one->sensitivity->factors.size() == 4u);
    plan.seed = 2022;
    const auto third = uncertainty::simulate(*index.evaluation, index.reference, plan, {});
    BOOST_TEST(one->hash != third->hash);
}

BOOST_AUTO_TEST_CASE(shares_of_classes_add_up_and_intervals_hold_the_median) {
    test::Random random(6);
    auto recipe = berlin_status();
    recipe.levels[0].inputs.resize(2);
    index::ColumnTable table;
    table.source = "random";
    table.columns = {"S1", "S3"};
    table.values.resize(2);
    for (std::size_t i = 0; i < 40; ++i) {
        table.area_keys.push_back(std::to_string(i));
        for (auto& column : table.values) column.push_back(static_cast<double>(random.below(40U)));
    }
    auto variation = varying({Factor::Weights, Factor::Normalisation});
    auto index = uncertainty::prepare(table, recipe, 0, {}, variation);
    BOOST_REQUIRE(index.has_value());
    uncertainty::Plan plan;
    plan.variation = variation;
    plan.draws = 500;
    const auto result = uncertainty::simulate(*index->evaluation, index->reference, plan, {});
    double shifts = 0;
    for (const auto& area : result->areas) {
        double sum = 0;
        for (const double share : area.class_shares) sum += share;
        BOOST_TEST(std::abs(sum - 1) < 1e-12);
        BOOST_TEST(area.rank_low <= area.rank_median);
        BOOST_TEST(area.rank_median <= area.rank_high);
        shifts += area.rank_shift / 40;
    }
    BOOST_TEST(std::abs(shifts - result->mean_rank_shift) < 1e-9);
    // Nothing varied: nothing moves.
    uncertainty::Plan still;
    still.draws = 10;
    const auto same = uncertainty::simulate(*index->evaluation, index->reference, still, {});
    BOOST_TEST(same->mean_rank_shift == 0);
    for (const auto& area : same->areas) BOOST_TEST(area.class_stability == 1);
}

BOOST_AUTO_TEST_CASE(sobol_gives_all_to_the_only_factor) {
    auto variation = varying({Factor::LeftOut});
    auto index = prepared(berlin(), berlin_status(), variation);
    uncertainty::Plan plan;
    plan.variation = variation;
    plan.draws = 10;
    plan.sobol_draws = 2000;
    plan.area = 100;
    const auto result = uncertainty::simulate(*index.evaluation, index.reference, plan, {});
    BOOST_REQUIRE(result.has_value());
    BOOST_TEST(std::abs(result->sensitivity->rank_shift[0].first - 1) < 0.06);
    BOOST_TEST(std::abs(result->sensitivity->rank_shift[0].total - 1) < 0.06);
    BOOST_TEST(std::abs(result->sensitivity->area_value[0].first - 1) < 0.06);
}

BOOST_AUTO_TEST_CASE(other_forms_run_the_whole_recipe) {
    auto table = berlin();
    auto recipe = berlin_status();
    recipe.levels[0].aggregation = index::Aggregation::Geometric;
    recipe.levels[0].normalise.scale = Scale::MinMax;
    recipe.levels[0].normalise.centre = 1;
    recipe.levels[0].normalise.spread = 99;
    auto variation = varying({Factor::Weights, Factor::LeftOut, Factor::Normalisation, Factor::Noise});
    auto index = prepared(table, recipe, variation);
    BOOST_TEST(!index.is_linear);
    // z-values fall below 0, of which there is no geometric mean: taken out, and said.
    BOOST_TEST(variation.scales.size() == 2u);
    BOOST_REQUIRE(index.notes.size() == 2u);
    BOOST_TEST(index.notes[0].starts_with("Normalisation \"z\" is not drawn: "));
    uncertainty::Plan plan;
    plan.variation = variation;
    plan.draws = 20;
    const auto result = uncertainty::simulate(*index.evaluation, index.reference, plan, {});
    BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? std::string() : result.error()));
    BOOST_TEST(result->mean_rank_shift > 0);
    const auto stopped = uncertainty::simulate(*index.evaluation, index.reference, plan,
                                               [](std::size_t, std::size_t) { return false; });
    BOOST_TEST(stopped.error() == uncertainty::cancelled);
}

BOOST_AUTO_TEST_CASE(what_cannot_vary_is_refused) {
    const auto table = berlin();
    const auto error = [&](const index::CompositeRecipe& recipe, std::initializer_list<Factor> factors,
                           const std::vector<uncertainty::ColumnNoise>& noise = {}) {
        auto variation = varying(factors);
        const auto result = uncertainty::prepare(table, recipe, 0, noise, variation);
        return result ? std::string() : result.error();
    };
    auto one = berlin_status();
    one.levels[0].inputs.resize(1);
    BOOST_TEST(error(one, {Factor::LeftOut}) ==
               "Level \"status\" has 1 indicator; none of them can be left out.");
    BOOST_TEST(error(one, {Factor::Weights}) ==
               "Level \"status\" has one indicator; its weight cannot vary.");
    auto fitted = berlin_status();
    fitted.levels[0].weighting = index::Weighting::FirstComponent;
    fitted.levels[0].anchor = "S1";
    BOOST_TEST(
        error(fitted, {Factor::Weights}) ==
        "Level \"status\": the weights cannot vary, as the data decide them; leave an indicator out or "
        "vary the noise.");
    BOOST_TEST(error(fitted, {Factor::Normalisation}) ==
               "Level \"status\": the normalisation cannot vary, as fitted weights belong to standardised "
               "indicators.");
    BOOST_TEST(error(fitted, {Factor::LeftOut}).empty());
    BOOST_TEST(error(berlin_status(), {Factor::Noise}) ==
               "Noise cannot vary without denominators; name the column with the number of cases behind each "
               "share.");
    BOOST_TEST(error(berlin_status(), {Factor::Noise}, {{"S9", {}}}) ==
               "Recipe \"mss\" does not use column \"S9\", for which denominators are given.");
    BOOST_TEST(
        error(berlin_status(), {Factor::Noise}, {{"S1", std::vector<double>(536, 0.0)}}) ==
        "berlin, area \"01100101\", column \"S1\": the denominator of this share is missing or not above "
        "0.");
}

BOOST_AUTO_TEST_SUITE_END()
