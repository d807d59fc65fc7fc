// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace anker::math {

/// Random numbers from a seed, the same natively and as wasm: xoshiro256** (Blackman and Vigna 2018), its
/// state filled by SplitMix64. Not for secrets.
class Random {
public:
    explicit Random(std::uint64_t seed);

    [[nodiscard]] std::uint64_t next();
    /// 0 <= u < 1, in steps of 2^-53.
    [[nodiscard]] double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    /// 0 .. limit - 1, each equally often (values that would favour some are drawn again). `limit` > 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t limit);
    /// Standard normal (polar method: Marsaglia and Bray 1964).
    [[nodiscard]] double normal();
    /// Gamma with this shape > 0 and scale 1 (Marsaglia and Tsang 2000).
    [[nodiscard]] double gamma(double shape);
    /// Shares that add up to 1, Dirichlet with these concentrations > 0; as many as `shares` holds.
    void dirichlet(std::span<const double> concentrations, std::span<double> shares);
    /// Every order equally likely (Fisher and Yates).
    template <class T>
    void shuffle(std::span<T> values) {
        for (std::size_t i = values.size(); i > 1; --i) {
            const auto j = static_cast<std::size_t>(below(i));
            const T kept = values[i - 1];
            values[i - 1] = values[j];
            values[j] = kept;
        }
    }

private:
    std::array<std::uint64_t, 4> m_state{};
    double m_spare = 0;
    bool m_has_spare = false;
};

} // namespace anker::math
