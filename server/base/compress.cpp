// SPDX-License-Identifier: Apache-2.0
#include "server/base/compress.hpp"

#include "core/base/assert.hpp"

#include <algorithm>
#include <brotli/encode.h>
#include <zlib.h>

namespace anker::server {

namespace {

constexpr int gzip_window = 15 + 16; // 32 KiB, gzip header

} // namespace

Bytes gzip(std::span<const std::uint8_t> bytes, Effort effort) {
    z_stream stream{};
    const int level = effort == Effort::Once ? 9 : 5;
    ANKER_ASSERT(deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    Bytes out(deflateBound(&stream, static_cast<uLong>(bytes.size())));
    stream.next_in = const_cast<Bytef*>(bytes.data()); // the library does not write there
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    ANKER_ASSERT(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

Bytes brotli(std::span<const std::uint8_t> bytes, Effort effort) {
    // 9 is a tenth of the time of 11 for tiles, and within some per cent of its size.
    const int quality = effort == Effort::Once ? 9 : 4;
    std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
    Bytes out(std::max<std::size_t>(size, 64));
    size = out.size();
    ANKER_ASSERT(BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC, bytes.size(),
                                       bytes.data(), &size, out.data()) == BROTLI_TRUE);
    out.resize(size);
    return out;
}

std::optional<Bytes> gunzip(std::span<const std::uint8_t> bytes, std::size_t max_bytes) {
    z_stream stream{};
    if (inflateInit2(&stream, gzip_window) != Z_OK) return std::nullopt;
    stream.next_in = const_cast<Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    Bytes out;
    int result = Z_OK;
    while (result == Z_OK) {
        constexpr std::size_t step = 256 * 1024;
        const std::size_t before = out.size();
        if (before > max_bytes) break;
        out.resize(before + step);
        stream.next_out = out.data() + before;
        stream.avail_out = static_cast<uInt>(step);
        result = inflate(&stream, Z_NO_FLUSH);
        out.resize(before + step - stream.avail_out);
        if (result == Z_OK && stream.avail_in == 0 && stream.avail_out != 0) break; // cut off
    }
    inflateEnd(&stream);
    if (result != Z_STREAM_END || out.size() > max_bytes) return std::nullopt;
    return out;
}

} // namespace anker::server
