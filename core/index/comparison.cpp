// SPDX-License-Identifier: Apache-2.0
#include "core/index/comparison.hpp"

#include "core/index/benefit_of_doubt.hpp"
#include "core/tabular/sentence.hpp"

namespace anker::index {

namespace {

Expected<void, std::string> outrank(const Level& level, const std::vector<std::vector<double>>& values,
                                    LevelResult& result, std::vector<std::string>& notes) {
    const std::size_t n = result.aggregate.size();
    if (n > most_outranked)
        return failure("outranking compares all pairs, and " + std::to_string(n) +
                       " areas are too many (at most " + std::to_string(most_outranked) + "); use a mean.");
    std::vector<double> weights;
    for (InputResult& input : result.inputs) {
        weights.push_back(input.weight);
        const std::vector<double> ranks = math::ranks(input.normalised, math::Ties::Average);
        for (std::size_t i = 0; i < n; ++i)
            input.weighted[i] = input.weight * (ranks[i] - 1) / static_cast<double>(n - 1);
    }
    result.outranking = outranking_matrix(values, weights);
    result.ranking = ranking_of_maximal_support(*result.outranking);
    const std::vector<std::size_t>& order = result.ranking->order;
    for (std::size_t place = 0; place < n; ++place)
        result.aggregate[order[place]] = static_cast<double>(n - 1 - place);
    if (result.ranking->search == RankingSearch::LocalSearch) {
        notes.push_back(
            "Level " + tabular::in_quotes(level.id) + ": " + std::to_string(result.ranking->largest_circle) +
            " areas beat each other in a circle, too many to search all rankings (exact up to " +
            std::to_string(most_exact) +
            "); this ranking gains no support by moving any one area, and another one may have more.");
    }
    return {};
}

Expected<void, std::string>
give_the_benefit(const Level& level, const std::vector<std::vector<double>>& values, LevelResult& result) {
    const std::size_t n = result.aggregate.size();
    if (n > most_doubted)
        return failure(std::to_string(n) + " areas are too many for weights of each area's own (at most " +
                       std::to_string(most_doubted) + "); use a mean.");
    std::vector<std::string> names;
    for (const InputResult& input : result.inputs) names.push_back(input.name);
    ANKER_TRY(BenefitOfDoubt best, benefit_of_doubt(values, names, level.weight_shares));
    result.aggregate = std::move(best.values);
    for (std::size_t j = 0; j < result.inputs.size(); ++j) {
        InputResult& input = result.inputs[j];
        input.area_weights = std::move(best.weights[j]);
        for (std::size_t i = 0; i < n; ++i) input.weighted[i] = input.normalised[i] * input.area_weights[i];
    }
    return {};
}

} // namespace

Expected<void, std::string> aggregate_by_comparison(const Level& level, LevelResult& result,
                                                    std::vector<std::string>& notes) {
    std::vector<std::vector<double>> values;
    for (const InputResult& input : result.inputs) values.push_back(input.normalised);
    if (level.aggregation == Aggregation::Outranking) return outrank(level, values, result, notes);
    return give_the_benefit(level, values, result);
}

} // namespace anker::index
