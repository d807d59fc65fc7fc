// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/store/event_store.hpp"
#include "server/store/store_access.hpp"

#include <span>
#include <string>
#include <vector>

namespace anker::server {

/// An ImportBatch as it is stored and as it travels to a running server: every data set and tile in the
/// encodings browsers take. Compressing is the import program's work, so that a live session does not feel
/// it.
struct EncodedBatch {
    std::string quartier;
    std::vector<EncodedDataset> datasets;
    std::string manifest; ///< hash of the base map in `datasets`
    std::vector<EncodedTile> tiles;
    std::vector<wire::Submission> submissions;
};

/// The error is one English sentence.
[[nodiscard]] Expected<EncodedBatch, std::string> encode_batch(const ImportBatch& batch);

[[nodiscard]] Bytes bytes_from_batch(const EncodedBatch& batch);
/// Checks that every data set unpacks to the bytes its hash names.
[[nodiscard]] Expected<EncodedBatch, std::string> batch_from_bytes(std::span<const std::uint8_t> bytes);

[[nodiscard]] Bytes bytes_from_result(const ImportResult& result);
[[nodiscard]] Expected<ImportResult, std::string> result_from_bytes(std::span<const std::uint8_t> bytes);

} // namespace anker::server
