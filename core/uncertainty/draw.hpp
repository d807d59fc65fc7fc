// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/normalise.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

/// What an index would be under other choices: seeded draws over its weights, its indicators, its
/// normalisation and the noise of small numbers (OECD/JRC, Handbook on Constructing Composite Indicators,
/// step 7; Saisana, Saltelli and Tarantola 2005).
namespace anker::uncertainty {

enum class Factor { Weights, LeftOut, Normalisation, Noise };
constexpr std::size_t factor_count = 4;
constexpr std::array<std::string_view, factor_count> factor_names{"weights", "left_out", "normalisation",
                                                                  "noise"};

/// Which choices vary, and how.
struct Variation {
    std::array<bool, factor_count> varies{};
    /// Weights are Dirichlet with concentrations this times their number times their share: 10 with three
    /// equal weights is Dirichlet(10, 10, 10). Larger = nearer to the recipe's.
    double concentration = 10;
    /// Each as likely as the others.
    std::vector<index::Scale> scales;
    [[nodiscard]] bool is_varied(Factor factor) const { return varies[static_cast<std::size_t>(factor)]; }
};

/// One random number for each factor: what a draw is made of. Changing one changes that factor alone, which
/// is what Sobol's indices need.
using Seeds = std::array<std::uint64_t, factor_count>;
/// `stream` tells apart draws of the same number for different purposes.
[[nodiscard]] Seeds seeds_of(std::uint64_t seed, std::uint64_t stream, std::uint64_t draw);

/// One set of choices.
struct Draw {
    std::vector<double> weights; ///< per input, 0 = left out; their sum is that of the recipe's
    index::Scale scale = index::Scale::None;
    bool has_noise = false;
    std::uint64_t noise_seed = 0;
};

/// Makes draws from seeds. `weights` are the recipe's (none negative, one above 0) and `scale` its
/// normalisation, used where they do not vary. An indicator is left out as often as any other, and as often
/// as none.
class Drawer {
public:
    Drawer(Variation variation, std::vector<double> weights, index::Scale scale);
    void draw(const Seeds& seeds, Draw& into);
    /// Nothing varied.
    [[nodiscard]] Draw reference() const;

private:
    Variation m_variation;
    std::vector<double> m_weights;
    index::Scale m_scale;
    std::vector<std::size_t> m_used; ///< inputs with a weight
    std::vector<double> m_concentrations;
    std::vector<double> m_shares;
    double m_sum = 0;
};

/// Seed of the noise of one column: independent of which other columns are used.
[[nodiscard]] std::uint64_t noise_seed_of(std::uint64_t noise_seed, std::size_t column);

/// What one draw says about every area. All three have one entry per area.
struct Outcome {
    std::vector<double> values;
    std::vector<std::uint32_t> ranks;   ///< 1 = highest value; equal ones share the best rank
    std::vector<std::uint16_t> classes; ///< 1 and up; 0 where there are no classes
};

} // namespace anker::uncertainty
