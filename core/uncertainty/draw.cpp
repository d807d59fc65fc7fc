// SPDX-License-Identifier: Apache-2.0
#include "core/uncertainty/draw.hpp"

#include "core/math/random.hpp"
#include "core/uncertainty/normal_stream.hpp"

namespace anker::uncertainty {

Seeds seeds_of(std::uint64_t seed, std::uint64_t stream, std::uint64_t draw) {
    Seeds seeds{};
    const std::uint64_t base = mixed(mixed(mixed(seed + golden_step) + stream + golden_step) + draw);
    for (std::size_t factor = 0; factor < factor_count; ++factor)
        seeds[factor] = mixed(base + (factor + 1) * golden_step);
    return seeds;
}

std::uint64_t noise_seed_of(std::uint64_t noise_seed, std::size_t column) {
    return mixed(noise_seed + (column + 1) * golden_step);
}

Drawer::Drawer(Variation variation, std::vector<double> weights, index::Scale scale)
    : m_variation(std::move(variation)), m_weights(std::move(weights)), m_scale(scale) {
    for (std::size_t i = 0; i < m_weights.size(); ++i) {
        if (!(m_weights[i] > 0)) continue;
        m_used.push_back(i);
        m_sum += m_weights[i];
    }
    for (const std::size_t i : m_used) {
        m_concentrations.push_back(m_variation.concentration * static_cast<double>(m_used.size()) *
                                   m_weights[i] / m_sum);
    }
    m_shares.resize(m_used.size());
}

void Drawer::draw(const Seeds& seeds, Draw& into) {
    into.weights.assign(m_weights.begin(), m_weights.end());
    if (m_variation.is_varied(Factor::Weights)) {
        math::Random random(seeds[static_cast<std::size_t>(Factor::Weights)]);
        random.dirichlet(m_concentrations, m_shares);
        for (std::size_t k = 0; k < m_used.size(); ++k) into.weights[m_used[k]] = m_shares[k] * m_sum;
    }
    if (m_variation.is_varied(Factor::LeftOut)) {
        math::Random random(seeds[static_cast<std::size_t>(Factor::LeftOut)]);
        const auto which = static_cast<std::size_t>(random.below(m_used.size() + 1));
        if (which < m_used.size()) {
            double rest = 0;
            into.weights[m_used[which]] = 0;
            for (const double weight : into.weights) rest += weight;
            for (double& weight : into.weights) weight *= m_sum / rest;
        }
    }
    into.scale = m_scale;
    if (m_variation.is_varied(Factor::Normalisation)) {
        math::Random random(seeds[static_cast<std::size_t>(Factor::Normalisation)]);
        into.scale = m_variation.scales[static_cast<std::size_t>(random.below(m_variation.scales.size()))];
    }
    into.has_noise = m_variation.is_varied(Factor::Noise);
    into.noise_seed = seeds[static_cast<std::size_t>(Factor::Noise)];
}

Draw Drawer::reference() const {
    return {m_weights, m_scale, false, 0};
}

} // namespace anker::uncertainty
