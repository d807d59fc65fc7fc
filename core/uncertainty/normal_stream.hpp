// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

namespace anker::uncertainty {

/// SplitMix64's way from a counter to a random number (Steele, Lea and Flood 2014). Also turns a seed and a
/// number into a seed that has nothing to do with its neighbours.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}
constexpr std::uint64_t golden_step = 0x9E3779B97F4A7C15ULL;

/// Layers of equal area under the normal density (Marsaglia and Tsang 2000, 256 layers).
struct Ziggurat {
    std::array<double, 256> width{};       ///< of a layer, per step of the 24-bit number
    std::array<double, 256> density{};     ///< at its right end
    std::array<std::int32_t, 256> inner{}; ///< numbers below it lie under the density for certain
    [[nodiscard]] static const Ziggurat& get();
};

/// Many standard normal numbers from a seed, the same natively and as wasm: about one in 70 needs more than a
/// table and a product. A second generator beside math::Random, because small-number noise needs one number
/// per area, indicator and draw.
class NormalStream {
public:
    explicit NormalStream(std::uint64_t seed) : m_state(seed) {}

    /// Two of them: 24 bits and a layer of 8 bits for each out of one random word.
    void draw(double& first, double& second) {
        const std::uint64_t word = next();
        first = from(static_cast<std::uint32_t>(word));
        second = from(static_cast<std::uint32_t>(word >> 32));
    }

private:
    [[nodiscard]] std::uint64_t next() { return mixed(m_state += golden_step); }
    [[nodiscard]] double from(std::uint32_t bits) {
        const std::uint32_t layer = bits & 255U;
        const std::int32_t number = static_cast<std::int32_t>(bits) >> 8;
        if ((number < 0 ? -number : number) < m_ziggurat.inner[layer])
            return number * m_ziggurat.width[layer];
        return rare(number, layer);
    }
    /// The edge of a layer, or the tail.
    [[nodiscard]] double rare(std::int32_t number, std::uint32_t layer);

    std::uint64_t m_state;
    const Ziggurat& m_ziggurat = Ziggurat::get();
};

} // namespace anker::uncertainty
