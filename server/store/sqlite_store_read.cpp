// SPDX-License-Identifier: Apache-2.0
// The reading half of the store: its own connection, used by one thread.
#include "core/journal/journal.hpp"
#include "server/store/geopackage.hpp"
#include "server/store/id_bytes.hpp"
#include "server/store/sqlite_store.hpp"

#include <algorithm>

namespace anker::server {

namespace {

using sqlite::Statement;

Bytes copy(std::span<const std::uint8_t> bytes) {
    return {bytes.begin(), bytes.end()};
}

/// Columns from `first`: plain size, gzip, brotli.
EncodedBytes encoded(const Statement& row, int first) {
    return {static_cast<std::uint64_t>(row.integer(first)), copy(row.bytes(first + 1)),
            copy(row.bytes(first + 2))};
}

std::optional<workspace::Role> role_named(std::string_view name) {
    for (const workspace::Role role : workspace::all_roles) {
        if (workspace::name_of(role) == name) return role;
    }
    return std::nullopt;
}

StoreError unreadable(std::string_view quartier, std::int64_t sequence, const journal::DecodeError& error) {
    const std::string where = "entry " + std::to_string(sequence) + " of the log of " + std::string(quartier);
    if (error.code == journal::DecodeError::Code::NewerVersion)
        return {StoreError::Code::Newer,
                "The " + where + " was written by a newer version of ankerpunkt: install the newer version."};
    return {StoreError::Code::Corrupt, "The " + where + " cannot be read (field " + error.where +
                                           "): restore the database from a backup."};
}

} // namespace

PutResult result_of_found(const Statement& found, const Hash16& content_hash) {
    const auto sequence = static_cast<std::uint64_t>(found.integer(0));
    if (found.integer(2) == 0) return {Put::Erased, sequence};
    const auto stored = found.bytes(1);
    const bool same = std::equal(stored.begin(), stored.end(), content_hash.begin(), content_hash.end());
    return {same ? Put::Duplicate : Put::Conflict, sequence};
}

Stored<std::vector<std::string>> SqliteStore::quartier_keys() {
    std::vector<std::string> keys;
    m_reader.keys.start();
    while (true) {
        const auto row = m_reader.keys.row();
        if (!row) return failure(explained(row.error()));
        if (!*row) return keys;
        keys.emplace_back(m_reader.keys.text(0));
    }
}

Stored<Head> SqliteStore::head(std::string_view quartier) {
    const auto row = m_reader.quartier.start().bind(1, quartier).row();
    if (!row) return failure(explained(row.error()));
    Head head{m_epoch, *row ? static_cast<std::uint64_t>(m_reader.quartier.integer(1)) : 0};
    m_reader.quartier.finish();
    return head;
}

Stored<std::vector<workspace::Recorded>> SqliteStore::read(std::string_view quartier, std::uint64_t after,
                                                           std::size_t limit) {
    std::vector<workspace::Recorded> events;
    const auto known = m_reader.quartier.start().bind(1, quartier).row();
    if (!known) return failure(explained(known.error()));
    if (!*known) return events;
    const std::int64_t nr = m_reader.quartier.integer(0);
    m_reader.quartier.finish();
    Statement& row = m_reader.events.start()
                         .bind(1, nr)
                         .bind(2, static_cast<std::int64_t>(after))
                         .bind(3, static_cast<std::int64_t>(limit));
    while (true) {
        const auto more = row.row();
        if (!more) return failure(explained(more.error()));
        if (!*more) return events;
        workspace::Recorded recorded;
        recorded.sequence = static_cast<std::uint64_t>(row.integer(0));
        recorded.id = id_from_bytes<base::EventTag>(row.bytes(1));
        recorded.at_ms = row.integer(2);
        recorded.event = workspace::Erased{};
        if (!row.is_null(3)) {
            recorded.author = id_from_bytes<base::AuthorTag>(row.bytes(5));
            auto event = journal::decode_body(row.text(3), static_cast<int>(row.integer(4)), row.text(6));
            if (!event) {
                const StoreError error = unreadable(quartier, row.integer(0), event.error());
                row.finish();
                return failure(error);
            }
            recorded.event = std::move(*event);
        }
        events.push_back(std::move(recorded));
    }
}

Stored<std::optional<PutResult>> SqliteStore::find(std::string_view quartier, base::EventId id,
                                                   const Hash16& content_hash) {
    const auto known = m_reader.quartier.start().bind(1, quartier).row();
    if (!known) return failure(explained(known.error()));
    if (!*known) return std::optional<PutResult>{};
    const std::int64_t nr = m_reader.quartier.integer(0);
    m_reader.quartier.finish();
    const IdBytes bytes(id);
    const auto row = m_reader.find.start().bind(1, nr).bind(2, bytes.span()).row();
    if (!row) return failure(explained(row.error()));
    if (!*row) return std::optional<PutResult>{};
    std::optional<PutResult> result = result_of_found(m_reader.find, content_hash);
    m_reader.find.finish();
    return result;
}

Stored<std::optional<EncodedDataset>> SqliteStore::dataset(std::string_view hash) {
    const auto row = m_reader.dataset.start().bind(1, hash).row();
    if (!row) return failure(explained(row.error()));
    if (!*row) return std::optional<EncodedDataset>{};
    EncodedDataset dataset{std::string(hash), std::string(m_reader.dataset.text(0)),
                           encoded(m_reader.dataset, 1)};
    m_reader.dataset.finish();
    return std::optional(std::move(dataset));
}

Stored<std::optional<EncodedBytes>> SqliteStore::tile(std::string_view manifest, basemap::TileKey key) {
    const auto row = m_reader.tile.start()
                         .bind(1, manifest)
                         .bind(2, static_cast<std::int64_t>(key.level))
                         .bind(3, std::int64_t{key.x})
                         .bind(4, std::int64_t{key.y})
                         .row();
    if (!row) return failure(explained(row.error()));
    if (!*row) return std::optional<EncodedBytes>{};
    EncodedBytes bytes = encoded(m_reader.tile, 0);
    m_reader.tile.finish();
    return std::optional(std::move(bytes));
}

Stored<std::vector<LinkRow>> SqliteStore::links() {
    std::vector<LinkRow> links;
    Statement& row = m_reader.links.start();
    while (true) {
        const auto more = row.row();
        if (!more) return failure(explained(more.error()));
        if (!*more) return links;
        LinkRow link;
        const auto hash = row.bytes(0);
        const auto role = role_named(row.text(2));
        if (hash.size() != link.hash.size() || !role) continue; // a role of a newer version
        std::copy(hash.begin(), hash.end(), link.hash.begin());
        link.quartier = row.text(1);
        link.role = *role;
        link.session = id_from_bytes<base::EventTag>(row.bytes(3));
        link.generation = static_cast<std::uint32_t>(row.integer(4));
        links.push_back(std::move(link));
    }
}

Stored<std::vector<FeatureChange>> SqliteStore::features(std::string_view quartier) {
    std::vector<FeatureChange> rows;
    Statement& row = m_reader.features.start().bind(1, quartier);
    while (true) {
        const auto more = row.row();
        if (!more) return failure(explained(more.error()));
        if (!*more) return rows;
        FeatureChange change;
        change.id = base::id_from_hex<base::EventTag>(row.text(0)).value_or(base::ContributionId{});
        Feature feature;
        if (auto shape = shape_from_geopackage(row.bytes(1))) feature.shape = std::move(*shape);
        feature.kind = row.text(2);
        feature.theme = row.text(3);
        feature.perspective = row.text(4);
        feature.words = row.text(5);
        feature.source = row.text(6);
        feature.support = static_cast<std::uint32_t>(row.integer(7));
        change.feature = std::move(feature);
        rows.push_back(std::move(change));
    }
}

Stored<std::vector<std::string>> SqliteStore::faults() {
    std::vector<std::string> found;
    const auto collect = [&]() -> sqlite::Result<void> {
        ANKER_TRY(Statement check, m_read.prepare("PRAGMA integrity_check(20)"));
        while (true) {
            ANKER_TRY(const bool more, check.row());
            if (!more) break;
            if (check.text(0) != "ok") found.push_back("SQLite: " + std::string(check.text(0)));
        }
        ANKER_TRY(Statement hashes, m_read.prepare("SELECT hash, plain_size, gzip FROM dataset"));
        while (true) {
            ANKER_TRY(const bool more, hashes.row());
            if (!more) return {};
            const std::string hash(hashes.text(0));
            const auto plain = gunzip(hashes.bytes(2), static_cast<std::size_t>(hashes.integer(1)));
            if (!plain || hex_from_bytes(hash_32(*plain)) != hash)
                found.push_back("Data set " + hash + ": its bytes do not match its name.");
        }
    }();
    if (!collect) return failure(explained(collect.error()));
    return found;
}

Stored<Bytes> plain_bytes(const EncodedDataset& dataset) {
    auto plain = gunzip(dataset.bytes.gzip, static_cast<std::size_t>(dataset.bytes.plain_size));
    if (!plain)
        return failure(StoreError{StoreError::Code::Corrupt,
                                  "The data set " + dataset.hash + " is damaged: import it again."});
    return std::move(*plain);
}

} // namespace anker::server
