// SPDX-License-Identifier: Apache-2.0
#include "core/uncertainty/simulate.hpp"

#include "core/uncertainty/normal_stream.hpp"

#include <algorithm>
#include <cmath>

namespace anker::uncertainty {

namespace {

/// How often each area had each rank and class.
class Counts {
public:
    Counts(const Reference& reference)
        : m_areas(reference.values.size()), m_classes(static_cast<std::size_t>(reference.class_count) + 1),
          m_class_counts(m_areas * m_classes), m_shifts(m_areas) {
        // 64 MiB at most: exact up to 4,096 areas, in steps of several ranks beyond.
        constexpr std::size_t most_cells = 16'777'216;
        while (m_areas * ((m_areas + m_step - 1) / m_step) > most_cells) ++m_step;
        m_bins = (m_areas + m_step - 1) / m_step;
        m_rank_counts.resize(m_areas * m_bins);
        for (const double rank : reference.ranks)
            m_reference.push_back(static_cast<std::uint32_t>(std::floor(rank)));
    }

    /// Mean distance of the ranks to those of the recipe.
    double add(const Outcome& outcome) {
        std::uint64_t shift = 0;
        const std::uint32_t* const ranks = outcome.ranks.data();
        const std::uint16_t* const classes = outcome.classes.data();
        std::uint64_t hash = m_hash;
        for (std::size_t i = 0; i < m_areas; ++i) {
            const std::uint32_t rank = ranks[i];
            ++m_rank_counts[i * m_bins + (m_step == 1 ? rank - 1 : (rank - 1) / m_step)];
            ++m_class_counts[i * m_classes + classes[i]];
            const std::uint32_t distance =
                rank > m_reference[i] ? rank - m_reference[i] : m_reference[i] - rank;
            m_shifts[i] += distance;
            shift += distance;
            hash += mixed_in(rank, classes[i], i);
        }
        m_hash = mixed(hash + golden_step);
        return static_cast<double>(shift) / static_cast<double>(m_areas);
    }

    [[nodiscard]] std::size_t step() const { return m_step; }
    [[nodiscard]] std::uint64_t hash() const { return m_hash; }

    [[nodiscard]] AreaUncertainty area(std::size_t i, std::size_t draws, double interval,
                                       int own_class) const {
        AreaUncertainty result;
        const double n = static_cast<double>(draws);
        const double tail = (1 - interval) / 2;
        const std::uint32_t* const counts = m_rank_counts.data() + i * m_bins;
        // The smallest rank that so many of the draws do not exceed.
        const auto bin_of = [&](double share) {
            std::uint64_t sum = 0;
            std::size_t bin = 0;
            for (; bin + 1 < m_bins; ++bin) {
                sum += counts[bin];
                if (static_cast<double>(sum) >= share * n - 1e-9) break;
            }
            return bin;
        };
        const auto first_rank = [&](std::size_t bin) { return static_cast<double>(bin * m_step + 1); };
        const auto last_rank = [&](std::size_t bin) {
            return static_cast<double>(std::min((bin + 1) * m_step, m_areas));
        };
        const std::size_t middle = bin_of(0.5);
        result.rank_median = std::floor((first_rank(middle) + last_rank(middle)) / 2);
        result.rank_low = first_rank(bin_of(tail));
        result.rank_high = last_rank(bin_of(1 - tail));
        result.rank_shift = static_cast<double>(m_shifts[i]) / n;
        for (std::size_t k = 1; k < m_classes; ++k)
            result.class_shares.push_back(m_class_counts[i * m_classes + k] / n);
        if (own_class > 0)
            result.class_stability = result.class_shares[static_cast<std::size_t>(own_class) - 1];
        return result;
    }

private:
    /// Cheap, and different for an exchange of two areas.
    [[nodiscard]] static std::uint64_t mixed_in(std::uint32_t rank, std::uint16_t number, std::size_t area) {
        return (static_cast<std::uint64_t>(rank) << 8 ^ number) * (2 * area + golden_step);
    }

    std::size_t m_areas;
    std::size_t m_classes; ///< with class 0 = none
    std::size_t m_step = 1;
    std::size_t m_bins = 0;
    std::vector<std::uint32_t> m_rank_counts; ///< [area][bin]
    std::vector<std::uint32_t> m_class_counts;
    std::vector<std::uint64_t> m_shifts;
    std::vector<std::uint32_t> m_reference;
    std::uint64_t m_hash = 0;
};

/// Streams of draws that have nothing to do with each other.
enum Stream : std::uint64_t { Main, Other };

/// One draw after another, with a word to the caller now and then.
class Runner {
public:
    Runner(Evaluation& evaluation, const Reference& reference, const Plan& plan, const Progress& progress,
           std::size_t total)
        : m_evaluation(evaluation), m_drawer(plan.variation, reference.weights, reference.scale),
          m_progress(progress), m_total(total) {}

