// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/store/erasure_journal.hpp"
#include "server/store/event_store.hpp"
#include "server/store/sqlite.hpp"

#include <map>
#include <memory>
#include <string>

namespace anker::server {

struct SqliteOptions {
    std::string path;
    std::string erasure_journal; ///< path of the journal file; empty = none (tests)
    std::string vfs;             ///< SQLite VFS by name; empty = the system's
    bool synchronous = true;     ///< false only as the control in power-loss tests: it loses events
    enum class Missing { Create, Refuse } missing = Missing::Create;
};

/// One SQLite file in WAL mode which is also a valid GeoPackage. One connection writes, one reads.
class SqliteStore final : public EventStore {
public:
    /// Creates, migrates or refuses; erases again what the journal names. A database of a newer version is
    /// left untouched.
    [[nodiscard]] static Stored<std::unique_ptr<SqliteStore>> open(const SqliteOptions& options);
    /// Opens for reading only, beside a running server, and keeps looking at one moment of it.
    [[nodiscard]] static Stored<std::unique_ptr<SqliteStore>> inspect(const std::string& path);
    /// Moves the write-ahead log into the file.
    ~SqliteStore() override;

    Stored<std::vector<std::vector<PutResult>>> append(std::span<const Append> appends) override;
    Stored<std::vector<std::string>> quartier_keys() override;
    Stored<Head> head(std::string_view quartier) override;
    Stored<std::vector<workspace::Recorded>> read(std::string_view quartier, std::uint64_t after,
                                                  std::size_t limit) override;
    Stored<std::optional<PutResult>> find(std::string_view quartier, base::EventId id,
                                          const Hash16& content_hash) override;
    Stored<std::optional<EncodedDataset>> dataset(std::string_view hash) override;
    Stored<std::optional<EncodedBytes>> tile(std::string_view manifest, basemap::TileKey key) override;
    Stored<std::vector<LinkRow>> links() override;
    Stored<std::vector<FeatureChange>> features(std::string_view quartier) override;

    /// SQLite's own check and the hashes of all data sets: one sentence per finding.
    [[nodiscard]] Stored<std::vector<std::string>> faults();

private:
    struct Writer {
        sqlite::Statement quartier, add_quartier, set_head, find, log, content, drop_content, drop_hash,
            drop_feature, feature, dataset, tile, link, extent;
    };
    struct Reader {
        sqlite::Statement keys, quartier, events, find, dataset, tile, links, features;
    };

    explicit SqliteStore(const SqliteOptions& options)
        : m_options(options), m_journal(options.erasure_journal) {}

    [[nodiscard]] Stored<void> open_file();
    [[nodiscard]] sqlite::Result<void> prepare_writer();
    [[nodiscard]] sqlite::Result<void> prepare_reader();
    [[nodiscard]] Stored<void> erase_again();
    [[nodiscard]] sqlite::Result<std::vector<PutResult>> store(const Append& append,
                                                               std::vector<ErasureJournal::Entry>& erased);
    [[nodiscard]] sqlite::Result<PutResult> store(std::int64_t quartier, std::uint64_t next,
                                                  const NewEvent& event);
    [[nodiscard]] sqlite::Result<void> erase(std::int64_t quartier, std::string_view key,
                                             base::ContributionId contribution);
    [[nodiscard]] sqlite::Result<void> store_feature(std::string_view quartier, const FeatureChange& change);
    [[nodiscard]] sqlite::Result<void> store_reference_data(const Append& append);
    [[nodiscard]] StoreError no_database() const;
    [[nodiscard]] StoreError explained(const sqlite::Error& error) const;

    SqliteOptions m_options;
    ErasureJournal m_journal;
    std::string m_epoch;
    bool m_log_holds_erased = false; ///< something erased is still in the write-ahead log
    sqlite::Database m_write;
    sqlite::Database m_read;
    Writer m_writer;
    Reader m_reader;
};

} // namespace anker::server
