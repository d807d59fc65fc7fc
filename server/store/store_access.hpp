// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/basemap/tile.hpp"
#include "core/wire/messages.hpp"
#include "core/workspace/decide.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace anker::server {

/// Immutable bytes an event adopts by their hash.
struct DatasetBytes {
    quartier::DatasetKind kind = quartier::DatasetKind::BaseMap;
    std::vector<std::uint8_t> bytes;
};

/// Tiles of a base map, stored under the hash of its manifest.
struct TileBytes {
    basemap::TileKey key;
    std::vector<std::uint8_t> bytes;
};

/// Everything one import wants to do, stored in one transaction: all of it or nothing.
struct ImportBatch {
    std::string quartier; ///< key
    std::vector<DatasetBytes> datasets;
    std::vector<TileBytes> tiles;              ///< of the one base map in `datasets`, if any
    std::vector<wire::Submission> submissions; ///< decided in order as administrator
};

/// What became of a batch. Nothing was stored unless `error` is empty: a command that the rules refuse
/// refuses the whole batch, and its ack says why. A command that changes nothing is `Rejected` with
/// "already_so" and refuses nothing; an id used for something else before is a `Conflict`, one that was
/// withdrawn `Erased`, and neither is stored. A Quartier that the batch founds gets a first session.
struct ImportResult {
    std::string error;           ///< one English sentence
    std::vector<wire::Ack> acks; ///< one per submission; duplicates are no error
};

/// How import, export and check reach the data: directly when they own the data folder, or through the
/// running server's local socket. They never open the database themselves.
class StoreAccess {
public:
    virtual ~StoreAccess() = default;

    /// Keys of all Quartiere, sorted.
    [[nodiscard]] virtual Expected<std::vector<std::string>, std::string> quartier_keys() = 0;
    /// The whole log of one Quartier in order; empty where the key is unknown.
    [[nodiscard]] virtual Expected<std::vector<workspace::Recorded>, std::string>
    read_log(const std::string& quartier) = 0;
    /// Bytes of an adopted data set; nothing where the hash is unknown.
    [[nodiscard]] virtual Expected<std::optional<std::vector<std::uint8_t>>, std::string>
    read_dataset(const std::string& hash) = 0;

    [[nodiscard]] virtual ImportResult store(const ImportBatch& batch) = 0;

    /// BLAKE2b-256 of the bytes, lower-case hexadecimal: the name events use for them.
    [[nodiscard]] static std::string hash_of(std::span<const std::uint8_t> bytes);
    /// 128 random bits from the operating system.
    [[nodiscard]] static base::EventId random_id();
};

} // namespace anker::server
