// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite_store.hpp"

#include "core/journal/journal.hpp"
#include "server/base/data_folder.hpp"
#include "server/store/first_look.hpp"
#include "server/store/geopackage.hpp"
#include "server/store/id_bytes.hpp"
#include "server/store/schema.hpp"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace anker::server {

namespace {

using sqlite::Access;
using sqlite::Database;
using sqlite::Statement;

/// A statement and what it says.
struct Prepared {
    Statement& statement;
    std::string_view sql;
};
sqlite::Result<void> prepare_all(Database& database, std::initializer_list<Prepared> entries) {
    for (const Prepared& entry : entries) {
        ANKER_TRY(entry.statement, database.prepare(entry.sql));
    }
    return {};
}

} // namespace

StoreError SqliteStore::explained(const sqlite::Error& error) const {
    return server::explained(m_options.path, error);
}

Stored<std::unique_ptr<SqliteStore>> SqliteStore::open(const SqliteOptions& options) {
    std::unique_ptr<SqliteStore> store(new SqliteStore(options));
    ANKER_DO(store->open_file());
    ANKER_DO(store->erase_again());
    // A crash may have come between an erasure and the emptying of the log.
    store->m_log_holds_erased = !store->m_write.empty_log();
    return store;
}

Stored<std::unique_ptr<SqliteStore>> SqliteStore::inspect(const std::string& path) {
    SqliteOptions options;
    options.path = path;
    std::unique_ptr<SqliteStore> store(new SqliteStore(options));
    ANKER_TRY(const Found found, first_look(path));
    if (found == Found::Nothing) return failure(store->no_database());
    const auto opened = [&]() -> sqlite::Result<void> {
        // Not read-only as SQLite means it: after a crash somebody has to bring the write-ahead log back.
        ANKER_TRY(store->m_read, Database::open(path, Access::ReadWrite, ""));
        ANKER_DO(store->m_read.run("PRAGMA query_only = ON"));
        ANKER_DO(store->m_read.run("BEGIN"));
        return {};
    }();
    if (!opened) return failure(store->explained(opened.error()));
    ANKER_TRY([[maybe_unused]] const Found again, second_look(path, store->m_read));
    if (const auto prepared = store->prepare_reader(); !prepared)
        return failure(store->explained(prepared.error()));
    return store;
}

StoreError SqliteStore::no_database() const {
    return {StoreError::Code::Failed, "There is no database at " + m_options.path + "."};
}

