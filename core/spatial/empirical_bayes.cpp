// SPDX-License-Identifier: Apache-2.0
#include "core/spatial/empirical_bayes.hpp"

#include <algorithm>

namespace anker::spatial {

namespace {

/// Mean and variance of the rates of these areas.
Smoothed prior_of(std::span<const std::size_t> areas, std::span<const double> events,
                  std::span<const double> population) {
    double event_sum = 0;
    double population_sum = 0;
    for (const std::size_t i : areas) {
        event_sum += events[i];
        population_sum += population[i];
    }
    Smoothed prior;
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

Smoothed smoothed(Smoothed prior, double events, double population) {
    prior.raw = events / population;
    const double by_chance = prior.mean / population;
    // No events anywhere: nothing is known to differ.
    prior.weight = prior.variance > 0 ? prior.variance / (prior.variance + by_chance) : 0;
    prior.estimate = prior.weight * prior.raw + (1 - prior.weight) * prior.mean;
    return prior;
}

} // namespace

std::vector<Smoothed> empirical_bayes(std::span<const double> events, std::span<const double> population) {
    std::vector<std::size_t> areas;
    for (std::size_t i = 0; i < events.size(); ++i) areas.push_back(i);
    const Smoothed prior = prior_of(areas, events, population);
    std::vector<Smoothed> result;
    for (const std::size_t i : areas) result.push_back(smoothed(prior, events[i], population[i]));
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
        result.push_back(smoothed(prior_of(areas, events, population), events[i], population[i]));
    }
    return result;
}

} // namespace anker::spatial
