// SPDX-License-Identifier: Apache-2.0
#include "core/representativity/strata.hpp"

namespace anker::representativity {

namespace {

/// Strata from `first` to `last`, both included.
struct Group {
    std::size_t first = 0;
    std::size_t last = 0;
    bool is_empty = false; ///< population without respondents
};

std::size_t shared_categories(const Stratum& a, const Stratum& b) {
    std::size_t shared = 0;
    while (shared < a.categories.size() && a.categories[shared] == b.categories[shared]) ++shared;
    return shared;
}

} // namespace

std::vector<std::size_t> join_empty_strata(std::span<const Stratum> strata) {
    std::vector<Group> groups;
    for (std::size_t s = 0; s < strata.size(); ++s)
        groups.push_back({s, s, strata[s].population > 0 && !(strata[s].respondents > 0)});
    for (std::size_t g = 0; g < groups.size() && groups.size() > 1;) {
        if (!groups[g].is_empty) {
            ++g;
            continue;
        }
        bool joins_next = g == 0;
        if (g > 0 && g + 1 < groups.size()) {
            const std::size_t before = shared_categories(strata[groups[g - 1].last], strata[groups[g].first]);
            const std::size_t after = shared_categories(strata[groups[g].last], strata[groups[g + 1].first]);
            joins_next = after >= before;
        }
        const std::size_t left = joins_next ? g : g - 1;
        Group& kept = groups[left];
        const Group& other = groups[left + 1];
        double respondents = 0;
        double population = 0;
        for (std::size_t s = kept.first; s <= other.last; ++s) {
            respondents += strata[s].respondents;
            population += strata[s].population;
        }
        kept.last = other.last;
        kept.is_empty = population > 0 && !(respondents > 0);
        groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(left) + 1);
        g = left; // it may still be empty
    }
    std::vector<std::size_t> group_of(strata.size(), 0);
    for (std::size_t g = 0; g < groups.size(); ++g) {
        for (std::size_t s = groups[g].first; s <= groups[g].last; ++s) group_of[s] = g;
    }
    return group_of;
}

std::vector<double> poststratified_weights(std::span<const Stratum> strata,
                                           std::span<const std::size_t> groups) {
    std::vector<double> population(strata.size(), 0);
    std::vector<double> respondents(strata.size(), 0);
    for (std::size_t s = 0; s < strata.size(); ++s) {
        population[groups[s]] += strata[s].population;
        respondents[groups[s]] += strata[s].respondents;
    }
    std::vector<double> weights;
    for (std::size_t s = 0; s < strata.size(); ++s) {
        const std::size_t g = groups[s];
        weights.push_back(respondents[g] > 0 ? population[g] / respondents[g] : 0);
    }
    return weights;
}

} // namespace anker::representativity
