// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/room/ledger.hpp"
#include "server/store/sqlite_store.hpp"
#include "tests/server/support/temp_folder.hpp"
#include "tests/support/given.hpp"

#include <boost/test/unit_test.hpp>

namespace anker::test {

constexpr server::Key some_key{1, 2, 3};

inline std::unique_ptr<server::SqliteStore> open_store(const TempFolder& folder, const std::string& vfs = "",
                                                       bool synchronous = true) {
    server::SqliteOptions options;
    options.path = folder.file("ankerpunkt.gpkg");
    options.erasure_journal = folder.file("erased.log");
    options.vfs = vfs;
    options.synchronous = synchronous;
    auto store = server::SqliteStore::open(options);
    BOOST_REQUIRE_MESSAGE(store.has_value(), (store ? "" : store.error().what));
    return std::move(*store);
}

/// An event with content that can be recognised.
inline server::NewEvent event_of(std::uint64_t n, const std::string& words = "",
                                 base::ContributionId on = {}) {
    server::NewEvent event;
    event.id = id(n);
    event.at_ms = 1'700'000'000'000 + static_cast<std::int64_t>(n);
    event.author = person(n % 7 + 1);
    if (on.is_none()) {
        contribution::Made made;
        made.shape = {geo::ShapeKind::Point, {Given::somewhere(static_cast<int>(n % 50))}};
        if (!words.empty()) {
            made.words = contribution::Words{words, "de"};
            made.words_state = contribution::WordsState::Waiting;
        }
        event.event = made;
        event.belongs_to = event.id;
    } else {
        event.event = contribution::Commented{on, {words.empty() ? "Ja." : words, "de"}};
        event.belongs_to = on;
    }
    event.content_hash = server::keyed_hash_16(some_key, {std::to_string(n), words});
    return event;
}

inline server::Append append_of(std::string quartier, std::vector<server::NewEvent> events) {
    server::Append append;
    append.quartier = std::move(quartier);
    append.events = std::move(events);
    return append;
}

inline std::vector<server::PutResult> must_append(server::EventStore& store, const server::Append& append) {
    auto results = store.append(std::span(&append, 1));
    BOOST_REQUIRE_MESSAGE(results.has_value(), (results ? "" : results.error().what));
    return results->front();
}

inline std::vector<workspace::Recorded> must_read(server::EventStore& store, const std::string& quartier,
                                                  std::uint64_t after = 0, std::size_t limit = 1'000'000) {
    auto events = store.read(quartier, after, limit);
    BOOST_REQUIRE_MESSAGE(events.has_value(), (events ? "" : events.error().what));
    return std::move(*events);
}

} // namespace anker::test
