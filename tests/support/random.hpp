// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace anker::test {

/// SplitMix64: the same numbers natively and as wasm.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    /// 0 .. limit - 1
    template <class T>
    T below(T limit) {
        return static_cast<T>(next() % static_cast<std::uint64_t>(limit));
    }

private:
    std::uint64_t m_state;
};

} // namespace anker::test
