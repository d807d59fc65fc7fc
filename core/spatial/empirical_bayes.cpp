// SPDX-License-Identifier: Apache-2.0
#include "core/spatial/empirical_bayes.hpp"

#include <algorithm>

namespace anker::spatial {

namespace {

/// Mean and variance of the rates of some areas.
struct Prior {
    double mean = 0;
    double variance = 0;
};

Prior prior_of(std::span<const std::size_t> areas, std::span<const double> events,
               std::span<const double> population) {
    double event_sum = 0;
    double population_sum = 0;
    for (const std::size_t i : areas) {
        event_sum += events[i];
        population_sum += population[i];
    }
    Prior prior;
    prior.mean = event_sum / population_sum;
    double squares = 0;
    for (const std::size_t i : areas) {
        const double distance = events[i] / population[i] - prior.mean;
        squares += population[i] * distance * distance;
    }
    const double population_mean = population_sum / static_cast<double>(areas.size());
    prior.variance = std::max(0.0, squares / population_sum - prior.mean / population_mean);
    return prior;
}

} // namespace

Smoothed drawn_to_mean(double mean, double variance, double events, double population) {
    Smoothed area;
    area.raw = events / population;
    area.mean = mean;
    area.variance = variance;
    // Without variance nothing is known to differ; without events anywhere 0 / 0 would follow.
    area.weight = variance > 0 ? variance / (variance + mean / population) : 0;
    area.estimate = area.weight * area.raw + (1 - area.weight) * mean;
    return area;
}

std::vector<Smoothed> empirical_bayes(std::span<const double> events, std::span<const double> population) {
    std::vector<std::size_t> areas;
    for (std::size_t i = 0; i < events.size(); ++i) areas.push_back(i);
    const Prior prior = prior_of(areas, events, population);
    std::vector<Smoothed> result;
    for (const std::size_t i : areas)
        result.push_back(drawn_to_mean(prior.mean, prior.variance, events[i], population[i]));
    return result;
}

std::vector<Smoothed> spatial_empirical_bayes(std::span<const double> events,
                                              std::span<const double> population,
                                              const Neighbours& neighbours) {
    const Neighbours around = with_self(neighbours);
    std::vector<Smoothed> result;
    std::vector<std::size_t> areas;
    for (std::size_t i = 0; i < events.size(); ++i) {
        areas.clear();
        for (const Link& link : around.of[i]) areas.push_back(link.area);
        const Prior prior = prior_of(areas, events, population);
        result.push_back(drawn_to_mean(prior.mean, prior.variance, events[i], population[i]));
    }
    return result;
}

} // namespace anker::spatial
