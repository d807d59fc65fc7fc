// SPDX-License-Identifier: Apache-2.0
#include "core/access/street_bytes.hpp"

#include "core/base/bytes.hpp"

namespace anker::access {

namespace {

constexpr std::uint32_t streets_magic = 0x31545341; // "AST1"

constexpr bool is_on_earth(std::int64_t lon_e7, std::int64_t lat_e7) {
    return lon_e7 >= -1'800'000'000 && lon_e7 <= 1'800'000'000 && lat_e7 >= -900'000'000 &&
           lat_e7 <= 900'000'000;
}

} // namespace

std::vector<std::uint8_t> encode(std::span<const StreetLine> lines) {
    base::ByteWriter out;
    out.u32(streets_magic);
    out.varint(lines.size());
    geo::Position last;
    for (const StreetLine& line : lines) {
        out.varint(line.size());
        for (const geo::Position p : line) {
            out.signed_varint(std::int64_t{p.lon_e7} - last.lon_e7);
            out.signed_varint(std::int64_t{p.lat_e7} - last.lat_e7);
            last = p;
        }
    }
    return out.take();
}

Expected<std::vector<StreetLine>, std::string> decode_streets(std::span<const std::uint8_t> bytes) {
    base::ByteReader in(bytes);
    if (in.u32() != streets_magic) return failure(std::string("streets: not streets of this version"));
    std::vector<StreetLine> lines(in.count(1));
    geo::Position last;
    for (StreetLine& line : lines) {
        line.resize(in.count(2));
        for (geo::Position& p : line) {
            constexpr std::int64_t whole_turn_e7 = 3'600'000'000;
            const std::int64_t east = in.signed_varint();
            const std::int64_t north = in.signed_varint();
            if (in.failed() || east > whole_turn_e7 || east < -whole_turn_e7 || north > whole_turn_e7 ||
                north < -whole_turn_e7 || !is_on_earth(last.lon_e7 + east, last.lat_e7 + north)) {
                in.fail();
                break;
            }
            p = {static_cast<std::int32_t>(last.lon_e7 + east),
                 static_cast<std::int32_t>(last.lat_e7 + north)};
            last = p;
        }
        if (in.failed()) break;
    }
    if (in.failed() || in.remaining() > 0) return failure(std::string("streets: the bytes are damaged"));
    return lines;
}

} // namespace anker::access
