// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/access/link_book.hpp"
#include "server/base/data_folder.hpp"
#include "server/store/encoded_batch.hpp"
#include "server/store/sqlite_store.hpp"

#include <memory>

namespace anker::server {

/// The data of one folder, owned by this process.
struct OwnedData {
    DataFolder folder;
    Key key;
    std::unique_ptr<SqliteStore> store;
    LinkBook links;
};
/// Takes the folder, reads or makes the key, opens the store and brings the links up to date.
[[nodiscard]] Expected<OwnedData, std::string> own_data(const std::string& folder,
                                                        DataFolder::Missing missing);

/// Import and export while no server runs.
class LocalAccess final : public StoreAccess {
public:
    LocalAccess(OwnedData data, std::function<std::int64_t()> unix_ms)
        : m_data(std::move(data)), m_unix_ms(std::move(unix_ms)) {}

    Expected<std::vector<std::string>, std::string> quartier_keys() override;
    Expected<std::vector<workspace::Recorded>, std::string> read_log(const std::string& quartier) override;
    Expected<std::optional<std::vector<std::uint8_t>>, std::string>
    read_dataset(const std::string& hash) override;
    ImportResult store(const ImportBatch& batch) override;

    [[nodiscard]] OwnedData& data() { return m_data; }

private:
    OwnedData m_data;
    std::function<std::int64_t()> m_unix_ms;
};

/// The three reads as StoreAccess answers them, on any store.
[[nodiscard]] Expected<std::vector<workspace::Recorded>, std::string> whole_log(EventStore& store,
                                                                                const std::string& quartier);
[[nodiscard]] Expected<std::optional<std::vector<std::uint8_t>>, std::string>
whole_dataset(EventStore& store, const std::string& hash);

} // namespace anker::server
