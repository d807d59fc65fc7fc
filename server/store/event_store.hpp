// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/basemap/tile.hpp"
#include "core/workspace/event.hpp"
#include "core/workspace/roles.hpp"
#include "server/base/compress.hpp"
#include "server/base/secret.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Where events stay. docs/decisions/0005-store.md says why it looks like this.
namespace anker::server {

struct StoreError {
    enum class Code {
        Full,    ///< no space; nothing of the transaction was stored
        Failed,  ///< the disk or the database refused; nothing was stored
        Corrupt, ///< what was stored cannot be read
        Newer,   ///< written by a newer version; untouched
    } code = Code::Failed;
    std::string what; ///< one English sentence: what, where, what to do
};
template <class T>
using Stored = Expected<T, StoreError>;

/// What became of one event.
enum class Put : std::uint8_t {
    Fresh,
    Duplicate, ///< stored before, with the same content
    Conflict,  ///< the id was used for something else
    Erased     ///< stored before, and its content erased: it never comes back
};
struct PutResult {
    Put put = Put::Fresh;
    std::uint64_t sequence = 0;
    friend bool operator==(const PutResult&, const PutResult&) = default;
};

/// An event to store. The store gives it the Quartier's next sequence number.
struct NewEvent {
    base::EventId id;
    std::int64_t at_ms = 0;
    base::AuthorId author;
    workspace::Event event;
    Hash16 content_hash{};           ///< keyed; of the command and its author
    base::ContributionId belongs_to; ///< erased together with this contribution; none = stays
};

/// A contribution as a row of the GeoPackage table: only what everybody may see.
struct Feature {
    std::string kind, theme, perspective;
    geo::Shape shape;
    geo::Position at;
    std::string words; ///< approved; else empty
    std::string source;
    std::uint32_t support = 0;
    std::int64_t made_at_ms = 0;
    friend bool operator==(const Feature&, const Feature&) = default;
};
/// How the contribution's row is after the append; nothing = no row.
struct FeatureChange {
    base::ContributionId id;
    std::optional<Feature> feature;
};

/// Immutable bytes in the two encodings that browsers take. Made once, at import.
struct EncodedBytes {
    std::uint64_t plain_size = 0;
    Bytes gzip;
    Bytes brotli;
};
struct EncodedDataset {
    std::string hash; ///< of the plain bytes
    std::string kind; ///< quartier::name_of
    EncodedBytes bytes;
};
struct EncodedTile {
    basemap::TileKey key;
    EncodedBytes bytes;
};

/// A capability link. Its secret is derived from the installation's key, so only the hash is stored.
struct LinkRow {
    Hash32 hash{};
    std::string quartier;
    workspace::Role role = workspace::Role::Resident;
    base::SessionId session;      ///< none for the whole Quartier
    std::uint32_t generation = 1; ///< counts revocations; the highest one is valid
};

/// Everything that is stored in one transaction for one Quartier: all of it or nothing.
struct Append {
    std::string quartier;
    std::vector<NewEvent> events;
    std::vector<FeatureChange> features;
    std::vector<EncodedDataset> datasets;
    std::string manifest; ///< hash of the base map the tiles belong to
    std::vector<EncodedTile> tiles;
    std::vector<LinkRow> links;
};

struct Head {
    std::string epoch; ///< names this store; another one after a restore
    std::uint64_t sequence = 0;
};

/// Appends come from one thread, reads from one thread; these may be two.
class EventStore {
public:
    virtual ~EventStore() = default;

    /// Stores all appends in one transaction and returns when they are on disk: one list of results per
    /// append. After an error nothing of any of them is stored. A Withdrawn event erases everything that
    /// belongs to its contribution in the same transaction, and from the files before this returns.
    [[nodiscard]] virtual Stored<std::vector<std::vector<PutResult>>>
    append(std::span<const Append> appends) = 0;

    [[nodiscard]] virtual Stored<std::vector<std::string>> quartier_keys() = 0;
    [[nodiscard]] virtual Stored<Head> head(std::string_view quartier) = 0;
    /// Events after `after` in order, at most `limit`. Erased ones keep their place as workspace::Erased.
    [[nodiscard]] virtual Stored<std::vector<workspace::Recorded>>
    read(std::string_view quartier, std::uint64_t after, std::size_t limit) = 0;
    /// What an append of this id would answer, if it is not fresh.
    [[nodiscard]] virtual Stored<std::optional<PutResult>> find(std::string_view quartier, base::EventId id,
                                                                const Hash16& content_hash) = 0;
    [[nodiscard]] virtual Stored<std::optional<EncodedDataset>> dataset(std::string_view hash) = 0;
    [[nodiscard]] virtual Stored<std::optional<EncodedBytes>> tile(std::string_view manifest,
                                                                   basemap::TileKey key) = 0;
    /// All links ever made, oldest first.
    [[nodiscard]] virtual Stored<std::vector<LinkRow>> links() = 0;
    /// Rows of the GeoPackage table, by contribution.
    [[nodiscard]] virtual Stored<std::vector<FeatureChange>> features(std::string_view quartier) = 0;
};

/// Restores the plain bytes of a data set; the error names its hash.
[[nodiscard]] Stored<Bytes> plain_bytes(const EncodedDataset& dataset);

} // namespace anker::server