/// Everything that can be refused is found out before the first byte is written.
Stored<void> SqliteStore::open_file() {
    const std::string& path = m_options.path;
    ANKER_TRY(Found found, first_look(path));
    if (found == Found::Nothing) {
        if (m_options.missing == SqliteOptions::Missing::Refuse) return failure(no_database());
        // Made here, so that it is never readable by others, not even for a moment.
        const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (file < 0)
            return failure(StoreError{StoreError::Code::Failed, "Cannot create the database " + path + ": " +
                                                                    system_reason(errno) + "."});
        ::close(file);
    }
    auto opened = Database::open(path, Access::ReadWrite, m_options.vfs);
    if (!opened) return failure(explained(opened.error()));
    m_write = std::move(*opened);
    if (found == Found::Unsettled) {
        ANKER_TRY(found, second_look(path, m_write));
    }
    const auto done = [&]() -> sqlite::Result<void> {
        ANKER_DO(m_write.run("PRAGMA journal_mode = WAL"));
        ANKER_DO(
            m_write.run(m_options.synchronous ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF"));
        // Erased content is overwritten with zeros, not only unlinked.
        ANKER_DO(m_write.run("PRAGMA secure_delete = ON"));
        ANKER_DO(m_write.run("PRAGMA foreign_keys = ON"));
        ANKER_DO(m_write.run("PRAGMA temp_store = MEMORY"));
        if (found == Found::Nothing) {
            ANKER_DO(create_schema(m_write, hex_from_bytes(random_16())));
        } else {
            ANKER_TRY(const std::int64_t version,
                      m_write.integer("SELECT value FROM anker_meta WHERE name = 'schema_version'"));
            ANKER_DO(migrate_schema(m_write, static_cast<int>(version)));
        }
        ANKER_TRY(m_read, Database::open(path, Access::ReadWrite, m_options.vfs));
        ANKER_DO(m_read.run("PRAGMA query_only = ON"));
        ANKER_TRY(m_epoch, m_write.text("SELECT value FROM anker_meta WHERE name = 'epoch'"));
        ANKER_DO(prepare_writer());
        return prepare_reader();
    }();
    if (!done) return failure(explained(done.error()));
    return {};
}

sqlite::Result<void> SqliteStore::prepare_writer() {
    return prepare_all(
        m_write,
        {
            {m_writer.quartier, "SELECT nr, head FROM quartier WHERE key = ?"},
            {m_writer.add_quartier, "INSERT INTO quartier (key, head) VALUES (?, 0) RETURNING nr"},
            {m_writer.set_head, "UPDATE quartier SET head = ? WHERE nr = ?"},
            {m_writer.find, find_event_sql},
            {m_writer.log, "INSERT INTO event_log VALUES (?, ?, ?, ?, ?)"},
            {m_writer.content, "INSERT INTO event_content VALUES (?, ?, ?, ?, ?, ?, ?)"},
            {m_writer.drop_hash,
             "UPDATE event_log SET content_hash = NULL WHERE quartier = ?1 AND sequence IN "
             "(SELECT sequence FROM event_content WHERE quartier = ?1 AND belongs_to = ?2)"},
            {m_writer.drop_content, "DELETE FROM event_content WHERE quartier = ? AND belongs_to = ?"},
            {m_writer.drop_feature, "DELETE FROM contribution WHERE quartier = ? AND id = ?"},
            {m_writer.feature,
             "INSERT INTO contribution (geom, quartier, id, kind, theme, perspective, words, source, "
             "support, made_at) "
             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (quartier, id) DO UPDATE SET "
             "words = ?7, support = ?9"},
            {m_writer.dataset, "INSERT OR IGNORE INTO dataset VALUES (?, ?, ?, ?, ?)"},
            {m_writer.tile, "INSERT OR IGNORE INTO tile (manifest, level, x, y, plain_size, gzip, brotli) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?)"},
            {m_writer.link,
             "INSERT OR IGNORE INTO link (hash, quartier, role, session, generation) VALUES (?, ?, ?, ?, ?)"},
            {m_writer.extent,
             "UPDATE gpkg_contents SET last_change = ?5, min_x = min(ifnull(min_x, ?1), ?1), min_y = "
             "min(ifnull(min_y, "
             "?2), ?2), max_x = max(ifnull(max_x, ?3), ?3), max_y = max(ifnull(max_y, ?4), ?4) "
             "WHERE table_name = 'contribution'"},
        });
}

sqlite::Result<void> SqliteStore::prepare_reader() {
    return prepare_all(
        m_read,
        {
            {m_reader.keys, "SELECT key FROM quartier ORDER BY key"},
            {m_reader.quartier, "SELECT nr, head FROM quartier WHERE key = ?"},
            {m_reader.events,
             "SELECT l.sequence, l.id, l.at_ms, c.kind, c.version, c.author, c.body FROM event_log l "
             "LEFT JOIN event_content c ON c.quartier = l.quartier AND c.sequence = l.sequence "
             "WHERE l.quartier = ? AND l.sequence > ? ORDER BY l.sequence LIMIT ?"},
            {m_reader.find, find_event_sql},
            {m_reader.dataset, "SELECT kind, plain_size, gzip, brotli FROM dataset WHERE hash = ?"},
            {m_reader.tile, "SELECT plain_size, gzip, brotli FROM tile WHERE manifest = ? AND level = ? AND "
                            "x = ? AND y = ?"},
            {m_reader.links, "SELECT hash, quartier, role, session, generation FROM link ORDER BY nr"},
            {m_reader.features, "SELECT id, geom, kind, theme, perspective, words, source, support FROM "
                                "contribution WHERE quartier = ? "
                                "ORDER BY id"},
        });
}

Stored<void> SqliteStore::erase_again() {
    if (m_options.erasure_journal.empty()) return {};
    const auto entries = m_journal.read();
    if (entries.empty()) return {};
    bool restored = false;
    const auto erased = [&]() -> sqlite::Result<void> {
        ANKER_DO(m_write.run("BEGIN IMMEDIATE"));
        for (const auto& [key, contribution] : entries) {
            ANKER_TRY(const bool known, m_writer.quartier.start().bind(1, std::string_view(key)).row());
            if (!known) continue;
            const std::int64_t quartier = m_writer.quartier.integer(0);
            m_writer.quartier.finish();
            ANKER_DO(erase(quartier, key, contribution));
            restored = restored || m_write.changed_rows() > 0;
        }
        if (restored) {
            // An older copy of the database was put back: clients must take everything anew.
            m_epoch = hex_from_bytes(random_16());
            ANKER_TRY(Statement put, m_write.prepare("UPDATE anker_meta SET value = ? WHERE name = 'epoch'"));
            ANKER_DO(put.start().bind(1, std::string_view(m_epoch)).run());
        }
        return m_write.run("COMMIT");
    }();
    if (!erased) {
        if (m_write.in_transaction()) (void)m_write.run("ROLLBACK");
        return failure(explained(erased.error()));
    }
    return {};
}

SqliteStore::~SqliteStore() {
    if (!m_write.is_open()) return;
    (void)m_write.empty_log(); // without it everything is still in the log, and safe
}

// ---- writing ----

Stored<std::vector<std::vector<PutResult>>> SqliteStore::append(std::span<const Append> appends) {
    std::vector<std::vector<PutResult>> results;
    std::vector<ErasureJournal::Entry> erased;
    const auto stored = [&]() -> Stored<void> {
        const auto in_database = [&](sqlite::Result<void> result) -> Stored<void> {
            if (!result) return failure(explained(result.error()));
            return {};
        };
        ANKER_DO(in_database(m_write.run("BEGIN IMMEDIATE")));
        for (const Append& append : appends) {
            auto result = store(append, erased);
            if (!result) return failure(explained(result.error()));
            results.push_back(std::move(*result));
        }
        if (!erased.empty() && !m_options.erasure_journal.empty()) {
            if (auto noted = m_journal.add(erased); !noted)
                return failure(StoreError{StoreError::Code::Failed, noted.error()});
        }
        return in_database(m_write.run("COMMIT"));
    }();
    if (!stored) {
        if (m_write.in_transaction()) (void)m_write.run("ROLLBACK");
        return failure(stored.error());
    }
    // The erased bytes are still in the log until it is emptied. While another program reads (`ankerpunkt
    // check`) that may fail; then the next append tries again, and at last closing or opening.
    if (!erased.empty() || m_log_holds_erased) m_log_holds_erased = !m_write.empty_log();
    return results;
}

sqlite::Result<std::vector<PutResult>> SqliteStore::store(const Append& append,
                                                          std::vector<ErasureJournal::Entry>& erased) {
    ANKER_DO(store_reference_data(append));
    std::vector<PutResult> results;
    if (append.events.empty()) return results;
    ANKER_TRY(const bool known, m_writer.quartier.start().bind(1, std::string_view(append.quartier)).row());
    std::int64_t quartier = 0;
    std::uint64_t head = 0;
    if (known) {
        quartier = m_writer.quartier.integer(0);
        head = static_cast<std::uint64_t>(m_writer.quartier.integer(1));
        m_writer.quartier.finish();
    } else {
        ANKER_TRY(const bool made,
                  m_writer.add_quartier.start().bind(1, std::string_view(append.quartier)).row());
        if (made) quartier = m_writer.add_quartier.integer(0);
        m_writer.add_quartier.finish();
    }
    for (const NewEvent& event : append.events) {
        ANKER_TRY(const PutResult result, store(quartier, head + 1, event));
        results.push_back(result);
        if (result.put != Put::Fresh) continue;
        ++head;
        if (const auto* withdrawn = std::get_if<contribution::Withdrawn>(&event.event)) {
            ANKER_DO(erase(quartier, append.quartier, withdrawn->contribution));
            erased.emplace_back(append.quartier, withdrawn->contribution);
        }
    }
    ANKER_DO(m_writer.set_head.start().bind(1, static_cast<std::int64_t>(head)).bind(2, quartier).run());
    for (const FeatureChange& change : append.features) ANKER_DO(store_feature(append.quartier, change));
    return results;
}

sqlite::Result<PutResult> SqliteStore::store(std::int64_t quartier, std::uint64_t next,
                                             const NewEvent& event) {
    const IdBytes id(event.id);
    ANKER_TRY(const bool known, m_writer.find.start().bind(1, quartier).bind(2, id.span()).row());
    if (known) {
        const PutResult result = result_of_found(m_writer.find, event.content_hash);
        m_writer.find.finish();
        return result;
    }
    const auto sequence = static_cast<std::int64_t>(next);
    ANKER_DO(m_writer.log.start()
                 .bind(1, quartier)
                 .bind(2, sequence)
                 .bind(3, id.span())
                 .bind(4, event.at_ms)
                 .bind(5, std::span<const std::uint8_t>(event.content_hash))
                 .run());
    const IdBytes author(event.author);
    const IdBytes belongs_to(event.belongs_to);
    const std::string body = journal::encode_body(event.event);
    Statement& content = m_writer.content.start()
                             .bind(1, quartier)
                             .bind(2, sequence)
                             .bind(3, journal::kind_of(event.event))
                             .bind(4, std::int64_t{journal::current_version})
                             .bind(7, std::string_view(body));
    if (!event.author.is_none()) content.bind(5, author.span());
    if (!event.belongs_to.is_none()) content.bind(6, belongs_to.span());
    ANKER_DO(content.run());
    return PutResult{Put::Fresh, next};
}

sqlite::Result<void> SqliteStore::erase(std::int64_t quartier, std::string_view key,
                                        base::ContributionId contribution) {
    const IdBytes id(contribution);
    const std::string hex = base::hex_from_id(contribution);
    ANKER_DO(m_writer.drop_feature.start().bind(1, key).bind(2, std::string_view(hex)).run());
    ANKER_DO(m_writer.drop_hash.start().bind(1, quartier).bind(2, id.span()).run());
    return m_writer.drop_content.start().bind(1, quartier).bind(2, id.span()).run();
}

sqlite::Result<void> SqliteStore::store_feature(std::string_view quartier, const FeatureChange& change) {
    const std::string id = base::hex_from_id(change.id);
    if (!change.feature)
        return m_writer.drop_feature.start().bind(1, quartier).bind(2, std::string_view(id)).run();
    const Feature& feature = *change.feature;
    const Bytes geometry = geopackage_geometry(feature.shape, feature.at);
    const std::string made_at = datetime_from_ms(feature.made_at_ms);
    Statement& put = m_writer.feature.start()
                         .bind(1, std::span<const std::uint8_t>(geometry))
                         .bind(2, quartier)
                         .bind(3, std::string_view(id))
                         .bind(4, std::string_view(feature.kind))
                         .bind(5, std::string_view(feature.theme))
                         .bind(6, std::string_view(feature.perspective))
                         .bind(9, std::int64_t{feature.support})
                         .bind(10, std::string_view(made_at));
    if (!feature.words.empty()) put.bind(7, std::string_view(feature.words));
    if (!feature.source.empty()) put.bind(8, std::string_view(feature.source));
    ANKER_DO(put.run());
    geo::Box box;
    box.add(feature.at);
    for (const geo::Position p : feature.shape.positions) box.add(p);
    return m_writer.extent.start()
        .bind(1, box.min.lon_e7 / 1e7)
        .bind(2, box.min.lat_e7 / 1e7)
        .bind(3, box.max.lon_e7 / 1e7)
        .bind(4, box.max.lat_e7 / 1e7)
        .bind(5, std::string_view(made_at))
        .run();
}

sqlite::Result<void> SqliteStore::store_reference_data(const Append& append) {
    const auto span = [](const Bytes& bytes) { return std::span<const std::uint8_t>(bytes); };
    for (const EncodedDataset& dataset : append.datasets) {
        ANKER_DO(m_writer.dataset.start()
                     .bind(1, std::string_view(dataset.hash))
                     .bind(2, std::string_view(dataset.kind))
                     .bind(3, static_cast<std::int64_t>(dataset.bytes.plain_size))
                     .bind(4, span(dataset.bytes.gzip))
                     .bind(5, span(dataset.bytes.brotli))
                     .run());
    }
    for (const EncodedTile& tile : append.tiles) {
        ANKER_DO(m_writer.tile.start()
                     .bind(1, std::string_view(append.manifest))
                     .bind(2, static_cast<std::int64_t>(tile.key.level))
                     .bind(3, std::int64_t{tile.key.x})
                     .bind(4, std::int64_t{tile.key.y})
                     .bind(5, static_cast<std::int64_t>(tile.bytes.plain_size))
                     .bind(6, span(tile.bytes.gzip))
                     .bind(7, span(tile.bytes.brotli))
                     .run());
    }
    for (const LinkRow& link : append.links) {
        const IdBytes session(link.session);
        Statement& put = m_writer.link.start()
                             .bind(1, std::span<const std::uint8_t>(link.hash))
                             .bind(2, std::string_view(link.quartier))
                             .bind(3, workspace::name_of(link.role))
                             .bind(5, std::int64_t{link.generation});
        if (!link.session.is_none()) put.bind(4, session.span());
        ANKER_DO(put.run());
    }
    return {};
}

} // namespace anker::server
