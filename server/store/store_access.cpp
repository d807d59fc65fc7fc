// SPDX-License-Identifier: Apache-2.0
#include "server/store/store_access.hpp"

#include "server/base/secret.hpp"
#include "server/store/id_bytes.hpp"

namespace anker::server {

std::string StoreAccess::hash_of(std::span<const std::uint8_t> bytes) {
    return hex_from_bytes(hash_32(bytes));
}

base::EventId StoreAccess::random_id() {
    return id_from_bytes<base::EventTag>(random_16());
}

} // namespace anker::server
