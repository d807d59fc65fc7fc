// SPDX-License-Identifier: Apache-2.0
#include "server/geo/common/derived_id.hpp"

#include "core/base/bytes.hpp"
#include "server/store/store_access.hpp"

namespace anker::exchange {

base::EventId derived_id(std::initializer_list<std::string_view> parts) {
    base::ByteWriter bytes;
    bytes.text("ankerpunkt import v1"); // keeps these ids apart from other uses of the same hash
    for (const std::string_view part : parts) bytes.text(part);
    const std::string hash = server::StoreAccess::hash_of(bytes.bytes());
    const auto bits = base::bits_from_hex(std::string_view(hash).substr(0, 32));
    return {(*bits)[0], (*bits)[1]};
}

} // namespace anker::exchange
