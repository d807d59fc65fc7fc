// SPDX-License-Identifier: Apache-2.0
#include "server/store/geopackage.hpp"

#include "core/base/bytes.hpp"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>

namespace anker::server {

namespace {

enum Wkb : std::uint32_t { Point = 1, LineString = 2, Polygon = 3 };

void write_number(base::ByteWriter& out, double value) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    out.u64(bits);
}
double read_number(base::ByteReader& in) {
    const std::uint64_t bits = in.u64();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

void write_position(base::ByteWriter& out, geo::Position p) {
    write_number(out, p.lon_e7 / 1e7);
    write_number(out, p.lat_e7 / 1e7);
}
geo::Position read_position(base::ByteReader& in) {
    const double lon = read_number(in);
    const double lat = read_number(in);
    const bool on_earth = std::abs(lon) <= 180 && std::abs(lat) <= 90;
    if (!on_earth) in.fail();
    return on_earth ? geo::position_from_degrees(lon, lat) : geo::Position{};
}

constexpr std::int32_t wgs84 = 4326;
constexpr std::size_t box_numbers = 4;

} // namespace

Bytes geopackage_geometry(const geo::Shape& shape, geo::Position at) {
    base::ByteWriter out;
    const bool is_point = shape.kind == geo::ShapeKind::Point || shape.positions.empty();
    out.u8('G');
    out.u8('P');
    out.u8(0);                // version 1
    out.u8(is_point ? 1 : 3); // little-endian; lines and areas carry their box
    out.i32(wgs84);
    if (!is_point) {
        geo::Box box;
        for (const geo::Position p : shape.positions) box.add(p);
        for (const std::int32_t e7 : {box.min.lon_e7, box.max.lon_e7, box.min.lat_e7, box.max.lat_e7})
            write_number(out, e7 / 1e7);
    }
    out.u8(1);
    if (is_point) {
        out.u32(Wkb::Point);
        write_position(out, at);
    } else if (shape.kind == geo::ShapeKind::Line) {
        out.u32(Wkb::LineString);
        out.u32(static_cast<std::uint32_t>(shape.positions.size()));
        for (const geo::Position p : shape.positions) write_position(out, p);
    } else {
        out.u32(Wkb::Polygon);
        out.u32(1);
        out.u32(static_cast<std::uint32_t>(shape.positions.size() + 1));
        for (const geo::Position p : shape.positions) write_position(out, p);
        write_position(out, shape.positions.front());
    }
    return out.take();
}

std::optional<geo::Shape> shape_from_geopackage(std::span<const std::uint8_t> bytes) {
    base::ByteReader in(bytes);
    if (in.u8() != 'G' || in.u8() != 'P' || in.u8() != 0) return std::nullopt;
    const std::uint8_t flags = in.u8();
    if (in.i32() != wgs84) return std::nullopt;
    if (flags == 3) {
        in.raw(box_numbers * sizeof(double));
    } else if (flags != 1) {
        return std::nullopt;
    }
    if (in.u8() != 1) return std::nullopt;
    geo::Shape shape;
    switch (in.u32()) {
    case Wkb::Point:
        shape.positions.push_back(read_position(in));
        break;
    case Wkb::LineString:
        shape.kind = geo::ShapeKind::Line;
        for (std::uint32_t n = in.u32(); n > 0 && !in.failed(); --n)
            shape.positions.push_back(read_position(in));
        break;
    case Wkb::Polygon:
        shape.kind = geo::ShapeKind::Area;
        if (in.u32() != 1) return std::nullopt;
        for (std::uint32_t n = in.u32(); n > 0 && !in.failed(); --n)
            shape.positions.push_back(read_position(in));
        if (shape.positions.empty()) return std::nullopt;
        shape.positions.pop_back(); // closed there, open here
        break;
    default:
        return std::nullopt;
    }
    if (in.failed() || in.remaining() != 0) return std::nullopt;
    return shape;
}

std::string datetime_from_ms(std::int64_t unix_ms) {
    const std::int64_t ms = ((unix_ms % 1000) + 1000) % 1000;
    const std::time_t seconds = (unix_ms - ms) / 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[64];
    const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
    std::snprintf(text + size, sizeof text - size, ".%03dZ", static_cast<int>(ms));
    return text;
}

} // namespace anker::server