    [[nodiscard]] Expected<void, std::string> run(const Seeds& seeds) {
        constexpr std::size_t between_words = 64;
        if (m_done % between_words == 0 && m_progress && !m_progress(m_done, m_total))
            return failure(std::string(cancelled));
        ++m_done;
        m_drawer.draw(seeds, m_draw);
        return m_evaluation.evaluate(m_draw, m_outcome);
    }
    [[nodiscard]] const Outcome& outcome() const { return m_outcome; }

private:
    Evaluation& m_evaluation;
    Drawer m_drawer;
    const Progress& m_progress;
    std::size_t m_total;
    std::size_t m_done = 0;
    Draw m_draw;
    Outcome m_outcome;
};

double rank_shift(const Outcome& outcome, const Reference& reference) {
    double shift = 0;
    for (std::size_t i = 0; i < outcome.ranks.size(); ++i)
        shift += std::abs(static_cast<double>(outcome.ranks[i]) - reference.ranks[i]);
    return shift / static_cast<double>(outcome.ranks.size());
}

Expected<Sensitivity, std::string> sensitivity_of(Runner& runner, const Reference& reference,
                                                  const Plan& plan) {
    Sensitivity result;
    for (std::size_t k = 0; k < factor_count; ++k) {
        if (plan.variation.varies[k]) result.factors.push_back(static_cast<Factor>(k));
    }
    struct Results {
        std::vector<double> shift;
        std::vector<double> value;
    };
    Results at_a;
    Results at_b;
    std::vector<Results> at_mixed(result.factors.size());
    const auto run = [&](const Seeds& seeds, Results& into) -> Expected<void, std::string> {
        ANKER_DO(runner.run(seeds));
        into.shift.push_back(rank_shift(runner.outcome(), reference));
        into.value.push_back(plan.area ? runner.outcome().values[*plan.area] : 0);
        return {};
    };
    for (std::size_t draw = 0; draw < plan.sobol_draws; ++draw) {
        const Seeds a = seeds_of(plan.seed, Main, draw);
        const Seeds b = seeds_of(plan.seed, Other, draw);
        ANKER_DO(run(a, at_a));
        ANKER_DO(run(b, at_b));
        for (std::size_t k = 0; k < result.factors.size(); ++k) {
            Seeds mixed_seeds = a;
            const auto factor = static_cast<std::size_t>(result.factors[k]);
            mixed_seeds[factor] = b[factor];
            ANKER_DO(run(mixed_seeds, at_mixed[k]));
        }
    }
    std::vector<std::vector<double>> shifts;
    std::vector<std::vector<double>> values;
    for (Results& results : at_mixed) {
        shifts.push_back(std::move(results.shift));
        values.push_back(std::move(results.value));
    }
    result.rank_shift = sobol_indices(at_a.shift, at_b.shift, shifts);
    if (plan.area) result.area_value = sobol_indices(at_a.value, at_b.value, values);
    return result;
}

} // namespace

Expected<Uncertainty, std::string> simulate(Evaluation& evaluation, const Reference& reference,
                                            const Plan& plan, const Progress& progress) {
    std::size_t factors = 0;
    for (const bool is_varied : plan.variation.varies) factors += is_varied ? 1 : 0;
    const std::size_t total = plan.draws + plan.sobol_draws * (2 + factors);
    Runner runner(evaluation, reference, plan, progress, total);
    Counts counts(reference);
    Uncertainty result;
    std::vector<double> shifts;
    shifts.reserve(plan.draws);
    for (std::size_t draw = 0; draw < plan.draws; ++draw) {
        ANKER_DO(runner.run(seeds_of(plan.seed, Main, draw)));
        shifts.push_back(counts.add(runner.outcome()));
        if (draw < plan.kept_draws) result.kept_values.push_back(runner.outcome().values);
    }
    result.rank_step = counts.step();
    result.hash = counts.hash();
    for (std::size_t i = 0; i < reference.values.size(); ++i)
        result.areas.push_back(counts.area(i, plan.draws, plan.interval, reference.classes[i]));
    for (const double shift : shifts) result.mean_rank_shift += shift / static_cast<double>(plan.draws);
    std::sort(shifts.begin(), shifts.end());
    const double tail = (1 - plan.interval) / 2;
    result.rank_shift_low = math::quantile_of_sorted(shifts, tail, 7);
    result.rank_shift_high = math::quantile_of_sorted(shifts, 1 - tail, 7);
    if (plan.sobol_draws > 0) {
        ANKER_TRY(result.sensitivity, sensitivity_of(runner, reference, plan));
    }
    return result;
}

} // namespace anker::uncertainty
