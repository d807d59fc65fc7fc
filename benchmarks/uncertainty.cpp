// SPDX-License-Identifier: Apache-2.0
// How long do 10,000 draws of an index of 536 areas and 3 indicators take, with weights, left-out indicator,
// normalisation and noise all varied? Checks that every run gives the same draws, and writes what
// uncertainty_reference.py compares, before it prints a time.
//
//   uncertainty VALUES.csv [INTERVALS.csv]
#include "core/jobs/value_table.hpp"
#include "core/uncertainty/recipe_index.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>

namespace {

using namespace anker;
using Clock = std::chrono::steady_clock;

index::CompositeRecipe recipe_of(const std::vector<std::string>& columns) {
    index::CompositeRecipe recipe;
    recipe.id = "benchmark";
    index::Level& level = recipe.levels.emplace_back();
    level.id = "status";
    for (const std::string& column : columns) {
        index::Input& input = level.inputs.emplace_back();
        input.column = column;
        input.unit = index::Unit::Percent;
    }
    level.normalise.scale = index::Scale::Z;
    level.rescale.scale = index::Scale::Z;
    level.classes.kind = index::ClassKind::Cuts;
    level.classes.cuts = {{-1, false}, {1, true}, {1.5, true}};
    return recipe;
}

int fail(const std::string& sentence) {
    std::fprintf(stderr, "uncertainty: %s\n", sentence.c_str());
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) return fail("give VALUES.csv");
    std::ifstream file(argv[1], std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    const std::vector<std::string> indicators{"S1", "S3", "S4"};
    const auto values =
        jobs::read_values({argv[1], bytes.str()}, std::vector<std::string>{"S1", "S3", "S4", "ew"});
    if (!values) return fail(values.error());
    const index::ColumnTable table{values->file,    values->keys,   values->lines,
                                   values->columns, values->values, {}};
    std::vector<uncertainty::ColumnNoise> noise;
    for (const std::string& column : indicators) noise.push_back({column, *values->find("ew")});
    uncertainty::Plan plan;
    plan.variation.varies = {true, true, true, true};
    plan.variation.scales = {index::Scale::Z, index::Scale::RobustZ, index::Scale::MinMax,
                             index::Scale::Rank};
    plan.seed = 1;
    plan.draws = 10'000;
    auto index = uncertainty::prepare(table, recipe_of(indicators), 0, noise, plan.variation);
    if (!index) return fail(index.error());

    constexpr int runs = 15;
    std::vector<double> ms;
    std::uint64_t hash = 0;
    for (int run = 0; run < runs; ++run) {
        const auto from = Clock::now();
        const auto result = uncertainty::simulate(*index->evaluation, index->reference, plan, {});
        ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - from).count());
        if (!result) return fail(result.error());
        if (run > 0 && result->hash != hash) return fail("run " + std::to_string(run) + " drew otherwise");
        hash = result->hash;
        if (run > 0 || argc < 3) continue;
        std::ofstream out(argv[2]);
        out << "area,rank_median,rank_low,rank_high,class_stability\n";
        for (std::size_t i = 0; i < result->areas.size(); ++i) {
            const uncertainty::AreaUncertainty& area = result->areas[i];
            out << values->keys[i] << ',' << area.rank_median << ',' << area.rank_low << ',' << area.rank_high
                << ',' << area.class_stability << '\n';
        }
    }
    std::sort(ms.begin(), ms.end());
    std::printf("%zu draws, %zu areas, %zu indicators: median %.1f ms of %d runs (%.1f to %.1f), hash %llu\n",
                plan.draws, values->areas(), indicators.size(), ms[runs / 2], runs, ms.front(), ms.back(),
                static_cast<unsigned long long>(hash));
    return 0;
}
