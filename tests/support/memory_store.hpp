// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/store/store_access.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace anker::test {

/// What a data folder holds, in memory: for tests of import and export without a database. Decides and
/// applies as the real store does, and takes a batch whole or not at all.
struct MemoryData {
    std::map<std::string, std::vector<workspace::Recorded>> logs;
    std::map<std::string, std::vector<std::uint8_t>> datasets; ///< by hash
    std::map<basemap::TileKey, std::vector<std::uint8_t>> tiles;
    std::int64_t now_ms = 1'760'000'000'000;
    int batches = 0;

    [[nodiscard]] workspace::State state(const std::string& quartier) const;
};

class MemoryStore : public server::StoreAccess {
public:
    explicit MemoryStore(MemoryData& data) : m_data(data) {}

    [[nodiscard]] Expected<std::vector<std::string>, std::string> quartier_keys() override;
    [[nodiscard]] Expected<std::vector<workspace::Recorded>, std::string>
    read_log(const std::string& quartier) override;
    [[nodiscard]] Expected<std::optional<std::vector<std::uint8_t>>, std::string>
    read_dataset(const std::string& hash) override;
    [[nodiscard]] server::ImportResult store(const server::ImportBatch& batch) override;

private:
    MemoryData& m_data;
};

} // namespace anker::test
