// SPDX-License-Identifier: Apache-2.0
#include "server/base/secret.hpp"

#include "core/base/assert.hpp"

#include <sodium.h>

namespace anker::server {

namespace {

/// Safe to call again and from any thread; the library refuses to work before it has run once.
void ready() {
    static const int result = sodium_init();
    ANKER_ASSERT(result >= 0);
}

void add(crypto_generichash_state& state, std::string_view part) {
    std::array<std::uint8_t, 8> size{};
    for (std::size_t i = 0; i < size.size(); ++i) size[i] = static_cast<std::uint8_t>(part.size() >> (8 * i));
    crypto_generichash_update(&state, size.data(), size.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
}

} // namespace

Key random_key() {
    ready();
    Key key{};
    randombytes_buf(key.data(), key.size());
    return key;
}

Hash16 random_16() {
    ready();
    Hash16 bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

Hash32 hash_32(std::span<const std::uint8_t> bytes) {
    ready();
    Hash32 hash{};
    crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
    return hash;
}

Hash32 hash_32(std::string_view text) {
    return hash_32(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

Hash16 keyed_hash_16(const Key& key, std::initializer_list<std::string_view> parts) {
    ready();
    crypto_generichash_state state;
    Hash16 hash{};
    crypto_generichash_init(&state, key.data(), key.size(), hash.size());
    for (const std::string_view part : parts) add(state, part);
    crypto_generichash_final(&state, hash.data(), hash.size());
    return hash;
}

std::string hex_from_bytes(std::span<const std::uint8_t> bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 15]);
    }
    return text;
}

std::string url_text_from_bytes(std::span<const std::uint8_t> bytes) {
    ready();
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back(); // the library counts the terminating zero
    return text;
}

} // namespace anker::server
