// SPDX-License-Identifier: Apache-2.0
#include "core/basemap/tile.hpp"

#include "core/base/bytes.hpp"

namespace anker::basemap {

namespace {

constexpr std::uint32_t tile_magic = 0x31544B41;     // "AKT1"
constexpr std::uint32_t manifest_magic = 0x314D4B41; // "AKM1"
constexpr std::int64_t reach = std::int64_t{1}
                               << 24; ///< nothing lies further from its tile's corner: 1.6 degrees

void write_xy(base::ByteWriter& out, const std::vector<std::int32_t>& xy) {
    out.varint(xy.size() / 2);
    std::int64_t x = 0;
    std::int64_t y = 0;
    for (std::size_t i = 0; i + 1 < xy.size(); i += 2) {
        out.signed_varint(xy[i] - x);
        out.signed_varint(xy[i + 1] - y);
        x = xy[i];
        y = xy[i + 1];
    }
}

std::vector<std::int32_t> read_xy(base::ByteReader& in) {
    std::vector<std::int32_t> xy(2 * in.count(2));
    std::int64_t x = 0;
    std::int64_t y = 0;
    for (std::size_t i = 0; i < xy.size(); i += 2) {
        const std::int64_t dx = in.signed_varint();
        const std::int64_t dy = in.signed_varint();
        if (dx < -2 * reach || dx > 2 * reach || dy < -2 * reach || dy > 2 * reach) in.fail();
        if (in.failed()) return {};
        x += dx;
        y += dy;
        if (x < -reach || x > reach || y < -reach || y > reach) {
            in.fail();
            return {};
        }
        xy[i] = static_cast<std::int32_t>(x);
        xy[i + 1] = static_cast<std::int32_t>(y);
    }
    return xy;
}

std::int32_t read_short(base::ByteReader& in) {
    const std::int64_t value = in.signed_varint();
    if (value < -reach || value > reach) in.fail();
    return static_cast<std::int32_t>(in.failed() ? 0 : value);
}

} // namespace

std::vector<std::uint8_t> encode(const Tile& tile) {
    base::ByteWriter out;
    out.u32(tile_magic);
    out.varint(tile.fills.size());
    for (const FillMesh& mesh : tile.fills) {
        out.u8(static_cast<std::uint8_t>(mesh.fill));
        write_xy(out, mesh.xy);
        out.varint(mesh.indices.size());
        std::int64_t last = 0;
        for (const std::uint32_t index : mesh.indices) {
            out.signed_varint(std::int64_t{index} - last);
            last = index;
        }
        out.varint(mesh.outlines.size());
        for (const std::uint32_t length : mesh.outlines) out.varint(length);
    }
    out.varint(tile.strokes.size());
    for (const Stroke& stroke : tile.strokes) {
        out.u8(static_cast<std::uint8_t>(stroke.stroke));
        write_xy(out, stroke.xy);
    }
    out.varint(tile.labels.size());
    for (const Label& label : tile.labels) {
        out.text(label.text);
        out.u8(static_cast<std::uint8_t>(label.stroke));
        for (const std::int32_t v : {label.x, label.y, label.dx, label.dy}) out.signed_varint(v);
    }
    return out.take();
}

Expected<Tile, std::string> decode_tile(std::span<const std::uint8_t> bytes) {
    base::ByteReader in(bytes);
    if (in.u32() != tile_magic) return failure(std::string("tile: not a tile of this version"));
    Tile tile;
    tile.fills.resize(in.count(3));
    for (FillMesh& mesh : tile.fills) {
        const std::uint8_t fill = in.u8();
        if (fill >= fill_class_count) in.fail();
        mesh.fill = static_cast<FillClass>(fill);
        mesh.xy = read_xy(in);
        const std::int64_t vertices = static_cast<std::int64_t>(mesh.xy.size() / 2);
        mesh.indices.resize(in.count(1));
        std::int64_t last = 0;
        for (std::uint32_t& index : mesh.indices) {
            const std::int64_t difference = in.signed_varint();
            if (difference < -vertices || difference > vertices) in.fail();
            last = in.failed() ? 0 : last + difference;
            if (last < 0 || last >= vertices) in.fail();
            index = static_cast<std::uint32_t>(last);
        }
        mesh.outlines.resize(in.count(1));
        std::uint64_t sum = 0;
        for (std::uint32_t& length : mesh.outlines) {
            const std::uint64_t n = in.varint();
            if (n > static_cast<std::uint64_t>(vertices)) in.fail();
            length = static_cast<std::uint32_t>(n);
            sum += length;
        }
        if (sum > static_cast<std::uint64_t>(vertices) || mesh.indices.size() % 3 != 0) in.fail();
        if (in.failed()) break;
    }
    tile.strokes.resize(in.failed() ? 0 : in.count(2));
    for (Stroke& stroke : tile.strokes) {
        const std::uint8_t value = in.u8();
        if (value >= stroke_class_count) in.fail();
        stroke.stroke = static_cast<StrokeClass>(value);
        stroke.xy = read_xy(in);
        if (in.failed()) break;
    }
    tile.labels.resize(in.failed() ? 0 : in.count(6));
    for (Label& label : tile.labels) {
        label.text = in.text();
        const std::uint8_t value = in.u8();
        if (value >= stroke_class_count) in.fail();
        label.stroke = static_cast<StrokeClass>(value);
        label.x = read_short(in);
        label.y = read_short(in);
        label.dx = read_short(in);
        label.dy = read_short(in);
        if (in.failed()) break;
    }
    if (in.failed() || in.remaining() != 0)
        return failure("tile: broken at byte " + std::to_string(in.position()));
    return tile;
}

std::vector<std::uint8_t> encode(const Manifest& manifest) {
    base::ByteWriter out;
    out.u32(manifest_magic);
    out.text(manifest.attribution);
    for (const geo::Position p : {manifest.extent.min, manifest.extent.max}) {
        out.i32(p.lon_e7);
        out.i32(p.lat_e7);
    }
    out.varint(manifest.tiles.size());
    for (std::size_t i = 0; i < manifest.tiles.size(); ++i) {
        out.u8(static_cast<std::uint8_t>(manifest.tiles[i].level));
        out.i32(manifest.tiles[i].x);
        out.i32(manifest.tiles[i].y);
        out.text(manifest.tile_hash[i]);
    }
    return out.take();
}

Expected<Manifest, std::string> decode_manifest(std::span<const std::uint8_t> bytes) {
    base::ByteReader in(bytes);
    if (in.u32() != manifest_magic) return failure(std::string("base map: not a manifest of this version"));
    Manifest manifest;
    manifest.attribution = in.text();
    for (geo::Position* p : {&manifest.extent.min, &manifest.extent.max}) {
        p->lon_e7 = in.i32();
        p->lat_e7 = in.i32();
    }
    const std::size_t count = in.count(10);
    for (std::size_t i = 0; i < count && !in.failed(); ++i) {
        TileKey key;
        const std::uint8_t level = in.u8();
        if (level > 1) in.fail();
        key.level = static_cast<Level>(level);
        key.x = in.i32();
        key.y = in.i32();
        manifest.tiles.push_back(key);
        manifest.tile_hash.push_back(in.text());
    }
    if (in.failed() || in.remaining() != 0)
        return failure("base map: broken at byte " + std::to_string(in.position()));
    return manifest;
}

} // namespace anker::basemap
