// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace anker::base {

/// FNV-1a, 64 bits: the same value natively, as wasm and after years. For comparing states and finding
/// changes; not for secrets.
class StableHash {
public:
    void add_bytes(const void* data, std::size_t size) {
        const auto* bytes = static_cast<const unsigned char*>(data);
        for (std::size_t i = 0; i < size; ++i) m_value = (m_value ^ bytes[i]) * 1099511628211ULL;
    }
    void add(std::uint64_t number) {
        for (int i = 0; i < 8; ++i) m_value = (m_value ^ ((number >> (8 * i)) & 255)) * 1099511628211ULL;
    }
    void add(std::string_view text) {
        add(static_cast<std::uint64_t>(text.size()));
        add_bytes(text.data(), text.size());
    }
    [[nodiscard]] std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 14695981039346656037ULL;
};

} // namespace anker::base
