// SPDX-License-Identifier: Apache-2.0
#include "core/base/bytes.hpp"

namespace anker::base {

void ByteWriter::u16(std::uint16_t value) {
    u8(static_cast<std::uint8_t>(value));
    u8(static_cast<std::uint8_t>(value >> 8));
}

void ByteWriter::u32(std::uint32_t value) {
    for (int i = 0; i < 4; ++i) u8(static_cast<std::uint8_t>(value >> (8 * i)));
}

void ByteWriter::u64(std::uint64_t value) {
    for (int i = 0; i < 8; ++i) u8(static_cast<std::uint8_t>(value >> (8 * i)));
}

void ByteWriter::varint(std::uint64_t value) {
    while (value >= 128) {
        u8(static_cast<std::uint8_t>(value | 128));
        value >>= 7;
    }
    u8(static_cast<std::uint8_t>(value));
}

void ByteWriter::signed_varint(std::int64_t value) {
    varint((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

void ByteWriter::text(std::string_view value) {
    varint(value.size());
    m_bytes.insert(m_bytes.end(), value.begin(), value.end());
}

bool ByteReader::need(std::size_t size) {
    if (m_failed || remaining() < size) {
        m_failed = true;
        return false;
    }
    return true;
}

std::uint8_t ByteReader::u8() {
    if (!need(1)) return 0;
    return m_bytes[m_position++];
}

std::uint16_t ByteReader::u16() {
    const std::uint16_t low = u8();
    return static_cast<std::uint16_t>(low | (u8() << 8));
}

std::uint32_t ByteReader::u32() {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value |= static_cast<std::uint32_t>(u8()) << (8 * i);
    return value;
}

std::uint64_t ByteReader::u64() {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) value |= static_cast<std::uint64_t>(u8()) << (8 * i);
    return value;
}

std::uint64_t ByteReader::varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const std::uint8_t byte = u8();
        value |= static_cast<std::uint64_t>(byte & 127) << shift;
        if (byte < 128) return value;
    }
    m_failed = true; // more than ten bytes: not written by us
    return 0;
}

std::int64_t ByteReader::signed_varint() {
    const std::uint64_t value = varint();
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

std::string ByteReader::text() {
    const std::uint64_t size = varint();
    if (size > remaining()) {
        m_failed = true;
        return {};
    }
    const auto bytes = raw(static_cast<std::size_t>(size));
    return {bytes.begin(), bytes.end()};
}

std::size_t ByteReader::count(std::size_t bytes_each) {
    const std::uint64_t value = varint();
    if (value > remaining() / (bytes_each == 0 ? 1 : bytes_each)) {
        m_failed = true;
        return 0;
    }
    return static_cast<std::size_t>(value);
}

std::span<const std::uint8_t> ByteReader::raw(std::size_t size) {
    if (!need(size)) return {};
    const auto part = m_bytes.subspan(m_position, size);
    m_position += size;
    return part;
}

} // namespace anker::base
