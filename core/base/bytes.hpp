// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace anker::base {

/// Writes little-endian numbers, LEB128 varints and length-prefixed text.
class ByteWriter {
public:
    void u8(std::uint8_t value) { m_bytes.push_back(value); }
    void u16(std::uint16_t value);
    void u32(std::uint32_t value);
    void u64(std::uint64_t value);
    void i32(std::int32_t value) { u32(static_cast<std::uint32_t>(value)); }
    void varint(std::uint64_t value);
    /// Zigzag: small negative numbers stay short.
    void signed_varint(std::int64_t value);
    void text(std::string_view value);
    void raw(std::span<const std::uint8_t> value) {
        m_bytes.insert(m_bytes.end(), value.begin(), value.end());
    }

    [[nodiscard]] const std::vector<std::uint8_t>& bytes() const { return m_bytes; }
    [[nodiscard]] std::vector<std::uint8_t> take() { return std::move(m_bytes); }

private:
    std::vector<std::uint8_t> m_bytes;
};

/// Reads what ByteWriter wrote. A read past the end sets `failed` and returns zeros from then on, so a
/// decoder checks once at the end; counts must still be checked against `remaining` before memory is
/// reserved.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::uint8_t> bytes) : m_bytes(bytes) {}

    std::uint8_t u8();
    std::uint16_t u16();
    std::uint32_t u32();
    std::uint64_t u64();
    std::int32_t i32() { return static_cast<std::int32_t>(u32()); }
    std::uint64_t varint();
    std::int64_t signed_varint();
    std::string text();
    /// A count of elements that take at least `bytes_each`; fails where the rest could not hold them.
    std::size_t count(std::size_t bytes_each);
    std::span<const std::uint8_t> raw(std::size_t size);

    [[nodiscard]] bool failed() const { return m_failed; }
    void fail() { m_failed = true; }
    [[nodiscard]] std::size_t position() const { return m_position; }
    [[nodiscard]] std::size_t remaining() const { return m_bytes.size() - m_position; }

private:
    bool need(std::size_t size);
    std::span<const std::uint8_t> m_bytes;
    std::size_t m_position = 0;
    bool m_failed = false;
};

} // namespace anker::base
