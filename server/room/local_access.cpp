// SPDX-License-Identifier: Apache-2.0
#include "server/room/local_access.hpp"

#include "server/room/import.hpp"

namespace anker::server {

namespace {

constexpr std::size_t events_per_read = 5'000;

template <class T>
Expected<T, std::string> sentence(Stored<T> result) {
    if (!result) return failure(result.error().what);
    return std::move(*result);
}

} // namespace

Expected<OwnedData, std::string> own_data(const std::string& path, DataFolder::Missing missing) {
    ANKER_TRY(DataFolder folder, DataFolder::take(path, missing));
    ANKER_TRY(const Key key, load_key(path, NewKey::WhenFolderIsNew));
    SqliteOptions options;
    options.path = folder.database();
    options.erasure_journal = DataFolder::erasures_in(path);
    if (missing == DataFolder::Missing::Refuse) options.missing = SqliteOptions::Missing::Refuse;
    ANKER_TRY(auto store, sentence(SqliteStore::open(options)));
    LinkBook links(key);
    ANKER_TRY(const auto rows, sentence(store->links()));
    links.load(rows);
    // After a change of the key every link is made anew.
    std::map<std::pair<std::string, base::SessionId>, bool> places;
    for (const LinkRow& row : rows) places[{row.quartier, row.session}] = true;
    Append renewed;
    for (const auto& [place, known] : places) {
        for (LinkRow& row : links.add_missing(place.first, place.second))
            renewed.links.push_back(std::move(row));
    }
    if (!renewed.links.empty()) {
        ANKER_TRY([[maybe_unused]] const auto results, sentence(store->append(std::span(&renewed, 1))));
    }
    return OwnedData{std::move(folder), key, std::move(store), std::move(links)};
}

Expected<std::vector<workspace::Recorded>, std::string> whole_log(EventStore& store,
                                                                  const std::string& quartier) {
    std::vector<workspace::Recorded> log;
    while (true) {
        ANKER_TRY(auto page,
                  sentence(store.read(quartier, log.empty() ? 0 : log.back().sequence, events_per_read)));
        const bool last = page.size() < events_per_read;
        log.insert(log.end(), std::make_move_iterator(page.begin()), std::make_move_iterator(page.end()));
        if (last) return log;
    }
}

Expected<std::optional<std::vector<std::uint8_t>>, std::string> whole_dataset(EventStore& store,
                                                                              const std::string& hash) {
    ANKER_TRY(const auto dataset, sentence(store.dataset(hash)));
    if (!dataset) return std::optional<Bytes>{};
    ANKER_TRY(Bytes plain, sentence(plain_bytes(*dataset)));
    return std::optional(std::move(plain));
}

Expected<std::vector<std::string>, std::string> LocalAccess::quartier_keys() {
    return sentence(m_data.store->quartier_keys());
}

Expected<std::vector<workspace::Recorded>, std::string> LocalAccess::read_log(const std::string& quartier) {
    return whole_log(*m_data.store, quartier);
}

Expected<std::optional<std::vector<std::uint8_t>>, std::string>
LocalAccess::read_dataset(const std::string& hash) {
    return whole_dataset(*m_data.store, hash);
}

ImportResult LocalAccess::store(const ImportBatch& batch) {
    auto encoded = encode_batch(batch);
    if (!encoded) return {encoded.error(), {}};
    Ledger ledger(batch.quartier, *m_data.store, m_data.key, m_data.links);
    if (const auto loaded = ledger.load(); !loaded) return {loaded.error().what, {}};
    ImportTaken taken = take_import(ledger, std::move(*encoded), m_unix_ms());
    if (!taken.result.error.empty()) return taken.result;
    const auto stored = m_data.store->append(std::span(&taken.append, 1));
    if (!stored) return {stored.error().what, {}};
    return taken.result;
}

} // namespace anker::server
